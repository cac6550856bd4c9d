import type { _Cursor } from './cursor';
import type { _ShellWord } from './syntax-tree';
import type { _Token, _Tokens } from './tokens';

/**
 * Reads tokens with one token of lookahead.
 *
 * @internal
 */
export class _TokenReader {
  private ahead?: _Token;

  protected constructor(protected readonly tokens: _Tokens) {}

  protected get cursor(): _Cursor {
    return this.tokens.cursor;
  }

  protected peek(): _Token {
    return this.ahead ??= this.tokens.readToken();
  }

  protected take(): _Token {
    const token = this.peek();
    this.ahead = undefined;
    return token;
  }

  protected findLine(): number {
    return this.cursor.findLine(this.peek().position);
  }

  protected isOperator(text: string): boolean {
    return this.peek().kind === 'operator' && this.peek().text === text;
  }

  protected takeOperator(text: string): boolean {
    const found = this.isOperator(text);
    if (found) this.take();
    return found;
  }

  protected takeWord(text: string): boolean {
    const found = this.peek().kind === 'word' && this.peek().text === text;
    if (found) this.take();
    return found;
  }

  protected takeAnyWord(what: string): _ShellWord {
    return this.peek().word === undefined ? this.refuseUnexpected(what) : this.take().word!;
  }

  protected skipNewlines(): void {
    while (this.peek().kind === 'newline') this.take();
  }

  /** Replaces the token ahead, or drops it if the text was read in another way. */
  protected replaceToken(ahead?: _Token): void {
    this.ahead = ahead;
  }

  protected expect(word: string, opened?: number): void {
    if (!this.takeWord(word)) this.refuseUnexpected(`"${word}"`, opened);
  }

  protected refuseUnexpected(expected?: string, opened?: number): never {
    const { kind, text, position } = this.peek();
    const found = kind === 'end' ? 'end of the script' : kind === 'newline' ? 'end of the line' : _quoteToken(text);
    if (expected === undefined) return this.cursor.refuseAt(`Unexpected ${found}`, position);
    const opener = opened === undefined ? '' : ` to close what began in line ${this.cursor.findLine(opened)}`;
    return this.cursor.refuseAt(`Expected ${expected}${opener}, but found ${kind === 'end' || kind === 'newline' ? 'the ' : ''}${found}`, position);
  }
}

/**
 * Quotes a piece of a script in a message.
 *
 * @internal
 */
export function _quoteToken(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
