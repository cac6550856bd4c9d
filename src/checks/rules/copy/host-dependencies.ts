import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _findBroughtAlong } from '../../support/brought-along';

export const copyHostDependencies: _Rule = {
  id: 'copy/host-dependencies',
  title: 'Dependencies that the build installed are not overwritten from the working tree',
  severity: Severity.WARNING,
  why: 'The copy replaces the files that the command installed for the image with those of this machine: other versions, for another platform.',
  fix: 'Leave the directory out, with ignore: […] of the image or exclude: […] of the copy.',
  check: image => _findBroughtAlong(image).filter(({ overwrites }) => overwrites !== undefined).map(({ step, source, path, overwrites }) => ({
    by: step.by,
    what: `The copy of ${source === '.' ? 'the whole repository' : source} puts ${path} over the output of \`${overwrites}\`.`,
  })),
};
