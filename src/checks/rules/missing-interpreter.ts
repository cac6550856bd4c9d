import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import type { StageModel } from '../../plan';
import { _baseFacts, _nameOfBase } from '../base-of';
import { EXAMPLE_BASE, exampleBuild, exampleProgram, exampleText } from '../examples';
import type { RuleFinding, _Rule } from '../rule';

export const missingInterpreter: _Rule = {
  id: 'rootfs/missing-interpreter',
  title: 'Every script and every dynamic binary finds its interpreter',
  severity: Severity.ERROR,
  why: 'The kernel answers "no such file or directory" although the file itself is there.',
  fix: 'Add a block that provides the interpreter, e.g. BusyboxApplets with Applet.ASH and Applet.SH for /bin/sh.',
  check: ({ result }) => result.rootfs.entries.flatMap(({ entry, by }) => {
    const interpreter = entry.executable?.interpreter;
    return interpreter === undefined || !result.rootfs.lookup(interpreter).isMissing
      ? []
      : [{ by, what: `${entry.path} is run by ${interpreter}, which is not in the image.`, ...ofLibrary(result, interpreter) }];
  }),
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleText('/start', '#!/bin/sh\necho started\n')],
    assembledIn: EXAMPLE_BASE,
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleText('/start', '#!/bin/sh\necho started\n'), exampleBuild(image, [exampleProgram('/bin/sh')])],
  }),
};

/** A program that was linked with one C library, on a base that has another. */
function ofLibrary(stage: StageModel, interpreter: string): Pick<RuleFinding, 'fix'> {
  const wanted = /\/ld-musl-/.test(interpreter) ? 'musl' : /\/ld(64|-linux)/.test(interpreter) ? 'glibc' : undefined;
  const { libc } = _baseFacts(stage) ?? {};
  if (wanted === undefined || libc === undefined || libc === wanted) return {};
  return {
    fix: `It is linked with ${wanted}, and ${_nameOfBase(stage)} has ${libc === 'none' ? 'no C library' : libc}: link it statically, or take a base with ${wanted}.`,
  };
}
