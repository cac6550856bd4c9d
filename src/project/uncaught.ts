import { _styleFor } from '../core';
import type { _TextStyle } from '../core';

/** An error whose text is all that its reader needs. */
export class ReportedError extends Error {
  /** @param format the text; plain for whoever catches it, and set for the terminal where nobody does */
  public constructor(public readonly format: (style?: _TextStyle) => string) {
    super(format());
    this.name = 'SynthesisError';
    this.stack = this.message;
  }
}

/**
 * Throws it. Node.js would print an error that nobody catches between the line that threw it and its own version; this lets it print the
 * text alone. The exit code is that of any uncaught error, 1.
 *
 * @throws always
 */
export function throwReported(error: ReportedError): never {
  // Whoever listens already decides what is shown.
  if (process.listenerCount('uncaughtException') === 0) process.once('uncaughtException', printed);
  throw error;
}

function printed(error: Error): void {
  console.error(error instanceof ReportedError ? error.format(_styleFor(process.stderr, process.env)) : error);
  process.exit(1);
}
