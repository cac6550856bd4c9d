import { EntryKind } from '../../rootfs';
import type { Rule } from '../rule';

export const entrypointExists: Rule = {
  id: 'rootfs/entrypoint-missing',
  title: 'The entrypoint is in the image and can be executed',
  why: 'The container would not start: "exec: no such file or directory" or "permission denied".',
  fix: 'Put the block that makes it into the contents, or correct the path. An entrypoint is an absolute path of an executable file.',
  check: ({ entrypoint, rootfs }) => {
    const program = entrypoint?.[0];
    if (program === undefined) return [];
    const file = rootfs.lookup(program);
    if (file === undefined) {
      const files = rootfs.entries.filter(({ entry }) => entry.executable !== undefined).map(({ entry }) => entry.path);
      return [{ what: `Nothing provides the entrypoint "${program}". Executable files are: ${files.join(', ') || 'none'}.` }];
    }
    const executable = file.entry.kind === EntryKind.FILE && /[1357]/.test(file.entry.mode.slice(1));
    return executable ? [] : [{ where: file.origin, what: `The entrypoint "${program}" is a ${file.entry.kind} of mode ${file.entry.mode}.` }];
  },
};
