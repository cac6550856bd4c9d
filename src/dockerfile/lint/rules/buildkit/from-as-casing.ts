import { fromAsCasingFix } from './from-as-casing.fix';
import { Severity } from '../../../../core';
import { reportFrom } from '../../rule';
import type { LintRule } from '../../rule';

export const fromAsCasing: LintRule = {
  id: 'FromAsCasing',
  description: 'AS has the same case as its FROM.',
  why: 'Keywords in mixed case look as if they meant something different.',
  fix: 'Write AS in upper case after FROM, and as after from.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'from-as-casing',
  bad: ['FROM scratch as build\n', 'from scratch AS build\n'],
  good: ['FROM scratch AS build\n', 'from scratch as build\n'],
  autofix: fromAsCasingFix,
  check: ({ stages }) => stages.flatMap(stage => {
    const from = stage.from.keyword.text;
    const words = stage.from.words.map(({ text }) => text);
    const cased = from === from.toLowerCase() ? words[1]?.toLowerCase() : from === from.toUpperCase() ? words[1]?.toUpperCase() : words[1];
    return words.length >= 3 && words[1] !== cased ? reportFrom(stage, `'${words[1]}' and '${from}' keywords' casing do not match`) : [];
  }),
};
