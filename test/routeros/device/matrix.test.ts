import { expect, test } from 'vitest';
import { MATRIX_MODES, MATRIX_VERSIONS, Outcomes, SOURCES, VERSIONS_BETWEEN, runMatrix, runWhole } from './matrix';

const KINDS = MATRIX_MODES.flatMap(mode => Object.keys(SOURCES).map(source => ({ mode, source })));
const ALL = MATRIX_VERSIONS.flatMap(version => KINDS.map(kind => ({ version, ...kind })));
const RESULTS = new Map<string, Outcomes>();

test.each(ALL)('RouterOS $version, $mode, $source: after an error or a power cut at any command the container runs, or is gone, and nothing else has changed', ({ version, mode, source }) => {
  const outcomes = runMatrix(version, mode, source);
  RESULTS.set(`${version} | ${mode} | ${source}`, outcomes);
  expect(outcomes.faults).toEqual([]);
  expect([...outcomes.counts.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(150);
}, 120_000);

test.each(KINDS)(`$mode, $source: RouterOS ${VERSIONS_BETWEEN.join(', ')} run the commands of 7.24`, ({ mode, source }) => {
  const newest = runWhole('7.24', mode, source);
  expect(newest.commands.length).toBeGreaterThan(100);
  for (const version of VERSIONS_BETWEEN) expect(runWhole(version, mode, source)).toEqual({ commands: newest.commands, faults: [] });
}, 120_000);

test('the counts of the outcomes are those of the reference', async () => {
  const lines = [...RESULTS].flatMap(([key, { counts }]) => [...counts].map(([outcome, count]) => `| ${key} | ${outcome} | ${count} |`));
  const text = ['| RouterOS | mode | image from | what | fault | outcome | times |', '| --- | --- | --- | --- | --- | --- | --- |', ...lines, ''].join('\n');
  await expect(text).toMatchFileSnapshot('../../golden/routeros/matrix.md');
});
