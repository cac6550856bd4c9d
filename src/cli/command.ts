import type { Readable, Writable } from 'node:stream';
import { _escapeLine, _escapeMessage } from '../core';

/** What a command reads and writes besides files. */
export interface Streams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** The exit codes of all commands. */
export enum ExitCode {
  /** Success, and nothing was found. */
  CLEAN = 0,
  /** Something was found. */
  FINDINGS = 1,
  /** The command could not do its work. */
  FAILED = 2,
}

/** A command of `imagewright`. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** The text that `--help` prints. */
  readonly help: string;
  run(args: string[], streams: Streams): Promise<ExitCode>;
}

/** Prints an error of one line, with control characters and line breaks made visible. */
export function printError(stderr: Writable, text: string): void {
  stderr.write(`imagewright: ${_escapeLine(_escapeMessage(text))}\n`);
}

/** An error whose message is printed without a stack. */
export class UsageError extends Error {}
