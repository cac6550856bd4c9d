import type { _Cursor } from './cursor';
import type { _ShellWord } from './syntax-tree';
import type { _Token, _Tokens } from './tokens';

/**
 * Tokens, of which the next one is looked at before it is taken.
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
    return this.ahead ??= this.tokens.next();
  }

  protected take(): _Token {
    const token = this.peek();
    this.ahead = undefined;
    return token;
  }

  protected line(): number {
    return this.cursor.line(this.peek().position);
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
    return this.peek().word === undefined ? this.unexpected(what) : this.take().word!;
  }

  protected skipNewlines(): void {
    while (this.peek().kind === 'newline') this.take();
  }

  /** Puts a token that was taken back, or forgets the one ahead, for the text was read in another way. */
  protected lookAgain(ahead?: _Token): void {
    this.ahead = ahead;
  }

  protected expect(word: string, opened?: number): void {
    if (!this.takeWord(word)) this.unexpected(`"${word}"`, opened);
  }

  protected unexpected(instead?: string, opened?: number): never {
    const { kind, text, position } = this.peek();
    const what = kind === 'end' ? 'The script ends' : kind === 'newline' ? 'The line ends' : `${_shown(text)} stands`;
    const since = opened === undefined ? '' : ` of what began in line ${this.cursor.line(opened)}`;
    return this.cursor.fault(instead === undefined ? `${what} where nothing like it can` : `${what} instead of ${instead}${since}`, position);
  }
}

/**
 * A piece of a script as a message quotes it.
 *
 * @internal
 */
export function _shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
