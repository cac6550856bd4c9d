import { Severity } from '../../../core';
import { StagePlatform } from '../../../image';
import type { ImageModel } from '../../../plan';
import { EntryKind, ExecutableFormat, PlacedEntry } from '../../../rootfs';
import type { _Rule, RuleFinding } from '../../rule';
import { _isOfBase } from '../../support/base-of';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _findAt, _pathOf, _listRunSteps } from '../../support/run-steps';

export const buildTargetProgramRun: _Rule = {
  id: 'build/target-program-run',
  title: 'A build does not run programs that it built for another platform',
  severity: Severity.ERROR,
  why: 'On a machine with another architecture the step stops with "exec format error"; with binfmt set up the program is emulated, about 17 times '
    + 'slower.',
  fix: 'Read the value from the sources instead, or run the program in a smoke test of the pipeline. If the program is for the build machine, '
    + 'declare that: executable: { forBuildMachine: true }.',
  check: image => _listRunSteps(image).filter(({ stage }) => stage.runsOn === StagePlatform.BUILD).flatMap(step => listFindings(image, step)),
};

function listFindings(image: ImageModel, step: _RunStep): RuleFinding[] {
  // A base for the build machine brings its own programs.
  const isForImage = (placed: PlacedEntry | undefined): placed is PlacedEntry => isForTarget(placed)
    && !image.stages.some(stage => stage.runsOn === StagePlatform.BUILD && _isOfBase(stage, placed));
  if (!mayRun(step)) return [];
  const foreign = new Map<string, PlacedEntry>();
  for (const command of step.commands) {
    const placed = findProgram(step, command);
    if (isForImage(placed)) foreign.set(placed.entry.path, placed);
  }
  const isOneArchitecture = new Set(image.allPlatforms.map(({ architecture }) => architecture)).size === 1;
  return [...foreign].map(([path, { by }]) => ({
    by: step.step.by,
    what: `The stage "${step.stage.name}" runs ${path}, which ${by.construct} built for the platform of the image.`,
    ...(isOneArchitecture ? { severity: Severity.WARNING } : {}),
  }));
}

/** Whether the script contains the name of such a program or link: a quick test before parsing. */
function mayRun({ script, before, stage, step }: _RunStep): boolean {
  // Without PATH, no program is found by its name.
  const slash = step.config.searchPath === undefined ? '/' : '';
  return [before, stage.rootfs].some(({ entries }) => entries.some(placed => {
    const { kind, path } = placed.entry;
    return (kind === EntryKind.SYMLINK || isForTarget(placed)) && script.includes(`${slash}${path.slice(path.lastIndexOf('/') + 1)}`);
  }));
}

/** By its path, or in the known directories of PATH. */
function findProgram(step: _RunStep, command: _RunCommand): PlacedEntry | undefined {
  const [program] = command.words;
  if (program === undefined) return undefined;
  const path = program.includes('/') ? _pathOf(step, command, program) : undefined;
  if (path !== undefined) return _findAt(step, path).placed;
  const { searchPath } = step.step.config;
  return program.includes('/') || searchPath === undefined ? undefined : step.before.command(program, searchPath).placed;
}

function isForTarget(placed: PlacedEntry | undefined): placed is PlacedEntry {
  const executable = placed?.entry.executable;
  return executable?.format === ExecutableFormat.ELF && !executable.forBuildMachine;
}
