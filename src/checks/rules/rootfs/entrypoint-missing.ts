import { Severity, _suggestNearest } from '../../../core';
import type { ImageModel, StageModel } from '../../../plan';
import { EntryKind, PlacedEntry } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _findFileInTheWay } from '../../support/file-in-the-way';
import { _MadeExecutable, _findMadeExecutable } from '../../support/made-executable';
import { _findCommand } from '../../support/processes';
import { _reportUnknownConfig, _reportUnknownFiles } from '../../support/unknown';

/**
 * A WebAssembly module: the runtime opens it, from the root or the working directory, instead of executing it.
 *
 * @see https://github.com/containerd/runwasi
 */
const MODULE = /\.c?wasm$/;

/** The program `""`, which is in no image. */
const EMPTY: RuleFinding = {
  what: 'The program that the container starts is an empty text.',
  why: 'Docker ignores the entrypoint [""]. Other runtimes try to execute a file without a name, and the container does not start.',
  fix: 'Name the program first, then its arguments. To start a program without the entrypoint of the base image, set the empty list: entrypoint: [].',
};

export const rootfsEntrypointMissing: _Rule = {
  id: 'rootfs/entrypoint-missing',
  title: 'The entrypoint is in the image and can be executed',
  severity: Severity.ERROR,
  why: 'The container does not start: "exec: no such file or directory" or "permission denied".',
  fix: 'Add the block that provides it to the contents, or correct the path. An entrypoint is the path of an executable file; one with a slash is '
    + 'resolved from the working directory, one without is looked up on PATH.',
  check: image => {
    const { result } = image;
    const { config } = result;
    const [program] = config.argv;
    // Another rule reports a missing shell.
    if (program === undefined && config.cmd !== undefined) {
      return [_reportUnknownConfig(result, { what: 'It is not known what a container starts: the base image may have an entrypoint.' })];
    }
    if (program === undefined || (config.entrypoint ?? config.cmd)?.isShell) return [];
    if (MODULE.test(program)) return checkModule(result, program);
    if (program === '') return [EMPTY];
    const { placed, isUnknown } = _findCommand(result, program);
    if (placed === undefined && isCommandLine(program)) return [describeCommandLine(program)];
    if (isUnknown) return [_reportUnknownFiles(result, { what: `It is not known whether the entrypoint "${program}" is in the image.` })];
    // Another rule reports a file in the place of a directory.
    if (placed === undefined && _findFileInTheWay(result, program) !== undefined) return [];
    if (placed === undefined) return [{ what: `Nothing provides the entrypoint "${program}".${describePrograms(result, program)}` }];
    return placed.entry.isExecutable ? [] : describeMode(image, program, placed);
  },
};

/** No program has an option or an operator of the shell in its name, and none on PATH has a blank. */
function isCommandLine(program: string): boolean {
  return /\s(?:-\w|--|&&|\||;|>)/.test(program) || (/\S\s+\S/.test(program) && !program.includes('/'));
}

function describeCommandLine(program: string): RuleFinding {
  const words = program.trim().split(/\s+/);
  return {
    what: `The entrypoint "${program}" is a single list item, and therefore the name of one program.`,
    fix: /[&|;<>$'"\\]/.test(program)
      ? 'Run it in a shell: ["/bin/sh", "-c", "…"].'
      : `Make each word a list item: ${JSON.stringify(words).replace(/,/g, ', ')}.`,
  };
}

function describeMode(image: ImageModel, program: string, { entry, by, isCertain }: PlacedEntry): RuleFinding[] {
  const made = isCertain ? _MadeExecutable.NO : _findMadeExecutable(image, entry.path);
  if (made === _MadeExecutable.YES) return [];
  return [made === _MadeExecutable.NO ? { by, what: `The entrypoint "${program}" is a ${entry.kind} with mode ${entry.mode}.` } : {
    by,
    what: `It is not known whether the entrypoint "${program}", a ${entry.kind} with mode ${entry.mode}, is made executable.`,
    undecided: true,
    unknown: `the effects of commands on ${entry.path} are not known`,
  }];
}

function checkModule({ rootfs, config }: StageModel, name: string): RuleFinding[] {
  const places = [`/${name}`, config._absolute(name)];
  const isMissing = places.every(path => path !== undefined && rootfs.lookup(path).isMissing);
  return isMissing ? [{ what: `Nothing provides the module "${name}".`, why: 'The runtime finds nothing to run.' }] : [];
}

/** A base has hundreds of programs, of which one may be meant. */
function describePrograms({ rootfs }: StageModel, program: string): string {
  const own = rootfs.entries.filter(({ entry }) => entry.executable !== undefined).map(({ entry }) => entry.path);
  const all = [...rootfs._listBelow('/')].filter(({ entry }) => entry.kind !== EntryKind.DIRECTORY).map(({ entry }) => entry.path);
  const nearest = _suggestNearest(program, program.includes('/') ? all : all.map(path => path.slice(path.lastIndexOf('/') + 1)));
  return rootfs._base.isListed ? nearest : ` Executable files are: ${own.join(', ') || 'none'}.`;
}
