import { Construct } from 'constructs';
import { Problem, Problems, Origin, _repositoryPath } from '../core';
import {
  Add, Arg, Cmd, Command, Comment, CopySource, DockerfileNode, Entrypoint, Env, Expose, Healthcheck, HealthcheckOptions, Instruction, KeyValue, Label,
  OnBuild, Run, RunOptions, Shell, StopSignal, User, Volume, Word, Workdir,
} from '../dockerfile';
import { EntryKind, RootfsEntry } from '../rootfs';
import type { PackagePin } from '../versions';
import { Artifact, ArtifactOptions, IArtifactSource } from './artifact';
import { BaseImage, IBuildStage } from './base-image';
import { ContainerImage } from './container-image';
import { _contextPaths } from './context-paths';
import { _copied, _copying, _linkCopied, _written } from './copies';
import { _Copied } from './copy-mode';
import type { CopyOptions, FileOptions } from './copy-options';
import type { FileEffects } from './file-effects';
import { _inImage } from './scope';
import { _reportNameless, _stageName } from './stage-name';

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
  /**
   * What the stage is for and what it gives, in a few words that go on from its name: the comment above it.
   * @default - no comment
   */
  readonly purpose?: string;
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
   * Why commands must run on the target platform, under emulation. Needed for `run()`, `runShell()`, `runExec()` and `runScript()` where
   * `runsOn` is TARGET.
   * @default - no command may run on the target platform
   */
  readonly emulated?: string;
}

/** Options of `BuildStage.run()`, `runShell()`, `runExec()` and `runScript()`. */
export interface ScriptOptions extends RunOptions {
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
  readonly by: Origin;
  /** What is written; undefined for what is only known. */
  readonly node?: DockerfileNode;
  /** Of a command. */
  readonly effects?: FileEffects;
  /** What is known to be there from here on. */
  readonly holds?: ArtifactOptions;
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
  public readonly purpose?: string;

  private readonly _notes: string[];
  private readonly _emulated?: string;
  private readonly _steps: _Step[] = [];
  private readonly _contextPaths: string[] = [];
  private readonly _declared = new Set<string>();
  private _namesAbove: string[] = [];
  private readonly _by: Origin;

  /**
   * Reports `image/emulated-run` when a command would run on the target platform without a reason, and `image/stage-name` for an id that no
   * name can be made of.
   */
  public constructor(scope: Construct, id: string, props: BuildStageProps) {
    super(_inImage(scope, id, new.target.name), id);
    this.image = ContainerImage.of(this);
    // Without a name it gets a number, so that nothing else is found because of that.
    this.name = _stageName(this.image, this) || `stage-${this.image.stages.length}`;
    _reportNameless(this.image, this);
    this.base = props.base;
    this.purpose = props.purpose;
    const continued = props.base.continues instanceof BuildStage ? props.base.continues : undefined;
    this.runsOn = props.runsOn ?? continued?.runsOn ?? StagePlatform.BUILD;
    this._notes = [
      ...(props.notes ?? []),
      ...(props.base.unpinnedReason === undefined ? [] : [`The base is not pinned: ${props.base.unpinnedReason}`]),
    ];
    this._emulated = props.emulated ?? (props.runsOn === undefined ? continued?._emulated : undefined);
    this._by = Origin._now(this.node.path);
    this.image._addStage(this);
  }

  /**
   * A comment directly above what follows, one line each.
   *
   * @param lines without the `#`
   */
  public comment(lines: string[]): void {
    this.emit(() => new Comment(lines));
  }

  /**
   * Runs a script: one line each, after `set -eu`, with the shell of the stage (`/bin/sh`). A command that fails ends the build.
   *
   * @param script lines of the script, e.g. `['apk add --no-cache git', 'git --version']`
   */
  public run(script: string[], options: ScriptOptions = {}): void {
    this.emitRun(() => Run.script(['set -eu', ...script, ''].join('\n'), options), options);
  }

  /**
   * Runs a script as it is, with the shell of the stage: the shell goes on after a command that fails, unless the script says `set -e`. With
   * `#!` in its first line it is run as a program.
   *
   * @param script lines of the script
   */
  public runScript(script: string[], options: ScriptOptions = {}): void {
    this.emitRun(() => Run.script([...script, ''].join('\n'), options), options);
  }

  /**
   * Runs one command line as it is, with the shell of the stage: the shell form of RUN. Several lines are one to the shell, joined by a
   * blank, or by nothing where a line ends with a backslash; one between two others that begins with `#` is a comment.
   *
   * @param lines lines of one command
   */
  public runShell(lines: string[], options: ScriptOptions = {}): void {
    this.emitRun(() => Run.shellLines(lines, options), options);
  }

  /**
   * Runs a program with its arguments as they are, without a shell: the exec form of RUN.
   *
   * @param argv the program and its arguments, one word each
   */
  public runExec(argv: string[], options: ScriptOptions = {}): void {
    this.emitRun(() => Run.exec(argv, options), options);
  }

  /**
   * Writes a text file.
   *
   * @param path absolute path in this stage
   * @param content the text; ends with a newline, or is empty
   */
  public write(path: string, content: string, options: FileOptions = {}): void {
    this.emit(() => _written(path, content, options));
  }

  /**
   * Puts the files of an artifact below a directory of this stage.
   *
   * @param source an artifact, or a block that makes one
   * @param directory absolute path in this stage, `/` for the paths of the image itself
   */
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
      this.emit(() => _written(`${directory === '/' ? '' : directory}${entry.path}`, content, { mode: entry.mode, owner }), { puts: entry, by });
    }
  }

  /**
   * Copies a file, or what is in a directory, from another stage of the same image. A link is followed.
   *
   * @param stage the stage that has the files
   * @param source path there; with `/` at its end, what is in the directory
   * @param destination path in this stage; with `/` at its end, a directory
   */
  public copyFrom(stage: IBuildStage, source: string, destination: string, options: CopyOptions = {}): void {
    if (ContainerImage.of(stage) !== this.image) return this.refuseForeign(stage);
    this.emit(() => _copied([source], destination, options, _Copied.TREE, stage.name));
  }

  /**
   * Copies files of the repository, and what is in its directories, by their paths from the root of the project; a name is no pattern,
   * unless `patterns` says so.
   * They are let into the build context.
   *
   * @param sources paths from the root of the project, e.g. `['go.mod', 'cmd']`
   * @param destination path in this stage; with `/` at its end, or for several sources, a directory
   */
  public copyLocal(sources: string[], destination: string, options: CopyOptions = {}): void {
    if (options.patterns !== true) for (const source of sources) this.useLocal(source);
    this.emit(() => _copied(sources, destination, options, _Copied.TREE));
  }

  /**
   * Lets a file or directory of the repository into the build context. What instructions of this stage copy, and what their bind mounts
   * show, is let in by itself.
   *
   * @param path from the root of the project, with forward slashes
   */
  public useLocal(path: string): void {
    Problems.of(this)._collect(() => this._contextPaths.push(_repositoryPath(path)));
  }

  /**
   * Adds files of the repository, downloads or git repositories. Archives of the repository are unpacked. `copyLocal()` is the better one
   * for plain files, and `download()`, which checks what comes, for all that is fetched.
   *
   * @param sources paths from the root of the project, URLs, or addresses of git repositories
   * @param destination path in the stage; with `/` at its end, or for several sources, a directory
   */
  public add(sources: string[], destination: string, options: CopyOptions = {}): void {
    this.emit(() => new Add(_copying(sources, destination, options)));
  }

  /**
   * Downloads a file and checks it. `url` may hold `$NAME` of a pin or argument.
   *
   * @param url where the file is, e.g. `https://example.com/app-$APP_VERSION.tar.gz`
   * @param checksum `sha256:…` of a file, or the full commit of a git repository
   * @param destination path in this stage; with `/` at its end, a directory
   */
  public download(url: string, checksum: string, destination: string): void {
    this.emit(() => new Add({
      sources: [CopySource.path(Word.template(url))],
      destination: Word.literal(destination),
      checksum: Word.literal(checksum),
    }));
  }

  /**
   * Sets environment variables for what follows.
   *
   * @param variables by name; a value may refer to what is set before, e.g. `{ PATH: '/opt/bin:$PATH' }`, as `KeyValue.template` says:
   * `\$` is a dollar sign
   */
  public env(variables: Record<string, string>): void {
    this.emit(() => new Env(Object.entries(variables).map(([name, value]) => KeyValue.template(name, value))));
  }

  /**
   * Sets the working directory for what follows.
   *
   * @param path absolute; it is made where it is not there
   */
  public workdir(path: string): void {
    this.emit(() => new Workdir(Word.literal(path)));
  }

  /**
   * Sets the user, and perhaps the group, that what follows runs as: a name or `uid:gid`. A container runs as the last one.
   *
   * @param user e.g. `app`, `app:staff` or `65532:65532`
   */
  public user(user: string): void {
    this.emit(() => new User(Word.literal(user)));
  }

  /**
   * Sets the shell that shell forms are run with from here on, e.g. `['/bin/bash', '-o', 'pipefail', '-c']`.
   *
   * @param argv the shell and its options, one word each; the command is the last argument
   */
  public shell(argv: string[]): void {
    this.emit(() => new Shell(argv));
  }

  /**
   * Labels the image. Labels of the whole image are a property of `ContainerImage`.
   *
   * @param labels values by key, e.g. `{ 'com.example.team': 'network' }`; a `$` is a dollar sign
   */
  public label(labels: Record<string, string>): void {
    this.emit(() => new Label(Object.entries(labels).map(([key, value]) => KeyValue.of(key, value))));
  }

  /**
   * Documents ports on which the container listens: `8080`, `53/udp`, `8000-8010`.
   *
   * @param ports ports or ranges, each with its protocol unless that is TCP
   */
  public expose(ports: string[]): void {
    this.emit(() => new Expose(ports.map(port => Word.literal(port))));
  }

  /**
   * Declares directories whose files outlive the container. What later instructions write there may be lost.
   *
   * @param paths absolute paths in the image
   */
  public volume(paths: string[]): void {
    this.emit(() => new Volume(paths.map(path => Word.literal(path))));
  }

  /**
   * Sets the program that the container starts, without a shell.
   *
   * @param argv the program and its fixed arguments, one word each, e.g. `['/usr/bin/app', '-v']`
   */
  public entrypoint(argv: string[]): void {
    this.emit(() => new Entrypoint(Command.exec(argv)));
  }

  /**
   * Sets what the container starts, by way of the shell of the stage, which gets no arguments. Lines are joined as by `runShell()`.
   *
   * @param lines lines of one command
   */
  public entrypointShell(lines: string[]): void {
    this.emit(() => new Entrypoint(Command.shellLines(lines)));
  }

  /**
   * Sets the arguments of the entrypoint, or the program where there is none, unless the container is started with others.
   *
   * @param argv one word each, e.g. `['--port', '8080']`
   */
  public cmd(argv: string[]): void {
    this.emit(() => new Cmd(Command.exec(argv)));
  }

  /**
   * The same as a line for the shell of the stage. Lines are joined as by `runShell()`.
   *
   * @param lines lines of one command
   */
  public cmdShell(lines: string[]): void {
    this.emit(() => new Cmd(Command.shellLines(lines)));
  }

  /**
   * Sets the program that tells whether the container is well: it ends with 0 where it is.
   *
   * @param argv the program and its arguments, one word each, e.g. `['/usr/bin/app', '-check']`
   */
  public healthcheck(argv: string[], options: HealthcheckOptions = {}): void {
    this.emit(() => Healthcheck.command(Command.exec(argv), options));
  }

  /**
   * The same as a line for the shell of the stage. Lines are joined as by `runShell()`.
   *
   * @param lines lines of one command
   */
  public healthcheckShell(lines: string[], options: HealthcheckOptions = {}): void {
    this.emit(() => Healthcheck.command(Command.shellLines(lines), options));
  }

  /** Takes back the health check of the base image. */
  public noHealthcheck(): void {
    this.emit(() => Healthcheck.none());
  }

  /**
   * Sets the signal that asks the program to end: a name or a number.
   *
   * @param signal e.g. `SIGINT` or `2`
   */
  public stopSignal(signal: string): void {
    this.emit(() => new StopSignal(Word.literal(signal)));
  }

  /**
   * An instruction for each build that has this image for its base.
   *
   * @param instruction any but `FROM` and `ONBUILD`
   */
  public onBuild(instruction: Instruction): void {
    this.emit(() => new OnBuild(instruction));
  }

  /**
   * Declares a build argument for what follows, once; without a default it takes the value from the top of the file.
   *
   * @param name letters, digits and `_`, e.g. `GO_VERSION`
   * @param defaultValue its value unless the build sets another
   */
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

  /**
   * Makes the version of a pin known to what follows, as `$NAME`. Its value stands once, at the top of the Dockerfile.
   *
   * @param pin usually `versions.packagePin('NAME')`
   */
  public pin(pin: PackagePin): void {
    this.image._addPin(pin);
    this.arg(pin.name);
  }

  /**
   * The files that this stage has built. Below their root the stage holds nothing else, unless that is `/`.
   * Reports `rootfs/path-twice` for two files or links at one path.
   */
  public artifact(options: ArtifactOptions): Artifact {
    this._steps.push({ by: this._by._part(), holds: options });
    return Problems.of(this)._collect(() => Artifact.built(this, options))
      ?? Artifact.built(this, { ...options, entries: uniquePaths(options.entries) });
  }

  /**
   * Adds any node of the Dockerfile language: an instruction, a comment or a blank line.
   *
   * @param node for example `new dockerfile.Comment(['…'])`
   */
  public addNode(node: DockerfileNode): void {
    this.put(node);
  }

  /**
   * Under which names the file that it comes from knows the stages above it, where they have others here.
   *
   * @internal
   */
  public _setNamesAbove(names: string[]): void {
    this._namesAbove = names;
  }

  /** @internal */
  public get _plan(): { by: Origin; notes: string[]; steps: _Step[]; contextPaths: string[]; namesAbove: string[] } {
    return {
      by: this._by,
      notes: [...this._notes, ...(this._emulated === undefined ? [] : [`Emulated: ${this._emulated}`])],
      steps: [...this._steps],
      contextPaths: [...this._contextPaths],
      namesAbove: [...this._namesAbove],
    };
  }

  private emitRun(make: () => Run, { comment, effects }: ScriptOptions): void {
    if (this.runsOn === StagePlatform.TARGET && this._emulated === undefined) {
      Problems.of(this).report({
        id: 'image/emulated-run',
        what: `The stage "${this.name}" runs a command on the target platform.`,
        why: 'On another machine than the target the command is emulated, about 17 times slower, and needs binfmt there.',
        fix: 'Cross-compile in a stage that runs on the build machine (runsOn: StagePlatform.BUILD), or say why not: emulated: "…".',
      });
    }
    if (comment !== undefined) this.comment([comment]);
    this.emit(make, { effects });
  }

  private emit(make: () => DockerfileNode, known: Partial<_Step> = {}): void {
    const node = Problems.of(this)._collect(make);
    if (node !== undefined) this.put(node, known);
  }

  private put(node: DockerfileNode, known: Partial<_Step> = {}): void {
    this._steps.push({ ...known, by: (known.by ?? this._by._part())._as(node), node });
    this._contextPaths.push(..._contextPaths(node));
  }

  /** From a stage that holds more than the artifact. */
  private copyFiles({ entries }: Artifact, stage: IBuildStage, directory: string): void {
    for (const { kind, path, mode, owner: declared } of entries) {
      const destination = `${directory === '/' ? '' : directory}${path}`;
      const owner = declared === '0:0' ? undefined : declared;
      this.emit(() => (kind === EntryKind.SYMLINK
        ? _linkCopied(stage.name, path, destination, owner)
        : _copied([path], destination, { mode, owner }, kind === EntryKind.FILE ? _Copied.FILE : _Copied.TREE, stage.name)));
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

function noCommand(platform: string, known: string[]): Problem {
  return {
    id: 'image/platform-case',
    what: `Nothing says what is done for ${platform}.`,
    why: 'The build for that platform would stop at the case.',
    fix: `Add a command for it. There are some for: ${known.join(', ') || 'none'}.`,
  };
}

function uniquePaths(entries: RootfsEntry[]): RootfsEntry[] {
  const paths = new Set<string>();
  return entries.filter(({ path }) => paths.size < paths.add(path).size);
}
