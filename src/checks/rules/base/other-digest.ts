import { Severity, _dropDigest } from '../../../core';
import type { RuleFinding, _Rule } from '../../rule';

export const baseOtherDigest: _Rule = {
  id: 'base/other-digest',
  title: 'What is known about a base was read from the digest that is pinned',
  severity: Severity.INFO,
  why: 'The checks judge the files of another release of the base, which are nearly those of the pinned one.',
  fix: 'Read the pinned base: `npx imagewright pin --bases`.',
  check: ({ stages }) => stages.flatMap(({ by, _read: read }): RuleFinding[] => (read?.isOther ? [{
    by,
    what: `What is known about ${_dropDigest(read.facts.reference)} on ${read.facts.platform} was read from ${read.facts.reference.replace(/^.*@/, '')}.`,
  }] : [])),
};
