/**
 * The part of the RouterOS script language that the generated scripts use. Everything else is an error, so that the scripts stay simple:
 * no variables inside of strings, no abbreviations, no functions, no two kinds of operators side by side without brackets.
 */

export interface Statement {
  /** `/container/add`, `:if`, `$run`; a command inside of square brackets without a menu has that of the command around it. */
  readonly path: string;
  readonly line: number;
  readonly named: Readonly<Record<string, Value>>;
  readonly plain: readonly Value[];
  /** The condition after `where`. */
  readonly where?: Value;
}

export type Value =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'block'; readonly statements: readonly Statement[] }
  | { readonly kind: 'result'; readonly statements: readonly Statement[] }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'not'; readonly value: Value }
  | { readonly kind: 'operation'; readonly operator: string; readonly left: Value; readonly right: Value };

export class SyntaxFault extends Error {
  public constructor(public readonly line: number, text: string) {
    super(`line ${line}: ${text}`);
  }
}

/** Arguments whose braces hold commands. `in=` holds some in `:onerror`, and a list in `:foreach`. */
const CODE = ['do', 'else', 'command'];
/** From the weakest to the strongest. `.` stands alone. */
const OPERATORS = [['||'], ['&&'], ['=', '!=', '<=', '>=', '<', '>', '~'], ['+', '-'], ['*'], ['.'], ['->']];
const ESCAPES: Readonly<Record<string, string>> = { 'n': '\n', 'r': '\r', 't': '\t', '_': ' ', '"': '"', '\\': '\\', '$': '$' };

export function parse(text: string, line = 1): Statement[] {
  const parser = new Parser(text, line);
  const statements = parser.statements('', '');
  return statements;
}

class Parser {
  private at = 0;
  private readonly bracketed = new WeakSet<Value>();

  public constructor(private readonly text: string, private readonly first: number) {}

  public statements(closer: string, menu: string): Statement[] {
    const found: Statement[] = [];
    for (;;) {
      this.skip(/[ \t\n;]+/y);
      if (this.skip(/#[^\n]*/y)) continue;
      if (this.at >= this.text.length) {
        if (closer !== '') this.fail(`no "${closer}" at the end`);
        return found;
      }
      if (closer !== '' && this.text[this.at] === closer) return found;
      found.push(this.statement(menu));
    }
  }

  private statement(menu: string): Statement {
    const line = this.line();
    if (this.peek('{')) {
      return { path: ':do', line, named: {}, plain: [this.block()] };
    }
    if (this.peek('$')) {
      const value = this.value('', menu);
      if (value.kind !== 'variable') return this.fail('a variable is called by its name');
      return { path: `$${value.name}`, line, named: {}, plain: [] };
    }
    const [path] = this.match(/:[a-z]+(?: (?:info|warning|error)(?= ))?|(?:\/[a-z0-9-]+)+|find(?= where)/y) ?? this.fail(`cannot read "${this.text.slice(this.at, this.at + 20)}"`);
    const full = path === 'find' ? `${menu}/find` : path.replace(/^:(log) /, '/$1/');
    const inside = full.startsWith('/') ? full.slice(0, full.lastIndexOf('/')) : menu;
    return { path: full, line, ...this.arguments(full, inside) };
  }

  private arguments(path: string, menu: string): Omit<Statement, 'path' | 'line'> {
    const named: Record<string, Value> = {};
    const plain: Value[] = [];
    for (;;) {
      const hasBlank = this.skip(/(?: |\\\n)+/y);
      const next = this.text[this.at] ?? '';
      if (next === '' || '\n;]})'.includes(next)) return { named, plain };
      if (!hasBlank) this.fail(`no blank before "${this.text.slice(this.at, this.at + 10)}"`);
      const name = this.match(/([a-z][a-z0-9-]*)=(?![=~])/y);
      if (name !== undefined) {
        if (name[1] in named) this.fail(`${name[1]}= appears twice`);
        const isCode = CODE.includes(name[1]) || (name[1] === 'in' && path === ':onerror');
        named[name[1]] = isCode ? this.block() : this.value(path, menu);
      } else if (this.skip(/where(?= )/y)) {
        return { named, plain, where: this.condition(menu, '') };
      } else {
        plain.push(this.value(path, menu));
      }
    }
  }

  private block(): Value {
    if (!this.skip(/\{/y)) this.fail('no "{"');
    const statements = this.statements('}', '');
    this.at++;
    return { kind: 'block', statements };
  }

  private value(path: string, menu: string): Value {
    const line = this.line();
    if (this.skip(/"/y)) return { kind: 'text', text: this.string(), line };
    if (this.skip(/\$/y)) return { kind: 'variable', name: this.match(/[a-zA-Z][a-zA-Z0-9]*/y)?.[0] ?? this.fail('no name of a variable') };
    if (this.skip(/\[/y)) {
      const statements = this.statements(']', menu);
      this.at++;
      if (statements.length !== 1) this.fail('square brackets hold one command');
      return { kind: 'result', statements };
    }
    if (this.skip(/\(/y)) {
      const value = this.operation(0, menu);
      if (!this.skip(/ *\)/y)) this.fail('no ")"');
      return value;
    }
    if (this.skip(/\{/y)) {
      const items: Value[] = [];
      do items.push(this.value(path, menu)); while (this.skip(/;/y));
      if (!this.skip(/\}/y)) this.fail('no "}" after a list');
      return { kind: 'list', items };
    }
    return { kind: 'word', text: this.match(/[A-Za-z0-9][A-Za-z0-9_./:-]*/y)?.[0] ?? this.fail(`cannot read "${this.text.slice(this.at, this.at + 20)}"`) };
  }

  private operation(level: number, menu: string): Value {
    if (level === OPERATORS.length) return this.operand(menu);
    let left = this.operation(level + 1, menu);
    for (;;) {
      const start = this.at;
      this.skip(/ +/y);
      const operator = OPERATORS[level].find(each => this.text.startsWith(each, this.at));
      if (operator === undefined || (operator === '-' && this.text[this.at + 1] === '>')) {
        this.at = start;
        return left;
      }
      this.at += operator.length;
      this.skip(/ +/y);
      const right = this.operation(level + 1, menu);
      for (const side of [left, right]) {
        const isMixed = side.kind === 'operation' && !this.isBracketed(side) && ((operator === '.') !== (side.operator === '.') || (level < 2 && side.operator !== operator && ['||', '&&'].includes(side.operator)));
        if (isMixed && side.operator !== '->' && !['=', '!=', '<=', '>=', '<', '>', '~'].includes(side.operator)) this.fail(`"${operator}" beside "${side.operator}" without brackets`);
      }
      left = { kind: 'operation', operator, left, right };
    }
  }

  private isBracketed(value: Value): boolean {
    return this.bracketed.has(value);
  }

  private operand(menu: string): Value {
    if (this.skip(/!/y)) return { kind: 'not', value: this.operand(menu) };
    const isBracket = this.peek('(');
    const value = this.value('', menu);
    if (isBracket) this.bracketed.add(value);
    return value;
  }

  /** `name="x" and running and !disabled`: names of properties stand to the left of an operator, or alone. */
  private condition(menu: string, closer: string): Value {
    let left: Value | undefined;
    let joined = '';
    for (;;) {
      this.skip(/ +/y);
      const right = this.test(menu);
      left = left === undefined ? right : { kind: 'operation', operator: joined, left, right };
      const next = this.match(/ +(and|or) /y);
      if (next === undefined) return left;
      if (joined !== '' && next[1] !== joined) this.fail('"and" beside "or" without brackets');
      joined = next[1];
      void closer;
    }
  }

  private test(menu: string): Value {
    if (this.skip(/\(/y)) {
      const value = this.condition(menu, ')');
      if (!this.skip(/\)/y)) this.fail('no ")"');
      return value;
    }
    const isNot = this.skip(/!/y);
    const property = this.match(/\.?[a-z][a-z0-9-]*/y)?.[0] ?? this.fail('no property');
    const left: Value = { kind: 'word', text: property };
    const operator = this.match(/!=|=|~/y)?.[0];
    if (operator === undefined) return isNot ? { kind: 'not', value: left } : left;
    if (isNot) this.fail('"!" before a comparison');
    return { kind: 'operation', operator, left, right: this.value('', menu) };
  }

  private string(): string {
    let text = '';
    for (;;) {
      const next = this.text[this.at++];
      if (next === undefined) this.fail('a string without an end');
      if (next === '"') return text;
      if (next === '$') this.fail('a variable inside of a string');
      if (next !== '\\') {
        if (next === '\n') this.fail('a line break inside of a string');
        text += next;
        continue;
      }
      if (this.skip(/\n[ \t]*/y)) continue;
      const byte = this.match(/(?:[0-9A-F]{2}\\)*[0-9A-F]{2}/y);
      if (byte !== undefined) text += Buffer.from(byte[0].replaceAll('\\', ''), 'hex').toString('utf8');
      else text += ESCAPES[this.text[this.at++]] ?? this.fail('an unknown escape');
    }
  }

  private peek(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  private skip(pattern: RegExp): boolean {
    return this.match(pattern) !== undefined;
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found !== undefined) this.at += found[0].length;
    return found;
  }

  private line(): number {
    return this.first + this.text.slice(0, this.at).split('\n').length - 1;
  }

  private fail(text: string): never {
    throw new SyntaxFault(this.line(), text);
  }
}
