import { Construct, IConstruct } from 'constructs';
import { Arg, ArgDeclaration, Comment, DockerfileNode, KeyValue, Label, Word } from '../dockerfile';
import type { PackagePin } from '../versions';
import type { IBuildStage } from './base-image';
import { _DEFAULT_IGNORE, _checkIgnore, _withDefaults } from './default-ignore';
import { GlobalArgs } from './global-args';
import { _imageIdProblem } from './image-name';
import { OciLabels, _OCI_VERSION_KEY, _ociLabels } from './oci-labels';
import { _registered } from './registered';
import { _IMAGE, _inProject } from './scope';
import type { SizeBudget } from './size-budget';
import { _tagProblem } from './stage-name';
import { _noteStage } from './stages-by-name';
import { TargetProfile } from './target-profile';
import { Problems, Origin, _refuse, _writtenPath, Platform } from '../core';

/**
 * What the release argument says when nobody sets it.
 *
 * @internal
 */
export const _UNRELEASED = 'dev';

/** The devices that a platform stands for, for people who look for theirs. */
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
  /** Why not. */
  readonly reason: string;
}

/**
 * What was said of an image, for whoever resolves it.
 *
 * @internal
 */
export interface _DeclaredImage {
  readonly devices: PlatformDevices[];
  readonly excluded: ExcludedPlatform[];
  readonly pins: PackagePin[];
  /** Arguments above the first stage, besides the pins, and comments to them. */
  readonly globalArgs: DockerfileNode[];
  /** Those of them that whoever builds has to set. */
  readonly requiredArgs: string[];
  /** What the build checks do. */
  readonly check?: string;
  /** Patterns of what is left out of the build context, unless it is copied by its name. */
  readonly ignore: string[];
  /** Lines of the `.dockerignore` of existing Dockerfiles, which hold as they stand. */
  readonly ignored: string[];
  readonly labelNodes: DockerfileNode[];
  readonly budgets: SizeBudget[];
  /** Directories that are to be mounted in memory. */
  readonly temporaryDirectories: string[];
  readonly by: Origin;
  /** The last stage. */
  readonly runtime?: IBuildStage;
  readonly targets: _Target[];
}

/** Options of `ContainerImage.addTarget()`. */
export interface TargetOptions {
  /**
   * The platforms that `docker-bake.json` builds it for.
   * @default - the one of the builder
   */
  readonly platforms?: Platform[];
}

/**
 * A stage that can be built by its name.
 *
 * @internal
 */
export interface _Target {
  readonly stage: IBuildStage;
  readonly platforms?: Platform[];
}

/** What an existing Dockerfile says about the image as a whole. */
interface ExistingSettings {
  /** The directive for build checks. */
  readonly check?: string;
  /** Lines of its `.dockerignore`. */
  readonly ignored: string[];
}

/** Properties of `ContainerImage`. */
export interface ContainerImageProps extends OciLabels {
  /** The platforms that the image is built for, in the order in which they stand in its index. */
  readonly platforms: Platform[];
  /**
   * Devices of the platforms, printed at the top of the Dockerfile.
   * @default - none
   */
  readonly devices?: PlatformDevices[];
  /**
   * Platforms that are left out, with the reason, printed at the top of the Dockerfile.
   * @default - none
   */
  readonly excluded?: ExcludedPlatform[];
  /**
   * Where the image runs.
   * @default TargetProfile.generic()
   */
  readonly target?: TargetProfile;
  /**
   * Directory of the Dockerfile, from the root of the project, with forward slashes. The build context is always that root.
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
   * Labels besides those of OCI.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * How big it may become. The checks forecast it where sizes are known, and `imagewright verify` measures.
   * @default - not limited
   */
  readonly budgets?: SizeBudget[];
  /**
   * Patterns of files that stay out of the build context, besides those of `ContainerImage.defaultIgnore`, in the syntax of `.dockerignore`.
   * What a stage copies or mounts by its own path is let in all the same: `copyLocal(['.env'], …)` copies `.env`. One of the defaults with
   * an exclamation mark in front takes that default away.
   * @default - the defaults alone; none of them beside an `ExistingDockerfile`, whose context stays as it is
   */
  readonly ignore?: string[];
}

/**
 * One container image: a graph of stages, of which the last is what runs.
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
   * Whether a value is a `ContainerImage`.
   *
   * @param value anything, also of another copy of this library
   */
  public static isContainerImage(value: any): boolean {
    return typeof value === 'object' && value !== null && _IMAGE in value;
  }

  /**
   * What no image copies along unless somebody names it: `.git` and `.hg`, `.env`, `node_modules`, `.venv`, `__pycache__` and `.DS_Store`, in any
   * directory. They hold secrets, what was built for another machine, or what differs from checkout to checkout.
   */
  public static get defaultIgnore(): string[] {
    return [..._DEFAULT_IGNORE];
  }

  /** The OCI labels and your own, by key. `org.opencontainers.image.version` comes from `releaseArg` besides. */
  public readonly labels: Record<string, string>;
  /** Where the image runs. */
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
    super(_inProject(scope, id, new.target.name), id);
    Object.defineProperty(this, _IMAGE, { value: true });
    this._platforms = [...props.platforms];
    this._devices = [...(props.devices ?? [])];
    this._excluded = [...(props.excluded ?? [])];
    this._budgets = [...(props.budgets ?? [])];
    this._ignore = [...(props.ignore ?? [])];
    this._by = Origin._now(this.node.path);
    this.labels = { ..._ociLabels({ title: id, ...props }), ...props.labels };
    this.target = props.target ?? TargetProfile.generic();
    const directory = Problems.of(this)._collect(() => _writtenPath(props.directory ?? '.', 'image/directory')) ?? '.';
    this.dockerfile = directory === '.' ? 'Dockerfile' : `${directory}/Dockerfile`;
    this.frontend = props.frontend;
    this.releaseArg = props.releaseArg ?? 'OCI_VERSION';
    this._labelNodes = Problems.of(this)._collect(() => labelNodes(this.labels, this.releaseArg)) ?? [];
    Problems.of(this)._collect(() => this._ignore.forEach(_checkIgnore));
    const nameless = _imageIdProblem(this.node.id);
    if (nameless !== undefined) Problems.of(this).report(nameless);
    this.reportPlatforms();
    _registered(this);
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
   * Says which stage is the image. Blocks such as `ScratchImage` call it, once. It has to run on the target platform:
   * `runsOn: StagePlatform.TARGET`.
   *
   * @param stage one of this image
   */
  public defineRuntime(stage: IBuildStage): void {
    if (!this.isOwn(stage)) return;
    if (this._runtime === undefined) { this._runtime = stage; return; }
    Problems.of(this).report({
      id: 'image/two-runtimes',
      what: `Both ${this._runtime.node.path} and ${stage.node.path} want to be the last stage.`,
      why: 'A Dockerfile has one result.',
      fix: 'Declare one ScratchImage for an image, or two images.',
    });
  }

  /**
   * Keeps a stage that the image itself does not need, such as one that runs the tests or a development environment:
   * `docker build --target NAME` and `docker buildx bake IMAGE-NAME` build it. Asking for the same stage again changes its options.
   * Reports `image/foreign-stage` for a stage of another image, `image/stage-name` for a name that is too long for a tag, and `image/target-after-result` for one that needs the last stage.
   *
   * @param stage its name in the Dockerfile is `stage.name`
   */
  public addTarget(stage: IBuildStage, options: TargetOptions = {}): void {
    if (!this.isOwn(stage)) return;
    const tooLong = _tagProblem(stage.name);
    if (tooLong !== undefined) Problems.of(stage).report(tooLong);
    this._targets.set(stage.name, { stage, platforms: options.platforms && [...options.platforms] });
  }

  /**
   * Declares a build argument above the first stage, for `BaseImage.template()`. A stage that uses it declares it too: `stage.arg(name)`.
   * Reports `image/global-arg` where it is declared before with another value.
   *
   * @param declaration its name, and its default unless the builder knows the value
   * @param comment lines above it, such as its description or what a bot has to know about it
   */
  public addGlobalArg(declaration: ArgDeclaration, comment: string[] = []): void {
    Problems.of(this)._collect(() => this._addGlobalArgs(this, [...(comment.length === 0 ? [] : [new Comment(comment)]), new Arg([declaration])]));
  }

  /**
   * Declares a build argument above the first stage that has no default, and that whoever builds has to set: `--build-arg NAME=…`, or the
   * variable `NAME` of the environment for `docker buildx bake`. BuildKit's check `InvalidDefaultArgInFrom` finds a base that cannot be named
   * without it; accept `dockerfile/InvalidDefaultArgInFrom` there.
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
        why: 'A stage is named after the ids of its constructs, and BuildKit takes the last one of a name.',
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
      // BuildKit may warn of what existing stages do; what their files say about that holds where all say the same.
      check: first === undefined ? 'error=true' : this._existing.every(({ check }) => check === first.check) ? first.check : undefined,
      ignore: first === undefined ? _withDefaults(this._ignore) : this._ignore,
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
      why: 'A Dockerfile holds its own stages alone.',
      fix: 'Declare that stage below this image too, in a construct that both images use.',
    });
    return false;
  }

  private reportPlatforms(): void {
    const names = this._platforms.map(({ name }) => name);
    if (names.length === 0) {
      Problems.of(this).report({
        id: 'image/no-platform',
        what: 'The image is declared for no platform.',
        why: 'There would be nothing to build.',
        fix: `Name at least one, e.g. platforms: [Platform.LINUX_AMD64]. Known: ${Platform.names().join(', ')}.`,
      });
    }
    for (const name of new Set(names.filter((each, i) => names.indexOf(each) !== i))) {
      Problems.of(this).report({
        id: 'image/duplicate-platform',
        what: `The platform ${name} is declared twice.`,
        why: 'It would be built twice and stand in the index twice.',
        fix: 'Name each platform once. Aliases such as arm64/v8 and arm64 are the same platform.',
      });
    }
  }
}

/** For the end of the last stage: labels change with every release. */
function labelNodes(labels: Record<string, string>, releaseArg: string): DockerfileNode[] {
  return [
    new Comment([`${releaseArg} the release that the image is published as`]),
    new Arg([{ name: releaseArg, defaultValue: Word.literal(_UNRELEASED) }]),
    new Label([
      ...Object.entries(labels).map(([key, value]) => KeyValue.of(key, value)),
      KeyValue.word(Word.literal(_OCI_VERSION_KEY), Word.variable(releaseArg)),
    ]),
  ];
}
