/**
 * Measures what the update of a version costs on its way through a pull request, the main branch and a release: the generated pipelines of an image for two
 * platforms with two programs, of which the update changes one, run without a cache and with `PipelineCache.registry()`. Each workflow has a BuildKit
 * without layers, as on a new machine.
 *
 *     eval "$(e2e/engine.sh up)"; e2e/images.sh build; npx tsx e2e/ci/bump-cost.ts [FORGE...]
 *
 * FORGE is `github` or `woodpecker`; both unless given. On GitHub each platform has a job of its own, and these share the BuildKit here.
 * A step is a `RUN`; a build is cold if each of its steps was run.
 *
 * Exit codes: 0 the digests are equal and the cache was of use, 1 they are not, 3 a tool cannot be had on this machine.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment, OUT } from './environment';
import { withFreshBuilder } from './fresh-builder';
import { Event } from './runners';
import { commit, git } from './sample';
import { Repository } from '../renovate/repository';

const ROOT = join(__dirname, '../..');
const SECRETS = { registry_user: 'bot', registry_token: 'standin' };
const [BEFORE, AFTER] = ['v1.0.0', 'v1.0.1'];
const CACHES = ['none', 'registry'] as const;

/** What a workflow took. */
interface Cost {
  readonly cpuSeconds: number;
  readonly builds: number;
  readonly cold: number;
  readonly run: number;
  readonly cached: number;
}

/** A bump with one kind of cache. */
interface Bump {
  readonly costs: Readonly<Record<'pull request' | 'main' | 'release', Cost>>;
  readonly digest: string;
}

async function main(forges: readonly string[]): Promise<number> {
  const environment = Environment.prepare();
  let failed = 0;
  const digests = new Set<string>();
  console.log('| forge | cache | event | builds | of these cold | steps run | steps from the cache | CPU s of BuildKit |\n|---|---|---|---|---|---|---|---|');
  for (const forge of forges) {
    const totals: Record<string, Cost> = {};
    for (const cache of CACHES) {
      const { costs, digest } = await runBump(environment, forge, cache);
      digests.add(digest);
      totals[cache] = Object.values(costs).reduce(add);
      for (const [event, cost] of [...Object.entries(costs), ['all', totals[cache]] as const]) print(forge, cache, event, cost);
    }
    if (totals.registry.cold >= totals.none.cold) failed++;
  }
  console.log(`\nThe digest of the release is ${digests.size === 1 ? 'the same in all of them' : 'NOT the same'}: ${[...digests].join(' ')}`);
  return failed === 0 && digests.size === 1 ? 0 : 1;
}

/** A pull request with a new version, the push to main after it, and the release. The main branch has been built with the version before. */
async function runBump(environment: Environment, forge: string, cache: typeof CACHES[number]): Promise<Bump> {
  const repository = await createRepository(cache);
  const path = `acme/bump-${cache}-${forge}-${process.pid}`;
  const prepare = async (version: string) => {
    repository.write('versions.json', repository.read('versions.json').replace(/"v1\.0\.\d"/, `"${version}"`));
    await repository.synthesize({ CACHE: cache });
    // No frontend can be pulled here: BuildKit has the one that is built into it.
    repository.write('Dockerfile', repository.read('Dockerfile').replace(/^# syntax=.*\n/, ''));
    moveTo(repository, path);
    commit(repository.directory, `chore: ${version}`);
  };
  const measure = (name: string, event: Event): Cost => withFreshBuilder(environment, seconds => {
    const before = seconds();
    const log = `bump-${cache}-${name}`;
    if (!environment.runWorkflows(forge, log, repository.directory, event, SECRETS, readFlags(environment, repository.directory))) {
      throw new Error(`${name} of ${forge} fails: see ${join(OUT, `${forge}-${log}.log`)}`);
    }
    return { cpuSeconds: seconds() - before, ...countSteps(readFileSync(join(OUT, `${forge}-${log}.log`), 'utf8')) };
  });
  await prepare(BEFORE);
  measure('before', { on: 'main' });
  await prepare(AFTER);
  const costs = { 'pull request': measure('change', { on: 'change' }), 'main': measure('main', { on: 'main' }) };
  git(repository.directory, 'tag', AFTER);
  return { costs: { ...costs, release: measure('release', { on: 'tag', tag: AFTER }) }, digest: environment.digestOf(`${environment.registry}/${path}`, AFTER) };
}

async function createRepository(cache: string): Promise<Repository> {
  const { images } = JSON.parse(readFileSync(join(ROOT, 'examples/hello-go/versions.json'), 'utf8'));
  const packages = { HELLO_VERSION: { datasource: 'github-tags', depName: 'acme/hello', version: BEFORE } };
  const sources = ['service', 'agent'].flatMap(name => [
    [`${name}/go.mod`, `module example.com/${name}\n\ngo 1.26\n`], [`${name}/main.go`, readFileSync(join(__dirname, 'bump/main.go'), 'utf8')],
  ] as const);
  return Repository.create(`bump-${cache}`, new Map([
    ['.projenrc.ts', readFileSync(join(__dirname, 'bump/definition.ts'), 'utf8').replace('../../../src', 'imagewright')],
    ['versions.json', JSON.stringify({ images: { go: images.go }, packages }, null, 2)],
    ...sources,
  ]));
}

/** Each run has its own place in the registry, whose name is in the files. */
function moveTo(repository: Repository, path: string): void {
  for (const [file, text] of repository.texts) {
    if (text.includes('acme/bump') && file !== '.projenrc.ts') writeFileSync(join(repository.directory, file), text.replaceAll('acme/bump', path), 'latin1');
  }
}

/** The options of a build that replace base images, and keep it from the network. */
function readFlags({ variables }: Environment, directory: string): string {
  const { stdout } = spawnSync(join(ROOT, 'e2e/images.sh'), ['contexts', join(directory, 'Dockerfile')], { encoding: 'utf8', env: variables });
  return ['--network', 'none', ...stdout.split('\n').filter(Boolean)].join(' ');
}

/** Reads what BuildKit prints; act puts the job before each line. */
function countSteps(log: string): Omit<Cost, 'cpuSeconds'> {
  const builds = new Map<string, Map<string, 'RUN' | 'CACHED'>>();
  let started = 0;
  for (const line of log.split('\n')) {
    const [, job = '', rest = line] = /^\s*\[([^\]]*)\]\s+\| ?(.*)$/.exec(line) ?? [];
    if (rest.startsWith('+ docker buildx build ')) started++;
    const build = job === '' ? `${started}` : job;
    const steps = builds.get(build) ?? new Map<string, 'RUN' | 'CACHED'>();
    const [, number] = /^#(\d+) \[[^\]]+\] RUN\b/.exec(rest) ?? [];
    if (number !== undefined && !steps.has(number)) builds.set(build, steps.set(number, 'RUN'));
    // A step from the cache whose layer is fetched is often not called CACHED, but its layer is extracted. Then it is DONE, too.
    const [, cached] = /^#(\d+) (?:CACHED|(?:extracting )?sha256:)/.exec(rest) ?? [];
    if (cached !== undefined && steps.has(cached)) steps.set(cached, 'CACHED');
  }
  const counts = [...builds.values()].map(steps => [...steps.values()].filter(how => how === 'CACHED').length);
  const all = [...builds.values()].reduce((sum, { size }) => sum + size, 0);
  const cached = counts.reduce((sum, count) => sum + count, 0);
  return { builds: builds.size, cold: counts.filter(count => count === 0).length, run: all - cached, cached };
}

function add(one: Cost, other: Cost): Cost {
  return Object.fromEntries(Object.entries(one).map(([key, value]) => [key, value + other[key as keyof Cost]])) as unknown as Cost;
}

function print(forge: string, cache: string, event: string, { cpuSeconds, builds, cold, run, cached }: Cost): void {
  console.log(`| ${[forge, cache, event, builds, cold, run, cached, cpuSeconds.toFixed(1)].join(' | ')} |`);
}

void main(process.argv.length > 2 ? process.argv.slice(2) : ['github', 'woodpecker']).then(code => process.exitCode = code, error => {
  console.error(error);
  process.exitCode = 1;
});
