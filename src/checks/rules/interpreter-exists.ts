import type { Rule } from '../rule';

export const interpreterExists: Rule = {
  id: 'rootfs/missing-interpreter',
  title: 'Every script and every dynamic binary finds its interpreter',
  why: 'The kernel answers "no such file or directory" although the file itself is there.',
  fix: 'Add a block that provides the interpreter, e.g. BusyboxApplets with Applet.ASH and Applet.SH for /bin/sh.',
  check: ({ rootfs }) => rootfs.entries.flatMap(({ entry, origin }) => {
    const interpreter = entry.executable?.interpreter;
    return interpreter === undefined || rootfs.lookup(interpreter) !== undefined
      ? []
      : [{ where: origin, what: `${entry.path} is run by ${interpreter}, which is not in the image.` }];
  }),
};
