/**
 * Lets a real Gitea read the generated workflows: each event starts the workflows that it should, with the jobs and the checks that are promised, and
 * a planted fault is seen. Nothing runs: there is no runner.
 *
 *     npx tsx e2e/gitea/main.ts
 *
 * Exit codes: 0 all checks passed, 1 some failed, 3 Gitea cannot be had on this machine.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Server } from './server';
import { Forge } from '../../src/ci';
import { printReleaseFilesScript } from '../../src/ci/release-files-script';
import { readReleaseForm } from '../../src/ci/release-form';
import { commit, git, workflows, write } from '../ci/sample';

/** The version that is compiled. */
const VERSION = '1.26';
const BUILDS = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/arm/v5'].map(platform => `build ${platform}`);
const SMOKE = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/arm/v5'].map(platform => `smoke test ${platform}`);

interface Run {
  readonly id: number;
  readonly path: string;
  readonly event: string;
}

let failed = 0;
const server = Server.up();
const directory = mkdtempSync(join(tmpdir(), 'imagewright-gitea-'));

main().catch((error: Error) => {
  console.error(error.stack);
  failed++;
}).finally(() => {
  server.down();
  rmSync(directory, { recursive: true });
  console.log(failed === 0 ? '\nall checks passed' : `\n${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
});

async function main(): Promise<void> {
  await server.call('POST', '/user/repos', { name: 'image', default_branch: 'main' });
  write(directory, workflows({ forges: [Forge.gitea({ serverVersion: VERSION })], hostedBot: {} }));
  git(directory, 'init', '-q', '-b', 'main');
  git(directory, 'remote', 'add', 'origin', server.remote('acme/image'));
  writeFileSync(join(directory, 'Dockerfile'), 'FROM scratch\n');
  commit(directory, 'sample');

  await expectRuns('a push to the main branch', () => { git(directory, 'push', '-q', 'origin', 'main'); }, {
    'build.yml': ['changes', ...BUILDS, 'build passed'],
    'release-tag.yml': ['tag'],
    'synthesis.yml': ['the synthesis is clean'],
  });
  const names = (await server.call('GET', '/repos/acme/image/actions/workflows')).workflows.map(({ path }: { path: string }) => path.split('/').pop());
  report('it lists all workflows', names.sort().join(' ') === 'build.yml complete-update.yml release-tag.yml release.yml renovate.yml rollback.yml synthesis.yml', names.join(' '));

  await expectRuns('a pull request', async () => {
    git(directory, 'checkout', '-q', '-b', 'change');
    commit(directory, 'change', '--allow-empty');
    git(directory, 'push', '-q', 'origin', 'change');
    await server.call('POST', '/repos/acme/image/pulls', { head: 'change', base: 'main', title: 'change' });
  }, { 'build.yml': ['changes', ...BUILDS, 'build passed'], 'synthesis.yml': ['the synthesis is clean'] });
  const statuses: { context: string }[] = await server.call('GET', '/repos/acme/image/commits/change/statuses');
  const required = /requires the status check "([^"]+)"/.exec(readFileSync(join(directory, '.gitea/workflows/build.yml'), 'utf8'))?.[1];
  report('the check that the workflow names is one of the pull request', statuses.some(({ context }) => context === required), JSON.stringify({ required, statuses }));

  await expectRuns('the tag of a release', () => {
    git(directory, 'tag', 'v1.2.3-mt.1');
    git(directory, 'push', '-q', 'origin', 'v1.2.3-mt.1');
  }, { 'release.yml': [...BUILDS, 'publish', ...SMOKE, 'promote'] });

  await attachFiles();

  await expectRuns('another tag', () => {
    git(directory, 'tag', 'other');
    git(directory, 'push', '-q', 'origin', 'other');
  }, {});

  await expectRuns('a rollback by hand', async () => {
    await server.call('POST', '/repos/acme/image/actions/workflows/rollback.yml/dispatches', { ref: 'main', inputs: { release: 'v1.2.3-mt.1', tag: 'stable' } });
  }, { 'rollback.yml': ['rollback'] });
  await expectRuns('Renovate by hand', async () => {
    await server.call('POST', '/repos/acme/image/actions/workflows/renovate.yml/dispatches', { ref: 'main' });
  }, { 'renovate.yml': ['renovate'] });

  await expectRuns('a push of the bot', () => { git(directory, 'push', '-q', 'origin', 'main:renovate/node'); }, { 'complete-update.yml': ['synthesize', 'push'] });

  report('its log has no error of a workflow', !/workflow/i.test(readLog()), readLog());
  const path = join(directory, '.gitea/workflows/build.yml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('needs: changes', 'needs: chnages').replace('  pull_request:', ' pull_request:'));
  await expectRuns('a push with a workflow that is no YAML', () => {
    git(directory, 'checkout', '-q', 'main');
    commit(directory, 'break it');
    git(directory, 'push', '-q', 'origin', 'main');
  }, { 'release-tag.yml': ['tag'], 'synthesis.yml': ['the synthesis is clean'] });
  report('its log tells the planted fault', /build\.yml/.test(readLog()), readLog());
}

/** Attaches files to a release, by the script of the workflows. */
async function attachFiles(): Promise<void> {
  const folder = join(directory, '.git/archives');
  const names = ['one.tar', 'two.tar'];
  write(folder, { 'one.tar': 'one', 'two.tar': 'two' });
  const attach = () => spawnSync('sh', ['-c', printReleaseFilesScript(['gitea'], readReleaseForm('v*-mt.*'), folder, names.join(' '))], {
    encoding: 'utf8', env: { ...process.env, API: `${server.url}/api/v1`, FORGE: 'gitea', REPOSITORY: 'acme/image', TAG: 'v1.2.3-mt.1', TOKEN: server.tokens.acme },
  });
  const read = async () => {
    const { draft, prerelease, assets } = await server.call('GET', '/repos/acme/image/releases/tags/v1.2.3-mt.1');
    return JSON.stringify({ draft, prerelease, assets: assets.map(({ name, size }: { name: string; size: number }) => [name, size]) });
  };
  const expected = JSON.stringify({ draft: false, prerelease: false, assets: [['one.tar', 3], ['two.tar', 3]] });
  const first = attach();
  report('files are attached to the release of a tag', first.status === 0 && await read() === expected, `${first.stderr} ${await read()}`);
  const second = attach();
  report('… and stay if they are the same', second.status === 0 && second.stdout.includes('one.tar is attached') && await read() === expected, `${second.stderr} ${await read()}`);
  writeFileSync(join(folder, 'one.tar'), 'other');
  const third = attach();
  report('… and are not replaced by others', third.status === 1 && third.stderr.includes('with other contents') && await read() === expected, `${third.stderr} ${await read()}`);
}

/** Does something, and compares the runs that it starts, and their jobs, by the files of the workflows. */
async function expectRuns(what: string, act: () => void | Promise<void>, expected: Record<string, string[]>): Promise<void> {
  const before = new Set((await listRuns()).map(({ id }) => id));
  await act();
  let found: Record<string, string[]> = {};
  // Events are handled in the background. One that should start nothing is given a while.
  for (let i = 0; i < 50; i++) {
    await new Promise(resolve => setTimeout(resolve, 200));
    const runs = (await listRuns()).filter(({ id }) => !before.has(id));
    found = Object.fromEntries(await Promise.all(runs.map(async ({ id, path }): Promise<[string, string[]]> => [
      path.replace(/@.*/, ''), (await server.call('GET', `/repos/acme/image/actions/runs/${id}/jobs?limit=50`)).jobs.map(({ name }: { name: string }) => name),
    ])));
    if (i > 10 && Object.keys(found).length >= Object.keys(expected).length) break;
  }
  const sorted = (runs: Record<string, string[]>) => JSON.stringify(Object.entries(runs).map(([path, jobs]) => [path, [...jobs].sort()]).sort());
  report(`${what} starts ${Object.keys(expected).sort().join(', ') || 'nothing'}`, sorted(found) === sorted(expected), JSON.stringify(found));
}

async function listRuns(): Promise<Run[]> {
  return (await server.call('GET', '/repos/acme/image/actions/runs?limit=50')).workflow_runs ?? [];
}

function readLog(): string {
  mkdirSync(dirname(server.log), { recursive: true });
  try {
    return readFileSync(server.log, 'utf8').split('\n').filter(line => /\[[EW]\]/.test(line)).join('\n');
  } catch {
    return '';
  }
}

function report(name: string, ok: boolean, detail: string): void {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${ok ? '' : `: ${detail}`}`);
  if (!ok) failed++;
}
