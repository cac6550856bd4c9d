import { posix } from 'node:path';
import { Severity, _suggestNearest } from '../../../core';
import { Add, Copy } from '../../../dockerfile';
import type { ImageModel, StageStep } from '../../../plan';
import { EntryKind } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _listInstructions, _listLineage } from '../../support/instructions';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _pathOf, _listStageRunSteps } from '../../support/run-steps';

export const rootfsMissingSource: _Rule = {
  id: 'rootfs/missing-source',
  title: 'Files copied from a stage exist in that stage',
  severity: Severity.ERROR,
  why: 'The build stops at the COPY: "failed to calculate checksum of ref …: not found".',
  fix: 'Correct the path, or create the file in that stage.',
  check: image => {
    const steps = image.stages.flatMap(stage => stage.steps);
    const slips = steps.flatMap(step => (step.node instanceof Copy ? findBuiltElsewhere(image, step, step.node) : []));
    return [...slips, ...image.stages.flatMap(({ _missing, _unknownSources }): RuleFinding[] => [
      ..._missing.map(({ step, stage, path }) => ({
        by: step.by,
        what: `${path} is copied from the stage "${stage}", ${describeMissing(image, stage, path)}`,
      })),
      ..._unknownSources.filter(({ step }) => !slips.some(({ by }) => by === step.by)).map(({ step, stage, path }) => ({
        by: step.by,
        undecided: true,
        unknown: `the files of the stage "${stage}" are not known`,
        what: `${path} is copied from the stage "${stage}", and it is not known whether it exists.`,
      })),
    ])];
  },
};

/** That there is no such file, or that a link leads nowhere. */
function describeMissing(image: ImageModel, stage: string, path: string): string {
  const { rootfs } = image._stage(stage)!;
  const { path: end } = rootfs._lookupSource(path);
  const near = (wanted: string) => _suggestNearest(wanted, listPaths(image, stage));
  const { kind, target } = rootfs.at(path).placed?.entry ?? {};
  if (kind === EntryKind.SYMLINK) {
    if (end === path) return `where it is a link to ${target}, which leads in a circle.`;
    return `where it is a link to ${target}, ${target === end ? 'which' : `and ${end}`} does not exist.${near(end)}`;
  }
  const hasLink = path !== end && !path.startsWith(`${end}/`);
  return hasLink ? `where a link in this path leads to ${end}, which does not exist.` : `which has no such file.${near(path)}`;
}

function listPaths(image: ImageModel, stage: string): string[] {
  return [...image._stage(stage)!.rootfs._listBelow('/')].map(({ entry }) => entry.path);
}

/** A program that a stage does not name, while it builds one of the same name at another path: a likely mistake. */
function findBuiltElsewhere(image: ImageModel, { by, config }: StageStep, node: Copy): RuleFinding[] {
  const stage = node.copyFrom === undefined ? undefined : image._stage(node.copyFrom);
  if (stage === undefined) return [];
  const steps = _listInstructions(stage);
  const runs = _listLineage(stage).flatMap(_listStageRunSteps);
  return node.sources.flatMap(({ word }): RuleFinding[] => {
    const path = word && config._expand(word);
    if (!path?.startsWith('/') || !stage.rootfs._lookupSource(path).isUnknown || runs.some(run => run.script.includes(path) || isMovedTo(run, path)) || isCopiedTo(steps, path)) return [];
    const built = runs.flatMap(listOutputs).find(each => each !== path && nameOf(each) === nameOf(path));
    return built === undefined ? [] : [{
      by,
      severity: Severity.WARNING,
      what: `${path} is copied from the stage "${stage.name}", whose commands build ${built} and do not name ${path}.`,
    }];
  });
}

/** Whether a copy of unknown files may contain it. */
function isCopiedTo(steps: readonly StageStep[], path: string): boolean {
  return steps.some(({ node, config }) => {
    if (!(node instanceof Copy || node instanceof Add)) return false;
    const written = config._expand(node.destination);
    const to = written === undefined ? undefined : config._absolute(written);
    return to === undefined || to === '/' || path === to || path.startsWith(`${to}/`);
  });
}

/** Commands that put files of any name into a directory. */
const MOVERS = new Set(['cp', 'mv', 'install', 'ln', 'rsync', 'tar', 'unzip']);

/** Whether a command may have put it into a directory that it names, or computes: `cp app /artifacts/`, `mv bin/* .`. */
function isMovedTo(step: _RunStep, path: string): boolean {
  return step.commands.filter(({ name }) => MOVERS.has(name)).some(command => command.words.slice(1).some(word => {
    if (word === undefined) return true;
    const to = _pathOf(step, command, word.replace(/^--?[a-z-]+=/, ''));
    return to !== undefined && path.startsWith(posix.join(to, '/'));
  }));
}

/** The outputs of compilers: `go build -o app`, `gcc -o app`. */
function listOutputs(step: _RunStep): string[] {
  const compilers = (/\s-o\b/.test(step.script) ? step.commands : []).filter(isCompiler);
  return compilers.flatMap(command => _pathOf(step, command, command.words[command.words.indexOf('-o') + 1]) ?? []);
}

function isCompiler({ name, words }: _RunCommand): boolean {
  return words.includes('-o') && (/^(cc|gcc|g\+\+|clang(\+\+)?|rustc)$/.test(name) || (name === 'go' && words[1] === 'build'));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
