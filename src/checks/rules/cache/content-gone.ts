import { posix } from 'node:path';
import { Severity, _findOwn } from '../../../core';
import { Add, Cmd, Copy, DockerfileNode, Entrypoint, Run } from '../../../dockerfile';
import type { ImageModel, StageModel } from '../../../plan';
import type { _Rule, RuleFinding } from '../../rule';
import { _isBelow } from '../../support/in-image';
import { _listInstructions, _listLineage } from '../../support/instructions';
import { _findMountTarget } from '../../support/mount-target';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _pathOf, _listStageRunSteps } from '../../support/run-steps';

/** Directories with results, not only with intermediate files: a copy of a parent directory includes them. */
const RESULTS = /\/(node_modules|vendor|\.?venv|target|build|dist|out|site-packages)$/;

/** Programs that read the files in their arguments, without those that create or remove them. */
const READS = /^(cp|mv|install|ln|cat|ls|stat|strip|upx|file|ldd|test|tar|zip|sha256sum|readelf|chmod|chown|setcap|rsync)$/;

/** @see https://docs.docker.com/reference/dockerfile/#run---mounttypecache */
export const cacheContentGone: _Rule = {
  id: 'cache/content-gone',
  title: 'Files that a step writes into a cache mount are used in that step',
  severity: Severity.WARNING,
  why: 'A cache is mounted only while its step runs: afterwards the stage has nothing at that path, not even the directory unless something else '
    + 'created it. A COPY of it stops with "not found"; a COPY of a parent directory leaves it out.',
  fix: 'Copy what you need out of the cache in the same step, e.g. `cp -a target/release/app /out/`, and continue from there; or keep only downloads '
    + 'in a cache (/root/.npm, not node_modules).',
  check: image => image.stages.flatMap(stage => listFindings(image, stage)),
};

/** A directory that a step filled while a cache was mounted there, with the step. */
interface Emptied {
  readonly target: string;
  readonly by: _RunStep;
}

/** One for each cache of a stage. */
function listFindings(image: ImageModel, stage: StageModel): RuleFinding[] {
  return findEmptied(stage).filter(each => !isFilledOtherwise(stage, each)).flatMap(each => [
    ...listCopies(image, stage, each),
    ...image.stages.filter(other => _listLineage(other).includes(stage)).flatMap(other => listUses(other, each)),
  ].slice(0, 1));
}

function findEmptied(stage: StageModel): Emptied[] {
  const found = new Map<string, Emptied>();
  for (const by of _listStageRunSteps(stage)) {
    for (const mount of by.run.mounts.filter(({ kind }) => kind === 'cache')) {
      const target = _findMountTarget(by.step, mount);
      if (target !== undefined && !found.has(target)) found.set(target, { target, by });
    }
  }
  return [...found.values()];
}

/** Paths in the directory that a copy, or a step without the cache, created. */
function isFilledOtherwise(stage: StageModel, { target }: Emptied): boolean {
  return _listInstructions(stage).some(step => {
    const { node, config } = step;
    if (node instanceof Copy || node instanceof Add) {
      const written = config._expand(node.destination);
      const to = written === undefined ? undefined : config._absolute(written);
      return to === undefined || _isBelow(to, target);
    }
    return node instanceof Run && (step.effects?.creates ?? []).some(({ path }) => _isBelow(path, target));
  }) || _listLineage(stage).flatMap(_listStageRunSteps).some(step => !isMounted(step, target) && writesTo(step, target));
}

/** Commands that fill directories, by the first word after them that is not an option. */
const FILLS: Record<string, RegExp> = {
  bun: /^(install|i|add)$/,
  bundle: /^install$/,
  cargo: /^(build|b|install|test|run)$/,
  composer: /^(install|update|require)$/,
  go: /^(build|mod|install)$/,
  gradle: /./,
  gradlew: /./,
  mvn: /./,
  mvnw: /./,
  npm: /^(ci|install|i|add|clean-install)$/,
  pip: /^install$/,
  pip3: /^install$/,
  pnpm: /^(install|i|add)$/,
  poetry: /^install$/,
  uv: /^(sync|pip|venv)$/,
  yarn: /^(install|add)?$/,
};

/** Whether a step fills the directory without the cache: it installs once more, or writes a path in it. */
function writesTo(step: _RunStep, target: string): boolean {
  return step.commands.some(command => {
    const { name, words } = command;
    const verb = words.slice(1).find(word => !word?.startsWith('-')) ?? '';
    if (_findOwn(FILLS, name)?.test(verb)) return true;
    const last = words.length > 1 ? _pathOf(step, command, words[words.length - 1]) : undefined;
    return /^(cp|mv|install|mkdir|tar|ln|rsync)$/.test(name) && last !== undefined && _isBelow(last, target);
  });
}

function isMounted({ run, step }: _RunStep, target: string): boolean {
  return run.mounts.some(mount => {
    const at = _findMountTarget(step, mount);
    return at !== undefined && _isBelow(target, at);
  });
}

/** `COPY --from` of the directory, or of a parent directory. */
function listCopies(image: ImageModel, { name }: StageModel, { target }: Emptied): RuleFinding[] {
  return image.stages.flatMap(({ steps }) => steps).flatMap(({ node, by }) => listSources(node, name).flatMap((source): RuleFinding[] => {
    const path = posix.resolve('/', source).replace(/\/\*$/, '');
    if (_isBelow(path, target)) return [{ by, what: `${path} is copied from the stage "${name}", which wrote it into the cache ${target}.` }];
    return path !== '/' && _isBelow(target, path) && RESULTS.test(target)
      ? [{ by, what: `${path} is copied from the stage "${name}" without ${target}, which was a cache mount there.` }]
      : [];
  }));
}

function listSources(node: DockerfileNode, stage: string): string[] {
  if (node instanceof Copy && node.copyFrom === stage) return node.sources.flatMap(({ word }) => word?._text ?? []);
  if (!(node instanceof Run)) return [];
  return node.mounts.filter(({ kind, mountFrom }) => kind === 'bind' && mountFrom === stage).flatMap(mount => mount._findField('source')?._text ?? []);
}

/** Whether a command reads a file of the directory, or is one. For JavaScript, the search path of modules is known. */
function readsFrom(step: _RunStep, command: _RunCommand, target: string): boolean {
  const { name, words } = command;
  if (/^(npm|npx|yarn|pnpm|node)$/.test(name)) return posix.basename(target) === 'node_modules' && _pathOf(step, command, 'node_modules') === target && words.length > 1;
  const isCopy = /^(cp|mv|install|ln|rsync)$/.test(name);
  const read = READS.test(name) ? words.slice(1, isCopy ? -1 : undefined) : words.slice(0, 1).filter(word => word?.includes('/'));
  return read.some(word => {
    const path = _pathOf(step, command, word);
    return path !== undefined && path !== target && _isBelow(path, target);
  });
}

/** A later step of the stage, or the program that it starts. */
function listUses(stage: StageModel, { target, by }: Emptied): RuleFinding[] {
  const behind = _listInstructions(stage).slice(_listInstructions(stage).indexOf(by.step) + 1);
  const runs = _listLineage(stage).flatMap(_listStageRunSteps).filter(({ step }) => behind.includes(step));
  const later = runs.flatMap((step): RuleFinding[] => {
    const command = isMounted(step, target) ? undefined : step.commands.find(each => readsFrom(step, each, target));
    return command === undefined ? [] : [{ by: step.step.by, what: `\`${command.sources.join(' ')}\` in the stage "${stage.name}" reads from ${target}, which was a cache mount of an earlier step.` }];
  });
  const started = behind.flatMap(({ node, by: who, config }): RuleFinding[] => {
    const program = node instanceof Cmd || node instanceof Entrypoint ? node.command.argv[0] ?? node.command.text?.replace(/^exec /, '').split(/\s/)[0] : undefined;
    const path = program?.includes('/') ? config._absolute(program) : undefined;
    return path !== undefined && _isBelow(path, target) ? [{ by: who, what: `The stage "${stage.name}" starts ${path}, which an earlier step wrote into the cache ${target}.` }] : [];
  });
  return [...later, ...started];
}
