/** The folder of this library. */
const LIBRARY = __dirname.replace(/core$/, '');

/**
 * The lines of a stack that are the user's own, not those of libraries and of Node.js: where they said what is wrong.
 *
 * @internal
 */
export function _ownLines(stack: string | undefined): string[] {
  const foreign = [LIBRARY, 'node_modules', 'node:'];
  return (stack ?? '').split('\n').filter(line => /^ +at /.test(line) && !foreign.some(part => line.includes(part)));
}
