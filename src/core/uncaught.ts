import { isMainThread } from 'node:worker_threads';
import { _TextStyle, _chooseStyle } from './text-style';

/** The name of the method that formats an error: the same for two copies of this library. */
const REPORT = Symbol.for('imagewright.report');

/**
 * An error whose text is all that its reader needs. If it is not caught, only that text is printed, and the exit code is 1. Node.js would print
 * the throwing line before it and its own version after it.
 *
 * A listener of `uncaughtException` takes precedence. Other errors are left to Node.js.
 *
 * @internal
 */
export abstract class _ReportedError extends Error {
  protected constructor(name: string, message: string) {
    super(message);
    // Not enumerable: otherwise Node.js prints it again when a program prints the caught error.
    Object.defineProperty(this, 'name', { value: name, configurable: true, writable: true });
    listen();
  }

  /** The text that is printed if the error is not caught. */
  public abstract [REPORT](style: _TextStyle): string;
}

/**
 * The name of the method that returns the printed text.
 *
 * @internal
 */
export const _REPORT: typeof REPORT = REPORT;

let explain: (error: unknown) => _ReportedError | undefined = () => undefined;

/**
 * Sets the function that recognizes errors of JavaScript itself that a name of this library has caused. They are printed as what it returns.
 *
 * @internal
 */
export function _onUncaughtError(listener: (error: unknown) => _ReportedError | undefined): void {
  explain = listener;
  listen();
}

function listen(): void {
  if (!process.listeners('uncaughtExceptionMonitor').includes(printReport)) process.on('uncaughtExceptionMonitor', printReport);
}

function printReport(thrown: unknown): void {
  // An exit would only end the worker, and its error would not reach the program.
  if (!isMainThread) return;
  if (process.listenerCount('uncaughtException') > 0 || process.hasUncaughtExceptionCaptureCallback()) return;
  const error = explain(thrown) ?? thrown;
  const report: unknown = Reflect.has(Object(error), REPORT) ? Reflect.get(error as object, REPORT) : undefined;
  if (typeof report !== 'function') return;
  console.error(report.call(error, _chooseStyle(process.stderr, process.env)));
  process.exit(1);
}
