import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import type { PlacedEntry } from '../../rootfs';
import { exampleBuild, exampleProgram } from '../examples';
import type { _Rule } from '../rule';

export const entrypointMissing: _Rule = {
  id: 'rootfs/entrypoint-missing',
  title: 'The entrypoint is in the image and can be executed',
  severity: Severity.ERROR,
  why: 'The container would not start: "exec: no such file or directory" or "permission denied".',
  fix: 'Put the block that makes it into the contents, or correct the path. An entrypoint is the absolute path of an executable file.',
  check: ({ result: { rootfs, config } }) => {
    const [program] = config.argv;
    // Of a shell that is not there another rule speaks.
    if (program === undefined || (config.entrypoint ?? config.cmd)?.isShell) return [];
    const { placed, isMissing } = rootfs.command(program, config.searchPath ?? '/');
    if (placed === undefined) return isMissing ? [{ what: `Nothing provides the entrypoint "${program}". ${programs(rootfs.entries)}` }] : [];
    const { entry, by } = placed;
    return entry.isExecutable ? [] : [{ by, what: `The entrypoint "${program}" is a ${entry.kind} of mode ${entry.mode}.` }];
  },
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')])],
    entrypoint: ['/bin/ap'],
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')])],
    entrypoint: ['/bin/app'],
  }),
};

function programs(entries: PlacedEntry[]): string {
  const files = entries.filter(({ entry }) => entry.executable !== undefined).map(({ entry }) => entry.path);
  return `Executable files are: ${files.join(', ') || 'none'}.`;
}
