import { _escapeHidden } from '../../core';

/** The maximum width of a line of code. */
const WIDTH = 120;

/** A piece of code, written unchanged. */
export class Code {
  public constructor(public readonly text: string) {}
}

/** The name of the stage in a variable. */
export class StageName extends Code {
  public constructor(public readonly stage: string) {
    super(`${stage}.name`);
  }
}

/** An expression of the module `dockerfile`: a call with arguments, or a name. */
export class Expression {
  /** @param suffix code that follows it, such as a method call */
  public constructor(public readonly callee: string, public readonly args?: readonly unknown[], public readonly suffix = '') {}
}

/** A list written with one item per line, unless it has only one item. */
export class Lines {
  public constructor(public readonly items: readonly string[]) {}
}

/** Where a value is written: the indentation of its lines, and the column of its start. */
interface Place {
  readonly indent: string;
  readonly column: number;
}

const START: Place = { indent: '', column: 0 };

/** Writes values as TypeScript, and records the names that it must import. */
export class TypeScript {
  /** The names of the module `dockerfile` that the code uses. */
  public readonly names = new Set<string>();

  /** Writes a value on one line, or on several if that line would be too wide. */
  public write(value: unknown, place: Place = START): string {
    if (value instanceof Code) return value.text;
    if (value instanceof Expression) return this.writeExpression(value, place);
    if (typeof value === 'string') return writeString(value, place.indent);
    if (value instanceof Lines) return this.writeList('[', value.items.map(item => () => quoteString(item)), ']', place, value.items.length > 1);
    if (Array.isArray(value)) return this.writeList('[', value.map(each => (deeper: Place) => this.write(each, deeper)), ']', place);
    if (typeof value !== 'object' || value === null) return String(value);
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    return this.writeList('{ ', entries.map(([key, each]) => ({ indent, column }: Place) => {
      const name = `${writePropertyName(key)}: `;
      return `${name}${this.write(each, { indent, column: column + name.length })}`;
    }), ' }', place);
  }

  /** Writes a call without its trailing undefined arguments. */
  public writeCall(callee: string, args: readonly unknown[], { indent, column }: Place = START): string {
    const given = args.slice(0, args.reduce<number>((count, each, i) => (each === undefined ? count : i + 1), 0));
    let text = `${callee}(`;
    given.forEach((arg, i) => {
      if (i > 0) text += ', ';
      const lastLine = text.slice(text.lastIndexOf('\n') + 1);
      text += this.write(arg, { indent, column: (lastLine === text ? column : 0) + lastLine.length });
    });
    return `${text})`;
  }

  private writeExpression({ callee, args, suffix }: Expression, place: Place): string {
    this.names.add(/^(?:new )?(\w+)/.exec(callee)![1]);
    return `${args === undefined ? callee : this.writeCall(callee, args, place)}${suffix}`;
  }

  /** @param items functions that write an item at a place */
  private writeList(open: string, items: ((place: Place) => string)[], close: string, { indent, column }: Place, isTall = false): string {
    if (items.length === 0) return `${open.trim()}${close.trim()}`;
    // Written as if there were room: the width is checked below.
    const line = `${open}${items.map(item => item({ indent, column: 0 })).join(', ')}${close}`;
    if (!isTall && !line.includes('\n') && column + line.length <= WIDTH) return line;
    const deeper = `${indent}  `;
    return [open.trim(), ...items.map(item => `${deeper}${item({ indent: deeper, column: deeper.length })},`), `${indent}${close.trim()}`].join('\n');
  }
}

/** Writes a string; a string of several lines becomes a joined array. */
function writeString(value: string, indent: string): string {
  const lines = value.split('\n');
  return lines.length > 2 ? ['[', ...lines.map(line => `${indent}  ${quoteString(line)},`), `${indent}].join('\\n')`].join('\n') : quoteString(value);
}

/** Quotes a string with single quotes, or with double quotes if that avoids escapes. */
export function quoteString(value: string): string {
  if (value.includes('\'') && !value.includes('"')) return _escapeHidden(JSON.stringify(value));
  return _escapeHidden(`'${JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, '\\\'')}'`);
}

function writePropertyName(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoteString(key);
}
