import { isMainThread } from 'node:worker_threads';
import { _TextStyle, _styleFor } from './text-style';

/** The name of what an error says of itself: the same for two copies of this library. */
const REPORT = Symbol.for('imagewright.report');

/**
 * An error whose text is all that its reader needs: where nobody catches it, that text is printed, and the exit code is 1. Node.js would print
 * it between the line that threw it and its own version.
 *
 * Whoever listens to `uncaughtException` decides what is shown. Errors of others are left to Node.js.
 *
 * @internal
 */
export abstract class _ReportedError extends Error {
  protected constructor(name: string, message: string) {
    super(message);
    // Not enumerable: Node.js would print it once more where somebody catches the error and prints it.
    Object.defineProperty(this, 'name', { value: name, configurable: true, writable: true });
    if (!process.listeners('uncaughtExceptionMonitor').includes(printed)) process.on('uncaughtExceptionMonitor', printed);
  }

  /** What is printed where nobody catches it. */
  public abstract [REPORT](style: _TextStyle): string;
}

/**
 * The name of the method that says what is printed.
 *
 * @internal
 */
export const _REPORT: typeof REPORT = REPORT;

function printed(error: Error): void {
  // An exit would end the worker alone, and its error would not reach the program.
  if (!isMainThread) return;
  if (process.listenerCount('uncaughtException') > 0 || process.hasUncaughtExceptionCaptureCallback()) return;
  const report: unknown = Reflect.has(Object(error), REPORT) ? Reflect.get(error, REPORT) : undefined;
  if (typeof report !== 'function') return;
  console.error(report.call(error, _styleFor(process.stderr, process.env)));
  process.exit(1);
}
