import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _broughtAlong } from '../../support/brought-along';

export const copyHostDependencies: _Rule = {
  id: 'copy/host-dependencies',
  title: 'What a build has installed is not overwritten from the working tree',
  severity: Severity.WARNING,
  why: 'The copy puts the files of this machine over those that the command has installed for the image: of other versions, for another platform.',
  fix: 'Leave the directory out: ignore: […] of the image, or exclude: […] of the copy.',
  check: image => _broughtAlong(image).filter(({ overwrites }) => overwrites !== undefined).map(({ step, source, path, overwrites }) => ({
    by: step.by,
    what: `The copy of ${source === '.' ? 'the whole repository' : source} puts ${path} over what \`${overwrites}\` has made.`,
  })),
};
