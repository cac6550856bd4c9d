import { describe, expect, test } from 'vitest';
import { Problem, Severity, Size, _LocatedProblem, _countProblems, _formatProblem, _formatReport, _chooseStyle } from '../../src/core';

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

describe('a report', () => {
  const located: _LocatedProblem = {
    ...PROBLEM, where: 'Router/Build', declared: ['projenrc/router.ts:31', '.projenrc.ts:6'], dockerfile: 'Dockerfile:57', code: 'RUN go build',
  };

  test('says where it was declared, and the line of the Dockerfile', () => {
    expect(_formatReport([{ ...located, wasted: Size.mebibytes(3) }])).toBe([
      'error  go/platform',
      '  Go cannot build for "linux/armv9". 3.0 MiB is wasted.',
      '    at Router/Build (projenrc/router.ts:31)',
      '    Dockerfile:57  RUN go build',
      '  Why: `go build` would stop after the sources are downloaded.',
      '  Fix: Use one of: linux/amd64, linux/arm.',
    ].join('\n'));
  });

  test.each([
    [{ where: 'Router' }, ['    at Router']],
    [{ declared: ['.projenrc.ts:6'] }, ['    at .projenrc.ts:6']],
    [{ dockerfile: 'Dockerfile:1', code: `RUN ${'x'.repeat(100)}` }, [`    Dockerfile:1  RUN ${'x'.repeat(86)}…`]],
    [{}, []],
  ])('says of %j what is known', (known, lines) => {
    expect(_formatReport([{ ...PROBLEM, ...known }]).split('\n').slice(2, -2)).toEqual(lines);
  });

  test('says once what problems of one kind have in common: why, fix, and a place', () => {
    expect(_formatReport([located, { ...located, what: 'Nor for "plan9/arm".' }, { ...located, what: 'Nor for "js/wasm".', where: 'Other' }])).toBe([
      'error  go/platform, 3 times',
      '  Go cannot build for "linux/armv9".',
      '  Nor for "plan9/arm".',
      '    at Router/Build (projenrc/router.ts:31)',
      '    Dockerfile:57  RUN go build',
      '  Nor for "js/wasm".',
      '    at Other (projenrc/router.ts:31)',
      '    Dockerfile:57  RUN go build',
      '  Why: `go build` would stop after the sources are downloaded.',
      '  Fix: Use one of: linux/amd64, linux/arm.',
    ].join('\n'));
  });

  test('has errors first, then warnings, then the rest; those of one id stand together, in the order in which they were found', () => {
    const { INFO, WARNING, ERROR } = Severity;
    const problems = [['p/0', INFO], ['p/1', WARNING], ['p/2', undefined], ['p/3', WARNING], ['p/4', ERROR], ['p/2', ERROR], ['p/1', WARNING]] as const;
    const heads = _formatReport(problems.map(([id, severity], i) => ({ ...PROBLEM, id, severity, fix: `${i === 6 ? 'Other' : 'Same'}` })))
      .split('\n').filter(line => line.includes('  p/'));
    expect(heads).toEqual(['error  p/2, 2 times', 'error  p/4', 'warning  p/1', 'warning  p/1', 'warning  p/3', 'info  p/0']);
  });

  test('keeps the lines of a part, indented, and empty ones empty', () => {
    expect(_formatReport([{ ...PROBLEM, what: 'It says:\n\n  no' }]).split('\n').slice(1, 4)).toEqual(['  It says:', '', '    no']);
  });

  test('of more than a screen ends with the numbers', () => {
    const many = Array.from({ length: 11 }, (_, i) => ({ ...PROBLEM, id: i % 3 === 0 ? 'p/a' : 'p/b', severity: i === 4 ? Severity.WARNING : undefined }));
    expect(_formatReport(many).split('\n\n').at(-1)).toBe('10 errors: p/b 6, p/a 4\n1 warning: p/b');
    expect(_formatReport(many.slice(1))).not.toContain('errors:');
  });

  test('of thousands with one id shows some of them, in one group or in many, and says how many there are', () => {
    for (const fix of [() => 'Mend it.', (i: number) => `Mend ${i}.`]) {
      const text = _formatReport([...Array.from({ length: 3000 }, (_, i) => ({ ...PROBLEM, what: `Item ${i}.`, fix: fix(i) })), { ...PROBLEM, id: 'p/other' }]);
      expect(text.match(/^ {2}Item \d+\.$/gm)).toHaveLength(20);
      expect(text.split('\n\n').slice(-3)).toEqual([
        expect.stringContaining('error  p/other\n'), '2980 more of go/platform are not shown.', '3001 errors: go/platform 3000, p/other',
      ]);
    }
  });

  test('of nothing is no text', () => {
    expect(_formatReport([])).toBe('');
    expect(_countProblems([])).toBe('');
  });

  test('counts by weight', () => {
    const { WARNING, INFO } = Severity;
    expect(_countProblems([undefined, INFO, WARNING, INFO, undefined].map(severity => ({ ...PROBLEM, severity })))).toBe('2 errors, 1 warning, 2 infos');
  });
});

describe('on a terminal', () => {
  test('it has colours and is broken into lines', () => {
    const style = _chooseStyle({ isTTY: true, columns: 44 }, {});
    expect(_formatReport([{ ...PROBLEM, where: 'Router' }], style)).toBe([
      '\x1b[1;31merror\x1b[0m  \x1b[1mgo/platform\x1b[0m',
      '  Go cannot build for "linux/armv9".',
      '    \x1b[2mat Router\x1b[0m',
      '  \x1b[1mWhy:\x1b[0m `go build` would stop after the',
      '       sources are downloaded.',
      '  \x1b[1mFix:\x1b[0m Use one of: linux/amd64, linux/arm.',
    ].join('\n'));
  });

  test.each([
    [{ isTTY: true, columns: 200 }, {}, true, 120],
    [{ isTTY: true, columns: 20 }, {}, true, undefined],
    [{ isTTY: true }, { NO_COLOR: '1' }, false, undefined],
    [{ isTTY: true }, { NO_COLOR: '' }, true, undefined],
    [{ isTTY: true }, { TERM: 'dumb' }, false, undefined],
    [{ isTTY: true }, { FORCE_COLOR: '0' }, false, undefined],
    [{ isTTY: true }, { FORCE_COLOR: '1', NO_COLOR: '1' }, true, undefined],
    [{}, {}, false, undefined],
    [{}, { FORCE_COLOR: '1' }, true, undefined],
    [{ columns: 100 }, {}, false, undefined],
  ])('%j with %j: colours %s, width %s', (stream, env, hasColors, width) => {
    const style = _chooseStyle(stream, env);
    expect([style.paint('strong', 'x') !== 'x', style.width]).toEqual([hasColors, width]);
  });
});
