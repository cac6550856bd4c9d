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
      case 'wrong': return this.library.isEnum(fault.type) ? this.noMember(fault) : this.wrong(fault);
    }
  }

  private unknown({ path, type }: Fault): _Refused {
    const { names } = this.library.struct(type)!;
    const name = path.slice(path.lastIndexOf('.') + 1);
    return {
      id: 'api/unknown-option',
      what: `${this.call}: there is no option ${shown(path)}.${_didYouMean(name, names)}`,
      why: WHY.unknown,
      fix: optionsOf(names),
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

  private undefined({ path, type, value }: Fault): _Refused {
    const name = this.missed(type);
    const near = name === undefined ? undefined : _nearest(name, this.library.membersOf(type));
    const missed = name === undefined ? '' : ` There is no ${type}.${name}.${near === undefined ? '' : ` Did you mean ${type}.${near}?`}`;
    return {
      id: 'api/undefined-value',
      what: `${this.call}: ${shown(path)} is ${value === null ? 'null' : 'undefined'}, where ${this.wanted(type)} is expected.${missed}`,
      why: value === null ? 'There is nothing to take its place.' : WHY.undefined,
      fix: `Give it ${this.wanted(type)}, or leave it out.${this.waysTo(type)}`,
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
    const isShort = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (type.endsWith('[]')) return isShort && shown(value) !== 'NaN' ? `Put it into a list: [${this.itemOf(type.slice(0, -2), value)}].` : undefined;
    if (type.endsWith('{}')) return value instanceof Map ? 'Make an object of it: Object.fromEntries(…).' : undefined;
    if (type === 'string' && isShort) return `Write it as text: "${String(value)}".`;
    if (type === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return `Write it without quotes: ${Number(value)}.`;
    if (type === 'boolean' && (value === 'true' || value === 'false')) return `Write it without quotes: ${value}.`;
    return typeof value === 'string' && this.library.class(type) !== undefined ? this.fromText(type, value) : undefined;
  }

  private itemOf(type: string, value: string | number | boolean): string {
    if (type === 'string') return shown(String(value));
    return this.library.class(type) !== undefined && typeof value === 'string' ? this.expressions(type, value)[0] ?? '…' : shown(value);
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

function optionsOf(names: ReadonlySet<string>): string {
  return names.size === 0 ? 'There are no options.' : `The options are: ${[...names].sort().join(', ')}.`;
}

function some(names: readonly string[]): string {
  return names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more` : names.join(', ');
}
