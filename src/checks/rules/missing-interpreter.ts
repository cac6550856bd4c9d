import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import { EXAMPLE_BASE, exampleBuild, exampleProgram, exampleText } from '../examples';
import type { _Rule } from '../rule';

export const missingInterpreter: _Rule = {
  id: 'rootfs/missing-interpreter',
  title: 'Every script and every dynamic binary finds its interpreter',
  severity: Severity.ERROR,
  why: 'The kernel answers "no such file or directory" although the file itself is there.',
  fix: 'Add a block that provides the interpreter, e.g. BusyboxApplets with Applet.ASH and Applet.SH for /bin/sh.',
  check: ({ result: { rootfs } }) => rootfs.entries.flatMap(({ entry, by }) => {
    const interpreter = entry.executable?.interpreter;
    return interpreter === undefined || !rootfs.lookup(interpreter).isMissing
      ? []
      : [{ by, what: `${entry.path} is run by ${interpreter}, which is not in the image.` }];
  }),
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleText('/start', '#!/bin/sh\necho started\n')],
    assembledIn: EXAMPLE_BASE,
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleText('/start', '#!/bin/sh\necho started\n'), exampleBuild(image, [exampleProgram('/bin/sh')])],
  }),
};
