import { expect, test } from 'vitest';
import { Severity, _PLAIN } from '../../src/core';
import type { ImageSummary } from '../../src/project/examination';
import type { LocatedProblem } from '../../src/project/places';
import { summarizeAll } from '../../src/project/summary';

const problem = (id: string, more: Partial<LocatedProblem> = {}): LocatedProblem => ({ id, what: 'It is.', why: 'It breaks.', fix: 'Fix it.', ...more });

function summary(index: number, more: Partial<ImageSummary> = {}): ImageSummary {
  return { name: `App${index}`, construct: `App${index}`, dockerfile: `${index}/Dockerfile`, platforms: ['linux/amd64'], rules: 3, held: 3, problems: [], undecided: [], acknowledged: [], ...more };
}

test('a few images have a line each', () => {
  expect(summarizeAll([summary(0), summary(1)], _PLAIN)).toEqual([
    'imagewright: App0 (0/Dockerfile): 1 platform, 3 rules: all hold; nothing found',
    'imagewright: App1 (1/Dockerfile): 1 platform, 3 rules: all hold; nothing found',
  ]);
});

test('many are told together, with what is not known said once', () => {
  const images = Array.from({ length: 21 }, (_, i) => summary(i));
  const WAY_OUT = '  `imagewright verify` checks the files of the built image; .imagewright/findings.json has all details.';
  expect(summarizeAll(images, _PLAIN).join('\n')).toBe(`imagewright: 21 images: nothing found in any of them\n${WAY_OUT}`);
  images[3] = summary(3, { problems: [problem('acme/port', { severity: Severity.WARNING }), problem('acme/name', { severity: Severity.INFO })] });
  for (const i of [4, 5]) images[i] = summary(i, { undecided: [problem('acme/user', { _unknown: 'the base is not known' })] });
  images[6] = summary(6, { acknowledged: [{ problem: problem('acme/x'), reason: 'fine', construct: 'App6', declared: [] }] });
  expect(summarizeAll(images, _PLAIN).join('\n').split('\n')).toEqual([
    'imagewright: 21 images: nothing found in 20; 1 warning, 1 info; 1 accepted',
    '  Cannot tell, since the base is not known: acme/user.',
    WAY_OUT,
  ]);
});
