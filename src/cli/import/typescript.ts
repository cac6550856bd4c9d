import { _visible } from '../../core';

/** How wide a line of code becomes. */
const WIDTH = 120;

/** A piece of code that is written as it is. */
export class Code {
  public constructor(public readonly text: string) {}
}

/** The name of a stage that a variable holds. */
export class StageName extends Code {
  public constructor(public readonly stage: string) {
    super(`${stage}.name`);
  }
}

/** Something of the Dockerfile language: a call with arguments, or a name alone. */
export class Expression {
  /** @param suffix what is called on it */
  public constructor(public readonly callee: string, public readonly args?: readonly unknown[], public readonly suffix = '') {}
}

/** A list that stands one item a line, however short it is, unless there is but one. */
export class Lines {
  public constructor(public readonly items: readonly string[]) {}
}

/** Where a value is written: how far its lines are indented, and the column that it begins in. */
interface Place {
  readonly indent: string;
  readonly column: number;
}

const START: Place = { indent: '', column: 0 };

/** Writes values as TypeScript, and notes what has to be imported for them. */
export class TypeScript {
  /** Names of the Dockerfile language that were used. */
  public readonly names = new Set<string>();

  /** A value, on one line or, where that would be wide, on several. */
  public write(value: unknown, place: Place = START): string {
    if (value instanceof Code) return value.text;
    if (value instanceof Expression) return this.expression(value, place);
    if (typeof value === 'string') return string(value, place.indent);
    if (value instanceof Lines) return this.list('[', value.items.map(item => () => quoted(item)), ']', place, value.items.length > 1);
    if (Array.isArray(value)) return this.list('[', value.map(each => (deeper: Place) => this.write(each, deeper)), ']', place);
    if (typeof value !== 'object' || value === null) return String(value);
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    return this.list('{ ', entries.map(([key, each]) => ({ indent, column }: Place) => {
      const name = `${property(key)}: `;
      return `${name}${this.write(each, { indent, column: column + name.length })}`;
    }), ' }', place);
  }

  /** A call; arguments that are undefined at its end are left out. */
  public call(callee: string, args: readonly unknown[], { indent, column }: Place = START): string {
    const given = args.slice(0, args.reduce<number>((count, each, i) => (each === undefined ? count : i + 1), 0));
    let text = `${callee}(`;
    given.forEach((arg, i) => {
      if (i > 0) text += ', ';
      const lastLine = text.slice(text.lastIndexOf('\n') + 1);
      text += this.write(arg, { indent, column: (lastLine === text ? column : 0) + lastLine.length });
    });
    return `${text})`;
  }

  private expression({ callee, args, suffix }: Expression, place: Place): string {
    this.names.add(/^(?:new )?(\w+)/.exec(callee)![1]);
    return `${args === undefined ? callee : this.call(callee, args, place)}${suffix}`;
  }

  /** @param items each writes itself at a place */
  private list(open: string, items: ((place: Place) => string)[], close: string, { indent, column }: Place, isTall = false): string {
    if (items.length === 0) return `${open.trim()}${close.trim()}`;
    // Written as if there were room: what is wide is seen below.
    const line = `${open}${items.map(item => item({ indent, column: 0 })).join(', ')}${close}`;
    if (!isTall && !line.includes('\n') && column + line.length <= WIDTH) return line;
    const deeper = `${indent}  `;
    return [open.trim(), ...items.map(item => `${deeper}${item({ indent: deeper, column: deeper.length })},`), `${indent}${close.trim()}`].join('\n');
  }
}

/** A string; one of several lines as its lines. */
function string(value: string, indent: string): string {
  const lines = value.split('\n');
  return lines.length > 2 ? ['[', ...lines.map(line => `${indent}  ${quoted(line)},`), `${indent}].join('\\n')`].join('\n') : quoted(value);
}

/** A string in single quotes, or in double ones where that needs no escapes. */
export function quoted(value: string): string {
  if (value.includes('\'') && !value.includes('"')) return _visible(JSON.stringify(value));
  return _visible(`'${JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, '\\\'')}'`);
}

function property(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}
