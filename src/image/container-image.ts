import { Construct, IConstruct } from 'constructs';
import { Arg, ArgDeclaration, Comment, DockerfileNode, KeyValue, Label, Word } from '../dockerfile';
import type { PackagePin } from '../versions';
import type { IBuildStage } from './base-image';
import { _DEFAULT_IGNORE, _checkIgnore, _addDefaultPatterns } from './default-ignore';
import { _checkDeclarable } from './examined';
import { GlobalArgs } from './global-args';
import { _findImageIdProblem } from './image-name';
import { OciLabels, _OCI_VERSION_KEY, _collectOciLabels } from './oci-labels';
import { _register } from './registered';
import { _IMAGE, _checkProjectScope } from './scope';
import type { SizeBudget } from './size-budget';
import { _findTagProblem } from './stage-name';
import { _noteStage } from './stages-by-name';
import { TargetProfile } from './target-profile';
import { Problems, Origin, _refuse, _checkWrittenPath, Platform } from '../core';

/**
 * Value of the release argument unless the build sets it.
 *
 * @internal
 */
export const _UNRELEASED = 'dev';

/** The devices of a platform, so that users can find theirs. */
export interface PlatformDevices {
  /** The platform. */
  readonly platform: Platform;
  /** The devices, e.g. `hEX refresh, hAP ax S`. */
  readonly devices: string;
}

/** A platform that the image is deliberately not built for. */
export interface ExcludedPlatform {
  /** The platform. */
  readonly platform: Platform;
  /** The reason. */
  readonly reason: string;
}

/**
 * The declarations of an image, as input for the plan.
 *
 * @internal
 */
export interface _DeclaredImage {
  readonly devices: PlatformDevices[];
  readonly excluded: ExcludedPlatform[];
  readonly pins: PackagePin[];
  /** Arguments above the first stage, other than pins, with their comments. */
  readonly globalArgs: DockerfileNode[];
  /** The arguments that the build must set. */
  readonly requiredArgs: string[];
  /** The configuration of the build checks. */
  readonly check?: string;
  /** Patterns of files that stay out of the build context unless a stage copies them by name. */
  readonly ignore: string[];
  /** Lines of the `.dockerignore` of existing Dockerfiles, which apply unchanged. */
  readonly ignored: string[];
  readonly labelNodes: DockerfileNode[];
  readonly budgets: SizeBudget[];
  /** Directories that the container must mount in memory. */
  readonly temporaryDirectories: string[];
  readonly by: Origin;
  /** The last stage. */
  readonly runtime?: IBuildStage;
  readonly targets: _Target[];
}

/** Options of `ContainerImage.addTarget()`. */
export interface TargetOptions {
  /**
   * The platforms for which `docker-bake.json` builds it.
   * @default - the platform of the builder
   */
  readonly platforms?: Platform[];
}

/**
 * A stage that can be built by name.
 *
 * @internal
 */
export interface _Target {
  readonly stage: IBuildStage;
  readonly platforms?: Platform[];
}

/** The parts of an existing Dockerfile that apply to the whole image. */
interface ExistingSettings {
  /** The directive for build checks. */
  readonly check?: string;
  /** Lines of its `.dockerignore`. */
  readonly ignored: string[];
}

/** Properties of `ContainerImage`. */
export interface ContainerImageProps extends OciLabels {
  /** The platforms that the image is built for, in the order of its index. */
  readonly platforms: Platform[];
  /**
   * Devices of the platforms, printed at the top of the Dockerfile.
   * @default - none
   */
  readonly devices?: PlatformDevices[];
  /**
   * Omitted platforms with reasons, printed at the top of the Dockerfile.
   * @default - none
   */
  readonly excluded?: ExcludedPlatform[];
  /**
   * The target where the image runs.
   * @default TargetProfile.generic()
   */
  readonly target?: TargetProfile;
  /**
   * Directory of the Dockerfile, from the root of the project, with forward slashes. The build context is always the root.
   * @default "."
   */
  readonly directory?: string;
  /**
   * The Dockerfile frontend, pinned by digest; usually `versions.imagePin('syntax').ref`.
   * @default - the frontend that is built into the builder
   */
  readonly frontend?: string;
  /**
   * The build argument that carries the release, and with it the label `org.opencontainers.image.version`.
   * @default "OCI_VERSION"
   */
  readonly releaseArg?: string;
  /**
   * Further labels, in addition to those of OCI.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * Limits for the size of the image. Checks forecast the size if file sizes are known, and `imagewright verify` measures it.
   * @default - no limit
   */
  readonly budgets?: SizeBudget[];
  /**
   * Patterns of files to keep out of the build context, in addition to `ContainerImage.defaultIgnore`, in the syntax of `.dockerignore`.
   * Paths that a stage copies or mounts explicitly are included anyway: `copyLocal(['.env'], …)` copies `.env`. A default with an
   * exclamation mark in front removes that default.
   * @default - only the defaults; none with an `ExistingDockerfile`, whose context stays unchanged
   */
  readonly ignore?: string[];
}

/**
 * One container image: a graph of stages, the last of which is the result.
 * Synthesis writes its Dockerfile, `.dockerignore` and a target in `docker-bake.json`.
 *
 * Reports `image/id`, `image/directory`, `image/no-platform`, `image/duplicate-platform`, `image/no-runtime`, `image/two-runtimes`,
 * `image/duplicate-stage`,
 * `image/foreign-stage`, `image/unknown-stage` and `image/circular-stages`.
 */
export class ContainerImage extends Construct {
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
  private readonly _temporaryDirectories: string[] = [];
  private readonly _ignore: string[];
  private readonly _by: Origin;
  private readonly _stageList: IBuildStage[] = [];
  private readonly _stageNames = new Map<string, IBuildStage>();
  private readonly _pins = new Map<string, PackagePin>();
  private readonly _labelNodes: DockerfileNode[];
  private readonly _globalArgs = new GlobalArgs(this);
  private readonly _requiredArgs = new Set<string>();
  private readonly _existing: ExistingSettings[] = [];
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
    this._ignore = [...(props.ignore ?? [])];
    this._by = Origin._now(this.node.path);
    this.labels = { ..._collectOciLabels({ title: id, ...props }), ...props.labels };
    this.target = props.target ?? TargetProfile.generic();
    const directory = Problems.of(this)._collect(() => _checkWrittenPath(props.directory ?? '.', 'image/directory')) ?? '.';
    this.dockerfile = directory === '.' ? 'Dockerfile' : `${directory}/Dockerfile`;
    this.frontend = props.frontend;
    this.releaseArg = props.releaseArg ?? 'OCI_VERSION';
    this._labelNodes = Problems.of(this)._collect(() => listLabelNodes(this.labels, this.releaseArg)) ?? [];
    Problems.of(this)._collect(() => this._ignore.forEach(_checkIgnore));
    const nameless = _findImageIdProblem(this.node.id);
    if (nameless !== undefined) Problems.of(this).report(nameless);
    this.reportPlatforms();
    _register(this);
  }

  /** The platforms that the image is built for. */
  public get platforms(): Platform[] {
    return [...this._platforms];
  }

  /** The stages declared so far. */
  public get stages(): IBuildStage[] {
    return [...this._stageList];
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
  public _addExisting(settings: ExistingSettings): void {
    this._existing.push(settings);
  }

  /** @internal */
  public _addStage(stage: IBuildStage): void {
    const other = this._stageNames.get(stage.name);
    if (other === undefined) {
      this._stageNames.set(stage.name, stage);
      _noteStage(stage);
    } else {
      Problems.of(stage).report({
        id: 'image/duplicate-stage',
        what: `Two stages are named "${stage.name}": ${other.node.path} and ${stage.node.path}.`,
        why: 'A stage is named after the ids of its constructs, and BuildKit uses only the last stage with a name.',
        fix: 'Give one of the constructs an id that differs in more than case and punctuation.',
      });
    }
    this._stageList.push(stage);
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
      // BuildKit may warn about existing stages; the directives of their files apply if all are the same.
      check: first === undefined ? 'error=true' : this._existing.every(({ check }) => check === first.check) ? first.check : undefined,
      ignore: first === undefined ? _addDefaultPatterns(this._ignore) : this._ignore,
      ignored: this._existing.flatMap(({ ignored }) => ignored),
      labelNodes: this._labelNodes,
      budgets: this._budgets,
      temporaryDirectories: this._temporaryDirectories,
      by: this._by,
      runtime: this._runtime,
      targets: [...this._targets.values()],
    };
  }

  private isOwn(stage: IBuildStage): boolean {
    const owner = ContainerImage.of(stage);
    if (owner === this) return true;
    Problems.of(this).report({
      id: 'image/foreign-stage',
      what: `The stage "${stage.name}" belongs to the image ${owner.node.path}, not to ${this.node.path}.`,
      why: 'A Dockerfile contains only its own stages.',
      fix: 'Declare that stage below this image as well, in a construct that both images use.',
    });
    return false;
  }

  private reportPlatforms(): void {
    const names = this._platforms.map(({ name }) => name);
    if (names.length === 0) {
      Problems.of(this).report({
        id: 'image/no-platform',
        what: 'The image has no platform.',
        why: 'There would be nothing to build.',
        fix: `Name at least one, e.g. platforms: [Platform.LINUX_AMD64]. Known: ${Platform.names().join(', ')}.`,
      });
    }
    for (const name of new Set(names.filter((each, i) => names.indexOf(each) !== i))) {
      Problems.of(this).report({
        id: 'image/duplicate-platform',
        what: `The platform ${name} is declared twice.`,
        why: 'It would be built twice and appear twice in the index.',
        fix: 'Name each platform once. Aliases such as arm64/v8 and arm64 are the same platform.',
      });
    }
  }
}

/** Labels for the end of the last stage, because they change with every release. */
function listLabelNodes(labels: Record<string, string>, releaseArg: string): DockerfileNode[] {
  return [
    new Comment([`${releaseArg} the release that the image is published as`]),
    new Arg([{ name: releaseArg, defaultValue: Word.literal(_UNRELEASED) }]),
    new Label([
      ...Object.entries(labels).map(([key, value]) => KeyValue.of(key, value)),
      KeyValue.word(Word.literal(_OCI_VERSION_KEY), Word.variable(releaseArg)),
    ]),
  ];
}
