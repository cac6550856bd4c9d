import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { escapeTask, listUpdateTasks, printAllowedCommands, printCleanScript, printPatchScript, printCompletionScript } from '../../src/ci/update-tasks';

test.each([
  { install: 'npm ci --ignore-scripts', task: 'npm ci --ignore-scripts' },
  { install: 'npm install --global imagewright@1.4.0', task: 'npm install --global imagewright@1.4.0' },
  { install: 'corepack enable\npnpm install', task: "sh -c 'set -e\ncorepack enable\npnpm install'" },
  { install: 'echo $HOME && npm ci', task: "sh -c 'set -e\necho $HOME && npm ci'" },
  { install: "npm ci --prefix 'a b'", task: "sh -c 'set -e\nnpm ci --prefix '\\''a b'\\'''" },
])('$install is the task $task', ({ install, task }) => {
  expect(listUpdateTasks(install, 'npx --no -- projen')).toEqual([task, 'npx --no -- imagewright pin --adopt', 'npx --no -- imagewright pin --complete', 'npx --no -- projen']);
});

test('exactly the tasks are allowed', () => {
  const [install, synthesis] = ['corepack enable\npnpm install (all)', 'npx projen'];
  const allowed = (JSON.parse(printAllowedCommands({ install, synthesis })) as string[]).map(pattern => new RegExp(pattern));
  const tasks = listUpdateTasks(install, synthesis);
  for (const task of tasks) {
    expect(allowed.filter(pattern => pattern.test(task))).toHaveLength(1);
    expect(allowed.some(pattern => pattern.test(`${task} && id`) || pattern.test(`x ${task}`))).toBe(false);
  }
});

test('a template in a task is text', () => {
  expect(escapeTask("sh -c 'echo {{depName}}'")).toBe("sh -c 'echo \\{{depName}}'");
});

describe('on a branch of a bot', () => {
  let folder: string;
  let tree: string;
  const git = (...args: string[]) => execFileSync('git', args, { cwd: tree, encoding: 'utf8' }).trim();
  const commit = (message: string) => git('-c', 'user.name=bot', '-c', 'user.email=bot@example.com', 'commit', '--quiet', '--all', '--message', message);
  const sh = (script: string, env: Record<string, string> = {}) => {
    const { status, stdout, stderr } = spawnSync('sh', ['-euc', script], { cwd: tree, encoding: 'utf8', env: { ...process.env, ...env } });
    return { status, stdout, stderr };
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'imagewright-update-'));
    tree = join(folder, 'tree');
    execFileSync('git', ['init', '--quiet', '--bare', join(folder, 'remote.git')]);
    execFileSync('git', ['init', '--quiet', '--initial-branch', 'renovate/go', tree]);
    writeFileSync(join(tree, 'Dockerfile'), 'FROM golang:1\n');
    git('add', '--all');
    commit('the update');
    git('push', '--quiet', join(folder, 'remote.git'), 'renovate/go');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('a synthesis that changes nothing passes', () => {
    expect(sh(printCleanScript('npx projen'))).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('a synthesis that changes files fails, and names them and the command', () => {
    writeFileSync(join(tree, 'Dockerfile'), 'FROM golang:2\n');
    writeFileSync(join(tree, 'new'), '');
    const { status, stdout, stderr } = sh(printCleanScript('npx projen'));
    expect(status).toBe(1);
    expect(stdout).toContain('+FROM golang:2');
    expect(stderr).toBe('The synthesis changes what is committed:\n M Dockerfile\n?? new\nRun it and commit the result: npx projen\n');
  });

  const push = () => {
    const env = {
      BRANCH: 'renovate/go',
      REMOTE: join(folder, 'remote.git'),
      COMMIT: git('rev-parse', 'HEAD'),
      GIT_AUTHOR_NAME: 'us',
      GIT_AUTHOR_EMAIL: 'us@localhost',
      GIT_COMMITTER_NAME: 'us',
      GIT_COMMITTER_EMAIL: 'us@localhost',
    };
    return sh(`${printPatchScript('.git/update.patch')}patch=$PWD/.git/update.patch\n${printCompletionScript('"$patch"')}`, env);
  };
  const remote = (format: string) => execFileSync('git', ['-C', join(folder, 'remote.git'), 'log', `--format=${format}`, 'renovate/go'], { encoding: 'utf8' }).trim().split('\n');

  test('what the synthesis changes is pushed: other files, new ones, deleted ones, and bytes that are no text', () => {
    writeFileSync(join(tree, 'Dockerfile'), 'FROM golang:2\n');
    writeFileSync(join(tree, 'data'), Buffer.from([0, 1, 255]));
    expect(push()).toMatchObject({ status: 0 });
    expect(remote('%an %ae %s')).toEqual(['us us@localhost chore(deps): complete the update', 'bot bot@example.com the update']);
    const read = (file: string) => execFileSync('git', ['-C', join(folder, 'remote.git'), 'show', `renovate/go:${file}`]);
    expect(read('Dockerfile').toString()).toBe('FROM golang:2\n');
    expect([...read('data')]).toEqual([0, 1, 255]);
  });

  test('nothing is pushed if the update is complete', () => {
    expect(push()).toEqual({ status: 0, stdout: 'renovate/go is complete.\n', stderr: '' });
    expect(remote('%s')).toEqual(['the update']);
  });

  test('nothing is pushed if the bot has pushed meanwhile', () => {
    git('checkout', '--quiet', '-b', 'other');
    writeFileSync(join(tree, 'Dockerfile'), 'FROM golang:3\n');
    commit('a newer update');
    git('push', '--quiet', '--force', join(folder, 'remote.git'), 'other:renovate/go');
    git('checkout', '--quiet', 'renovate/go');
    writeFileSync(join(tree, 'Dockerfile'), 'FROM golang:2\n');
    expect(push().stdout).toBe('renovate/go has moved: the run for its newest commit completes it.\n');
    expect(remote('%s')).toEqual(['a newer update', 'the update']);
  });

  test('what the code of the repository does to its clone does not run where the token is', () => {
    const hook = join(tree, '.git/hooks/pre-push');
    writeFileSync(hook, `#!/bin/sh\ntouch ${join(folder, 'stolen')}\n`, { mode: 0o755 });
    writeFileSync(join(tree, 'Dockerfile'), 'FROM golang:2\n');
    expect(push()).toMatchObject({ status: 0 });
    expect(() => readFileSync(join(folder, 'stolen'))).toThrow(/ENOENT/);
  });
});
