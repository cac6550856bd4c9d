import { Problem, _quoteShellWord, _quoteValue } from '../../core';
import { _isAbsolutePath } from '../../rootfs';

/** The programs that packages are declared to bring, and lines of a script that test for them; invalid paths become problems. */
export function checkPrograms(paths: string[], report: (problem: Problem) => void): { readonly paths: string[]; readonly tests: string[] } {
  for (const path of paths.filter(each => !_isAbsolutePath(each))) {
    report({
      id: 'packages/program',
      what: `${_quoteValue(path)} is not the path of a program.`,
      why: 'The checks look programs up by their places in the image.',
      fix: 'Write the path from the root, e.g. /usr/bin/curl.',
    });
  }
  const good = [...new Set(paths.filter(_isAbsolutePath))];
  return { paths: good, tests: good.map(path => `test -x ${_quoteShellWord(path)}`) };
}
