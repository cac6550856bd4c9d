import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import { _isBystander } from '../bystanders';
import { EXAMPLE_BASE, exampleBuild, exampleProgram, exampleText } from '../examples';
import type { RuleFinding, _Rule } from '../rule';
import { _unknownFiles } from '../unknown';

export const missingInterpreter: _Rule = {
  id: 'rootfs/missing-interpreter',
  title: 'Every script and every dynamic binary finds its interpreter',
  severity: Severity.ERROR,
  why: 'The kernel answers "no such file or directory" although the file itself is there.',
  fix: 'Add a block that provides the interpreter, e.g. BusyboxApplets with Applet.ASH and Applet.SH for /bin/sh.',
  check: image => image.result.rootfs.entries.flatMap((placed): RuleFinding[] => {
    const { result } = image;
    const { entry, by } = placed;
    // Of the repository, a text that nobody may execute is read by something else, or another rule speaks.
    const interpreter = entry.isExecutable && !_isBystander(image, placed) ? entry.executable?.interpreter : undefined;
    const found = interpreter === undefined ? undefined : result.rootfs.lookup(interpreter);
    if (found?.isUnknown) return [_unknownFiles(result, { by, what: `${entry.path} is run by ${interpreter}, and it is not known whether the image has it.` })];
    return found?.isMissing ? [{ by, what: `${entry.path} is run by ${interpreter}, which is not in the image.` }] : [];
  }),
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleText('/start', '#!/bin/sh\necho started\n')],
    assembledIn: EXAMPLE_BASE,
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleText('/start', '#!/bin/sh\necho started\n'), exampleBuild(image, [exampleProgram('/bin/sh')])],
  }),
};
