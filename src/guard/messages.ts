import { isMap, isPromise, isSet } from 'node:util/types';
import { _RefusedProblem, _cutText, _describeFailure, _joinSome, _suggestNearest, _findNearest, _findOwn } from '../core';
import type { Fault } from './faults';
import type { Library } from './library';
import type { Miss } from './missed-members';
import type { MisspeltCall } from './misspelt-use';
import { showWithType, showValue, addArticle } from './shown';

/** How many names of a long list a message shows. */
const MOST_NAMES = 8;
/** Longer lists of members are left to the reference. */
const MOST_MEMBERS = 60;
/** Longer texts are not repeated in suggestions. */
const LONGEST_LITERAL = 40;

const WHY = {
  unknown: 'It would be ignored.',
  missing: 'It has no default.',
  undefined: 'In JavaScript, a name that does not exist, such as a misspelt member of an enum, is `undefined`.',
  unset: 'A value is required here.',
  wrong: 'JavaScript does not check types: the value would cause an error far from here, or be misinterpreted.',
};

/** Describes faults. */
export class Messages {
  /**
   * @param call what was called: `new ContainerImage`, `Platform.parse`
   * @param missed returns the missing members of a type that were read, in order
   */
  public constructor(
    private readonly library: Library, private readonly call: string, private readonly missed: (type: string) => string | undefined,
  ) {}

  public describeFault(fault: Fault): _RefusedProblem {
    switch (fault.kind) {
      case 'unknown': return this.describeUnknown(fault);
      case 'missing': return this.describeMissing(fault);
      case 'absent': return this.describeAbsent(fault);
      case 'undefined': return this.describeUndefined(fault);
      case 'surplus': return this.describeSurplus(fault);
      case 'unreadable': return this.describeUnreadable(fault);
      case 'wrong': return this.library.isEnum(fault.type) ? this.describeNoMember(fault) : this.describeWrong(fault);
    }
  }

  /** A class that only the library itself instantiates. */
  public describeNoConstructor(name: string): _RefusedProblem {
    return {
      id: 'api/no-constructor',
      what: `${this.call}: its constructor is not public.`,
      why: 'Only the library itself can create a complete object of this class.',
      fix: `Use an existing object.${this.describeWays(name) || ' Methods and properties of the library return them.'}`,
    };
  }

  /** A class that is called as if it were a function. */
  public describeWithoutNew(name: string): _RefusedProblem {
    const isPublic = this.library.findClass(name)?.create !== undefined;
    return {
      id: 'api/without-new',
      what: `${this.call}: a class is called as a function.`,
      why: 'JavaScript creates an object of a class only with new.',
      fix: isPublic ? `Write new ${name}(…).` : `Use an existing object.${this.describeWays(name)}`,
    };
  }

  /** A method that is called without its object. */
  public describeNoObject(name: string, object: unknown): _RefusedProblem {
    const method = this.call.slice(name.length + 1);
    return {
      id: 'api/no-object',
      what: `${this.call} is called on ${object === undefined ? 'nothing' : showWithType(object)}, where ${addArticle(name)} is expected.`,
      why: 'A method that is separated from its object no longer knows which object it belongs to.',
      fix: `Call it on its object: object.${method}(…). Where a function is expected, write () => object.${method}(…).`,
    };
  }

  /** A member of a class, an enum, a namespace or the library that does not exist, and is used. */
  public describeNoSuchMember({ type, key }: Miss): _RefusedProblem {
    const names = this.library.listPublicNames(type);
    const prefix = type === '' ? '' : `${type}.`;
    const near = _findNearest(key, names);
    return {
      id: 'api/unknown-member',
      what: `There is no ${prefix}${key}${type === '' ? ' in this library' : ''}.${near === undefined ? '' : ` Did you mean ${prefix}${near}?`}`,
      why: 'In JavaScript, a name that does not exist is `undefined`, which can neither be called nor read.',
      fix: `Correct the name.${names.length > MOST_MEMBERS ? '' : ` ${type} has: ${names.join(', ')}.`}`,
    };
  }

  /** A method or a class that does not exist, of an object that may be one of ours. */
  public describeNoSuchMethod({ object, called, isClass, meant }: MisspeltCall): _RefusedProblem {
    const shown = _cutText(object);
    const ways = [...new Set(meant.map(({ name }) => name))].map(name => `${name}${isClass ? '' : ` (of ${meant.filter(each => each.name === name).map(({ owner }) => owner).join(', ')})`}`);
    return {
      id: 'api/unknown-member',
      what: `${shown}.${called} is not a ${isClass ? 'class' : 'function'}. If ${shown} is ${isClass ? 'this library' : 'an object of this library'}: did you mean ${ways.join(' or ')}?`,
      why: 'In JavaScript, a name that does not exist is `undefined`, which cannot be called.',
      fix: 'Correct the name, or call it on another object.',
    };
  }

  private describeUnknown({ path, type }: Fault): _RefusedProblem {
    const { names } = this.library.findStruct(type)!;
    const name = path.slice(path.lastIndexOf('.') + 1);
    const meant = _suggestNearest(name, names);
    return {
      id: 'api/unknown-option',
      what: `${this.call}: there is no option ${showValue(path)}.${meant}`,
      why: WHY.unknown,
      fix: `Correct it or leave it out${meant === '' && /^[A-Za-z]\w*$/.test(path) ? describeLeavingOut(name) : ''}. ${describeOptions(names)}`,
    };
  }

  private describeSurplus({ path, value }: Fault): _RefusedProblem {
    return {
      id: 'api/surplus-argument',
      what: `${this.call}: the argument ${showValue(value)} is one too many; there ${describeArguments(path)}.`,
      why: WHY.unknown,
      fix: 'Leave it out, or pass it where it belongs.',
    };
  }

  private describeMissing({ path, type, isArgument }: Fault): _RefusedProblem {
    return {
      id: isArgument ? 'api/missing-argument' : 'api/missing-option',
      what: `${this.call}: the ${isArgument ? 'argument' : 'option'} ${showValue(path)} is missing.`,
      why: WHY.missing,
      fix: `Pass ${this.describeType(type)}.${this.describeWays(type)}`,
    };
  }

  /** A required property that an object of a user's class does not have. */
  private describeAbsent({ path, type }: Fault): _RefusedProblem {
    return {
      id: 'api/missing-property',
      what: `${this.call}: the property ${showValue(path)} is missing.`,
      why: 'The interface of the object requires it.',
      fix: `Give it ${this.describeType(type)}; in Python as a @property, because jsii does not see plain attributes.${this.describeWays(type)}`,
    };
  }

  private describeUndefined({ path, type, value, isOptional = false }: Fault): _RefusedProblem {
    const name = this.missed(type);
    const near = name === undefined ? undefined : _findNearest(name, this.library.listMembers(type));
    const missed = name === undefined ? '' : ` There is no ${type}.${name}.${near === undefined ? '' : ` Did you mean ${type}.${near}?`}`;
    return {
      id: 'api/undefined-value',
      what: `${this.call}: ${showValue(path)} is ${value === null ? 'null' : 'undefined'}, where ${this.describeType(type)} is expected.${missed}`,
      why: name === undefined ? WHY.unset : WHY.undefined,
      fix: `Pass ${this.describeType(type)}${isOptional ? ', or leave it out' : ''}.${this.describeWays(type)}`,
    };
  }

  private describeNoMember({ path, type, value }: Fault): _RefusedProblem {
    const members = Object.entries(this.library.findExport(type)).filter(([, each]) => typeof each === 'string') as [string, string][];
    const near = typeof value === 'string' ? _findNearest(value, members.flat()) : undefined;
    const member = members.find(pair => near !== undefined && pair.includes(near))?.[0];
    return {
      id: 'api/unknown-member',
      what: `${this.call}: ${showValue(path)} is ${showValue(value)}, which is not ${addArticle(type)}.${member === undefined ? '' : ` Did you mean ${type}.${member}?`}`,
      why: 'Only the members of the enum have a meaning here.',
      fix: `Use one of: ${_joinSome(members.map(([name]) => `${type}.${name}`), MOST_NAMES)}.`,
    };
  }

  private describeWrong({ path, type, value }: Fault): _RefusedProblem {
    return {
      id: 'api/wrong-kind',
      what: `${this.call}: ${showValue(path)} is ${showWithType(value)}, where ${this.describeType(type)} is expected.`,
      why: WHY.wrong,
      fix: this.suggestValue(type, value) ?? `Pass ${this.describeType(type)}.${this.describeWays(type)}`,
    };
  }

  private describeUnreadable({ path, type, value }: Fault): _RefusedProblem {
    return {
      id: 'api/wrong-kind',
      what: `${this.call}: ${showValue(path)} throws when it is read: ${_describeFailure(value)}`,
      why: 'Getters and proxies are code: all properties of an argument are read when the call is made.',
      fix: `Pass ${this.describeType(type)} that can be read.${this.describeWays(type)}`,
    };
  }

  /** What to write instead of the value, if that is clear. */
  private suggestValue(type: string, value: unknown): string | undefined {
    if (isPromise(value)) return 'Wait for its value: await ….';
    const isShort = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (type.endsWith('[]')) return isSet(value) ? 'Convert it to a list: [...set].' : isShort ? this.suggestList(type.slice(0, -2), value) : undefined;
    if (type.endsWith('{}')) return isMap(value) ? 'Convert it to an object: Object.fromEntries(…).' : undefined;
    if (type === 'string' && isShort) return `Write it as a string: "${String(value)}".`;
    if (type === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return `Write it without quotes: ${Number(value)}.`;
    if (type === 'boolean' && (value === 'true' || value === 'false')) return `Write it without quotes: ${value}.`;
    return typeof value === 'string' && this.library.findClass(type) !== undefined ? this.suggestFromText(type, value) : undefined;
  }

  private suggestList(type: string, value: string | number | boolean): string | undefined {
    const item = type === 'string' ? showValue(String(value)) : this.printItem(type, value);
    return item === undefined ? undefined : `Put it into a list: [${item}].`;
  }

  private printItem(type: string, value: string | number | boolean): string | undefined {
    if (typeof value === 'string' && this.library.findClass(type) !== undefined) return this.listExpressions(type, value)[0];
    const isShape = this.library.findStruct(type) !== undefined || this.library.findInterface(type) !== undefined;
    return !isShape && this.library.findKind(type)(value) ? showValue(value) : undefined;
  }

  private suggestFromText(type: string, value: string): string | undefined {
    const ways = this.listExpressions(type, value);
    return ways.length === 0 ? undefined : `Write ${ways.join(' or ')}.`;
  }

  /** `Platform.LINUX_ARM64` for the text of a constant, `Platform.parse("linux/arm")` for others. */
  private listExpressions(type: string, value: string): string[] {
    const owner = this.library.findExport(type);
    const { statics = {}, fromText = [] } = this.library.findClass(type)!;
    const constant = this.library.listMembers(type).find(name => String(owner[name]) === value);
    if (constant !== undefined) return [`${type}.${constant}`];
    if (_findOwn(statics, value) === '') return [`${type}.${value}()`];
    return fromText.map(name => `${type}.${name}(${value.length > LONGEST_LITERAL ? '…' : showValue(value)})`);
  }

  /** `a list of Platform`. */
  private describeType(type: string): string {
    if (type.endsWith('[]')) return `a list of ${this.describePlural(type.slice(0, -2))}`;
    if (type.endsWith('{}')) return `an object with ${this.describePlural(type.slice(0, -2))} by name`;
    if (type === 'boolean') return 'true or false';
    if (type === 'number') return 'a finite number';
    if (this.library.findStruct(type) !== undefined) return 'an object of options';
    const members = this.library.findInterface(type);
    if (members !== undefined) return `${addArticle(type)} (an object with ${members.join(', ')})`;
    return addArticle(type.startsWith('constructs.') ? 'construct' : type);
  }

  private describePlural(type: string): string {
    const words: Record<string, string> = { string: 'strings', number: 'numbers', boolean: 'true or false', any: 'values' };
    if (this.library.findStruct(type) !== undefined) return 'objects of options';
    return words[type] ?? (/[\]}]$/.test(type) ? this.describeType(type) : type);
  }

  /** ` Available: Platform.LINUX_AMD64, Platform.parse(…).` */
  private describeWays(type: string): string {
    const item = type.replace(/(\[\]|\{\})+$/, '');
    const struct = this.library.findStruct(item);
    if (struct !== undefined) return ` ${describeOptions(struct.names)}`;
    const owner = this.library.isEnum(item) || this.library.findClass(item) !== undefined ? item : undefined;
    if (owner === undefined) return '';
    const { create, statics = {}, fromText = [] } = this.library.findClass(owner) ?? {};
    const factories = [...fromText, ...Object.keys(statics).filter(name => !fromText.includes(name) && !/^(is|of|names)/.test(name))];
    const ways = [
      ...this.library.listMembers(owner).map(name => `${owner}.${name}`),
      ...(create === undefined ? [] : [`new ${owner}(…)`]),
      ...factories.map(name => `${owner}.${name}(…)`),
    ];
    return ways.length === 0 ? '' : ` Available: ${_joinSome(ways, MOST_NAMES)}.`;
  }
}

/** `is no argument`, `are 2 arguments: text, platform`. */
function describeArguments(names: string): string {
  const list = names === '' ? [] : names.split(', ');
  if (list.length === 0) return 'are no arguments';
  return list.length === 1 ? `is one argument: ${names}` : `are ${list.length} arguments: ${names}`;
}

/** A user's own function may pass on its options together with those that only it reads. */
function describeLeavingOut(name: string): string {
  const shortName = name.length > LONGEST_LITERAL ? '…' : name;
  return ` (when passing an object on: const { ${shortName}, ...rest } = props)`;
}

function describeOptions(names: ReadonlySet<string>): string {
  return names.size === 0 ? 'There are no options.' : `The options are: ${[...names].sort().join(', ')}.`;
}
