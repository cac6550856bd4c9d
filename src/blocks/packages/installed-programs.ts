import { _quoteShellWord, _quoteValue, _refuse } from '../../core';
import { _isAbsolutePath } from '../../rootfs';

/**
 * Lines of a script that test for the programs that packages are declared to contain.
 *
 * @throws `packages/program`
 */
export function printProgramTests(paths: string[]): string[] {
  const wrong = paths.find(each => !_isAbsolutePath(each));
  if (wrong === undefined) return [...new Set(paths)].map(path => `test -x ${_quoteShellWord(path)}`);
  return _refuse({
    id: 'packages/program',
    what: `${_quoteValue(wrong)} is not the path of a program.`,
    why: 'The checks look up programs by their paths in the image.',
    fix: 'Write the path from the root, e.g. /usr/bin/curl.',
  });
}
