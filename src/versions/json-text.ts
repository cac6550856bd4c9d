/**
 * A value in a JSON text, with the line on which it stands.
 *
 * @internal
 */
export interface _JsonNode {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  readonly line: number;
  /** The value as `JSON.parse` gives it, of a string, number, boolean or null. */
  readonly value?: string | number | boolean | null;
  /** The members of an object in their order, a key that stands twice included. */
  readonly members: readonly { readonly key: string; readonly line: number; readonly node: _JsonNode }[];
}

/**
 * Where a text stops being JSON, and how.
 *
 * @internal
 */
export interface _JsonFault {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
}

/** One token, after white space. https://www.rfc-editor.org/rfc/rfc8259#section-2 */
const TOKEN = new RegExp([
  '[ \\t\\n\\r]*(?:(?<mark>[{}[\\],:])',
  '(?<string>"(?:[^"\\\\\\u0000-\\u001f]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*")',
  '(?<number>-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)',
  '(?<boolean>true|false)',
  '(?<null>null)',
  '(?<end>$))',
].join('|'), 'y');

/**
 * Reads JSON and keeps what `JSON.parse` drops: on which line a value stands, and keys that stand twice.
 *
 * @internal
 */
export function _readJson(text: string): _JsonNode | _JsonFault {
  try {
    return new Reader(text).document();
  } catch (fault) {
    if (fault instanceof Fault) return fault.at;
    throw fault;
  }
}

class Fault {
  public constructor(public readonly at: _JsonFault) {}
}

interface Token {
  readonly kind: 'mark' | 'string' | 'number' | 'boolean' | 'null' | 'end';
  readonly text: string;
  readonly start: number;
}

class Reader {
  private token: Token;
  private position = 0;

  public constructor(private readonly text: string) {
    this.token = this.next('a value');
  }

  public document(): _JsonNode {
    const node = this.value();
    if (this.token.kind !== 'end') this.fail('the end of the file');
    return node;
  }

  private value(): _JsonNode {
    const { kind, text, start } = this.token;
    const line = this.lineOf(start);
    if (text === '{') return { kind: 'object', line, members: this.list('}', 'a key in double quotes', () => this.member()) };
    if (text === '[') return { kind: 'array', line, members: this.list(']', 'a value', () => ({ key: '', line, node: this.value() })) };
    if (kind === 'mark' || kind === 'end') return this.fail('a value');
    this.token = this.next('"," or the end of the list');
    return { kind, line, members: [], value: JSON.parse(text) as string | number | boolean | null };
  }

  private member(): { key: string; line: number; node: _JsonNode } {
    const { kind, text, start } = this.token;
    if (kind !== 'string') this.fail('a key in double quotes');
    this.token = this.next('":"');
    if (this.token.text !== ':') this.fail('":"');
    this.token = this.next('a value');
    return { key: JSON.parse(text) as string, line: this.lineOf(start), node: this.value() };
  }

  private list<T>(close: string, first: string, item: () => T): T[] {
    const items: T[] = [];
    this.token = this.next(`${first} or "${close}"`);
    while (this.token.text !== close) {
      items.push(item());
      if (this.token.text === close) break;
      if (this.token.text !== ',') this.fail(`"," or "${close}"`);
      this.token = this.next(first);
      if (this.token.text === close) this.fail(`another entry: a comma stands before "${close}"`);
    }
    this.token = this.next('the end of the file');
    return items;
  }

  private next(expected: string): Token {
    TOKEN.lastIndex = this.position;
    const match = TOKEN.exec(this.text);
    if (match === null) {
      const start = this.position + /^[ \t\n\r]*/.exec(this.text.slice(this.position))![0].length;
      this.token = { kind: 'end', text: '', start };
      return this.fail(expected);
    }
    this.position = TOKEN.lastIndex;
    const [kind, text] = Object.entries(match.groups!).find(([, value]) => value !== undefined)! as [Token['kind'], string];
    return { kind, text, start: this.position - text.length };
  }

  private fail(expected: string): never {
    const { start } = this.token;
    const rest = this.text.slice(start).split('\n', 1)[0];
    throw new Fault({
      line: this.lineOf(start),
      column: start - this.text.lastIndexOf('\n', start - 1),
      expected,
      found: start >= this.text.length ? 'the end of the file' : rest.length > 30 ? `${rest.slice(0, 30)}…` : rest,
    });
  }

  private lineOf(position: number): number {
    return this.text.slice(0, position).split('\n').length;
  }
}
