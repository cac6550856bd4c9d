import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import type { PlacedEntry } from '../../rootfs';
import { exampleBuild, exampleProgram } from '../examples';
import { _fileInTheWay } from '../file-in-the-way';
import { _command } from '../processes';
import type { _Rule } from '../rule';
import { _unknownConfig, _unknownFiles } from '../unknown';

export const entrypointMissing: _Rule = {
  id: 'rootfs/entrypoint-missing',
  title: 'The entrypoint is in the image and can be executed',
  severity: Severity.ERROR,
  why: 'The container would not start: "exec: no such file or directory" or "permission denied".',
  fix: 'Put the block that makes it into the contents, or correct the path. An entrypoint is an executable file: by its path, or by its name in a directory of PATH.',
  check: ({ result }) => {
    const { rootfs, config } = result;
    const [program] = config.argv;
    // Of a shell that is not there another rule speaks.
    if (program === undefined && !config.isComplete) {
      return [_unknownConfig(result, { what: 'It is not known what a container starts: the base image may have an entrypoint.' })];
    }
    if (program === undefined || (config.entrypoint ?? config.cmd)?.isShell) return [];
    const { placed, isUnknown } = _command(result, program);
    if (isUnknown) return [_unknownFiles(result, { what: `It is not known whether the entrypoint "${program}" is in the image.` })];
    // Of a file in the place of a directory another rule speaks.
    if (placed === undefined && _fileInTheWay(result, program) !== undefined) return [];
    if (placed === undefined) return [{ what: `Nothing provides the entrypoint "${program}". ${programs(rootfs.entries)}` }];
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
