/**
 * Updates on a real forge: the real Renovate opens pull requests on a real Gitea, its tasks and the checks run as the generated files say, what may be
 * merged without a person is merged, and afterwards a synthesis of the main branch changes nothing. Once with Renovate in the pipeline, once with a hosted
 * one, whose updates the pipeline completes.
 *
 *     npx tsx e2e/gitea/updates.ts [--all-pins] [--only pipeline|hosted] [--keep]
 *
 * --all-pins  the repository of the first part has everything in versions.json that a pipeline prints, instead of four pins
 * --keep      keeps the folder with the clones
 *
 * Needs `npx projen compile` before. Jobs of `synthesis`, `renovate` and `complete-update` are run, by act; those of the other workflows are only said to
 * have succeeded, as `e2e/ci/run.ts` runs builds. Logs are in `e2e/.out/gitea/`.
 *
 * Exit codes: 0 all checks passed, 1 some failed, 3 Gitea, Renovate or act cannot be had on this machine, 64 wrong usage.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Done, Runner } from './runner';
import { Server } from './server';
import { Workshop, readTexts } from './workshop';
import { CACHE } from '../cache';
import { commit, git } from '../ci/sample';
import { RENOVATE } from '../renovate/renovate';
import { World } from '../renovate/world';

const ROOT = join(__dirname, '../..');
const EXAMPLE = join(ROOT, 'examples/hello-go');
const LOGS = join(ROOT, 'e2e/.out/gitea');
const TOOLS = join(__dirname, '../ci/ci-tools.sh');

/** The checks that a rule of the branch requires. */
const REQUIRED = ['synthesis / the synthesis is clean (pull_request)', 'build / build passed (pull_request)'];

/** After so many runs of Renovate, there must be nothing left to do. */
const ROUNDS = 15;

interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly merged: boolean;
  readonly mergeable: boolean;
  readonly head: { readonly ref: string; readonly sha: string };
}

const { values: options } = parseArgs({ options: { 'all-pins': { type: 'boolean' }, 'only': { type: 'string' }, 'keep': { type: 'boolean' } } });
let failed = 0;

async function main(): Promise<number> {
  for (const group of ['renovate', 'exec']) spawnSync(TOOLS, ['install', group], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (!existsSync(RENOVATE.node) || !existsSync(join(CACHE, 'bin/act'))) return 3;
  const server = Server.up();
  try {
    if (options.only !== 'hosted') await withRepository(server, 'pipeline', 'renovate: {}', readPins(), testPipeline);
    if (options.only !== 'pipeline') await withRepository(server, 'hosted', 'hostedBot: {}', undefined, testHosted);
  } finally {
    server.down();
  }
  console.log(failed === 0 ? '\nall checks passed' : `\n${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** A repository of the example on the forge. */
interface Repository {
  readonly server: Server;
  readonly name: string;
  readonly workshop: Workshop;
  readonly runner: Runner;
  /** A clone. */
  readonly clone: string;
}

/** Runs Renovate's workflow until it has nothing to do. */
async function testPipeline(repository: Repository): Promise<void> {
  const { server, name } = repository;
  await server.call('PUT', `/repos/${name}/actions/secrets/RENOVATE_TOKEN`, { data: server.tokens.bot });
  await testGate(repository);
  const done = await testUpdates(repository, async () => {
    await server.call('POST', `/repos/${name}/actions/workflows/renovate.yml/dispatches`, { ref: 'main' });
    return repository.runner.drain();
  });
  const runs = done.filter(({ workflow }) => workflow === 'renovate');
  report('all runs of Renovate have succeeded', runs.length > 1 && runs.every(({ result }) => result === 'success'), describe(runs));
}

/** Runs Renovate as a service, which runs no commands of the repository; the pipeline completes its branches. */
async function testHosted(repository: Repository): Promise<void> {
  const { server, name, workshop, runner } = repository;
  await server.call('PUT', `/repos/${name}/actions/secrets/UPDATE_TOKEN`, { data: server.tokens.completer });
  const done = await testUpdates(repository, async () => {
    const log = await workshop.runRenovate({
      RENOVATE_PLATFORM: 'gitea',
      RENOVATE_ENDPOINT: `${server.url}/api/v1`,
      RENOVATE_TOKEN: server.tokens.bot,
      RENOVATE_REPOSITORIES: name,
      RENOVATE_ONBOARDING: 'false',
    });
    mkdirSync(LOGS, { recursive: true });
    writeFileSync(join(LOGS, `hosted-${Date.now()}.log`), log);
    return runner.drain();
  });
  const checks = done.filter(({ workflow, ref }) => workflow === 'synthesis' && ref.startsWith('refs/pull/'));
  report('an update that is not complete fails its check', checks.some(({ result }) => result === 'failure'), describe(checks));
  const pushes = done.filter(({ workflow, job, result }) => workflow === 'complete-update' && job === 'push' && result === 'success');
  report('… and the pipeline completes it', pushes.length > 0, describe(done));
}

/** A change by hand of a generated file is not merged. */
async function testGate({ server, name, runner, clone }: Repository): Promise<void> {
  git(clone, 'checkout', '-q', '-b', 'by-hand');
  writeFileSync(join(clone, 'Dockerfile'), `${readFileSync(join(clone, 'Dockerfile'), 'utf8')}# by hand\n`);
  commit(clone, 'edit a generated file');
  git(clone, 'push', '-q', 'origin', 'by-hand');
  const { number } = await server.call('POST', `/repos/${name}/pulls`, { head: 'by-hand', base: 'main', title: 'by hand' });
  const done = await runner.drain();
  report('the check of a generated file that is edited by hand fails', done.some(({ workflow, result }) => workflow === 'synthesis' && result === 'failure'), describe(done));
  const told = await server.call('POST', `/repos/${name}/pulls/${number}/merge`, { Do: 'merge' }, 'bot').then(() => 'merged', (error: Error) => error.message);
  report('… and the forge does not merge it', told !== 'merged', told);
  await server.call('PATCH', `/repos/${name}/pulls/${number}`, { state: 'closed' });
  await server.call('DELETE', `/repos/${name}/branches/by-hand`);
  git(clone, 'checkout', '-q', 'main');
}

/** Repeats runs of Renovate and of all checks until nothing changes, and judges what is there then. */
async function testUpdates(repository: Repository, renovate: () => Promise<Done[]>): Promise<Done[]> {
  const { server, name, runner, clone } = repository;
  const before = readTexts(clone);
  const done: Done[] = [];
  let rounds = 0;
  for (let state = '', last = '-'; state !== last && rounds < ROUNDS; rounds++) {
    last = state;
    done.push(...await renovate());
    state = await describeState(repository);
    console.log(`     run ${rounds + 1}: ${(await listPulls(server, name)).map(({ merged }) => merged).filter(Boolean).length} merged`);
  }
  report(`Renovate has nothing to do in its run ${rounds}`, rounds < ROUNDS, await describeState(repository));
  const pulls = await listPulls(server, name);
  report('there are pull requests', pulls.length > 1, '');
  report('some are merged without a person', pulls.some(({ merged }) => merged), '');
  for (const { number, title } of pulls) {
    const comments: { body: string }[] = await server.call('GET', `/repos/${name}/issues/${number}/comments`);
    report(`no comment on "${title}"`, comments.length === 0, comments.map(({ body }) => body).join('\n'));
  }
  await judge(repository, 'after Renovate', before);
  const open = pulls.filter(({ state }) => state === 'open');
  for (const { number } of open) {
    // Those that conflict with one that is merged before wait for Renovate, which writes them again.
    await server.call('POST', `/repos/${name}/pulls/${number}/merge`, { Do: 'merge' }).catch(() => undefined);
  }
  done.push(...await runner.drain());
  if (open.length > 0) await judge(repository, 'after a person has merged the others', before);
  return done;
}

/** Prints the pull requests, and checks that each branch and main are complete. */
async function judge({ server, name, workshop, clone }: Repository, when: string, before: ReadonlyMap<string, string>): Promise<void> {
  const pulls = await listPulls(server, name);
  const rows: string[][] = [];
  for (const { number, title, state, merged, head } of pulls) {
    git(clone, 'fetch', '-q', 'origin', `refs/pull/${number}/head`);
    git(clone, 'checkout', '-q', '--detach', 'FETCH_HEAD');
    const base = git(clone, 'merge-base', 'origin/main', 'HEAD');
    const changes = merged ? [] : await workshop.findChanges(clone);
    const files = merged ? (await server.call('GET', `/repos/${name}/pulls/${number}/files?limit=50`)).map(({ filename }: { filename: string }) => filename)
      : git(clone, 'diff', '--name-only', base, 'HEAD').split('\n');
    const { state: checks } = await server.call('GET', `/repos/${name}/commits/${head.sha}/status`);
    rows.push([title, files.join(' '), merged ? 'merged' : state, checks, merged ? 'see main' : changes.join(', ') || 'empty']);
    if (!merged) report(`a synthesis of "${title}" changes nothing`, changes.length === 0, changes.join('\n'));
  }
  git(clone, 'fetch', '-q', 'origin');
  git(clone, 'checkout', '-q', '--detach', 'origin/main');
  const changes = await workshop.findChanges(clone);
  report(`${name}, ${when}: a synthesis of main changes nothing`, changes.length === 0, changes.join('\n'));
  const after = readTexts(clone);
  const moved = listMoved(before, after);
  report(`… which has ${moved.length} new values, in each file that had the old one`, moved.length > 0 && moved.every(({ stale }) => stale.length === 0), JSON.stringify(moved, null, 2));
  rows.push(['main', moved.map(({ key, files }) => `${key} in ${files.length} files`).join(', '), '', '', changes.join(', ') || 'empty']);
  console.log(`\n| ${name}, ${when} | files | | checks | diff after synthesis |\n|---|---|---|---|---|\n${rows.map(row => `| ${row.join(' | ')} |`).join('\n')}\n`);
}

interface Moved {
  readonly key: string;
  readonly files: readonly string[];
  /** Files that have the old value still, or not the new one. */
  readonly stale: readonly string[];
}

/** The digests and commits of versions.json that are others now, with the files that had them. */
function listMoved(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Moved[] {
  const read = (texts: ReadonlyMap<string, string>) => {
    const { images = {}, actions = {} } = JSON.parse(texts.get('versions.json') ?? '{}') as {
      images?: Record<string, { ref: string }>; actions?: Record<string, { digest: string }>;
    };
    return new Map([...Object.entries(images).map(([key, { ref }]) => [key, ref.split('@')[1]]), ...Object.entries(actions).map(([key, { digest }]) => [key, digest])] as [string, string][]);
  };
  const now = read(after);
  return [...read(before)].filter(([key, value]) => now.get(key) !== value).map(([key, value]) => {
    const files = [...before].filter(([, text]) => text.includes(value)).map(([path]) => path);
    const stale = files.filter(path => after.get(path)?.includes(value) === true || after.get(path)?.includes(now.get(key) ?? '') !== true);
    return { key, files, stale };
  });
}

async function listPulls(server: Server, name: string): Promise<PullRequest[]> {
  const pulls: PullRequest[] = await server.call('GET', `/repos/${name}/pulls?state=all&limit=50`);
  return pulls.filter(({ head }) => head.ref.startsWith('renovate/') || head.ref.startsWith('refs/pull/')).sort((one, other) => one.number - other.number)
    .filter(({ title }) => title !== 'by hand');
}

/** The commits of all branches, and the pull requests. */
async function describeState({ server, name, clone }: Repository): Promise<string> {
  const pulls = await listPulls(server, name);
  return [git(clone, 'ls-remote', '--heads', 'origin'), ...pulls.map(({ number, state, merged }) => `${number} ${state} ${merged}`)].join('\n');
}

/** Everything that the forges print and the example that has it pinned. */
function readPins(): { images: object; actions: object; packages: object } {
  const { images, actions, packages } = JSON.parse(readFileSync(join(ROOT, 'examples/mikrotik-tailscale/versions.json'), 'utf8'));
  if (options['all-pins']) return { images, actions, packages: Object.fromEntries(Object.entries(packages).filter(([key]) => key.startsWith('CI_'))) };
  return { images: { buildkit: images.buildkit }, actions: { 'actions/checkout': actions['actions/checkout'] }, packages: {} };
}

/** Makes the example a repository of the forge, with a pipeline and a file that only a synthesis writes. */
async function withRepository(
  server: Server, title: string, bot: string, pins: ReturnType<typeof readPins> | undefined, use: (repository: Repository) => Promise<void>,
): Promise<void> {
  const own = JSON.parse(readFileSync(join(EXAMPLE, 'versions.json'), 'utf8'));
  const versions = JSON.stringify({ ...pins, images: { ...pins?.images, ...own.images } }, null, 2);
  const world = await World.start(new Map([['versions.json', versions]]), ['ghcr.io']);
  const proxy = { ...world.env, NO_PROXY: '127.0.0.1' };
  const workshop = Workshop.open(proxy);
  try {
    const clone = workshop.at('clone');
    for (const path of git(EXAMPLE, 'ls-files').split('\n')) cpSync(join(EXAMPLE, path), join(clone, path));
    const rules = ['go', 'buildkit'].filter(pin => pin === 'go' || pins !== undefined).map(pin => `{ pin: '${pin}', automerge: [UpdateKind.PATCH, UpdateKind.DIGEST] }`);
    const definition = readFileSync(join(clone, '.projenrc.ts'), 'utf8').replace('\nproject.synth();', `
new ImagePipeline(project, 'Pipeline', {
  registry: 'registry.example.com',
  images: [{ image, repository: 'acme/hello' }],
  release: ReleaseScheme.byHand(),
  ${bot},
  forges: [Forge.gitea()],
});
new RenovateConfiguration(project, 'Renovate', { versions, rules: [${rules.join(', ')}] });
// Renovate does not know this file.
new TextFile(project, 'toolchain.txt', { lines: [versions.imagePin('go').ref, ''] });

project.synth();`);
    writeFileSync(join(clone, '.projenrc.ts'), `import { TextFile } from 'projen';
import { Forge, ImagePipeline, ReleaseScheme, RenovateConfiguration, UpdateKind } from 'imagewright';
${definition}`);
    writeFileSync(join(clone, 'versions.json'), versions);
    await workshop.synthesize(clone);
    git(clone, 'init', '-q', '-b', 'main');
    commit(clone, 'feat: begin');
    const name = `acme/${title}`;
    await server.call('POST', '/user/repos', { name: title, default_branch: 'main' });
    for (const bots of ['bot', 'completer']) await server.call('PUT', `/repos/${name}/collaborators/${bots}`, { permission: 'write' });
    git(clone, 'remote', 'add', 'origin', server.remote(name));
    const runner = await Runner.register(server, { executed: ['synthesis', 'renovate', 'complete-update'], env: workshop.env, variables: proxy, logs: join(LOGS, title) });
    git(clone, 'push', '-q', 'origin', 'main');
    await server.call('POST', `/repos/${name}/branch_protections`, {
      rule_name: 'main', enable_push: true, enable_status_check: true, status_check_contexts: REQUIRED, block_admin_merge_override: true,
    });
    const done = await runner.drain();
    report(`${title}: the synthesis of the first commit is clean`, done.some(({ workflow, result }) => workflow === 'synthesis' && result === 'success'), describe(done));
    await use({ server, name, workshop, runner, clone });
  } finally {
    world.end();
    if (options.keep) console.log(`kept: ${workshop.directory}`);
    else workshop.close();
  }
}

function describe(done: readonly Done[]): string {
  return done.map(({ workflow, job, event, ref, result, log }) => `${workflow}, ${job}, ${event} of ${ref}: ${result} ${log ?? ''}`).join('\n');
}

function report(name: string, ok: boolean, detail: string): void {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${ok || detail === '' ? '' : `:\n${detail.replace(/^/gm, '     ')}`}`);
  if (!ok) failed++;
}

void main().then(code => process.exitCode = code, error => {
  console.error(error);
  process.exitCode = 1;
});
