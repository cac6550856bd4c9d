/** The folder of this library. */
const LIBRARY = __dirname.replace(/core$/, '');

/** Where jsii's kernel calls the library for a user of another language, whose own lines no stack of JavaScript has. */
const KERNEL = /[\\/]lib[\\/]program\.js:1:\d+\)?$/;

/** A module, and the function that some loaders (tsx) wrap around all of it: the same place, said twice. */
const WRAPPER = /^ +at <anonymous> \((.+):\d+:\d+\)\n +at Object\.<anonymous> \(\1:\d+:\d+\)$/;

/**
 * The lines of a stack that are the user's own, not those of libraries and of Node.js: where they said what is wrong. None where the program
 * has set an `Error.prepareStackTrace` that does not make text of a stack.
 *
 * @internal
 */
export function _ownLines(stack: unknown): string[] {
  const foreign = [LIBRARY, 'node_modules', 'node:'];
  const lines = (typeof stack === 'string' ? stack : '').split('\n').filter(line => /^ +at /.test(line) && !foreign.some(part => line.includes(part)) && !KERNEL.test(line));
  return lines.filter((line, i) => i === 0 || !WRAPPER.test(`${lines[i - 1]}\n${line}`));
}

/**
 * An error that knows how it came about, up to a number of calls. Where `Error` is frozen (`node --frozen-intrinsics`), it is the usual number.
 *
 * @internal
 */
export function _errorHere(depth: number): Error {
  const limit = Error.stackTraceLimit;
  const isSet = Reflect.set(Error, 'stackTraceLimit', depth);
  const here = new Error();
  if (isSet) Error.stackTraceLimit = limit;
  return here;
}
