/** The folder of this library. */
const LIBRARY = __dirname.replace(/core$/, '');

/** Where jsii's kernel calls the library for a user of another language, whose lines are not in a JavaScript stack. */
const KERNEL = /[\\/]lib[\\/]program\.js:1:\d+\)?$/;

/** A module and the function that some loaders (tsx) wrap around it: the same place twice. */
const WRAPPER = /^ +at <anonymous> \((.+):\d+:\d+\)\n +at Object\.<anonymous> \(\1:\d+:\d+\)$/;

/**
 * Finds the lines of a stack that are the user's own, not those of libraries and Node.js. None if the program
 * has set an `Error.prepareStackTrace` that does not return a text.
 *
 * @internal
 */
export function _findOwnLines(stack: unknown): string[] {
  const foreign = [LIBRARY, 'node_modules', 'node:'];
  const lines = (typeof stack === 'string' ? stack : '').split('\n').filter(line => /^ +at /.test(line) && !foreign.some(part => line.includes(part)) && !KERNEL.test(line));
  return lines.filter((line, i) => i === 0 || !WRAPPER.test(`${lines[i - 1]}\n${line}`));
}

/**
 * Creates an error with a stack of up to `depth` calls. If `Error` is frozen (`node --frozen-intrinsics`), the usual limit applies.
 *
 * @internal
 */
export function _createError(depth: number): Error {
  const limit = Error.stackTraceLimit;
  const isSet = Reflect.set(Error, 'stackTraceLimit', depth);
  const here = new Error();
  if (isSet) Error.stackTraceLimit = limit;
  return here;
}
