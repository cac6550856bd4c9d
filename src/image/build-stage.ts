import { Construct } from 'constructs';
import { Problems, Origin, _checkRepositoryPath } from '../core';
import {
  Add, Arg, Cmd, Command, Comment, CopySource, DockerfileNode, Entrypoint, Env, Expose, Healthcheck, HealthcheckOptions, Instruction, KeyValue, Label,
  OnBuild, Run, RunOptions, Shell, StopSignal, User, Volume, Word, Workdir,
} from '../dockerfile';
import { RootfsEntry, _checkAbsolutePath, _isAbsolutePath } from '../rootfs';
import type { PackagePin } from '../versions';
import { Artifact, ArtifactOptions, IArtifactSource, _ArtifactCopy, _dropDuplicatePaths } from './artifact';
import { createArtifactTextCopy, listEntryCopies } from './artifact-copies';
import type { IBuildStage, BaseImage } from './base-image';
import type { BuildStageProps } from './build-stage-props';
import { ContainerImage } from './container-image';
import { _findContextPaths } from './context-paths';
import { _createCopy, _resolveCopyOptions, _createTextCopy } from './copies';
import { _Copied } from './copy-mode';
import type { CopyOptions, FileOptions } from './copy-options';
import type { _DeclaredStage, _Step } from './declared-stage';
import { _checkDeclarable } from './examined';
import { describeForeignArtifact } from './foreign-stage';
import { printPlatformCase } from './platform-case';
import { _checkImageScope } from './scope';
import { _listScriptMounts } from './script-mounts';
import type { ScriptOptions } from './script-options';
import { _reportNameless, _toStageName } from './stage-name';
import { StagePlatform } from './stage-platform';
import type { ISystemPackages } from './system-packages';

/**
 * One stage of an image's Dockerfile. Its methods append instructions in the order they are called.
 * Blocks are made of stages, and a block of your own uses the same methods.
 */
export class BuildStage extends Construct implements IBuildStage {
  /** The image that this is a stage of. */
  public readonly image: ContainerImage;
  /** The name after `AS`. */
  public readonly name: string;
  /** The base of the stage. */
  public readonly base: BaseImage;
  /** The machine whose programs the stage runs. */
  public readonly runsOn: StagePlatform;
  /** The comment above the stage. */
  public readonly purpose?: string;

  private readonly _notes: string[];
  private readonly _emulated?: string;
  private readonly _steps: _Step[] = [];
  private readonly _contextPaths: string[] = [];
  private readonly _declaredArgs = new Set<string>();
  private _namesAbove: string[] = [];
  private readonly _by: Origin;

  /**
   * Reports `image/emulated-run` when a command would run on the target platform without a reason, and `image/stage-name` for an id that
   * yields no name.
   */
  public constructor(scope: Construct, id: string, props: BuildStageProps) {
    super(_checkImageScope(scope, id, new.target.name), id);
    this.image = ContainerImage.of(this);
    // Without a name it gets a number, so that the missing name causes no further problems.
    this.name = _toStageName(this.image, this) || `stage-${this.image.stages.length}`;
    _reportNameless(this.image, this);
    this.base = props.base;
    this.purpose = props.purpose;
    const continued = props.base.continues instanceof BuildStage ? props.base.continues : undefined;
    this.runsOn = props.runsOn ?? (props.emulated === undefined ? continued?.runsOn ?? StagePlatform.BUILD : StagePlatform.TARGET);
    this._notes = [
      ...(props.notes ?? []),
      ...(props.base.unpinnedReason === undefined ? [] : [`The base is not pinned: ${props.base.unpinnedReason}`]),
    ];
    this._emulated = props.emulated ?? (props.runsOn === undefined ? continued?._emulated : undefined);
    this._by = Origin._now(this.node.path);
    this.image._addStage(this);
  }

  /**
   * Adds a comment directly above the next instruction, one line each.
   *
   * @param lines without the `#`
   */
  public comment(lines: string[]): void {
    this.addMade(() => new Comment(lines));
  }

  /**
   * Runs a script, one line each, after `set -eu`, with the shell of the stage (`/bin/sh`). A command that fails stops the build.
   *
   * @param script lines of the script, e.g. `['apk add --no-cache git', 'git --version']`
   */
  public run(script: string[], options: ScriptOptions = {}): void {
    this.addRun(run => Run.script(['set -eu', ...script, ''].join('\n'), run), options);
  }

  /**
   * Runs a script unchanged, with the shell of the stage: the shell continues after a command that fails, unless the script has `set -e`. With
   * `#!` in its first line it runs as a program.
   *
   * @param script lines of the script
   */
  public runScript(script: string[], options: ScriptOptions = {}): void {
    this.addRun(run => Run.script([...script, ''].join('\n'), run), options);
  }

  /**
   * Runs one command line unchanged, with the shell of the stage: the shell form of RUN. The shell joins several lines with a space, or
   * with nothing after a backslash; a line between two others that begins with `#` is a comment.
   *
   * @param lines lines of one command
   */
  public runShell(lines: string[], options: ScriptOptions = {}): void {
    this.addRun(run => Run.shellLines(lines, run), options);
  }

  /**
   * Runs a program with its arguments unchanged, without a shell: the exec form of RUN.
   *
   * @param argv the program and its arguments, one word each
   */
  public runExec(argv: string[], options: ScriptOptions = {}): void {
    this.addRun(run => Run.exec(argv, run), options);
  }

  /**
   * Installs packages of the distribution.
   *
   * @param packages e.g. `AptPackages.of(['curl'])`
   */
  public install(packages: ISystemPackages): void {
    this.run(packages.script, packages.options);
  }

  /**
   * Writes a text file.
   *
   * @param path absolute path in this stage
   * @param content the text, which ends with a newline or is empty
   */
  public write(path: string, content: string, options: FileOptions = {}): void {
    this.addMade(() => _createTextCopy(path, content, options));
  }

  /**
   * Puts the files of an artifact below a directory of this stage.
   *
   * @param source an artifact, or a block that makes one
   * @param directory absolute path in this stage, `/` for the paths of the image itself
   */
  public copyArtifact(source: IArtifactSource, directory: string): void {
    const { stage, root, texts, _by, _copy } = source.artifact;
    if (stage !== undefined && !this.isOwn(stage)) return;
    if (_copy !== undefined) this.copyUnlisted(_copy, directory, stage);
    if (stage !== undefined && root !== undefined) {
      if (root === '/') listEntryCopies(source.artifact, stage, directory).forEach(({ make, known }) => this.addMade(make, known));
      else this.copyFrom(stage, `${root}/`, directory === '/' ? '/' : `${directory}/`);
    }
    const by = _by._in(Construct.isConstruct(source) ? source.node.path : this.node.path);
    for (const text of texts) this.addMade(() => createArtifactTextCopy(text, directory), { puts: text.entry, by });
  }

  /**
   * Copies a file or the contents of a directory from another stage of the same image. A link is followed.
   *
   * @param stage the stage that has the files
   * @param source path in that stage; with a trailing `/`, the contents of the directory
   * @param destination path in this stage; with a trailing `/`, a directory
   */
  public copyFrom(stage: IBuildStage, source: string, destination: string, options: CopyOptions = {}): void {
    this.addCopyFrom(stage, source, destination, options);
  }

  /**
   * Copies files of the repository, and the contents of its directories, by their paths from the root of the project. Names are literal
   * unless `patterns` is set.
   * The sources are included in the build context.
   *
   * @param sources paths from the root of the project, e.g. `['go.mod', 'cmd']`
   * @param destination path in this stage; with a trailing `/`, or for several sources, a directory
   */
  public copyLocal(sources: string[], destination: string, options: CopyOptions = {}): void {
    if (options.patterns !== true) for (const source of sources) this.useLocal(source);
    this.addMade(() => _createCopy(sources, destination, options, _Copied.TREE));
  }

  /**
   * Includes a file or directory of the repository in the build context. Files that instructions of this stage copy or mount are included
   * automatically.
   *
   * @param path from the root of the project, with forward slashes
   */
  public useLocal(path: string): void {
    _checkDeclarable(this, `A path of the build context ("${path}")`);
    Problems.of(this)._collect(() => this._contextPaths.push(_checkRepositoryPath(path)));
  }

  /**
   * Adds files of the repository, downloads or git repositories. Archives of the repository are unpacked. Prefer `copyLocal()` for plain
   * files, and `download()`, which verifies a checksum, for downloads.
   *
   * @param sources paths from the root of the project, URLs, or addresses of git repositories
   * @param destination path in the stage; with a trailing `/`, or for several sources, a directory
   */
  public add(sources: string[], destination: string, options: CopyOptions = {}): void {
    this.addMade(() => new Add(_resolveCopyOptions(sources, destination, options)));
  }

  /**
   * Downloads a file and verifies its checksum. `url` may contain `$NAME` of a pin or argument.
   *
   * @param url URL of the file, e.g. `https://example.com/app-$APP_VERSION.tar.gz`
   * @param checksum `sha256:…` of a file, or the full commit of a git repository
   * @param destination path in this stage; with a trailing `/`, a directory
   */
  public download(url: string, checksum: string, destination: string): void {
    this.addMade(() => new Add({
      sources: [CopySource.path(Word.template(url))],
      destination: Word.literal(destination),
      checksum: Word.literal(checksum),
    }));
  }

  /**
   * Sets environment variables for the following instructions.
   *
   * @param variables values by name; a value may refer to variables that are set before, e.g. `{ PATH: '/opt/bin:$PATH' }`, as in
   * `KeyValue.template`: `\$` is a dollar sign
   */
  public env(variables: Record<string, string>): void {
    this.addMade(() => new Env(Object.entries(variables).map(([name, value]) => KeyValue.template(name, value))));
  }

  /**
   * Sets the working directory for the following instructions.
   *
   * @param path absolute path; the directory is created if it does not exist
   */
  public workdir(path: string): void {
    this.addMade(() => new Workdir(Word.literal(path)));
  }

  /**
   * Sets the user, and optionally the group, of the following instructions: a name or `uid:gid`. A container runs as the last one.
   *
   * @param user e.g. `app`, `app:staff` or `65532:65532`
   */
  public user(user: string): void {
    this.addMade(() => new User(Word.literal(user)));
  }

  /**
   * Sets the shell for the following shell forms, e.g. `['/bin/bash', '-o', 'pipefail', '-c']`.
   *
   * @param argv the shell and its options, one word each; the command is the last argument
   */
  public shell(argv: string[]): void {
    this.addMade(() => new Shell(argv));
  }

  /**
   * Labels the image. Labels of the whole image are a property of `ContainerImage`.
   *
   * @param labels values by key, e.g. `{ 'com.example.team': 'network' }`; a `$` is literal
   */
  public label(labels: Record<string, string>): void {
    this.addMade(() => new Label(Object.entries(labels).map(([key, value]) => KeyValue.of(key, value))));
  }

  /**
   * Documents ports on which the container listens: `8080`, `53/udp`, `8000-8010`.
   *
   * @param ports ports or ranges, each with its protocol unless it is TCP
   */
  public expose(ports: string[]): void {
    this.addMade(() => new Expose(ports.map(port => Word.literal(port))));
  }

  /**
   * Declares directories whose files outlive the container. Files that later instructions write there may be lost.
   *
   * @param paths absolute paths in the image
   */
  public volume(paths: string[]): void {
    this.addMade(() => new Volume(paths.map(path => Word.literal(path))));
  }

  /**
   * Sets the program that the container starts, without a shell.
   *
   * @param argv the program and its fixed arguments, one word each, e.g. `['/usr/bin/app', '-v']`
   */
  public entrypoint(argv: string[]): void {
    this.addMade(() => new Entrypoint(Command.exec(argv)));
  }

  /**
   * Sets a command line that the shell of the stage runs when the container starts, without arguments. Lines are joined as by `runShell()`.
   *
   * @param lines lines of one command
   */
  public entrypointShell(lines: string[]): void {
    this.addMade(() => new Entrypoint(Command.shellLines(lines)));
  }

  /**
   * Sets the default arguments of the entrypoint, or the default program if there is no entrypoint.
   *
   * @param argv one word each, e.g. `['--port', '8080']`
   */
  public cmd(argv: string[]): void {
    this.addMade(() => new Cmd(Command.exec(argv)));
  }

  /**
   * The shell form of the same instruction. Lines are joined as by `runShell()`.
   *
   * @param lines lines of one command
   */
  public cmdShell(lines: string[]): void {
    this.addMade(() => new Cmd(Command.shellLines(lines)));
  }

  /**
   * Sets the program that checks the health of the container: it exits with 0 if the container is healthy.
   *
   * @param argv the program and its arguments, one word each, e.g. `['/usr/bin/app', '-check']`
   */
  public healthcheck(argv: string[], options: HealthcheckOptions = {}): void {
    this.addMade(() => Healthcheck.command(Command.exec(argv), options));
  }

  /**
   * The shell form of the same instruction. Lines are joined as by `runShell()`.
   *
   * @param lines lines of one command
   */
  public healthcheckShell(lines: string[], options: HealthcheckOptions = {}): void {
    this.addMade(() => Healthcheck.command(Command.shellLines(lines), options));
  }

  /** Disables the health check of the base image. */
  public noHealthcheck(): void {
    this.addMade(() => Healthcheck.none());
  }

  /**
   * Sets the signal that asks the program to stop: a name or a number.
   *
   * @param signal e.g. `SIGINT` or `2`
   */
  public stopSignal(signal: string): void {
    this.addMade(() => new StopSignal(Word.literal(signal)));
  }

  /**
   * Adds an instruction that runs in each build with this image as its base.
   *
   * @param instruction any but `FROM` and `ONBUILD`
   */
  public onBuild(instruction: Instruction): void {
    this.addMade(() => new OnBuild(instruction));
  }

  /**
   * Declares a build argument for the following instructions, once; without a default it takes the value from the top of the file.
   *
   * @param name letters, digits and `_`, e.g. `GO_VERSION`
   * @param defaultValue its value unless the build sets one
   */
  public arg(name: string, defaultValue?: string): void {
    if (this._declaredArgs.has(name)) return;
    this._declaredArgs.add(name);
    this.addMade(() => new Arg([{ name, defaultValue: defaultValue === undefined ? undefined : Word.literal(defaultValue) }]));
  }

  /**
   * Returns the lines of a shell `case` over the platforms of the image: a command for each, and an error for any other platform.
   * Declares `TARGETARCH` and `TARGETVARIANT`, so every platform has its own layers from here on.
   *
   * @param commands commands by platform name, e.g. `{ 'linux/amd64': 'export GOARCH=amd64' }`
   */
  public platformCase(commands: Record<string, string>): string[] {
    this.arg('TARGETARCH');
    this.arg('TARGETVARIANT');
    return printPlatformCase(this.image.platforms, commands, problem => Problems.of(this).report(problem));
  }

  /**
   * Makes the version of a pin available to the following instructions as `$NAME`. Its value appears once, at the top of the Dockerfile.
   *
   * @param pin usually `versions.packagePin('NAME')`
   */
  public pin(pin: PackagePin): void {
    this.image._addPin(pin);
    this.arg(pin.name);
  }

  /**
   * Declares the files that this stage builds. Their root contains nothing else, unless it is `/`.
   * Reports `rootfs/path-twice` for two files or links at one path.
   */
  public artifact(options: ArtifactOptions): Artifact {
    _checkDeclarable(this, `An artifact of the stage "${this.name}"`);
    this._steps.push({ by: this._by._part(), holds: options });
    return Problems.of(this)._collect(() => Artifact.built(this, options))
      ?? Artifact.built(this, { ...options, entries: _dropDuplicatePaths(options.entries) });
  }

  /**
   * Adds any node of the Dockerfile language: an instruction, a comment or a blank line.
   *
   * @param node for example `new dockerfile.Comment(['…'])`
   */
  public addNode(node: DockerfileNode): void {
    this.addStep(node);
  }

  /**
   * The names of the stages above it in the existing Dockerfile that it comes from, since they may differ here.
   *
   * @internal
   */
  public _setNamesAbove(names: string[]): void {
    this._namesAbove = names;
  }

  /** @internal */
  public get _declared(): _DeclaredStage {
    return {
      by: this._by,
      notes: [...this._notes, ...(this._emulated === undefined ? [] : [`Emulated: ${this._emulated}`])],
      steps: [...this._steps],
      contextPaths: [...this._contextPaths],
      namesAbove: [...this._namesAbove],
    };
  }

  private copyUnlisted({ sources, destination, options }: _ArtifactCopy, directory: string, stage: IBuildStage | undefined): void {
    const place = directory === '/' ? destination : `${directory}${destination}`;
    if (stage === undefined) { this.copyLocal(sources, place, options); return; }
    const known = destination.endsWith('/') ? {} : { puts: RootfsEntry.file(destination) };
    for (const source of sources) this.addCopyFrom(stage, source, place, options, known);
  }

  private addCopyFrom(stage: IBuildStage, source: string, destination: string, options: CopyOptions, known: Partial<_Step> = {}): void {
    if (this.isOwn(stage)) this.addMade(() => _createCopy([source], destination, options, _Copied.TREE, stage.name), known);
  }

  private addRun(make: (options: RunOptions) => Run, options: ScriptOptions): void {
    const { comment, effects } = options;
    if (this.runsOn === StagePlatform.TARGET && this._emulated === undefined) {
      Problems.of(this).report({
        id: 'image/emulated-run',
        what: `The stage "${this.name}" runs a command on the target platform.`,
        why: 'On a machine with another platform, the command is emulated: about 17 times slower, and only with binfmt.',
        fix: 'Cross-compile in a stage that runs on the build machine (runsOn: StagePlatform.BUILD), or give the reason: emulated: "…".',
      });
    }
    if (comment !== undefined) this.comment([comment]);
    for (const path of [...effects?.adds ?? [], ...effects?.programs ?? []]) Problems.of(this)._collect(() => _checkAbsolutePath(path));
    const known = effects && { ...effects, programs: effects.programs?.filter(_isAbsolutePath) };
    this.addMade(() => make({ ...options, mounts: _listScriptMounts(options) }), { effects: known });
  }

  private addMade(make: () => DockerfileNode, known: Partial<_Step> = {}): void {
    const node = Problems.of(this)._collect(make);
    if (node !== undefined) this.addStep(node, known);
  }

  private addStep(node: DockerfileNode, known: Partial<_Step> = {}): void {
    _checkDeclarable(this, `A step of the stage "${this.name}"`);
    this._steps.push({ ...known, by: (known.by ?? this._by._part())._as(node), node });
    this._contextPaths.push(..._findContextPaths(node));
  }

  /** Whether a stage is one of this image; reports one that is not. */
  private isOwn(stage: IBuildStage): boolean {
    const owner = ContainerImage.of(stage);
    if (owner === this.image) return true;
    Problems.of(this).report(describeForeignArtifact(stage, owner, this.image));
    return false;
  }
}
