import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printAllPassedScript, printChangesScript, printPassedScript } from '../../src/ci/changes-script';
import { temporaryFolder } from '../support/temporary';

/** Runs the script in a repository whose last commit merges a change of these files, and returns the output of its step. */
function decide(files: readonly string[], ignoring: readonly string[], { event = 'pull_request', removed = [] as string[], isShallow = false } = {}): string {
  const directory = temporaryFolder();
  const git = (...args: string[]) => spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: directory });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  git('init', '-q');
  ['Dockerfile', ...removed].forEach(path => write(path, 'before'));
  if (!isShallow) {
    git('add', '-A');
    git('commit', '-qm', 'before');
  }
  files.forEach(path => write(path, 'after'));
  removed.forEach(path => rmSync(join(directory, path)));
  git('add', '-A');
  git('commit', '-qm', 'after');
  const output = join(temporaryFolder(), 'output');
  const { status } = spawnSync('sh', ['-e', '-c', printChangesScript(ignoring)], { cwd: directory, env: { ...process.env, EVENT: event, GITHUB_OUTPUT: output } });
  expect(status).toBe(0);
  return readFileSync(output, 'utf8');
}

const IGNORED = ['**/*.md', 'docs/**', 'renovate.json', 'a[b]?.txt', "it's/*"];

describe('a change is built', () => {
  test.each([
    { files: ['Dockerfile'] },
    { files: ['README.md', 'src/a.c'] },
    { files: ['src/docs/a.txt'] },
    { files: ['packages/renovate.json'] },
    { files: ['ab.txt'] },
    { files: ["it's/a/b"] },
    { files: ['docs/a.c'], options: { removed: ['src/a.c'] } },
    { files: ['docs/a.md'], options: { event: 'push' } },
    { files: ['docs/a.md'], options: { event: 'merge_group' } },
    { files: ['docs/a.md'], options: { isShallow: true } },
  ])('$files $options', ({ files, options }) => {
    expect(decide(files, IGNORED, options)).toBe('build=true\n');
  });
});

describe('a change is not built', () => {
  test.each([
    { files: ['README.md', 'a/b/c.md'] },
    { files: ['docs/a/b.txt', 'docs/é "quoted".c'] },
    { files: ['renovate.json'] },
    { files: ['a[b]?.txt'] },
    { files: ["it's/a"] },
    { files: [], options: { removed: ['docs/a'] } },
  ])('$files $options', ({ files, options }) => {
    expect(decide(files, IGNORED, options)).toBe('build=false\n');
  });
});

describe('the required check', () => {
  const RESULTS = ['success', 'failure', 'cancelled', 'skipped'];
  const run = (isSelective: boolean, env: Record<string, string>) => spawnSync('sh', ['-e', '-c', printPassedScript(isSelective)], { env, encoding: 'utf8' });

  test('passes only after a build, or if none was wanted', () => {
    const passing = RESULTS.flatMap(CHANGES => ['true', 'false', ''].flatMap(WANTED => RESULTS.flatMap(BUILD => (
      run(true, { CHANGES, WANTED, BUILD }).status === 0 ? [`${CHANGES} ${WANTED} ${BUILD}`] : []
    ))));
    expect(passing).toEqual(['success true success', 'success false skipped']);
  });

  test('of several builds passes only if each succeeded that was wanted', () => {
    const runAll = (AFFECTED: string, BUILDS: string) => spawnSync('sh', ['-e', '-c', printAllPassedScript()], { env: { AFFECTED, BUILDS }, encoding: 'utf8' }).status;
    const passing = RESULTS.flatMap(affected => ['true', 'false'].flatMap(wanted => RESULTS.filter(build => runAll(affected, `true-success ${wanted}-${build}`) === 0)
      .map(build => `${affected} ${wanted} ${build}`)));
    expect(passing).toEqual(['success true success', 'success false skipped']);
  });

  test('passes only after a build, where each change is built', () => {
    expect(RESULTS.filter(BUILD => run(false, { BUILD }).status === 0)).toEqual(['success']);
    expect(run(false, { BUILD: 'cancelled' }).stderr).toBe('The build is no success: cancelled.\n');
  });
});
