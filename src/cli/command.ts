import type { Readable, Writable } from 'node:stream';
import { _shownText } from '../core';

/** What a command reads and writes besides files. */
export interface Streams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** How it ended. */
export enum ExitCode {
  /** Nothing to say. */
  CLEAN = 0,
  /** Something was found. */
  FINDINGS = 1,
  /** It could not do what was asked for. */
  FAILED = 2,
}

/** A command of `imagewright`. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** All that `--help` shows. */
  readonly help: string;
  run(args: string[], streams: Streams): Promise<ExitCode>;
}

/** Says what is wrong, whatever is in it. */
export function complain(stderr: Writable, text: string): void {
  stderr.write(`imagewright: ${_shownText(text)}\n`);
}

/** Said to the user as it is, without a stack. */
export class UsageError extends Error {}
