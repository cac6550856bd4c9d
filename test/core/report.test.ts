import { expect, test } from 'vitest';
import { Problem, Severity, _formatProblem, _formatReport } from '../../src/core';

const PROBLEM: Problem = {
  id: 'go/platform',
  what: 'Go cannot build for "linux/armv9".',
  why: '`go build` would stop after the sources are downloaded.',
  fix: 'Use one of: linux/amd64, linux/arm.',
};

test('a problem is shown as id and place, what, why and fix', () => {
  expect(_formatProblem({ ...PROBLEM, where: 'router/build' })).toBe([
    'go/platform  at router/build',
    '  Go cannot build for "linux/armv9".',
    '  Why: `go build` would stop after the sources are downloaded.',
    '  Fix: Use one of: linux/amd64, linux/arm.',
  ].join('\n'));
});

test.each([
  { severity: undefined, head: 'go/platform' },
  { severity: Severity.ERROR, head: 'go/platform' },
  { severity: Severity.WARNING, head: 'go/platform (warning)' },
  { severity: Severity.INFO, head: 'go/platform (info)' },
])('severity $severity is shown as "$head"', ({ severity, head }) => {
  expect(_formatProblem({ ...PROBLEM, severity }).split('\n')[0]).toBe(head);
});

test('a part of several lines stays indented, and an empty line stays empty', () => {
  expect(_formatReport([{ ...PROBLEM, what: 'It says:\n\n  no' }])).toBe([
    '  go/platform',
    '    It says:',
    '',
    '      no',
    '    Why: `go build` would stop after the sources are downloaded.',
    '    Fix: Use one of: linux/amd64, linux/arm.',
  ].join('\n'));
});

test('a report has errors first, then warnings, then the rest, each kind in the order of the tree', () => {
  const problems = [Severity.INFO, Severity.WARNING, undefined, Severity.WARNING, Severity.ERROR].map((severity, i) => ({ ...PROBLEM, id: `p/${i}`, severity }));
  const heads = _formatReport(problems).split('\n').filter(line => line.startsWith('  p/'));
  expect(heads).toEqual(['  p/2', '  p/4', '  p/1 (warning)', '  p/3 (warning)', '  p/0 (info)']);
  expect(problems.map(({ id }) => id)).toEqual(['p/0', 'p/1', 'p/2', 'p/3', 'p/4']);
});

test('no problem is no text', () => {
  expect(_formatReport([])).toBe('');
});
