import type { Writable } from 'node:stream';
import { _escapeHidden } from '../../core';

/** Goes to the start of the line, and erases it. https://en.wikipedia.org/wiki/ANSI_escape_code */
const ERASE = '\r\x1b[2K';
const WIDTH = 80;

/** The progress of long work: one line that changes on a terminal, and a line for each step elsewhere. */
export class Progress {
  private title = '';
  private count = 0;
  private done = 0;

  public constructor(private readonly stream: Writable & { readonly isTTY?: boolean; readonly columns?: number }) {}

  /** Begins with something new. */
  public start(title: string, count: number): void {
    Object.assign(this, { title, count, done: 0 });
    if (this.isLive && count > 0) this.stream.write(`${ERASE}${this.describe('')}`);
  }

  /** Reports one more step as done. */
  public advance(name: string): void {
    this.done++;
    this.stream.write(this.isLive ? `${ERASE}${this.describe(name)}` : `${this.describe(name)}\n`);
  }

  /** Erases the line, so that other text can follow. */
  public end(): void {
    if (this.isLive && this.count > 0) this.stream.write(ERASE);
  }

  private get isLive(): boolean {
    return this.stream.isTTY === true && process.env.TERM !== 'dumb';
  }

  private describe(name: string): string {
    const text = _escapeHidden(`${this.title} ${this.done}/${this.count}${name === '' ? '' : `: ${name}`}`);
    // A line that is wrapped could not be erased.
    return this.isLive ? text.slice(0, (this.stream.columns ?? WIDTH) - 1) : text;
  }
}
