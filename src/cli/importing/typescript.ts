import { _Call } from '../../dockerfile';

/** How wide a line of code becomes. */
const WIDTH = 120;

/** A piece of code that is written as it is. */
export class Code {
  public constructor(public readonly text: string) {}
}

/** Writes values as TypeScript, and notes what has to be imported for them. */
export class TypeScript {
  /** Names of the Dockerfile language that were used. */
  public readonly names = new Set<string>();

  /** A value, on one line or, where that would be wide, on several. */
  public write(value: unknown, indent = ''): string {
    if (value instanceof Code) return value.text;
    if (value instanceof _Call) return this.call(value, indent);
    if (typeof value === 'string') return string(value, indent);
    if (Array.isArray(value)) return this.list('[', value.map(each => (deeper: string) => this.write(each, deeper)), ']', indent);
    if (typeof value !== 'object' || value === null) return String(value);
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    return this.list('{ ', entries.map(([key, each]) => (deeper: string) => `${property(key)}: ${this.write(each, deeper)}`), ' }', indent);
  }

  private call({ maker, args, isConstant }: _Call, indent: string): string {
    if (maker.startsWith('.')) return `${this.write(args[0], indent)}${maker}()`;
    this.names.add(/^(?:new )?(\w+)/.exec(maker)![1]);
    if (isConstant) return maker;
    return `${maker}(${args.map(each => this.write(each, indent)).join(', ')})`;
  }

  /** @param items each writes itself with an indent */
  private list(open: string, items: ((indent: string) => string)[], close: string, indent: string): string {
    if (items.length === 0) return `${open.trim()}${close.trim()}`;
    const line = `${open}${items.map(item => item(indent)).join(', ')}${close}`;
    if (!line.includes('\n') && indent.length + line.length <= WIDTH) return line;
    const deeper = `${indent}  `;
    return [open.trim(), ...items.map(item => `${deeper}${item(deeper)},`), `${indent}${close.trim()}`].join('\n');
  }
}

/** A string; one of several lines as its lines. */
function string(value: string, indent: string): string {
  const lines = value.split('\n');
  return lines.length > 2 ? joined(lines, '\\n', indent) : quoted(value);
}

function joined(lines: string[], separator: string, indent: string): string {
  return ['[', ...lines.map(line => `${indent}  ${quoted(line)},`), `${indent}].join('${separator}')`].join('\n');
}

/** A string in single quotes, or in double ones where that needs no escapes. */
export function quoted(value: string): string {
  if (value.includes('\'') && !value.includes('"')) return JSON.stringify(value);
  return `'${JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, '\\\'')}'`;
}

function property(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}
