import { _elfMismatch, _elfUndecided } from '../../elf';
import type { _ElfClaim } from '../../manifest';
import type { _BuiltEntry } from '../../oci';
import { _open } from '../built-files';
import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _plain } from '../finding';
import { _Notes } from '../notes';

/** Architectures whose kernels come with pages of different sizes. @see https://docs.kernel.org/arch/arm64/memory.html */
const VARIOUS_PAGES = /^linux\/(arm|ppc64|mips|loong64)/;

/** @internal */
export const programs: _ClaimFamily<_PlatformSubject> = {
  id: 'programs',
  title: 'Programs are for the platform, and linked and packed as declared',
  judge: subject => {
    const { platform, expected, built: { rootfs } } = subject;
    const notes = new _Notes(platform);
    for (const [path, entry] of expected.entries) {
      const built = rootfs.get(path);
      if (built?.kind !== 'file') continue;
      if (entry.elf !== undefined) judgeElf(notes, path, entry.elf, built, subject);
      else if (entry.script !== undefined) judgeScript(notes, path, entry.script, built, subject);
      else if (built.elf !== undefined) judgePlatform(notes, path, built, platform);
    }
    for (const [path, entry] of rootfs) {
      if (entry.elf !== undefined && !expected.entries.has(path) && expected.isKnown(path)) judgePlatform(notes, path, entry, platform);
    }
    return notes.verdict;
  },
};

function judgePlatform(notes: _Notes, path: string, { elf, mode }: _BuiltEntry, platform: string): void {
  notes.look();
  const mismatch = _elfMismatch(elf!, platform);
  if (mismatch !== undefined) notes.find('verify/elf-platform', mismatch.what, path);
  const undecided = mismatch === undefined && /[1357]/.test(mode.slice(1)) ? _elfUndecided(elf!, platform) : undefined;
  if (undecided !== undefined) notes.skip(`${_plain(path)}: ${undecided}`);
}

function judgeElf(notes: _Notes, path: string, claim: _ElfClaim, built: _BuiltEntry, { platform, built: { rootfs } }: _PlatformSubject): void {
  const { elf, script, size } = built;
  if (size === 0) return;
  if (elf === undefined) {
    notes.look();
    notes.find('verify/not-elf', `It is ${script === undefined ? 'something else' : `a script for ${_plain(script.interpreter)}`}, not a program in machine code.`, path);
    return;
  }
  if (!claim.forBuildMachine) judgePlatform(notes, path, built, platform);
  const isPacked = elf.upx !== undefined;
  if (isPacked && !claim.packed) notes.find('verify/packed', 'It is packed by UPX, and nobody declared that.', path);
  if (!isPacked && claim.packed) notes.find('verify/not-packed', 'It should be packed by UPX, and is not.', path);
  const plain = isPacked ? elf.unpacked : elf;
  if (plain === undefined) return;
  const { interpreter, linkage } = plain;
  if (claim.interpreter === undefined) {
    if (linkage === 'dynamic') notes.find('verify/not-static', `It is loaded by ${_plain(interpreter ?? '')}${needed(plain.needed)}.`, path);
    if (linkage === 'library') notes.find('verify/not-static', `It is a library or an object file, not a static program${needed(plain.needed)}.`, path);
  } else if (interpreter !== claim.interpreter) {
    notes.find('verify/interpreter', `It is ${interpreter === undefined ? 'static' : `loaded by ${_plain(interpreter)}`}; declared is ${claim.interpreter}.`, path);
  } else if (_open(rootfs, claim.interpreter).entry === undefined) {
    notes.find('verify/interpreter', `It is loaded by ${claim.interpreter}, which is not in the image.`, path);
  }
  if (claim.go && plain.go === undefined) notes.find('verify/not-go', 'It should be a program in Go, and has no build information of Go.', path);
  // The packer's own alignment is not that of what it packed.
  if (claim.alignment !== undefined && !isPacked && VARIOUS_PAGES.test(platform) && elf.maxAlignment < claim.alignment) {
    notes.find('verify/alignment', `What it loads is aligned to ${elf.maxAlignment} bytes, not to ${claim.alignment}.`, path);
  }
}

function judgeScript(notes: _Notes, path: string, wanted: string, { elf, script, size }: _BuiltEntry, { built: { rootfs } }: _PlatformSubject): void {
  if (size === 0) return;
  notes.look();
  const other = elf === undefined ? 'no script: it does not begin with #!' : 'a program in machine code, not a script';
  if (script === undefined) notes.find('verify/not-script', `It is ${other}.`, path);
  else if (script.interpreter !== wanted) notes.find('verify/interpreter', `It is run by ${_plain(script.interpreter)}; declared is ${wanted}.`, path);
  else if (_open(rootfs, script.interpreter).entry === undefined) notes.find('verify/interpreter', `It is run by ${wanted}, which is not in the image.`, path);
}

function needed(libraries: readonly string[] | undefined): string {
  return libraries === undefined || libraries.length === 0 ? '' : ` and needs ${libraries.map(_plain).join(', ')}`;
}
