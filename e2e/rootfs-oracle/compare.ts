import { WORDS } from './base-words';
import type { Built } from './build';
import type { ImageModel } from '../../src/plan';
import { ConflictOutcome, EntryKind, PlacedEntry } from '../../src/rootfs';
import type { Entry, Rootfs } from '../rootfs';

/** What BuildKit says where the model foretells that it stops. */
const STOPS = /cannot copy to non-directory|cannot replace to directory|not a directory|file exists|too many links|too many levels|not found|no such file|invalid user index/;

const KIND: Record<EntryKind, Entry['kind']> = { [EntryKind.FILE]: 'file', [EntryKind.DIRECTORY]: 'directory', [EntryKind.SYMLINK]: 'symlink' };

/** Whether the model says that the build stops. */
export function isToFail({ stages }: ImageModel): boolean {
  return stages.some(({ conflicts, _missing, _unknownOwners }) => (
    _missing.length > 0 || _unknownOwners.some(({ isEmpty }) => isEmpty) || conflicts.some(({ outcome }) => outcome === ConflictOutcome.FAILS)
  ));
}

/** Whether it cannot tell. */
export function isOpen({ stages }: ImageModel): boolean {
  return stages.some(({ name, rootfs }) => !name.endsWith('tree') && !rootfs.isComplete);
}

/** Whatever the model says that is not so. */
export function untruths(model: ImageModel, built: Built): string[] {
  if ('error' in built) {
    if (!isToFail(model)) return isOpen(model) && STOPS.test(built.error) ? [] : [`it does not build: ${built.error}`];
    return STOPS.test(built.error) ? [] : [`it stops for another reason: ${built.error}`];
  }
  if (isToFail(model)) return [`it builds, although ${foretold(model).join('; ')}`];
  const { rootfs } = model.result;
  const found: string[] = [];
  for (const { entry, isCertain } of rootfs.entries) {
    if (!isCertain || entry.path === '/') continue;
    const real = itself(built.files, entry.path);
    if (real === undefined) found.push(`${entry.path} is not there`);
    else found.push(...differences(real, entry).map(difference => `${entry.path}: ${difference}`));
  }
  for (const [path, entry] of built.files) if (path !== '/' && rootfs.at(path).isMissing) found.push(`${path} is there, a ${entry.kind}`);
  return [...found, ...wrongLookups(model, built.files)];
}

function foretold({ stages }: ImageModel): string[] {
  return stages.flatMap(({ name, conflicts, _missing, _unknownOwners }) => [
    ..._unknownOwners.filter(({ isEmpty }) => isEmpty).map(unknown => `${name} is empty when it needs ${unknown.name}`),
    ..._missing.map(({ stage, path }) => `${stage} has no ${path}`),
    ...conflicts.filter(({ outcome }) => outcome === ConflictOutcome.FAILS)
      .map(({ path, first, second }) => `${path} in ${name} is a ${first.entry.kind} and then a ${second.entry.kind}`),
  ]);
}

function differences(real: Entry, entry: PlacedEntry['entry']): string[] {
  const mode = real.kind === 'symlink' ? '0777' : real.mode.toString(8).padStart(4, '0');
  const pairs: [string, string | undefined, string | undefined][] = [
    ['kind', real.kind, KIND[entry.kind]],
    ['mode', mode, entry.mode ?? mode],
    ['owner', `${real.uid}:${real.gid}`, entry.owner ?? `${real.uid}:${real.gid}`],
    ['target', real.target, entry.target ?? ''],
    ['text', real.content.toString(), entry.text ?? real.content.toString()],
  ];
  return pairs.filter(([, is, said]) => is !== said).map(([what, is, said]) => `its ${what} is ${is}, not ${said}`);
}

/** Paths that a program might open. */
const NAMES = ['a', 'b', 'c', 'l'];
const OPENED = NAMES.flatMap(one => [`/${one}`, `/${one}/..`, ...NAMES.flatMap(two => [`/${one}/${two}`, `/${one}/../${two}`, `/${one}/${two}/a`])]);

const OPENED_IN_BASES = [...WORDS, ...WORDS.flatMap(path => [`${path}/..`, `${path}/a`, `${path}/../etc/passwd`])];

function wrongLookups({ result: { rootfs } }: ImageModel, files: Rootfs): string[] {
  return (rootfs._base.isListed ? OPENED_IN_BASES : OPENED).flatMap(path => {
    const { placed, isMissing } = rootfs.lookup(path);
    const real = opened(files, path);
    if (isMissing && real !== undefined) return [`${path} can be opened, a ${real.kind}`];
    if (!placed?.isCertain) return [];
    if (real === undefined) return [`${path} cannot be opened`];
    return real.kind === KIND[placed.entry.kind] ? [] : [`${path} opens a ${real.kind}, not a ${placed.entry.kind}`];
  });
}

const ROOT: Entry = { kind: 'directory', mode: 0o755, uid: 0, gid: 0, content: Buffer.alloc(0), target: '' };

/** What the kernel opens. */
function opened(files: Rootfs, path: string): Entry | undefined {
  return at(files, resolved(files, path));
}

/** What is there under a name, be it a link, in a directory that is opened. */
function itself(files: Rootfs, path: string): Entry | undefined {
  const cut = path.lastIndexOf('/');
  const parent = resolved(files, path.slice(0, cut));
  return parent === undefined ? undefined : files.get(`${parent}${path.slice(cut)}`);
}

function at(files: Rootfs, path: string | undefined): Entry | undefined {
  return path === '' ? ROOT : path === undefined ? undefined : files.get(path);
}

/** The path without links, and empty for the root; undefined where it cannot be walked. */
function resolved(files: Rootfs, path: string): string | undefined {
  let rest = path.split('/').filter(Boolean);
  let here = '';
  for (let links = 0; rest.length > 0;) {
    const name = rest.shift()!;
    if (at(files, here)?.kind !== 'directory') return undefined;
    if (name === '.') continue;
    if (name === '..') { here = here.slice(0, Math.max(0, here.lastIndexOf('/'))); continue; }
    const next = files.get(`${here}/${name}`);
    if (next?.kind !== 'symlink') { here = `${here}/${name}`; continue; }
    if (++links > 40) return undefined;
    if (next.target.startsWith('/')) here = '';
    rest = [...next.target.split('/').filter(Boolean), ...rest];
  }
  return here;
}
