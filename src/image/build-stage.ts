import { Construct } from 'constructs';
import { Problem, Problems, Provenance, _refuse } from '../core';
import {
  Add, Arg, Comment, Copy, CopySource, DockerfileNode, Env, Heredoc, KeyValue, Run, RunProps, Word, Workdir,
} from '../dockerfile';
import type { RootfsEntry } from '../rootfs';
import type { PackagePin } from '../versions';
import { Artifact, ArtifactProps, IArtifactSource } from './artifact';
import { BaseImage, IBuildStage } from './base-image';
import { ContainerImage } from './container-image';
import { _copyMode } from './copy-mode';
import type { FileEffects } from './file-effects';
import { _stageName } from './stage-name';

/** Which machine's programs a stage runs. */
export enum StagePlatform {
  /** Those of the machine that builds: nothing is emulated; what is compiled is cross-compiled. */
  BUILD = 'build',
  /** Those of the platform that the image is for: emulated unless both are the same. */
  TARGET = 'target',
}

/** Properties of `BuildStage`. */
export interface BuildStageProps {
  /** What the stage starts from. */
  readonly base: BaseImage;
  /** What the stage is for and what it gives, in a few words: the comment above it. */
  readonly purpose: string;
  /**
   * More lines of the comment above the stage, such as reasons for what was chosen.
   * @default - none
   */
  readonly notes?: string[];
  /**
   * Whose programs the stage runs.
   * @default - those of the stage that it continues, else StagePlatform.BUILD
   */
  readonly runsOn?: StagePlatform;
  /**
   * Why commands must run on the target platform, under emulation. Needed for `run()` where `runsOn` is TARGET.
   * @default - no command may run on the target platform
   */
  readonly emulated?: string;
}

/** Options of files that are put into a stage. */
export interface FileOptions {
  /**
   * Octal mode of four digits, given to all files.
   * @default "0644" for text; as in its source for a copy
   */
  readonly mode?: string;
  /**
   * Numeric owner, `uid:gid`.
   * @default - root
   */
  readonly owner?: string;
}

/** Options of `BuildStage.run()`. */
export interface ScriptOptions extends RunProps {
  /**
   * What the script does, as a comment above it.
   * @default - no comment
   */
  readonly comment?: string;
  /**
   * What it does to the files of the stage.
   * @default - anything
   */
  readonly effects?: FileEffects;
}

/**
 * One thing that a stage does, and who said so.
 *
 * @internal
 */
export interface _Step {
  readonly by: Provenance;
  /** What is written; undefined for what is only known. */
  readonly node?: DockerfileNode;
  /** Of a command. */
  readonly effects?: FileEffects;
  /** What is known to be there from here on. */
  readonly holds?: ArtifactProps;
  /** What is known of the file that the instruction writes. */
  readonly puts?: RootfsEntry;
}

/**
 * One stage of an image's Dockerfile. Its methods append instructions in the order they are called.
 * Blocks are made of stages, and a block of your own uses the same methods.
 */
export class BuildStage extends Construct implements IBuildStage {
  /** The image that this is a stage of. */
  public readonly image: ContainerImage;
  /** The name after `AS`. */
  public readonly name: string;
  /** What the stage starts from. */
  public readonly base: BaseImage;
  /** Whose programs the stage runs. */
  public readonly runsOn: StagePlatform;
  /** The comment above the stage. */
  public readonly purpose: string;

  private readonly _notes: string[];
  private readonly _emulated?: string;
  private readonly _steps: _Step[] = [];
  private readonly _contextPaths: string[] = [];
  private readonly _declared = new Set<string>();
  private readonly _by: Provenance;

  /** Reports `image/emulated-run` when a command would run on the target platform without a reason. */
  public constructor(scope: Construct, id: string, props: BuildStageProps) {
    super(scope, id);
    this.image = ContainerImage.of(this);
    this.name = _stageName(this.image, this);
    this.base = props.base;
    this.purpose = props.purpose;
    const continued = props.base.continues instanceof BuildStage ? props.base.continues : undefined;
    this.runsOn = props.runsOn ?? continued?.runsOn ?? StagePlatform.BUILD;
    this._notes = [
      ...(props.notes ?? []),
      ...(props.base.unpinnedReason === undefined ? [] : [`The base is not pinned: ${props.base.unpinnedReason}`]),
    ];
    this._emulated = props.emulated ?? (props.runsOn === undefined ? continued?._emulated : undefined);
    this._by = Provenance._now(this.node.path);
    this.image._addStage(this);
  }

  /** A comment directly above what follows, one line each. */
  public comment(lines: string[]): void {
    this.emit(() => new Comment(lines));
  }

  /** Runs a script: one line each, after `set -eu`, with `/bin/sh`. */
  public run(script: string[], options: ScriptOptions = {}): void {
    if (this.runsOn === StagePlatform.TARGET && this._emulated === undefined) {
      Problems.of(this).report({
        id: 'image/emulated-run',
        what: `The stage "${this.name}" runs a command on the target platform.`,
        why: 'On another machine than the target the command is emulated, about 17 times slower, and needs binfmt there.',
        fix: 'Cross-compile in a stage that runs on the build machine (runsOn: StagePlatform.BUILD), or say why not: emulated: "…".',
      });
    }
    if (options.comment !== undefined) this.comment([options.comment]);
    this.emit(() => Run.script(['set -eu', ...script, ''].join('\n'), options), { effects: options.effects });
  }

  /** Writes a text file. */
  public write(path: string, content: string, options: FileOptions = {}): void {
    this.emit(() => written(path, content, options));
  }

  /** Puts the files of an artifact below a directory of this stage. */
  public copyArtifact(source: IArtifactSource, directory: string): void {
    const { stage, root, texts, _by } = source.artifact;
    if (stage !== undefined && root !== undefined) {
      if (ContainerImage.of(stage) !== this.image) return this.refuseForeign(stage);
      if (root === '/') this.copyFiles(source.artifact, stage, directory);
      else this.copyFrom(stage, `${root}/`, directory === '/' ? '/' : `${directory}/`);
    }
    const by = _by._in(Construct.isConstruct(source) ? source.node.path : this.node.path);
    for (const { entry, content } of texts) {
      const owner = entry.owner === '0:0' ? undefined : entry.owner;
      this.emit(() => written(`${directory === '/' ? '' : directory}${entry.path}`, content, { mode: entry.mode, owner }), { puts: entry, by });
    }
  }

  /** Copies a file, or what is in a directory, from another stage of the same image. */
  public copyFrom(stage: IBuildStage, source: string, destination: string, options: FileOptions = {}): void {
    if (ContainerImage.of(stage) !== this.image) return this.refuseForeign(stage);
    this.emit(() => new Copy({
      copyFrom: stage.name,
      sources: [CopySource.path(Word.literal(source))],
      destination: Word.literal(destination),
      chmod: options.mode === undefined ? undefined : Word.literal(_copyMode(destination, options.mode)),
      chown: options.owner === undefined ? undefined : Word.literal(options.owner),
    }));
  }

  /** Copies files of the repository, by their paths from the root of the project. They are let into the build context. */
  public copyLocal(sources: string[], destination: string, options: FileOptions): void {
    for (const source of sources) this.useLocal(source);
    this.emit(() => new Copy({
      sources: sources.map(source => CopySource.path(Word.literal(source))),
      destination: Word.literal(destination),
      chmod: options.mode === undefined ? undefined : Word.literal(_copyMode(destination, options.mode)),
      chown: options.owner === undefined ? undefined : Word.literal(options.owner),
    }));
  }

  /** Lets a file or directory of the repository into the build context, for a bind mount. */
  public useLocal(path: string): void {
    Problems.of(this)._collect(() => this._contextPaths.push(localPath(path)));
  }

  /**
   * Downloads a file and checks it. `url` may hold `$NAME` of a pin or argument.
   *
   * @param checksum `sha256:…` of a file, or the full commit of a git repository
   */
  public download(url: string, checksum: string, destination: string): void {
    this.emit(() => new Add({
      sources: [CopySource.path(Word.template(url))],
      destination: Word.literal(destination),
      checksum: Word.literal(checksum),
    }));
  }

  /** Sets environment variables for what follows. */
  public env(variables: Record<string, string>): void {
    this.emit(() => new Env(Object.entries(variables).map(([name, value]) => KeyValue.of(name, value))));
  }

  /** Sets the working directory for what follows. */
  public workdir(path: string): void {
    this.emit(() => new Workdir(Word.literal(path)));
  }

  /** Declares a build argument for what follows, once; without a default it takes the value from the top of the file. */
  public arg(name: string, defaultValue?: string): void {
    if (this._declared.has(name)) return;
    this._declared.add(name);
    this.emit(() => new Arg([{ name, defaultValue: defaultValue === undefined ? undefined : Word.literal(defaultValue) }]));
  }

  /**
   * The lines of a shell `case` over the platforms of the image, for a script: what each does, and an error for every other one.
   * Declares `TARGETARCH` and `TARGETVARIANT`, so from here on every platform has layers of its own.
   *
   * @param commands by the platform's name, e.g. `{ 'linux/amd64': 'export GOARCH=amd64' }`
   */
  public platformCase(commands: Record<string, string>): string[] {
    this.arg('TARGETARCH');
    this.arg('TARGETVARIANT');
    const words = new Map<string, string[]>();
    for (const { name, targetWord } of this.image.platforms) {
      const command = commands[name];
      if (command === undefined) Problems.of(this).report(noCommand(name, Object.keys(commands)));
      else words.set(command, [...(words.get(command) ?? []), targetWord]);
    }
    return [
      'case "$TARGETARCH$TARGETVARIANT" in',
      ...[...words].map(([command, platforms]) => `  ${platforms.join(' | ')}) ${command} ;;`),
      '  *) echo "this image is not declared for $TARGETARCH$TARGETVARIANT" >&2; exit 1 ;;',
      'esac',
    ];
  }

  /** Makes the version of a pin known to what follows, as `$NAME`. Its value stands once, at the top of the Dockerfile. */
  public pin(pin: PackagePin): void {
    this.image._addPin(pin);
    this.arg(pin.name);
  }

  /** The files that this stage has built. Below their root the stage holds nothing else, unless that is `/`. */
  public artifact(props: ArtifactProps): Artifact {
    this._steps.push({ by: this._by._part(), holds: props });
    return Artifact.built(this, props);
  }

  /** Appends any instruction of the Dockerfile language. */
  public append(node: DockerfileNode): void {
    this.add(node);
  }

  /** @internal */
  public get _plan(): { by: Provenance; notes: string[]; steps: _Step[]; contextPaths: string[] } {
    return {
      by: this._by,
      notes: [...this._notes, ...(this._emulated === undefined ? [] : [`Emulated: ${this._emulated}`])],
      steps: [...this._steps],
      contextPaths: [...this._contextPaths],
    };
  }

  private emit(make: () => DockerfileNode, known: Partial<_Step> = {}): void {
    const node = Problems.of(this)._collect(make);
    if (node !== undefined) this.add(node, known);
  }

  private add(node: DockerfileNode, known: Partial<_Step> = {}): void {
    this._steps.push({ ...known, by: (known.by ?? this._by._part())._as(node), node });
  }

  /** From a stage that holds more than the artifact. */
  private copyFiles({ entries }: Artifact, stage: IBuildStage, directory: string): void {
    for (const { path, mode, owner } of entries) {
      this.copyFrom(stage, path, `${directory === '/' ? '' : directory}${path}`, { mode, owner: owner === '0:0' ? undefined : owner });
    }
  }

  private refuseForeign(stage: IBuildStage): void {
    Problems.of(this).report({
      id: 'image/foreign-artifact',
      what: `The stage "${stage.name}" belongs to the image ${ContainerImage.of(stage).node.path}, not to ${this.image.node.path}.`,
      why: 'A Dockerfile can copy only from its own stages; the build would look for an image of that name in a registry.',
      fix: 'Declare the block that makes the files below this image too.',
    });
  }
}

function written(path: string, content: string, { mode, owner }: FileOptions): Copy {
  return new Copy({
    sources: [CopySource.heredoc(Heredoc.literal(content))],
    destination: Word.literal(path),
    chmod: Word.literal(_copyMode(path, mode ?? '0644')),
    chown: owner === undefined ? undefined : Word.literal(owner),
  });
}

function noCommand(platform: string, known: string[]): Problem {
  return {
    id: 'image/platform-case',
    what: `Nothing says what is done for ${platform}.`,
    why: 'The build for that platform would stop at the case.',
    fix: `Add a command for it. There are some for: ${known.join(', ') || 'none'}.`,
  };
}

/** A path below the project's root, without `./` and a slash at the end. */
function localPath(path: string): string {
  const normal = path.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
  if (normal !== '' && !normal.startsWith('/') && !normal.split('/').includes('..')) return normal;
  return _refuse({
    id: 'image/local-path',
    what: `"${path}" is not a path below the root of the project.`,
    why: 'The build context is that directory; BuildKit sees nothing outside of it.',
    fix: 'Write the path from the root of the project, without ".." and without a slash in front.',
  });
}
