import { Severity } from '../../../core';
import type { ImageModel, StageModel } from '../../../plan';
import type { PlacedEntry } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _fileInTheWay } from '../../support/file-in-the-way';
import { _MadeExecutable, _madeExecutable } from '../../support/made-executable';
import { _command } from '../../support/processes';
import { _unknownConfig, _unknownFiles } from '../../support/unknown';

/**
 * A WebAssembly module: it is opened by the runtime, from the root or the working directory, and nobody executes it.
 *
 * @see https://github.com/containerd/runwasi
 */
const MODULE = /\.c?wasm$/;

export const rootfsEntrypointMissing: _Rule = {
  id: 'rootfs/entrypoint-missing',
  title: 'The entrypoint is in the image and can be executed',
  severity: Severity.ERROR,
  why: 'The container would not start: "exec: no such file or directory" or "permission denied".',
  fix: 'Put the block that makes it into the contents, or correct the path. An entrypoint is the path of an executable file; one with a slash is looked for from the working directory, one without on PATH.',
  check: image => {
    const { result } = image;
    const { rootfs, config } = result;
    const [program] = config.argv;
    // Of a shell that is not there another rule speaks.
    if (program === undefined && config.cmd !== undefined) {
      return [_unknownConfig(result, { what: 'It is not known what a container starts: the base image may have an entrypoint.' })];
    }
    if (program === undefined || (config.entrypoint ?? config.cmd)?.isShell) return [];
    if (MODULE.test(program)) return ofModule(result, program);
    const { placed, isUnknown } = _command(result, program);
    if (placed === undefined && isCommandLine(program)) return [commandLine(program)];
    if (isUnknown) return [_unknownFiles(result, { what: `It is not known whether the entrypoint "${program}" is in the image.` })];
    // Of a file in the place of a directory another rule speaks.
    if (placed === undefined && _fileInTheWay(result, program) !== undefined) return [];
    if (placed === undefined) return [{ what: `Nothing provides the entrypoint "${program}". ${programs(rootfs.entries)}` }];
    return placed.entry.isExecutable ? [] : notExecutable(image, program, placed);
  },
};

/** No program has an option or an operator of the shell in its name, and none on PATH has a blank. */
function isCommandLine(program: string): boolean {
  return /\s(?:-\w|--|&&|\||;|>)/.test(program) || (/\S\s+\S/.test(program) && !program.includes('/'));
}

function commandLine(program: string): RuleFinding {
  const words = program.trim().split(/\s+/);
  return {
    what: `The entrypoint "${program}" is one item of a list, and so the name of one program.`,
    fix: /[&|;<>$'"\\]/.test(program)
      ? 'Leave it to a shell: ["/bin/sh", "-c", "…"].'
      : `Make each word an item: ${JSON.stringify(words).replace(/,/g, ', ')}.`,
  };
}

function notExecutable(image: ImageModel, program: string, { entry, by, isCertain }: PlacedEntry): RuleFinding[] {
  const made = isCertain ? _MadeExecutable.NO : _madeExecutable(image, entry.path);
  if (made === _MadeExecutable.YES) return [];
  return [made === _MadeExecutable.NO ? { by, what: `The entrypoint "${program}" is a ${entry.kind} of mode ${entry.mode}.` } : {
    by,
    what: `It is not known whether the entrypoint "${program}", a ${entry.kind} of mode ${entry.mode}, is made executable.`,
    undecided: true,
    unknown: `what commands do to ${entry.path} is not known`,
  }];
}

function ofModule({ rootfs, config }: StageModel, name: string): RuleFinding[] {
  const places = [`/${name}`, config._absolute(name)];
  const isMissing = places.every(path => path !== undefined && rootfs.lookup(path).isMissing);
  return isMissing ? [{ what: `Nothing provides the module "${name}".`, why: 'The runtime finds nothing to run.' }] : [];
}

function programs(entries: PlacedEntry[]): string {
  const files = entries.filter(({ entry }) => entry.executable !== undefined).map(({ entry }) => entry.path);
  return `Executable files are: ${files.join(', ') || 'none'}.`;
}
