import { RuleFinding, _BUILT_RULES } from '../../checks';
import { Severity, _joinSome } from '../../core';
import { _findElfMismatch } from '../../elf';
import type { _BuiltEntry } from '../../oci';
import { _listAncestors } from '../../rootfs';
import { _openPath } from '../built-files';
import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _showText, _quoteText } from '../finding';
import { _findMissingLibraries } from '../libraries';
import { _Notes } from '../notes';
import { _StartedFile, _listStartedFiles } from '../started-files';

/** How many interpreters the kernel follows from script to script. @see https://github.com/torvalds/linux/blob/v6.12/fs/exec.c (`exec_binprm`) */
const MAX_INTERPRETERS = 5;

/** How many missing libraries a message names. */
const FEW = 5;

/**
 * Checked even if the plan leaves it unknown: in the built image, everything is known.
 *
 * @internal
 */
export const start: _ClaimFamily<_PlatformSubject> = {
  id: 'start',
  title: 'The programs that a container starts are in the image, for its platform, with interpreter and libraries, and its user may run them',
  judge: subject => {
    const notes = new _Notes(subject.acceptances, subject.platform);
    if (subject.model.result.config.argv.length === 0) notes.addUnchecked('The image has neither an entrypoint nor a command, so it starts nothing by itself.');
    const seen = new Set<string>();
    for (const each of _listStartedFiles(subject.model)) {
      if (seen.has(each.found.path) || (each.isJudgedByRule && each.found.placed === undefined)) continue;
      seen.add(each.found.path);
      judgeFile(notes, each, subject);
    }
    judgeByRules(notes, subject);
    return notes.verdict;
  },
};

function judgeFile(notes: _Notes, started: _StartedFile, { built: { rootfs }, expected, model, platform }: _PlatformSubject): void {
  const { what, name, found, isFirst, isJudgedByRule, librariesFrom } = started;
  const { entry, path } = found.placed === undefined ? { entry: undefined, path: name.startsWith('/') ? found.path : name } : { entry: rootfs.get(found.path), path: found.path };
  const id = isFirst ? 'verify/start' : 'verify/command';
  notes.countClaim();
  if (entry === undefined) {
    notes.addFinding(id, `${what}, but there is no ${_quoteText(path)}.`);
    return;
  }
  const fault = (isJudgedByRule ? undefined : findModeFault(entry)) ?? findContentFault(path, entry, rootfs, platform);
  if (fault !== undefined) {
    notes.addFinding(id, `${what}, but ${fault}.`, path);
    return;
  }
  const program = findLoadedProgram(path, rootfs);
  if (program === undefined) return;
  // The claims about programs cover a declared program that is packed, and what is unknown about it.
  if (rootfs.get(program)?.elf?.upx !== undefined && expected.entries.get(program)?.elf !== undefined) return;
  const { missing, undecided } = _findMissingLibraries(program, rootfs, model.result.config.environment.LD_LIBRARY_PATH);
  if (missing.length > 0 && librariesFrom === undefined) {
    const names = missing.map(each => `${_showText(each.name)}${each.neededBy === program ? '' : ` (for ${_showText(each.neededBy)})`}`);
    notes.addFinding('verify/library', `${what}, but ${_showText(program)} needs ${_joinSome(names, FEW)}, which its loader does not find in the image.`, program);
  }
  const reason = missing.length > 0 ? librariesFrom : undecided;
  if (reason !== undefined) notes.addUnchecked(`Whether ${_showText(program)} finds all of its libraries is unknown: ${_showText(reason)}.`);
}

function findModeFault({ kind, mode }: _BuiltEntry): string | undefined {
  if (kind !== 'file') return `it is a ${kind}`;
  return /[1357]/.test(mode.slice(1)) ? undefined : `no user may execute it (mode ${mode})`;
}

/** What is wrong with a program, or with one of the interpreters on the way to what the kernel loads. */
function findContentFault(path: string, entry: _BuiltEntry, files: ReadonlyMap<string, _BuiltEntry>, platform: string): string | undefined {
  let { elf, script, size } = entry;
  let subject = 'it';
  for (let step = 0; step < MAX_INTERPRETERS; step++) {
    if (size === 0) return `${subject} is empty`;
    if (elf === undefined && script === undefined) {
      return subject === 'it' ? 'it is neither a program in machine code nor a script that begins with #!' : `${subject} is neither a program nor a script`;
    }
    const mismatch = elf === undefined ? undefined : _findElfMismatch(elf, platform);
    if (mismatch?.runs === 'never') return `the kernel refuses ${subject} or runs it wrongly. ${mismatch.what.replace(/\.$/, '')}`;
    const line = script === undefined ? '' : `${script.interpreter}${script.argument === '' ? '' : ` ${script.argument}`}`;
    if (line.endsWith('\r')) return `the first line of ${_quoteText(path)} ends with a carriage return, so the kernel looks for ${_quoteText(line)}; save it with Unix line endings`;
    const interpreter = elf?.interpreter ?? script?.interpreter;
    if (interpreter === undefined) return undefined;
    const next = _openPath(files, interpreter);
    if (next.entry === undefined) return `${subject === 'it' ? 'its' : `${subject}'s`} interpreter ${_quoteText(interpreter)} is not in the image`;
    const fault = findModeFault(next.entry);
    if (fault !== undefined) return `its interpreter ${_quoteText(interpreter)} cannot be run: ${fault}`;
    if (elf !== undefined) {
      const loader = next.entry.elf === undefined ? undefined : _findElfMismatch(next.entry.elf, platform);
      return loader?.runs === 'never' ? `its loader ${_quoteText(interpreter)} is for another machine. ${loader.what.replace(/\.$/, '')}` : undefined;
    }
    ({ elf, script, size } = next.entry);
    subject = `its interpreter ${_quoteText(interpreter)}`;
  }
  return `it needs a chain of more than ${MAX_INTERPRETERS} interpreters`;
}

/** The program in machine code that the kernel loads in the end. */
function findLoadedProgram(path: string, files: ReadonlyMap<string, _BuiltEntry>): string | undefined {
  let at = path;
  for (let step = 0; step < MAX_INTERPRETERS; step++) {
    const entry = files.get(at);
    if (entry?.script === undefined) return entry?.elf === undefined ? undefined : at;
    at = _openPath(files, entry.script.interpreter).path;
  }
  return undefined;
}

/** Applies the rules that check an image before it is built: here, everything is known. */
function judgeByRules(notes: _Notes, { model, expected, claims: { copied = {} } }: _PlatformSubject): void {
  const isDeclared = (path: string) => expected.entries.has(path) || [path, ..._listAncestors(path)].some(each => Object.hasOwn(copied, each));
  /** Commands in branches of a base image's scripts: this container may never run them. */
  const rare = new Map<string, string[]>();
  for (const { rule, finding: id } of _BUILT_RULES) {
    notes.countClaim();
    const { decided, branches, undecided } = sortFindings((rule.ofStarted ?? rule.check)(model), script => !isDeclared(script));
    for (const { what } of undecided) notes.addUnchecked(what);
    for (const { what, why = rule.why, fix = rule.fix, severity = rule.severity } of decided) {
      if (severity === Severity.ERROR) notes.addFinding(id, what, { why, fix });
      else notes.addRemark(id, what, { why, fix, severity });
    }
    for (const { what, _inBranchOf: script } of branches) rare.set(script!, [...rare.get(script!) ?? [], what]);
    // Permissions of a missing user need no check.
    if (decided.length > 0 && id === 'verify/user') break;
  }
  for (const [script, [first, ...others]] of rare) {
    const more = others.length === 0 ? '' : ` The same is true for ${others.length} more.`;
    notes.addRemark('verify/command', `${first} It is only called in a branch, which this container may never take.${more}`, { path: script });
  }
}

interface Sorted {
  readonly decided: RuleFinding[];
  /** What happens only in branches of scripts. */
  readonly branches: RuleFinding[];
  readonly undecided: RuleFinding[];
}

/** @param isForeign whether a script is undeclared */
function sortFindings(findings: RuleFinding[], isForeign: (script: string) => boolean): Sorted {
  const isInBranch = ({ _inBranchOf: script }: RuleFinding) => script !== undefined && isForeign(script);
  const certain = findings.filter(({ undecided }) => !undecided);
  return {
    decided: certain.filter(each => !isInBranch(each)),
    branches: certain.filter(isInBranch),
    undecided: findings.filter(({ undecided }) => undecided),
  };
}
