import { NO_BASES, SHELL } from './bases';
import { Given, Item, Program, Shell, Stage, Step } from './program';
import { Platform } from '../../src/core';
import { Add, Copy, CopySource, Env, Heredoc, KeyValue, User, Word, Workdir } from '../../src/dockerfile';
import { BaseImage, BuildStage, ContainerImage } from '../../src/image';
import { ImageModel, StageBase, StageModel, _resolveImage } from '../../src/plan';
import { _FollowedStage, _simulateStage } from '../../src/plan/model/simulate-stage';
import { _printDockerfile } from '../../src/render';
import { RootfsEntry } from '../../src/rootfs';
import { detachedRoot } from '../../test/support/root';

/** Where scripts work: the rest of an image with a shell is big. */
export const WORKPLACE = '/w';

/** A program in the words of the library. */
export interface Declared {
  readonly dockerfile: string;
  readonly model: ImageModel;
}

/**
 * Says a program with the library. Steps that it refuses are left out.
 *
 * @param prefix of its stages, its images and its folder in the build context
 * @param bases that its stages may start from
 */
export function declare({ tree, stages }: Program, prefix = '', { library } = NO_BASES): Declared {
  const image = new ContainerImage(detachedRoot(), 'Image', { platforms: [Platform.LINUX_AMD64] });
  const grown = new BuildStage(image, `${prefix}Tree`, { base: BaseImage.scratch(), purpose: 'the tree' });
  grown.addNode(new Add({ sources: [CopySource.path(Word.literal(`${prefix}/tree.tar`))], destination: Word.literal('/') }));
  grown.artifact({ root: '/t', entries: tree.map(entryOf) });
  const before: BuildStage[] = [grown];
  const models = new Map<string, StageModel>([[grown.name, _simulateStage(followed(grown), image.platforms, new Map())]]);
  for (const [index, stage] of stages.entries()) {
    const next = new BuildStage(image, `${prefix}Stage${index}`, { base: baseOf(stage, before, prefix), purpose: 'a stage' });
    if (stage.base === 'tree') next.addNode(copyOf(['/t'], '/', grown.name));
    for (const step of stage.steps) attempt(() => say(next, step, before, stage, { models, prefix }));
    models.set(next.name, _simulateStage(followed(next), image.platforms, models, undefined, { library, modelsOf: () => [] }));
    before.push(next);
  }
  image.defineRuntime(before.at(-1)!);
  const plan = _resolveImage(image, undefined, library);
  const dockerfile = _printDockerfile(plan, 'generated').replace(/^#.*\n|^ARG .*\n|^LABEL (.*\\\n)*.*\n|^\n/gm, '');
  return { dockerfile, model: plan.observed[0] };
}

function followed(stage: BuildStage): _FollowedStage {
  const { by, steps } = stage._declared;
  return { name: stage.name, by, base: StageBase._of(stage.base), runsOn: stage.runsOn, steps };
}

/** What is in a file of the tree, so that it is known again. */
export function contentOf({ path }: { readonly path: string }): string {
  return `${path}\n`;
}

function entryOf({ kind, path, mode, owner, target }: Item): RootfsEntry {
  if (kind === 'link') return RootfsEntry.symlink(path, target);
  return kind === 'file' ? RootfsEntry.file(path, { mode, owner, text: contentOf({ path }) }) : RootfsEntry.directory(path, { mode, owner });
}

function baseOf({ base }: Stage, before: readonly BuildStage[], prefix: string): BaseImage {
  if (typeof base === 'number') {
    // One with a shell is big, so it is only copied from, and only from below its workplace.
    const below = before[base % before.length];
    return below.base.reference === 'shell' ? BaseImage.scratch() : BaseImage.stage(below);
  }
  if (typeof base === 'object') return BaseImage.registry(base.reference);
  if (base === 'unknown') return BaseImage.unpinned(`${prefix.toLowerCase()}unknown`, 'it stands for another one');
  if (base === 'shell') return BaseImage.unpinned(base, 'it stands for another one');
  return BaseImage.scratch();
}

function attempt(does: () => void): void {
  try { does(); } catch (error) { if (!/^dockerfile\//.test((error as Error).message)) throw error; }
}

interface Known { readonly models: ReadonlyMap<string, StageModel>; readonly prefix: string }

function say(stage: BuildStage, step: Step, before: readonly BuildStage[], { base }: Stage, { models, prefix }: Known): void {
  switch (step.does) {
    case 'copy': {
      const from = before[step.from % before.length];
      const root = from === before[0] ? '/t' : from.base.reference === 'shell' ? WORKPLACE : '';
      const known = models.get(from.name)!.rootfs.entries.map(({ entry }) => entry.path).filter(path => path.startsWith(`${root}/`) && path !== '/');
      const sources = step.sources.map(source => (typeof source === 'string'
        ? `${root}${root === '' || source.startsWith('/') ? '' : '/'}${source}`
        : known[source % known.length] ?? (root || '/')));
      return stage.addNode(copyOf(sources, step.to, from.name, step.given));
    }
    case 'text': return stage.addNode(new Copy({
      sources: step.names.map(name => CopySource.heredoc(Heredoc.literal(contentOf({ path: name }), name))),
      destination: Word.template(base === 'shell' && step.to.startsWith('/') ? `${WORKPLACE}${step.to}` : step.to),
      ...flags(step.given),
    }));
    case 'accounts': return stage.addNode(new Copy({
      sources: [CopySource.heredoc(Heredoc.literal(step.lines.map(line => `${line}\n`).join(''), 'passwd'))], destination: Word.literal(step.file),
    }));
    case 'workdir': return stage.addNode(new Workdir(Word.literal(step.path), { mayBeRelative: true }));
    case 'user': return stage.addNode(new User(Word.literal(step.user)));
    case 'env': return stage.addNode(new Env([KeyValue.of('HERE', step.path)]));
    case 'arrive': return stage.addNode(new Copy({ sources: [CopySource.path(Word.literal(`${prefix}/secret`))], destination: Word.literal(step.to), ...flags(step.given) }));
    case 'change': return stage.runExec([SHELL, 'sh', '-c', changeOf(step)], { effects: { changes: [step.path] } });
    case 'run': {
      const creates = step.isSaid ? step.script.flatMap(made) : undefined;
      // A script that is said to make things makes only those, at new places.
      const script = step.isSaid ? step.script.filter(each => made(each).length > 0) : step.script;
      return stage.run([`mkdir -p ${WORKPLACE}`, `cd ${WORKPLACE}`, ...script.map(commandOf)], {
        effects: creates && { creates: [RootfsEntry.directory(WORKPLACE), ...creates] },
      });
    }
  }
}

function copyOf(sources: readonly string[], to: string, from: string, given?: Given): Copy {
  const paths = sources.map(source => CopySource.path(Word.literal(source)));
  return new Copy({ sources: paths, destination: Word.template(to), copyFrom: from, ...given && flags(given) });
}

function flags({ chmod, chown, link, exclude }: Given): { chmod?: Word; chown?: Word; link: boolean; exclude?: string[] } {
  return {
    chmod: chmod === undefined ? undefined : Word.literal(chmod),
    chown: chown === undefined ? undefined : Word.literal(chown),
    link,
    exclude: exclude && [...exclude],
  };
}

/** Scripts may fail in their commands, which is no news; what is said to be made is made below a name of its own. */
function commandOf({ command, path, target }: Shell): string {
  const at = `.${path}`;
  const parent = at.slice(0, at.lastIndexOf('/'));
  switch (command) {
    case 'file': return `(mkdir -p ${parent} && printf '%s\\n' ${path} > ${at}) 2>/dev/null || true`;
    case 'directory': return `mkdir -p ${at} 2>/dev/null || true`;
    case 'link': return `(mkdir -p ${parent} && ln -s ${target} ${at}) 2>/dev/null || true`;
    case 'remove': return `rm -rf ${at}`;
    case 'chmod': return `chmod 0711 ${at} 2>/dev/null || true`;
  }
}

/** Where a link leads, something else changes. */
function changeOf({ command, path, target }: Shell): string {
  const applet = (words: string) => `${SHELL} ${words} 2>/dev/null`;
  switch (command) {
    case 'file': return `${applet(`rm -rf ${path}`)}; ${applet(`touch ${path}`)} || true`;
    case 'directory': return `${applet(`rm -rf ${path}`)}; ${applet(`mkdir ${path}`)} || true`;
    case 'link': return `${applet(`rm -rf ${path}`)}; ${applet(`ln -s ${target} ${path}`)} || true`;
    case 'remove': return `${applet(`rm -rf ${path}`)} || true`;
    case 'chmod': return `[ -L ${path} ] || ${applet(`chmod 0711 ${path}`)} || true`;
  }
}

function made({ command, path }: Shell): RootfsEntry[] {
  if (command === 'directory') return [RootfsEntry.directory(`${WORKPLACE}${path}`)];
  return [];
}
