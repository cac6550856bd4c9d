import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FORGES, PINS, filesOf, pipelineOf } from './samples';
import { Forge, ReleaseScheme } from '../../src/ci';
import { DatedReleases } from '../../src/ci/release-naming';
import { printTagScript } from '../../src/ci/tag-script';
import { Problems } from '../../src/core';
import { temporaryFolder } from '../support/temporary';
import { shells } from '../support/tools';

const SCHEMES = { 'calendar': ReleaseScheme.calendar('0 4 * * 1'), 'on-merge': ReleaseScheme.onMerge('router-v') };
const ALL = [...FORGES, Forge.script({ versions: PINS })];

/** What the git tag of a release is pushed to, with a commit; `date` says the day that is asked for. */
function repository() {
  const folder = temporaryFolder();
  const [remote, work, tools] = ['remote', 'work', 'tools'].map(name => join(folder, name));
  mkdirSync(tools);
  writeFileSync(join(tools, 'date'), '#!/bin/sh\n[ "$*" = "-u +%Y.%m.%d" ] && echo "$DAY"\n', { mode: 0o755 });
  const run = (day: string, program: string, ...args: string[]) => spawnSync(program, args, {
    cwd: program === 'git' && args[0] === 'init' ? folder : work,
    encoding: 'utf8',
    env: {
      PATH: `${tools}:${process.env.PATH}`,
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: '1',
      DAY: day,
      REMOTE: remote,
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@localhost',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@localhost',
    },
  });
  const git = (...args: string[]) => {
    const { status, stdout, stderr } = run('', 'git', ...args);
    expect(status, stderr).toBe(0);
    return stdout.trim();
  };
  git('init', '-q', '--bare', remote);
  git('init', '-q', '-b', 'main', work);
  const commit = () => git('commit', '-q', '--allow-empty', '-m', 'a change');
  commit();
  return {
    commit,
    git,
    /** Runs the script in a clone without tags, as a CI does; returns the new tag of the remote. */
    release: (command: readonly string[], day: string, releases: DatedReleases) => {
      for (const tag of git('tag').split('\n').filter(name => name !== '')) git('tag', '--delete', tag);
      const file = join(folder, 'script');
      writeFileSync(file, `${printTagScript({ by: 'date', prefix: 'v', releases })}echo "tag=$tag"\n`);
      const { status, stdout, stderr } = run(day, command[0], ...command.slice(1), file);
      expect(status, stderr).toBe(0);
      return /^tag=(.*)$/m.exec(stdout)?.[1] ?? stdout.split('\n')[0];
    },
    published: () => git('ls-remote', '--tags', '--refs', remote).split('\n').filter(line => line !== '').map(line => basename(line)),
    push: (tag: string, ...options: string[]) => git('-c', 'core.hooksPath=/dev/null', 'push', '-q', remote, ...options, `HEAD:refs/tags/${tag}`),
  };
}

describe.each(shells().filter(({ command }) => command !== undefined))('in $name', ({ command }) => {
  test('each commit is released once, and those of a day are counted', () => {
    const { commit, release, published } = repository();
    const next = (day: string) => release(command!, day, 'of each commit');
    expect(next('2026.11.09')).toBe('v2026.11.9');
    expect(next('2026.11.10')).toBe('This commit has a release:');
    for (const tag of ['v2026.11.9.1', 'v2026.11.9.2', 'v2026.11.9.3', 'v2026.11.9.4', 'v2026.11.9.5', 'v2026.11.9.6', 'v2026.11.9.7', 'v2026.11.9.8', 'v2026.11.9.9', 'v2026.11.9.10', 'v2026.11.9.11']) {
      commit();
      expect(next('2026.11.09')).toBe(tag);
    }
    commit();
    expect(next('2027.01.01')).toBe('v2027.1.1');
    expect(published()).toHaveLength(13);
  });

  test('a schedule releases the same commit on another day, and once a day', () => {
    const { commit, release, published } = repository();
    const next = (day: string) => release(command!, day, 'of each day');
    expect(next('2026.11.29')).toBe('v2026.11.29');
    expect(next('2026.11.29')).toBe('This commit has a release of today:');
    expect(next('2026.12.01')).toBe('v2026.12.1');
    commit();
    expect(next('2026.12.01')).toBe('v2026.12.1.1');
    expect(published()).toEqual(['v2026.11.29', 'v2026.12.1', 'v2026.12.1.1']);
  });

  test('tags that somebody has pushed by hand count, and others do not', () => {
    const { commit, push, release } = repository();
    for (const tag of ['v2026.11.29.07', 'v2026.11.29.rc1', 'v2026.11.290', 'v1.2.3']) push(tag);
    commit();
    expect(release(command!, '2026.11.29', 'of each commit')).toBe('v2026.11.29');
    commit();
    push('v2026.11.29.4');
    expect(release(command!, '2026.11.29', 'of each commit')).toBe('This commit has a release:');
    commit();
    expect(release(command!, '2026.11.29', 'of each commit')).toBe('v2026.11.29.5');
  });
});

describe.each(ALL)('$name', forge => {
  test.each(Object.entries(SCHEMES))('%s', async (kind, release) => {
    for (const [path, text] of Object.entries(filesOf(pipelineOf({ forges: [forge], release })))) {
      if (!/release-tag|images\.sh/.test(path)) continue;
      await expect(text).toMatchFileSnapshot(`../golden/ci/${forge.name.toLowerCase()}-${kind}/${basename(path)}`);
    }
  });
});

test('the names are releases, and no floating tag is one', () => {
  for (const tag of ['v2026.11.29', 'v2026.11.29.1']) expect(SCHEMES.calendar.isRelease(tag)).toBe(true);
  for (const tag of ['v1.2.3', '2026.11', '2026.11.29', 'stable', 'router-v2026.11.29']) expect(SCHEMES.calendar.isRelease(tag)).toBe(false);
  expect(SCHEMES['on-merge'].isRelease('router-v2026.11.29')).toBe(true);
});

test.each(['', '1', 'v1.', '-v', 'v$(id)', 'v\n', 'v'.repeat(41), 'a/v'])('the prefix %j is refused', prefix => {
  expect(() => ReleaseScheme.onMerge(prefix)).toThrow(/^ci\/release-scheme\n/);
  expect(() => ReleaseScheme.calendar('0 4 * * *', prefix)).toThrow(/^ci\/release-scheme\n/);
});

test.each(['', '99 99 * * *', '0 4 30 2 *', '0 4 * * *\n'])('the schedule %j is reported', schedule => {
  expect(Problems.of(pipelineOf({ release: ReleaseScheme.calendar(schedule) })).all().map(({ id }) => id)).toContain('ci/schedule');
});
