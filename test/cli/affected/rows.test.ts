import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { TestRepository, affected, declareAll } from './support';
import type { Affected } from '../../../src/cli/affected/find-affected';
import { printRows } from '../../../src/cli/affected/formats/github-rows';
import { printJobRows } from '../../../src/cli/affected/formats/gitlab-rows';
import { readRows } from '../../../src/cli/affected/formats/rows';

const FILES = { 'common/a.txt': 'a', 'app/main.py': 'a', 'tool/Makefile': 'a', 'vendor/x': 'a' };

/** The lines of a job's outputs, with their values. */
function readOutputs(text: string): Record<string, any> {
  return Object.fromEntries(text.trimEnd().split('\n').map(line => [line.split('=')[0], JSON.parse(line.slice(line.indexOf('=') + 1))]));
}

function unaffected(...others: string[]): Affected {
  return { images: [], all: others.length, others, levels: 1, base: '0'.repeat(40), changes: 0, notes: [] };
}

describe('rows of a matrix', () => {
  test('are those of affected images, with all their columns and the runner', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    const files = repository.git('ls-files', '*Dockerfile').trim().split('\n');
    const rows = files.map((file, i) => ({ name: `n${i}`, platform: i === 0 ? 'linux/amd64' : 'linux/arm64', file }));
    repository.commit({ 'tool/Makefile': 'b', 'rows.json': JSON.stringify(rows) });
    const { code, out } = await affected('--since', 'before', '--format', 'github', '--rows', 'rows.json', '--runner', 'linux/arm64=big,arm');
    const tool = rows.find(({ file }) => file.includes('tool'))!;
    expect([code, readOutputs(out)]).toEqual([0, { matrix: { include: [{ ...tool, runner: ['big', 'arm'] }] }, count: 1 }]);
  });

  test('of an image that is not known stay', () => {
    const out = printRows(unaffected('a/Dockerfile'), [{ file: 'a/Dockerfile' }, { file: 'b/Dockerfile' }], new Map());
    expect(readOutputs(out)).toEqual({ matrix: { include: [{ file: 'b/Dockerfile' }] }, count: 1 });
  });

  test('are split into as many matrices as all of them need, so that a workflow can have one job for each', () => {
    const rows = Array.from({ length: 600 }, (_, i) => ({ file: `${i}/Dockerfile` }));
    const all = readOutputs(printRows(unaffected(), rows, new Map()));
    expect(Object.keys(all)).toEqual(['matrix', 'count', 'matrix-2', 'count-2', 'matrix-3', 'count-3']);
    expect([all.count, all['count-2'], all['count-3'], all['matrix-3'].include[0].file]).toEqual([256, 256, 88, '512/Dockerfile']);
    const few = readOutputs(printRows(unaffected(...rows.slice(3).map(({ file }) => file)), rows, new Map()));
    expect(few).toMatchObject({ 'count': 3, 'count-2': 0, 'matrix-3': { include: [] } });
  });

  const [base, other, above, top] = [
    { file: 'base/Dockerfile', platform: 'linux/amd64' },
    { file: 'other/Dockerfile' },
    { file: 'above/Dockerfile', needs: ['base/Dockerfile'] },
    { file: 'top/Dockerfile', needs: ['above/Dockerfile', 'other/Dockerfile'] },
  ];
  const filesOf = (text: string) => Object.entries(readOutputs(text)).flatMap(([name, value]) => (name.startsWith('matrix') ? [value.include.map((row: any) => row.file)] : []));

  test('of images that are built from others are in matrices after those', () => {
    const out = printRows(unaffected(), [top, above, base, other], new Map([['linux/amd64', ['big']]]));
    expect(readOutputs(out)).toEqual({
      'matrix': { include: [{ ...base, runner: 'big' }, other] },
      'count': 2,
      'matrix-2': { include: [{ file: 'above/Dockerfile' }] },
      'count-2': 1,
      'matrix-3': { include: [{ file: 'top/Dockerfile' }] },
      'count-3': 1,
    });
  });

  test.each([
    ['what an affected image is built from, however far away', ['base', 'other', 'above'], [['base/Dockerfile', 'other/Dockerfile'], ['above/Dockerfile'], ['top/Dockerfile']]],
    ['and nothing that is built from it', ['base', 'other', 'top'], [['base/Dockerfile'], ['above/Dockerfile'], []]],
  ])('have %s', (_, others, expected) => {
    expect(filesOf(printRows(unaffected(...others.map(name => `${name}/Dockerfile`)), [base, other, above, top], new Map()))).toEqual(expected);
  });

  test('of each level are split by themselves', () => {
    const many = (name: string, count: number, needs: string[]) => Array.from({ length: count }, (__, i) => ({ file: `${name}${i}/Dockerfile`, needs }));
    const rows = [...many('a', 257, []), ...many('b', 2, ['a0/Dockerfile'])];
    expect(readOutputs(printRows(unaffected(), rows, new Map()))).toMatchObject({ 'count': 256, 'count-2': 1, 'count-3': 2 });
    const rest = rows.map(({ file }) => file).filter(file => file !== 'b1/Dockerfile');
    expect(readOutputs(printRows(unaffected(...rest), rows, new Map()))).toMatchObject({ 'count': 1, 'count-2': 0, 'count-3': 1 });
  });

  test.each([
    ['[{"file":"a"},{"file":"b","needs":"a"}]', 'file', /^"needs" in row 2 of r\.json is no list of the Dockerfiles of the images that its image is built from\.$/],
    ['[{"file":"a","needs":[1]}]', 'file', /^"needs" in row 1 of r\.json is no list of the Dockerfiles/],
    ['[{"job":"a","needs":"b"}]', 'job', /^"needs" in row 1 of r\.json is no list of what its job waits for\.$/],
    ['[', 'file', /^r\.json is no JSON: /],
    ['{}', 'file', /^r\.json is no list of rows: /],
    ['[{"file":"a"},{"name":"b"}]', 'file', /^Row 2 of r\.json has no "file", /],
    ['[null]', 'file', /^Row 1 of r\.json has no "file", /],
    ['[{"job":"a"},{"file":"b"}]', 'job', /^Row 2 of r\.json has no "job", the name of its job\.$/],
  ] as const)('%s is refused', (text, column, message) => {
    expect(() => readRows(Buffer.from(text), 'r.json', column)).toThrow(message);
  });
});

describe('rows with jobs of GitLab', () => {
  const build = { job: 'build a', file: 'a/Dockerfile', extends: '.build a' };
  const verify = { job: 'verify a', file: 'a/Dockerfile', needs: ['build a'] };
  const second = { job: 'build b', file: 'b/Dockerfile', needs: [{ job: 'build a' }] };
  const third = { job: 'build c', file: 'c/Dockerfile', needs: ['build b'] };
  const none = { job: 'none', script: ['echo "$NOTHING"'] };
  const jobsOf = (...others: string[]) => parse(printJobRows(unaffected(...others), [none, build, verify, second, third]));

  test('are those of affected images, without what tells the image', () => {
    expect(jobsOf('b/Dockerfile', 'c/Dockerfile')).toEqual({ 'build a': { extends: '.build a' }, 'verify a': { needs: ['build a'] } });
  });

  test('are also those that a job of an affected image needs, however far away', () => {
    expect(Object.keys(jobsOf('a/Dockerfile', 'b/Dockerfile'))).toEqual(['build a', 'build b', 'build c']);
  });

  test('are the one without a file if no image is affected', () => {
    expect(jobsOf('a/Dockerfile', 'b/Dockerfile', 'c/Dockerfile')).toEqual({ none: { script: ['echo "$NOTHING"'] } });
  });

  test('are read from a file', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    const files = repository.git('ls-files', '*Dockerfile').trim().split('\n');
    repository.commit({ 'tool/Makefile': 'b', 'rows.json': JSON.stringify(files.map(file => ({ job: `build ${file}`, file, stage: 'build' }))) });
    const { code, out } = await affected('--since', 'before', '--format', 'gitlab', '--rows', 'rows.json');
    expect([code, parse(out)]).toEqual([0, { [`build ${files.find(file => file.includes('tool'))}`]: { stage: 'build' } }]);
  });
});

describe('--or-all', () => {
  test.each(['0'.repeat(40), '1'.repeat(40), ''])('lists all images if "%s" is no commit here, and says so', async since => {
    TestRepository.synthesized(declareAll, FILES);
    const { code, out, err } = await affected('--since', since, '--or-all', '--format', 'json');
    const { base, images } = JSON.parse(out);
    expect([code, base, images.length]).toEqual([0, undefined, 3]);
    expect(err).toMatch(/^imagewright: .*commit.* So every image counts as affected\.\n(.*\n)*.*3 of 3 images are affected: nothing was there to compare with\.\n$/);
  });

  test('lists all images if the histories have no commit in common', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    const other = repository.git('commit-tree', 'HEAD^{tree}', '-m', 'other').trim();
    expect((await affected('--since', other)).code).toBe(2);
    expect(JSON.parse((await affected('--since', other, '--or-all', '--format', 'json')).out).images).toHaveLength(3);
  });

  test('changes nothing if there is one', async () => {
    TestRepository.synthesized(declareAll, FILES).commit({ 'app/main.py': 'b' });
    const [usual, orAll] = [await affected('--since', 'before'), await affected('--since', 'before', '--or-all')];
    expect(orAll).toEqual(usual);
  });
});
