import { Severity } from '../../../core';
import type { StageModel } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';
import { _findBaseFacts, _hasShell, _formatBaseName } from '../../support/base-of';
import { _isBystander } from '../../support/bystanders';
import { _isExecutable } from '../../support/made-executable';
import { _reportUnknownFiles } from '../../support/unknown';

export const rootfsMissingInterpreter: _Rule = {
  id: 'rootfs/missing-interpreter',
  title: 'Every script and every dynamic binary finds its interpreter',
  severity: Severity.ERROR,
  why: 'The kernel reports "no such file or directory" although the file itself exists.',
  fix: 'Add a block that provides the interpreter, e.g. BusyboxApplets with Applet.ASH and Applet.SH for /bin/sh.',
  check: image => image.result.rootfs.entries.flatMap((placed): RuleFinding[] => {
    const { result } = image;
    const { entry, by } = placed;
    // A text of the repository that is not executable is read by another program, or another rule reports it.
    const named = entry.executable?.interpreter;
    const interpreter = named !== undefined && _isExecutable(image, placed) && !_isBystander(image, placed) ? named : undefined;
    const found = interpreter === undefined ? undefined : result.rootfs.lookup(interpreter);
    if (found?.isUnknown && isOfBase(result, interpreter!)) return [];
    if (found?.isUnknown) return [_reportUnknownFiles(result, { by, what: `${entry.path} is run by ${interpreter}, and it is not known whether the image has it.` })];
    return found?.isMissing ? [{ by, what: `${entry.path} is run by ${interpreter}, which is not in the image.`, ...describeLibrary(result, interpreter!) }] : [];
  }),
};

/** Whether the base is known to have it. The possibility that a command removed it is not worth a finding. */
function isOfBase(stage: StageModel, interpreter: string): boolean {
  const { libc } = _findBaseFacts(stage) ?? {};
  return _hasShell(stage, interpreter) || (libc !== undefined && libc === libraryOf(interpreter));
}

function libraryOf(loader: string): 'glibc' | 'musl' | undefined {
  return /\/ld-musl-/.test(loader) ? 'musl' : /\/ld(64|-linux)/.test(loader) ? 'glibc' : undefined;
}

/** A program that was linked with one C library, on a base that has another. */
function describeLibrary(stage: StageModel, interpreter: string): Pick<RuleFinding, 'fix'> {
  const wanted = libraryOf(interpreter);
  const { libc } = _findBaseFacts(stage) ?? {};
  if (wanted === undefined || libc === undefined || libc === wanted) return {};
  return {
    fix: `It is linked with ${wanted}, but ${_formatBaseName(stage)} has ${libc === 'none' ? 'no C library' : libc}: link it statically, or use a base with ${wanted}.`,
  };
}
