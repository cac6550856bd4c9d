import { _joinSome } from '../../core';
import { _Elf, _findElfMismatch, _describeElfUndecided } from '../../elf';
import type { _ElfClaim } from '../../manifest';
import type { _BuiltEntry } from '../../oci';
import { _openPath } from '../built-files';
import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _showText } from '../finding';
import { _Notes } from '../notes';
import { _isInUse } from '../program-places';

/** Architectures whose kernels come with pages of different sizes. @see https://docs.kernel.org/arch/arm64/memory.html */
const VARIOUS_PAGES = /^linux\/(arm|ppc64|mips|loong64)/;

/** What to do if most of an image is for another machine. */
const WHOLE_SYSTEM = 'Start the last stage from a base for the target: FROM without --platform=$BUILDPLATFORM, runsOn: StagePlatform.TARGET.';

/** How many files of one kind a message names; a whole system for another machine has thousands. */
const FEW = 3;

/** @internal */
export const programs: _ClaimFamily<_PlatformSubject> = {
  id: 'programs',
  title: 'Programs are for the platform, and linked and packed as declared',
  judge: subject => {
    const { acceptances, platform, expected, built: { rootfs } } = subject;
    const notes = new _Notes(acceptances, platform);
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
    judgeOthers(notes, subject);
    return notes.verdict;
  },
};

function judgePlatform(notes: _Notes, path: string, { elf, mode }: _BuiltEntry, platform: string, claim: _ElfClaim = {}): void {
  notes.countClaim();
  const mismatch = _findElfMismatch(elf!, platform);
  if (mismatch !== undefined) notes.addFinding('verify/elf-platform', mismatch.what, path);
  const undecided = mismatch === undefined && /[1357]/.test(mode.slice(1)) ? _describeElfUndecided(elf!, platform) : undefined;
  if (undecided !== undefined) notes.addUnchecked(`${_showText(path)}: ${undecided}${describeChecks(elf!, claim)}`);
}

/** What the build has checked about a packed program before packing it. */
function describeChecks({ upx }: _Elf, { checked, go }: _ElfClaim): string {
  if (upx === undefined || !checked) return '';
  return ` Before packing it, the build checked how it is linked${go ? ' and which platform Go built it for' : ''}.`;
}

/** Files that cannot run on the platform, for the same reason. */
interface Misfits {
  readonly isInUse: boolean;
  readonly what: string;
  readonly paths: string[];
}

/** Files of a base image or of undeclared commands: each one is checked, and those for the same wrong machine are one finding. */
function judgeOthers(notes: _Notes, { platform, expected, built: { rootfs }, model }: _PlatformSubject): void {
  const searchPath = (model.result.config.searchPath ?? '').split(':');
  const misfits = new Map<string, Misfits>();
  let programCount = 0;
  for (const [path, entry] of rootfs) {
    if (entry.elf === undefined || entry.hardlinkTo !== undefined || expected.entries.has(path) || expected.isKnown(path)) continue;
    const isInUse = _isInUse(path, entry, searchPath);
    if (isInUse) programCount++;
    const mismatch = _findElfMismatch(entry.elf, platform);
    if (mismatch === undefined || entry.elf.type === 'relocatable' || entry.elf.type === 'core') continue;
    const isWrong = isInUse && mismatch.runs === 'never';
    // Distributions mark libraries that check the CPU before they use more of it; most programs are built for older ones.
    if (!isWrong && mismatch.runs !== 'never') continue;
    if (isWrong && notes.acceptFinding('verify/elf-platform', mismatch.what, path)) continue;
    const key = `${isWrong} ${mismatch.what}`;
    if (!misfits.has(key)) misfits.set(key, { isInUse: isWrong, what: mismatch.what, paths: [] });
    misfits.get(key)!.paths.push(path);
  }
  notes.countClaim();
  for (const { isInUse, what, paths } of misfits.values()) {
    const place = paths.length === 1 ? paths[0] : paths.length < programCount / 2 ? {} : { fix: WHOLE_SYSTEM };
    const message = paths.length === 1 ? what : `${paths.length} of ${programCount} programs and libraries cannot run on ${platform}: ${joinPaths(paths)}. For each: ${what}`;
    if (isInUse) notes.addFinding('verify/elf-platform', message, place);
    // If programs in use are for that machine too, they are reported already.
    else if (!misfits.has(`true ${what}`)) notes.addUnchecked(`${formatCount(paths.length, 'ELF file')} where no program of this platform is expected: ${joinPaths(paths)}. ${what}`);
  }
}

function formatCount(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

function joinPaths(paths: readonly string[]): string {
  return _joinSome(paths.map(_showText), FEW);
}

function judgeElf(notes: _Notes, path: string, claim: _ElfClaim, built: _BuiltEntry, { platform, built: { rootfs } }: _PlatformSubject): void {
  const { elf, script, size } = built;
  if (size === 0) return;
  if (elf === undefined) {
    notes.countClaim();
    notes.addFinding('verify/not-elf', `It is ${script === undefined ? 'something else' : `a script for ${_showText(script.interpreter)}`}, not a program in machine code.`, path);
    return;
  }
  if (!claim.forBuildMachine) judgePlatform(notes, path, built, platform, claim);
  const isPacked = elf.upx !== undefined;
  if (isPacked && !claim.packed) notes.addFinding('verify/packed', 'It is packed by UPX, which is not declared.', path);
  if (!isPacked && claim.packed) notes.addFinding('verify/not-packed', 'It is not packed by UPX, although that is declared.', path);
  // The headers of a packed program are the packer's own.
  if (isPacked) return;
  const { interpreter, linkage } = elf;
  if (claim.interpreter === undefined) {
    if (linkage === 'dynamic') notes.addFinding('verify/not-static', `It is loaded by ${_showText(interpreter ?? '')}${describeLibraries(elf.needed)}.`, path);
    if (linkage === 'library') notes.addFinding('verify/not-static', `It is a library or an object file, not a static program${describeLibraries(elf.needed)}.`, path);
  } else if (interpreter !== claim.interpreter) {
    notes.addFinding('verify/interpreter', `It is ${interpreter === undefined ? 'static' : `loaded by ${_showText(interpreter)}`}; the declared interpreter is ${claim.interpreter}.`, path);
  } else if (_openPath(rootfs, claim.interpreter).entry === undefined) {
    notes.addFinding('verify/interpreter', `It is loaded by ${claim.interpreter}, which is not in the image.`, path);
  }
  if (claim.go && elf.go === undefined) notes.addFinding('verify/not-go', 'It is declared as a Go program but contains no Go build information.', path);
  if (claim.alignment !== undefined && VARIOUS_PAGES.test(platform) && elf.maxAlignment < claim.alignment) {
    notes.addFinding('verify/alignment', `Its segments are aligned to ${elf.maxAlignment} bytes, not to ${claim.alignment}.`, path);
  }
}

function judgeScript(notes: _Notes, path: string, wanted: string, { elf, script, size }: _BuiltEntry, { built: { rootfs } }: _PlatformSubject): void {
  if (size === 0) return;
  notes.countClaim();
  const other = elf === undefined ? 'not a script: it does not begin with #!' : 'a program in machine code, not a script';
  if (script === undefined) notes.addFinding('verify/not-script', `It is ${other}.`, path);
  else if (script.interpreter !== wanted) notes.addFinding('verify/interpreter', `It is run by ${_showText(script.interpreter)}; the declared interpreter is ${wanted}.`, path);
  else if (_openPath(rootfs, script.interpreter).entry === undefined) notes.addFinding('verify/interpreter', `It is run by ${wanted}, which is not in the image.`, path);
}

function describeLibraries(libraries: readonly string[] | undefined): string {
  return libraries === undefined || libraries.length === 0 ? '' : ` and needs ${libraries.map(_showText).join(', ')}`;
}
