/**
 * Writes test/routeros/commands/trees.json.gz: the menus, commands and arguments of each RouterOS version, by which the tests check scripts;
 * and catalog/routeros-arguments.json: the few arguments by which the commands of a deployment differ between versions, for the library.
 *
 *     npx tsx scripts/routeros-commands.ts CLONE
 *
 * CLONE is a clone of https://github.com/tikoci/restraml (public domain), which has a dump of the command tree of each version, made on a
 * router in a virtual machine with all extra packages: `docs/<version>/extra/inspect.json`.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The versions that the deployment is written for; betas and release candidates are left out. */
const WANTED = /^docs\/(7\.2[0-4](\.\d+)?)$/;
const OUT = join(__dirname, '../test/routeros/commands/trees.json.gz');
/** The commands of a deployment that differ between versions. */
const COMMANDS = ['/container/add', '/container/mounts/add'];

interface Dump {
  readonly _type?: string;
  readonly [name: string]: Dump | string | undefined;
}

/** `d`irectories, `c`ommands and `a`rguments, by name; the last part is the versions that have it, as digits, where not all do. */
type Tree = { [name: string]: [kind: string, has: string, below: Tree] };

const clone = process.argv[2];
const git = (...args: string[]): string => execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8', maxBuffer: 256 * 1024 ** 2 });
const commit = git('rev-parse', 'HEAD').trim();
const versions = git('ls-tree', '--name-only', 'HEAD', 'docs/').split('\n').flatMap(path => WANTED.exec(path)?.[1] ?? [])
  .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
const none = '0'.repeat(versions.length);

function merge(tree: Tree, dump: Dump, index: number): void {
  for (const [name, below] of Object.entries(dump)) {
    if (typeof below !== 'object' || below._type === undefined) continue;
    const kind = below._type === 'path' ? 'd' : below._type[0];
    const entry = tree[name] ??= [kind, none, {}];
    entry[1] = `${entry[1].slice(0, index)}1${entry[1].slice(index + 1)}`;
    merge(entry[2], below, index);
  }
}

function compact(tree: Tree): object {
  return Object.fromEntries(Object.keys(tree).sort().map(name => {
    const [kind, has, below] = tree[name];
    return [name, [kind, has.includes('0') ? has : '', ...Object.keys(below).length > 0 ? [compact(below)] : []]];
  }));
}

const tree: Tree = {};
versions.forEach((version, index) => merge(tree, JSON.parse(git('show', `HEAD:docs/${version}/extra/inspect.json`)) as Dump, index));
const source = `https://github.com/tikoci/restraml at ${commit} (Unlicense), docs/<version>/extra/inspect.json`;
writeFileSync(OUT, gzipSync(JSON.stringify({ source, versions, root: compact(tree) }), { level: 9 }));

/** The versions of an argument that not all have, from the first one to the one that no longer has it. */
function range(has: string): { since?: string; until?: string } {
  const first = has.indexOf('1');
  const end = has.indexOf('0', first);
  if (end >= 0 && has.includes('1', end)) throw new Error(`An argument that comes back: ${has}`);
  return { ...first > 0 ? { since: versions[first] } : {}, ...end > 0 ? { until: versions[end] } : {} };
}

const rows = COMMANDS.map(path => {
  let below = tree;
  for (const name of path.slice(1).split('/')) below = below[name][2];
  const differing = Object.entries(below).filter(([, [kind, has]]) => kind === 'a' && has.includes('0')).sort(([a], [b]) => (a < b ? -1 : 1));
  return [path, Object.fromEntries(differing.map(([name, [, has]]) => [name, range(has)]))];
});
writeFileSync(join(__dirname, '../catalog/routeros-arguments.json'), `${JSON.stringify({ source, versions, commands: Object.fromEntries(rows) }, undefined, 2)}\n`);
