/**
 * Compares the build tags that the script of TailscaleFeatures makes from the sources with those of Tailscale's own tool, cmd/featuretags,
 * for random sets of features, and the catalog with both. The tool knows no couplings, so it is asked for what was kept because of one as
 * well; the rest of the closure is its own.
 *
 *   npx tsx e2e/tailscale-oracle.ts [SETS [SEED]]
 *
 * Needs Go and its module proxy. The tool is built from the very release; where that asks for a newer Go than is here, its go.mod is read
 * with this Go's version instead, and the line says so.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFeatureTool } from './tailscale-tool';
import type { GoFeatureResolution } from '../src/blocks/go/go-features';
import { TailscaleFeature, TailscaleFeatures } from '../src/blocks/go/tailscale-features';
import { _TAILSCALE, _appliesTo, _listFeatures, _parseMinor } from '../src/catalog';

const VERSIONS = ['v1.90.9', 'v1.92.5', 'v1.94.2', 'v1.96.5', 'v1.98.3', 'v1.98.10', 'v1.100.0', 'v1.102.5', 'v1.104.7'];
const ROUTER = [
  'cli', 'osrouter', 'advertiseexitnode', 'advertiseroutes', 'useexitnode', 'useroutes', 'dns', 'portmapper', 'listenrawdisco', 'health',
  'unixsocketidentity', 'ipnbus',
];

const sets = Number(process.argv[2] ?? 200);
const seed = Number(process.argv[3] ?? Date.now() % 1e9);
const random = generator(seed);
console.log(`seed ${seed}, ${sets} sets a version`);
const failures = VERSIONS.map(compared).reduce((sum, count) => sum + count, 0);
if (failures > 0) process.exitCode = 1;

function compared(version: string): number {
  const upstream = buildFeatureTool(version);
  const names = [..._listFeatures(_TAILSCALE, _parseMinor(version)!).keys()];
  let failed = same(`${version}: features`, [...names].sort(), upstream.features) ? 0 : 1;
  const choices = [
    [], names, ROUTER.filter(name => names.includes(name)), ...names.map(name => [name]), ...Array.from({ length: sets }, () => some(names)),
  ];
  for (const keep of choices) {
    const resolution = TailscaleFeatures.minimal({ keep: keep.map(name => TailscaleFeature.because(name, 'oracle')) }).resolve(version);
    const { kept } = resolution;
    const all = new Set(kept.map(({ name }) => name));
    const coupled = _TAILSCALE.couplings.filter(row => all.has(row.feature) && all.has(row.other) && _appliesTo(_parseMinor(version)!, row));
    const add = [...keep, ...coupled.map(({ other }) => other)];
    if (!same(`${version} --add=${add.join(',')}`, scripted(resolution, upstream.source, version), upstream.tags(add))) failed++;
  }
  console.log(`${version}: ${names.length} features, ${choices.length} sets, ${failed} differ${upstream.note}`);
  return failed;
}

/** The tags that the script of the Dockerfile makes, sorted. */
function scripted({ tagScript = [], tagInput = [] }: GoFeatureResolution, source: string, version: string): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-oracle-tags-'));
  writeFileSync(join(directory, 'features'), tagInput.map(line => `${line}\n`).join(''));
  const script = ['set -eu', ...tagScript].join('\n').replace(/(?<=[ "])\/(?=(?:features|tags)\b)/g, `${directory}/`);
  execFileSync('sh', ['-c', script], { stdio: ['ignore', 'inherit', 'pipe'], env: { ...process.env, source, version: version.slice(1) } });
  const tags = readFileSync(join(directory, 'tags'), 'utf8').split('\n').filter(Boolean).sort();
  rmSync(directory, { recursive: true });
  return tags;
}

function same(what: string, ours: readonly string[], theirs: readonly string[]): boolean {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return true;
  const only = (left: readonly string[], right: readonly string[]) => left.filter(tag => !right.includes(tag)).join(' ');
  console.error(`${what}\n  only ours: ${only(ours, theirs)}\n  only theirs: ${only(theirs, ours)}`);
  return false;
}

function some(names: readonly string[]): string[] {
  const share = random();
  return names.filter(() => random() < share);
}

/** Park and Miller's generator, so that a run can be repeated by its seed. */
function generator(start: number): () => number {
  let state = start % 2147483646 + 1;
  return () => (state = state * 48271 % 2147483647) / 2147483647;
}
