/**
 * A value in a JSON text, with its place.
 *
 * @internal
 */
export interface _JsonNode {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  readonly line: number;
  /** Where it begins in the text. */
  readonly start: number;
  /** Where it ends: the position behind it. */
  readonly end: number;
  /** The value as `JSON.parse` gives it, of a string, number, boolean or null. */
  readonly value?: string | number | boolean | null;
  /** The members of an object in their order, including duplicate keys; `start` is that of the key. */
  readonly members: readonly { readonly key: string; readonly line: number; readonly start: number; readonly node: _JsonNode }[];
}

/**
 * Where a text is not JSON, and what is expected there.
 *
 * @internal
 */
export interface _JsonError {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
}

/**
 * None of our files is nearly as deep; walking over a deeper one could overflow the stack.
 *
 * @internal
 */
export const _MAX_JSON_DEPTH = 64;

const MARKS = '{}[],:';

/** A token that is neither a string nor a mark. https://www.rfc-editor.org/rfc/rfc8259#section-2 */
const TOKEN = /(?<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|(?<boolean>true|false)|(?<null>null)/y;

const BLANK = /[ \t\n\r]*/y;

/**
 * Reads JSON and keeps what `JSON.parse` drops: the places of values, and duplicate keys.
 *
 * @internal
 */
export function _readJson(text: string): _JsonNode | _JsonError {
  try {
    return new Reader(text).readDocument();
  } catch (fault) {
    if (fault instanceof JsonSyntaxError) return fault.at;
    throw fault;
  }
}

class JsonSyntaxError {
  public constructor(public readonly at: _JsonError) {}
}

interface Token {
  readonly kind: 'mark' | 'string' | 'number' | 'boolean' | 'null' | 'end';
  readonly text: string;
  readonly start: number;
  readonly line: number;
}

class Reader {
  private token: Token;
  /** The position after the token. */
  private position = 0;
  /** The position after the token before. */
  private end = 0;
  private depth = 0;
  /** The line of the token, and where it ends: each line break is searched only once. */
  private line = 1;
  private lineEnd: number;

  public constructor(private readonly text: string) {
    this.lineEnd = text.indexOf('\n');
    this.token = this.readToken('a value');
  }

  public readDocument(): _JsonNode {
    const node = this.readValue();
    if (this.token.kind !== 'end') this.fail('the end of the file');
    return node;
  }

  private readValue(): _JsonNode {
    const { kind, text, start, line } = this.token;
    if (text === '{') {
      const members = this.readList('}', 'a key in double quotes', () => this.readMember());
      return { kind: 'object', line, start, end: this.end, members };
    }
    if (text === '[') {
      const members = this.readList(']', 'a value', () => ({ key: '', line: this.token.line, start: this.token.start, node: this.readValue() }));
      return { kind: 'array', line, start, end: this.end, members };
    }
    if (kind === 'mark' || kind === 'end') return this.fail('a value');
    this.token = this.readToken('"," or the end of the list');
    return { kind, line, start, end: this.end, members: [], value: JSON.parse(text) as string | number | boolean | null };
  }

  private readMember(): _JsonNode['members'][number] {
    const { kind, text, start, line } = this.token;
    if (kind !== 'string') this.fail('a key in double quotes');
    this.token = this.readToken('":"');
    if (this.token.text !== ':') this.fail('":"');
    this.token = this.readToken('a value');
    return { key: JSON.parse(text) as string, line, start, node: this.readValue() };
  }

  private readList<T>(close: string, first: string, item: () => T): T[] {
    if (++this.depth > _MAX_JSON_DEPTH) this.fail(`at most ${_MAX_JSON_DEPTH} nested lists and objects`);
    const items: T[] = [];
    this.token = this.readToken(`${first} or "${close}"`);
    while (this.token.text !== close) {
      items.push(item());
      if (this.token.text === close) break;
      if (this.token.text !== ',') this.fail(`"," or "${close}"`);
      this.token = this.readToken(first);
      if (this.token.text === close) this.fail(`another entry after the comma before "${close}"`);
    }
    this.depth--;
    this.token = this.readToken('the end of the file');
    return items;
  }

  private readToken(expected: string): Token {
    this.end = this.position;
    BLANK.lastIndex = this.position;
    BLANK.test(this.text);
    const start = BLANK.lastIndex;
    const line = this.findLine(start);
    const [kind, text] = this.text[start] === '"' ? ['string', this.readString(start)] as const : this.readWord(start);
    if (text === undefined) {
      this.token = { kind: 'end', text: '', start, line };
      return this.fail(expected);
    }
    this.position = start + text.length;
    return { kind, text, start, line };
  }

  /** A string with its quotes; undefined if it does not end or is not valid JSON. */
  private readString(start: number): string | undefined {
    let end = start + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === '\\' ? 2 : 1;
    const text = this.text.slice(start, end + 1);
    try {
      JSON.parse(text);
      return text;
    } catch {
      return undefined;
    }
  }

  /** Any other token; without a text if there is none. */
  private readWord(start: number): readonly [Token['kind'], string | undefined] {
    if (start >= this.text.length) return ['end', ''];
    if (MARKS.includes(this.text[start])) return ['mark', this.text[start]];
    TOKEN.lastIndex = start;
    const { number, boolean, null: nothing } = TOKEN.exec(this.text)?.groups ?? {};
    if (number !== undefined) return ['number', number];
    return boolean === undefined ? ['null', nothing] : ['boolean', boolean];
  }

  private fail(expected: string): never {
    const { start, line } = this.token;
    throw new JsonSyntaxError({ line, column: start - this.text.lastIndexOf('\n', start - 1), expected, found: this.describeFound(start) });
  }

  private describeFound(start: number): string {
    if (start >= this.text.length) return 'the end of the file';
    if (this.text[start] === '\ufeff') return 'an invisible byte order mark, U+FEFF';
    const [rest] = this.text.slice(start, start + 31).split('\n', 1);
    return rest.length > 30 ? `${rest.slice(0, 30)}…` : rest;
  }

  private findLine(position: number): number {
    while (this.lineEnd >= 0 && this.lineEnd < position) {
      this.line++;
      this.lineEnd = this.text.indexOf('\n', this.lineEnd + 1);
    }
    return this.line;
  }
}
