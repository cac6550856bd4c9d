import { Severity } from '../../../../core';
import { isKnown } from '../../language/expand';
import { parseSource } from '../../language/source';
import type { Stage } from '../../model/step';
import { reportFrom, reportInstruction } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileSourceDateEpoch: LintRule = {
  id: 'dockerfile/source-date-epoch',
  description: 'ARG SOURCE_DATE_EPOCH before the first FROM is a number of seconds, "context", or a stage with one download.',
  why: 'BuildKit cannot determine the time to write into the image, and the build stops.',
  fix: 'Write a number of seconds, "context", or a stage with one download.',
  severity: Severity.ERROR,
  bad: ['ARG SOURCE_DATE_EPOCH=now\nFROM scratch\n', 'ARG SOURCE_DATE_EPOCH=src\nFROM scratch AS src\nCOPY a /a\n', 'ARG SOURCE_DATE_EPOCH=src\nFROM scratch AS src\nADD a /a\n'],
  good: ['ARG SOURCE_DATE_EPOCH=0\nFROM scratch\n', 'ARG SOURCE_DATE_EPOCH=context\nFROM scratch\n', 'ARG SOURCE_DATE_EPOCH=src\nFROM scratch AS src\nADD https://example.com/a.git /\n'],
  *check({ globals, stages }) {
    const text = globals.findValue('SOURCE_DATE_EPOCH') ?? '';
    const { instruction } = globals.declared.filter(({ name }) => name === 'SOURCE_DATE_EPOCH').at(-1) ?? {};
    if (instruction === undefined || text === '' || text === 'context' || /^[+-]?\d+$/.test(text) || !isKnown(text)) return;
    const stage = stages.find(({ name }) => name === text.toLowerCase());
    const problem = stage === undefined ? undefined : findProblem(stage);
    if (stage === undefined) yield reportInstruction(instruction, `SOURCE_DATE_EPOCH is "${text}": it is neither a number of seconds, nor "context", nor a stage.`);
    else if (problem !== undefined) yield reportFrom(stage, `SOURCE_DATE_EPOCH is read from this stage, so it has to be FROM scratch with one ADD of a URL or a git repository; ${problem}.`);
  },
};

function findProblem({ base, steps }: Stage): string | undefined {
  if (base.text !== 'scratch') return `it is FROM ${base.text}`;
  const other = steps.find(({ keyword }) => keyword !== 'ARG' && keyword !== 'ADD');
  if (other !== undefined) return `it has ${other.keyword}`;
  if (steps.some(({ expansions }) => expansions.some(({ problem }) => problem !== undefined))) return 'one of its words cannot be expanded';
  const sources = steps.filter(({ keyword }) => keyword === 'ADD').flatMap(({ expansions }) => expansions.filter(({ role }) => role === 'source'));
  if (sources.length !== 1) return `it has ${sources.length} sources`;
  return parseSource(sources[0].text).kind === 'path' ? `"${sources[0].text}" is a file of the build context` : undefined;
}
