import type { _BaseFacts, _BaseFile, _BaseProgram } from '../../bases';
import { _dropDigest } from '../../core';
import type { _GroupClaims } from '../../manifest';
import type { _BuiltEntry, _BuiltManifest } from '../../oci';
import { _coversPath, _listAncestors } from '../../rootfs';
import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import type { _ExpectedFiles } from '../expected-files';
import { _showText } from '../finding';
import { _Notes } from '../notes';
import { _DEVICES, _KIND_WORDS, _describeUndeclared, _listUndeclared } from '../undeclared';

const READ = 'To read it: npx imagewright pin --bases';

/** @internal */
export const base: _ClaimFamily<_PlatformSubject> = {
  id: 'base',
  title: 'The image starts from its pinned base, and changes only what is declared',
  judge: subject => {
    const { acceptances, platform, claims, built, base: found } = subject;
    const notes = new _Notes(acceptances, platform);
    if (claims.base === undefined) return notes.verdict;
    if (claims.base.platform === null) {
      notes.addUnchecked(`Whether the image starts from ${claims.base.image}, and has only its files and the declared ones, is unknown: a build argument decides for which platform the base is.`);
      return notes.verdict;
    }
    if (found === undefined || found.isOther) {
      notes.addUnchecked(`Whether the image starts from ${claims.base.image}, and has only its files and the declared ones, is unknown: ${found === undefined
        ? 'the base has not been read'
        : 'another digest of the base was read than the one in the Dockerfile'}. ${READ}`);
      return notes.verdict;
    }
    const { facts } = found;
    notes.countClaim();
    const layer = facts.layers.findIndex(({ diffId }, i) => built.layers[i]?.diffId !== diffId);
    if (layer >= 0) {
      if (!isRewritten(built)) {
        const { diffId = 'missing' } = built.layers[layer] ?? {};
        notes.addFinding('verify/base', `Layer ${layer + 1} is ${diffId}, not ${facts.layers[layer].diffId} of ${facts.reference}.`, { subject: claims.base.image });
        return notes.verdict;
      }
      notes.addUnchecked(`The layers of ${claims.base.image} were merged or rewritten, so its files are compared instead, without their contents.`);
    }
    judgeFiles(notes, facts, subject, new DeclaredChanges(claims, subject.expected));
    return notes.verdict;
  },
};

/** Whether the layers of the base cannot be expected: those of a squashed image, and those that a conversion to eStargz extends. */
function isRewritten({ layers }: _BuiltManifest): boolean {
  return layers.length === 1 || layers.some(({ hasTrailing }) => hasTrailing);
}

/** Where an image may differ from its base. */
class DeclaredChanges {
  private readonly changed: ReadonlySet<string>;
  /** Directories that exist because of what is in them. */
  private readonly above: ReadonlySet<string>;

  public constructor(claims: _GroupClaims, private readonly expected: _ExpectedFiles) {
    const { base: claim, copied = {}, known = [], config: { workingDirectory } } = claims;
    const replaced = [...expected.entries].flatMap(([path, { kind }]) => (kind === 'directory' ? [] : [path]));
    this.changed = new Set([...claim?.changed ?? [], ...Object.keys(copied), ...known, ...replaced]);
    const made = [...expected.entries.keys(), ...Object.keys(copied), ...workingDirectory ? [workingDirectory] : []];
    this.above = new Set(made.flatMap(path => [path, ..._listAncestors(path)]));
  }

  /** Whether a file of the base may be gone or different. */
  public mayChange(path: string): boolean {
    return this.expected.entries.has(path) || _coversPath(this.changed, path);
  }

  /** Whether a path that the base does not have may be there. */
  public mayHave(path: string): boolean {
    return this.mayChange(path) || this.above.has(path) || this.expected.isKnown(path);
  }
}

function judgeFiles(notes: _Notes, { files, reference }: _BaseFacts, { built: { rootfs } }: _PlatformSubject, changes: DeclaredChanges): void {
  notes.countClaim();
  const name = _dropDigest(reference);
  const missing = new Set<string>();
  for (const [path, file] of files) {
    if (path === '/' || changes.mayChange(path)) continue;
    const entry = rootfs.get(path);
    if (entry !== undefined) {judgeFile(notes, path, file, entry, name);} else {
      // Entries below a missing directory are not reported again.
      if (!_listAncestors(path).some(above => missing.has(above))) notes.addFinding('verify/missing-file', `There is no ${_showText(path)}, which ${name} has.`, path);
      missing.add(path);
    }
  }
  notes.countClaim();
  for (const each of _listUndeclared(rootfs, path => files.has(path) || changes.mayHave(path))) {
    notes.addFinding(_DEVICES.includes(each.kind) ? 'verify/device' : 'verify/extra-file', _describeUndeclared(each), each.path);
  }
}

function judgeFile(notes: _Notes, path: string, file: _BaseFile, built: _BuiltEntry, name: string): void {
  const { kind, mode, owner, target, program, script } = file;
  const of = `in ${name}`;
  if (built.kind !== kind) return notes.addFinding('verify/kind', `It is ${_KIND_WORDS[built.kind]}, but ${_KIND_WORDS[kind]} ${of}.`, path);
  const hasMode = !built.isImplied && kind !== 'symlink';
  if (hasMode && built.mode !== mode) notes.addFinding('verify/mode', `Its mode is ${built.mode}, but ${mode} ${of}.`, path);
  if (!built.isImplied && built.owner !== (owner ?? built.owner)) {
    notes.addFinding('verify/owner', `It belongs to ${built.owner}, but to ${owner} ${of}.`, path);
  }
  if (built.target !== target) {
    notes.addFinding('verify/link-target', `It points to ${_showText(built.target ?? '')}, but to ${_showText(target ?? '')} ${of}.`, path);
  }
  const { elf } = built;
  const isSame = program === undefined || elf === undefined ? program === elf : PROGRAM.every(fact => isEqual(elf[fact], program[fact]));
  if (!isSame) notes.addFinding('verify/base', `It is another program than ${of}.`, path);
  else if (built.script?.interpreter !== script?.interpreter) notes.addFinding('verify/base', `It is another script than ${of}.`, path);
}

/** What is compared of a program. */
const PROGRAM = ['machineName', 'linkage', 'interpreter', 'needed'] as const satisfies readonly (keyof _BaseProgram)[];

/** An empty name of a library is left out of the facts. */
function isEqual(a: unknown, b: unknown): boolean {
  const print = (value: unknown) => JSON.stringify(Array.isArray(value) ? value.filter(name => name !== '') : value);
  return print(a) === print(b);
}
