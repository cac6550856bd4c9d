import { _Refused, _didYouMean, _nearest } from '../core';
import type { Fault } from './faults';
import type { Library } from './library';
import { kindShown, shown, withArticle } from './shown';

/** Of a long list of names, no more are told. */
const MOST_NAMES = 8;
/** A longer text is not repeated in what to write instead. */
const LONGEST_LITERAL = 40;

const WHY = {
  unknown: 'Nobody reads it, so what it says would be lost.',
  missing: 'There is no default for it.',
  undefined: 'JavaScript takes a name that does not exist, such as a misspelt member of an enum, for `undefined`.',
  unset: 'There is nothing to take its place.',
  wrong: 'Types are not checked when a program starts: the value would fail far from here, or be taken for something else.',
};

/** Puts faults into words. */
export class Messages {
  /**
   * @param call what was called: `new ContainerImage`, `Platform.parse`
   * @param missed the members that were asked for in vain, those of each type in their order
   */
  public constructor(
    private readonly library: Library, private readonly call: string, private readonly missed: (type: string) => string | undefined,
  ) {}

  public of(fault: Fault): _Refused {
    switch (fault.kind) {
      case 'unknown': return this.unknown(fault);
      case 'missing': return this.missing(fault);
      case 'undefined': return this.undefined(fault);
      case 'surplus': return this.surplus(fault);
      case 'wrong': return this.library.isEnum(fault.type) ? this.noMember(fault) : this.wrong(fault);
    }
  }

  /** A class of which only the library itself makes objects. */
  public noConstructor(name: string): _Refused {
    return {
      id: 'api/no-constructor',
      what: `${this.call}: its constructor is not public.`,
      why: 'An object that is not made by the library itself lacks what belongs to it.',
      fix: `Take one that there is.${this.waysTo(name) || ' The library returns it where there is one.'}`,
    };
  }

  /** A class that is called as if it were a function. */
  public withoutNew(name: string): _Refused {
    const isPublic = this.library.class(name)?.create !== undefined;
    return {
      id: 'api/without-new',
      what: `${this.call}: a class is called as a function.`,
      why: 'JavaScript makes an object of a class with new alone.',
      fix: isPublic ? `Write new ${name}(…).` : `Take one that there is.${this.waysTo(name)}`,
    };
  }

  /** A method that has lost the object that it belongs to. */
  public noObject(name: string, object: unknown): _Refused {
    const method = this.call.slice(name.length + 1);
    return {
      id: 'api/no-object',
      what: `${this.call} is called on ${object === undefined ? 'nothing' : kindShown(object)}, where ${withArticle(name)} is expected.`,
      why: 'A method that is taken from its object does not know any more which one it belongs to.',
      fix: `Call it on its object: object.${method}(…). Where a function is wanted, write one that does so: () => object.${method}(…).`,
    };
  }

  private unknown({ path, type }: Fault): _Refused {
    const { names } = this.library.struct(type)!;
    const name = path.slice(path.lastIndexOf('.') + 1);
    const meant = _didYouMean(name, names);
    return {
      id: 'api/unknown-option',
      what: `${this.call}: there is no option ${shown(path)}.${meant}`,
      why: WHY.unknown,
      fix: `Correct it or leave it out${meant === '' && /^[A-Za-z]\w*$/.test(path) ? leavingOut(name) : ''}. ${optionsOf(names)}`,
    };
  }

  private surplus({ path, value }: Fault): _Refused {
    return {
      id: 'api/surplus-argument',
      what: `${this.call}: ${kindShown(value)}, is one argument too many; there ${argumentsShown(path)}.`,
      why: WHY.unknown,
      fix: 'Leave it out, or put it where it belongs.',
    };
  }

  private missing({ path, type, isArgument }: Fault): _Refused {
    return {
      id: isArgument ? 'api/missing-argument' : 'api/missing-option',
      what: `${this.call}: the ${isArgument ? 'argument' : 'option'} ${shown(path)} is missing.`,
      why: WHY.missing,
      fix: `Give it ${this.wanted(type)}.${this.waysTo(type)}`,
    };
  }

  private undefined({ path, type, value, isOptional = false }: Fault): _Refused {
    const name = this.missed(type);
    const near = name === undefined ? undefined : _nearest(name, this.library.membersOf(type));
    const missed = name === undefined ? '' : ` There is no ${type}.${name}.${near === undefined ? '' : ` Did you mean ${type}.${near}?`}`;
    return {
      id: 'api/undefined-value',
      what: `${this.call}: ${shown(path)} is ${value === null ? 'null' : 'undefined'}, where ${this.wanted(type)} is expected.${missed}`,
      why: name === undefined ? WHY.unset : WHY.undefined,
      fix: `Give it ${this.wanted(type)}${isOptional ? ', or leave it out' : ''}.${this.waysTo(type)}`,
    };
  }

  private noMember({ path, type, value }: Fault): _Refused {
    const members = Object.entries(this.library.find(type)).filter(([, each]) => typeof each === 'string') as [string, string][];
    const near = typeof value === 'string' ? _nearest(value, members.flat()) : undefined;
    const member = members.find(pair => near !== undefined && pair.includes(near))?.[0];
    return {
      id: 'api/unknown-member',
      what: `${this.call}: ${shown(path)} is ${shown(value)}, which is no ${type}.${member === undefined ? '' : ` Did you mean ${type}.${member}?`}`,
      why: 'No other value has a meaning here.',
      fix: `Use one of: ${some(members.map(([name]) => `${type}.${name}`))}.`,
    };
  }

  private wrong({ path, type, value }: Fault): _Refused {
    return {
      id: 'api/wrong-kind',
      what: `${this.call}: ${shown(path)} is ${kindShown(value)}, where ${this.wanted(type)} is expected.`,
      why: WHY.wrong,
      fix: this.instead(type, value) ?? `Give it ${this.wanted(type)}.${this.waysTo(type)}`,
    };
  }

  /** What to write for the value, where that is plain. */
  private instead(type: string, value: unknown): string | undefined {
    if (value instanceof Promise) return 'Wait for what it promises: await ….';
    const isShort = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (type.endsWith('[]')) return value instanceof Set ? 'Make a list of it: [...set].' : isShort ? this.inList(type.slice(0, -2), value) : undefined;
    if (type.endsWith('{}')) return value instanceof Map ? 'Make an object of it: Object.fromEntries(…).' : undefined;
    if (type === 'string' && isShort) return `Write it as text: "${String(value)}".`;
    if (type === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return `Write it without quotes: ${Number(value)}.`;
    if (type === 'boolean' && (value === 'true' || value === 'false')) return `Write it without quotes: ${value}.`;
    return typeof value === 'string' && this.library.class(type) !== undefined ? this.fromText(type, value) : undefined;
  }

  private inList(type: string, value: string | number | boolean): string | undefined {
    const item = type === 'string' ? shown(String(value)) : this.itemOf(type, value);
    return item === undefined ? undefined : `Put it into a list: [${item}].`;
  }

  private itemOf(type: string, value: string | number | boolean): string | undefined {
    if (typeof value === 'string' && this.library.class(type) !== undefined) return this.expressions(type, value)[0];
    const isShape = this.library.struct(type) !== undefined || this.library.interface(type) !== undefined;
    return !isShape && this.library.kind(type)(value) ? shown(value) : undefined;
  }

  private fromText(type: string, value: string): string | undefined {
    const ways = this.expressions(type, value);
    return ways.length === 0 ? undefined : `Write ${ways.join(' or ')}.`;
  }

  /** `Platform.LINUX_ARM64` for what is written so, `Platform.parse("linux/arm")` for others. */
  private expressions(type: string, value: string): string[] {
    const owner = this.library.find(type);
    const { statics = {}, fromText = [] } = this.library.class(type)!;
    const constant = this.library.membersOf(type).find(name => String(owner[name]) === value);
    if (constant !== undefined) return [`${type}.${constant}`];
    if (Object.hasOwn(statics, value) && statics[value] === '') return [`${type}.${value}()`];
    return fromText.map(name => `${type}.${name}(${value.length > LONGEST_LITERAL ? '…' : shown(value)})`);
  }

  /** `a list of Platform`. */
  private wanted(type: string): string {
    if (type.endsWith('[]')) return `a list of ${this.plural(type.slice(0, -2))}`;
    if (type.endsWith('{}')) return `an object with names and ${this.plural(type.slice(0, -2))}`;
    if (type === 'boolean') return 'true or false';
    if (type === 'number') return 'a finite number';
    if (this.library.struct(type) !== undefined) return 'an object of options';
    const members = this.library.interface(type);
    if (members !== undefined) return `${withArticle(type)} (an object with ${members.join(', ')})`;
    return withArticle(type.startsWith('constructs.') ? 'construct' : type);
  }

  private plural(type: string): string {
    const words: Record<string, string> = { string: 'texts', number: 'numbers', boolean: 'true or false', any: 'values' };
    if (this.library.struct(type) !== undefined) return 'objects of options';
    return words[type] ?? (/[\]}]$/.test(type) ? this.wanted(type) : type);
  }

  /** ` There are: Platform.LINUX_AMD64, Platform.parse(…).` */
  private waysTo(type: string): string {
    const item = type.replace(/(\[\]|\{\})+$/, '');
    const struct = this.library.struct(item);
    if (struct !== undefined) return ` ${optionsOf(struct.names)}`;
    const owner = this.library.isEnum(item) || this.library.class(item) !== undefined ? item : undefined;
    if (owner === undefined) return '';
    const { create, statics = {}, fromText = [] } = this.library.class(owner) ?? {};
    const factories = [...fromText, ...Object.keys(statics).filter(name => !fromText.includes(name) && !/^(is|of|names)/.test(name))];
    const ways = [
      ...this.library.membersOf(owner).map(name => `${owner}.${name}`),
      ...(create === undefined ? [] : [`new ${owner}(…)`]),
      ...factories.map(name => `${owner}.${name}(…)`),
    ];
    return ways.length === 0 ? '' : ` There are: ${some(ways)}.`;
  }
}

/** `is no argument`, `are 2 arguments: text, platform`. */
function argumentsShown(names: string): string {
  const list = names === '' ? [] : names.split(', ');
  if (list.length === 0) return 'are no arguments';
  return list.length === 1 ? `is one argument: ${names}` : `are ${list.length} arguments: ${names}`;
}

/** In a function of the user, what it reads itself may stand among what it hands on. */
function leavingOut(name: string): string {
  const shortName = name.length > LONGEST_LITERAL ? '…' : name;
  return ` (of an object that is handed on: const { ${shortName}, ...rest } = props)`;
}

function optionsOf(names: ReadonlySet<string>): string {
  return names.size === 0 ? 'There are no options.' : `The options are: ${[...names].sort().join(', ')}.`;
}

function some(names: readonly string[]): string {
  return names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more` : names.join(', ');
}
