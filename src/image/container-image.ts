import { Construct, IConstruct } from 'constructs';
import { Problems, Origin, _refuse, _checkWrittenPath, Platform } from '../core';
import { Arg, ArgDeclaration, Comment, DockerfileNode } from '../dockerfile';
import type { PackagePin } from '../versions';
import type { IBuildStage } from './base-image';
import type { TargetOptions, _Target } from './build-target';
import type { ContainerImageProps } from './container-image-props';
import type { _DeclaredImage } from './declared-image';
import { _findDefaultFrontend } from './default-frontend';
import { _DEFAULT_IGNORE, _checkIgnore, _addDefaultPatterns } from './default-ignore';
import { _checkDeclarable } from './examined';
import type { _ExistingSettings } from './existing-settings';
import { describeForeignStage } from './foreign-stage';
import { GlobalArgs } from './global-args';
import { _findImageIdProblem } from './image-name';
import { ExcludedPlatform, PlatformDevices, _findPlatformProblems } from './image-platforms';
import { ImageStages } from './image-stages';
import { BaseContexts } from './inputs/base-contexts';
import { _DeclaredInputs, _declareInputs } from './inputs/declared-inputs';
import type { IContainerImage } from './inputs/named-context';
import { _listLabelNodes } from './label-nodes';
import { _collectOciLabels } from './oci-labels';
import { _register } from './registered';
import { _IMAGE, _checkProjectScope } from './scope';
import type { SizeBudget } from './size-budget';
import { _findTagProblem } from './stage-name';
import { TargetProfile } from './target-profile';

/**
 * One container image: a graph of stages, the last of which is the result.
 * Synthesis writes its Dockerfile, `.dockerignore` and a target in `docker-bake.json`.
 *
 * Reports `image/id`, `image/directory`, `image/no-platform`, `image/duplicate-platform`, `image/no-runtime`, `image/two-runtimes`,
 * `image/duplicate-stage`, `image/foreign-stage`, `image/unknown-stage`, `image/circular-stages`, and for what the build needs from outside
 * `image/secret`, `image/ssh`, `image/build-arg`, `image/context`, `image/undeclared-secret`, `image/undeclared-ssh`, `image/unused-secret`,
 * `image/unused-ssh` and `image/unused-context`; and `image/archive-layers` for archives of an image with several layers.
 */
export class ContainerImage extends Construct implements IContainerImage {
  /**
   * The image that a construct belongs to.
   *
   * @param construct the image itself, or a construct below it
   */
  public static of(construct: IConstruct): ContainerImage {
    const image = construct.node.scopes.reverse().find(scope => ContainerImage.isContainerImage(scope));
    if (image !== undefined) return image as ContainerImage;
    return _refuse({
      id: 'image/no-image',
      what: `${construct.node.path} is not below a ContainerImage.`,
      why: 'Stages and blocks are parts of one image.',
      fix: 'Pass the image, or a construct below it, as the first argument.',
    });
  }

  /**
   * Returns whether a value is a `ContainerImage`.
   *
   * @param value any value, even from another copy of this library
   */
  public static isContainerImage(value: any): boolean {
    return typeof value === 'object' && value !== null && _IMAGE in value;
  }

  /**
   * Files that images copy only by explicit path: `.git` and `.hg`, `.env`, `node_modules`, `.venv`, `__pycache__` and `.DS_Store`, in any
   * directory. They contain secrets, files for another machine, or files that differ between checkouts.
   */
  public static get defaultIgnore(): string[] {
    return [..._DEFAULT_IGNORE];
  }

  /** The OCI labels and your own, by key. `org.opencontainers.image.version` is not included; `releaseArg` sets it. */
  public readonly labels: Record<string, string>;
  /** The target where the image runs. */
  public readonly target: TargetProfile;
  /** Path of the Dockerfile from the root of the project. */
  public readonly dockerfile: string;
  /** The Dockerfile frontend. */
  public readonly frontend?: string;
  /** The build argument that carries the release. */
  public readonly releaseArg: string;

  private readonly _platforms: Platform[];
  private readonly _devices: PlatformDevices[];
  private readonly _excluded: ExcludedPlatform[];
  private readonly _budgets: SizeBudget[];
  private readonly _archives: boolean;
  private readonly _temporaryDirectories: string[] = [];
  private readonly _ignore: string[];
  private readonly _by: Origin;
  private readonly _stages = new ImageStages();
  private readonly _pins = new Map<string, PackagePin>();
  private readonly _labelNodes: DockerfileNode[];
  private readonly _globalArgs = new GlobalArgs(this);
  private readonly _inputs: _DeclaredInputs;
  private readonly _baseContexts: BaseContexts;
  private readonly _requiredArgs = new Set<string>();
  private readonly _existing: _ExistingSettings[] = [];
  private readonly _targets = new Map<string, _Target>();
  private _runtime?: IBuildStage;

  /** @throws `construct/scope` outside of a projen project */
  public constructor(scope: Construct, id: string, props: ContainerImageProps) {
    super(_checkProjectScope(scope, id, new.target.name), id);
    Object.defineProperty(this, _IMAGE, { value: true });
    this._platforms = [...props.platforms];
    this._devices = [...(props.devices ?? [])];
    this._excluded = [...(props.excluded ?? [])];
    this._budgets = [...(props.budgets ?? [])];
    this._archives = props.archives ?? false;
    this._ignore = [...(props.ignore ?? [])];
    this._inputs = _declareInputs(props, check => Problems.of(this)._collect(() => { check(); return true; }) ?? false);
    this._baseContexts = new BaseContexts(this._inputs.contexts);
    this._by = Origin._now(this.node.path);
    this.labels = { ..._collectOciLabels({ title: id, ...props }), ...props.labels };
    this.target = props.target ?? TargetProfile.generic();
    const directory = Problems.of(this)._collect(() => _checkWrittenPath(props.directory ?? '.', 'image/directory')) ?? '.';
    this.dockerfile = directory === '.' ? 'Dockerfile' : `${directory}/Dockerfile`;
    this.frontend = props.frontend ?? _findDefaultFrontend(this);
    this.releaseArg = props.releaseArg ?? 'OCI_VERSION';
    this._labelNodes = Problems.of(this)._collect(() => _listLabelNodes(this.labels, this.releaseArg)) ?? [];
    Problems.of(this)._collect(() => this._ignore.forEach(_checkIgnore));
    const nameless = _findImageIdProblem(this.node.id);
    if (nameless !== undefined) Problems.of(this).report(nameless);
    _findPlatformProblems(this._platforms).forEach(problem => Problems.of(this).report(problem));
    _register(this);
  }

  /** The platforms that the image is built for. */
  public get platforms(): Platform[] {
    return [...this._platforms];
  }

  /** The stages declared so far. */
  public get stages(): IBuildStage[] {
    return this._stages.all;
  }

  /**
   * Sets the stage that is the image. Blocks such as `ScratchImage` call it, once. The stage must run on the target platform:
   * `runsOn: StagePlatform.TARGET`.
   *
   * @param stage one of this image
   */
  public defineRuntime(stage: IBuildStage): void {
    _checkDeclarable(this, `The last stage of ${this.node.path}`);
    if (!this.isOwn(stage)) return;
    if (this._runtime === undefined) { this._runtime = stage; return; }
    Problems.of(this).report({
      id: 'image/two-runtimes',
      what: `Both ${this._runtime.node.path} and ${stage.node.path} are declared as the last stage.`,
      why: 'A Dockerfile has only one result.',
      fix: 'Declare one ScratchImage per image, or two images.',
    });
  }

  /**
   * Keeps a stage that the image itself does not need, such as one for tests or for development:
   * `docker build --target NAME` and `docker buildx bake IMAGE-NAME` build it. A second call for the same stage changes its options.
   * Reports `image/foreign-stage` for a stage of another image, `image/stage-name` for a name that is too long for a tag, and `image/target-after-result` for one that needs the last stage.
   *
   * @param stage its name in the Dockerfile is `stage.name`
   */
  public addTarget(stage: IBuildStage, options: TargetOptions = {}): void {
    _checkDeclarable(this, `The target "${stage.name}"`);
    if (!this.isOwn(stage)) return;
    const tooLong = _findTagProblem(stage.name);
    if (tooLong !== undefined) Problems.of(stage).report(tooLong);
    this._targets.set(stage.name, { stage, platforms: options.platforms && [...options.platforms] });
  }

  /**
   * Declares a build argument above the first stage, for `BaseImage.template()`. A stage that uses it must declare it too: `stage.arg(name)`.
   * Reports `image/global-arg` if it is already declared with another value.
   *
   * @param declaration its name, and its default unless the builder knows the value
   * @param comment lines above it, such as a description or instructions for a bot
   */
  public addGlobalArg(declaration: ArgDeclaration, comment: string[] = []): void {
    _checkDeclarable(this, `The build argument ${declaration.name}`);
    Problems.of(this)._collect(() => this._addGlobalArgs(this, [...(comment.length === 0 ? [] : [new Comment(comment)]), new Arg([declaration])]));
  }

  /**
   * Declares a build argument above the first stage without a default, which the build must set: `--build-arg NAME=…`, or the
   * environment variable `NAME` for `docker buildx bake`. BuildKit's check `InvalidDefaultArgInFrom` reports a base that needs the
   * argument; accept `dockerfile/InvalidDefaultArgInFrom` there.
   *
   * @param name letters, digits and `_`, e.g. `RELEASE`
   * @param comment lines above it
   */
  public addRequiredArg(name: string, comment: string[] = []): void {
    this.addGlobalArg({ name }, comment);
    this._requireArgs([name]);
  }

  /** @internal */
  public _requireArgs(names: string[]): void {
    names.forEach(name => this._requiredArgs.add(name));
  }

  /** @internal */
  public _addGlobalArgs(owner: IConstruct, nodes: DockerfileNode[]): void {
    this._globalArgs.add(owner, nodes);
  }

  /** @internal */
  public _addExisting(settings: _ExistingSettings): void {
    this._existing.push(settings);
  }

  /** @internal */
  public _addStage(stage: IBuildStage): void {
    this._stages.add(stage);
    this._baseContexts.add(stage);
  }

  /** @internal */
  public _addTemporaryDirectory(path: string): void {
    this._temporaryDirectories.push(path);
  }

  /** @internal */
  public _addPin(pin: PackagePin): void {
    _checkDeclarable(this, `The pin ${pin.name}`);
    this._pins.set(pin.name, pin);
    this._globalArgs.reserve(pin.name, pin.version);
  }

  /** @internal */
  public get _declared(): _DeclaredImage {
    const [first] = this._existing;
    return {
      devices: this._devices,
      excluded: this._excluded,
      pins: [...this._pins.values()],
      globalArgs: this._globalArgs.nodes,
      requiredArgs: [...this._requiredArgs],
      inputs: { ...this._inputs, contexts: this._baseContexts.all },
      // BuildKit may warn about existing stages; the directives of their files apply if all are the same.
      check: first === undefined ? 'error=true' : this._existing.every(({ check }) => check === first.check) ? first.check : undefined,
      ignore: first === undefined ? _addDefaultPatterns(this._ignore) : this._ignore,
      ignored: this._existing.flatMap(({ ignored }) => ignored),
      labelNodes: this._labelNodes,
      budgets: this._budgets,
      archives: this._archives,
      temporaryDirectories: this._temporaryDirectories,
      by: this._by,
      runtime: this._runtime,
      targets: [...this._targets.values()],
    };
  }

  private isOwn(stage: IBuildStage): boolean {
    const owner = ContainerImage.of(stage);
    if (owner === this) return true;
    Problems.of(this).report(describeForeignStage(stage, owner, this));
    return false;
  }
}
