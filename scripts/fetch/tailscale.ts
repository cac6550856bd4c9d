/**
 * Writes catalog/tailscale-features.json: the optional features of Tailscale, what they need, and since when.
 * Reads feature/featuretags/featuretags.go of the newest release of every stable (even) minor version through the Go module proxy, and the
 * minimum version of Go in the go.mod of every release.
 *
 *   npx tsx scripts/fetch/tailscale.ts
 *
 * Within a minor version, the features have never changed: all 33 releases from v1.90.9 to v1.104.5 were compared.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MODULE = 'tailscale.com';
const FILE = 'feature/featuretags/featuretags.go';
/** The first stable minor version that has the file. */
const FIRST = 90;

const MODULES = spawnSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8' }).stdout.trim();

/** What each feature needs, by name. */
type Features = Record<string, string[]>;

interface Release {
  readonly minor: string;
  readonly version: string;
  readonly sum: string;
  readonly features: Features;
}

const versions = stableVersions();
const releases = newestOfEachMinor(versions).map(fetched);
const latest = releases[releases.length - 1];
writeFileSync(join(__dirname, '../../catalog/tailscale-features.json'), json({
  source: `https://github.com/tailscale/tailscale/blob/${latest.version}/${FILE}`,
  version: latest.version,
  releases: Object.fromEntries(releases.map(({ minor, version, sum }) => [minor, `${version} ${sum}`])),
  go: Object.fromEntries(versions.map(version => [version.slice(1), goOf(version)])),
  features: history(releases),
}));

/** Ascending. */
function stableVersions(): string[] {
  const { Versions } = go('list', '-m', '-versions', '-json', MODULE) as { Versions: string[] };
  return Versions.filter(version => {
    const minor = Number(/^v1\.(\d+)\.\d+$/.exec(version)?.[1] ?? NaN);
    return minor >= FIRST && minor % 2 === 0;
  });
}

function newestOfEachMinor(ascending: string[]): string[] {
  return [...new Map(ascending.map(version => [version.replace(/\.\d+$/, ''), version])).values()];
}

/** Reads the `go` line of a go.mod, which Go downloads without the sources. */
function goOf(version: string): string {
  const { GoMod } = go('list', '-m', '-json', `${MODULE}@${version}`);
  const least = GoMod && /^go (\d+(?:\.\d+)+)$/m.exec(readFileSync(GoMod, 'utf8'))?.[1];
  if (!least) throw new Error(`go.mod of ${version} has no line "go". Adapt this script to its new format.`);
  return least;
}

function fetched(version: string): Release {
  const { Sum } = go('mod', 'download', '-json', `${MODULE}@${version}`) as { Sum: string };
  const file = join(MODULES, `${MODULE}@${version}`, FILE);
  return { minor: version.replace(/^v|\.\d+$/g, ''), version, sum: Sum, features: parsed(readFileSync(file, 'utf8')) };
}

/** If a module requires a newer Go than the installed one, Go still downloads and verifies it, but exits with 1. */
function go(...args: string[]): { readonly Sum?: string; readonly Versions?: string[]; readonly GoMod?: string; readonly Error?: string } {
  const { stdout, stderr } = spawnSync('go', args, { encoding: 'utf8', cwd: '/' });
  if (!stdout) throw new Error(`go ${args.join(' ')}: ${stderr || 'cannot be run'}`);
  const answer = JSON.parse(stdout) as { Sum?: string; Versions?: string[]; GoMod?: string; Error?: string };
  if (answer.Sum === undefined && answer.Versions === undefined && answer.GoMod === undefined) throw new Error(`go ${args.join(' ')}: ${answer.Error}`);
  return answer;
}

/** Parses the map literal `Features` of a Go file: every entry starts on a line with one tab, and contains no braces except those of its lists. */
function parsed(source: string): Features {
  const start = source.indexOf('var Features = map[FeatureTag]FeatureMeta{');
  if (start < 0) throw new Error(`${FILE} no longer has a map "Features". Adapt this script to its new format.`);
  const body = source.slice(start).replace(/^\s*\/\/.*$|\s\/\/ .*$/gm, '');
  return Object.fromEntries([...body.matchAll(/^\t"(\w+)":\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\},?$/gm)].map(([, name, fields]) => {
    const needs = /Deps:\s*\[\]FeatureTag\{([^}]*)\}/.exec(fields)?.[1] ?? '';
    return [name, [...needs.matchAll(/"(\w+)"/g)].map(match => match[1])];
  }));
}

/** For each feature, the minor versions in which its needs changed: the needs since then, or null if it was removed. */
function history(all: Release[]): Record<string, Record<string, string[] | null>> {
  const names = [...new Set(all.flatMap(({ features }) => Object.keys(features)))].sort();
  return Object.fromEntries(names.map(name => {
    const changes: Record<string, string[] | null> = {};
    let last: string[] | null | undefined;
    for (const { minor, features } of all) {
      const needs = features[name] ?? (last === undefined ? undefined : null);
      if (needs !== undefined && JSON.stringify(needs) !== JSON.stringify(last)) changes[minor] = needs;
      last = needs;
    }
    return [name, changes];
  }));
}

/** One feature per line, for readable diffs. */
interface Catalog {
  readonly source: string;
  readonly version: string;
  readonly releases: object;
  readonly go: object;
  readonly features: object;
}

function json({ releases: sums, go: goVersions, features, ...head }: Catalog): string {
  const block = (name: string, entries: object) =>
    `  ${JSON.stringify(name)}: {\n${Object.entries(entries).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n')}\n  }`;
  return `{\n${Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n')},\n`
    + `${block('releases', sums)},\n${block('go', goVersions)},\n${block('features', features)}\n}\n`;
}
