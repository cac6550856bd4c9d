import type { IConstruct } from 'constructs';
import { _KnownBase, _findKnownBase } from '../catalog';
import { _refuse } from '../core';
import { Word } from '../dockerfile';
import { _toImageName } from './image-name';
import { IContainerImage, NamedContext, OciLayoutOptions } from './inputs/named-context';
import { _isPinned } from './pinned-reference';

/** The end of a reference that cannot change, whatever build arguments precede it. */
const DIGEST = /@sha256:[0-9a-f]{64}$/;

/** Of the name of a context. */
const LONGEST_CONTEXT = 64;

/** A `BuildStage` as a base or as a source of copies. No other class implements it. */
export interface IBuildStage extends IConstruct {
  /** The name after `AS`. */
  readonly name: string;
  /** The base of the stage. */
  readonly base: BaseImage;
}

/** What a base is besides its reference. */
interface BaseProps {
  readonly continues?: IBuildStage;
  readonly unpinnedReason?: string;
  readonly image?: Word;
  readonly platform?: Word;
  readonly isContext?: boolean;
  readonly context?: NamedContext;
}

/** The base of a stage. */
export class BaseImage {
  /** The empty image. */
  public static scratch(): BaseImage {
    return new BaseImage('scratch');
  }

  /**
   * An image from a registry, pinned by its digest.
   *
   * @param reference e.g. `alpine:3.23.4@sha256:…`; usually `versions.imagePin('alpine').ref`
   * @throws `base/pinned`
   */
  public static registry(reference: string): BaseImage {
    if (_isPinned(reference)) return new BaseImage(reference);
    return _refuse({
      id: 'base/pinned',
      what: `The base image "${reference}" is not pinned by digest.`,
      why: 'A tag can be moved, so the same commit may build another image tomorrow.',
      fix: 'Write name:tag@sha256:<64 hex digits>, preferably in versions.json, where a bot keeps it current. '
        + '`npx imagewright pin name:tag` adds an image to it.',
    });
  }

  /**
   * An image from a registry, only by its tag.
   *
   * @param reference e.g. `acme/base:nightly`
   * @param reason why the image may change; printed above the stage
   * @throws `base/reason` when no reason is given
   */
  public static unpinned(reference: string, reason: string): BaseImage {
    if (reason.trim() !== '') return new BaseImage(reference, { unpinnedReason: reason });
    return _refuse({
      id: 'base/reason',
      what: `The base image "${reference}" is not pinned, and no reason is given.`,
      why: 'A reader cannot tell whether this is intended.',
      fix: 'Give the reason why it may change, or use BaseImage.registry() with a digest.',
    });
  }

  /**
   * An image whose reference contains build arguments, which `ContainerImage.addGlobalArg` declares.
   *
   * @param reference e.g. `golang:${GO_VERSION}-alpine`
   * @param reason why it is not pinned by digest, printed above the stage; not needed when the reference ends with a digest
   * @throws `base/reason` when no reason is given
   */
  public static template(reference: string, reason?: string): BaseImage {
    if (reason === undefined && DIGEST.test(reference)) return BaseImage._written(Word.template(reference), {});
    return BaseImage._written(Word.template(reference), { reason: BaseImage.unpinned(reference, reason ?? '').unpinnedReason });
  }

  /**
   * A stage of the same image whose name contains a build argument that `ContainerImage.addGlobalArg` declares: `base-$VARIANT` is
   * `base-slim` for the argument `VARIANT=slim`. Every stage that can match stays in the Dockerfile; declare them before this one.
   *
   * @param name e.g. `base-$VARIANT`
   */
  public static stageTemplate(name: string): BaseImage {
    return BaseImage._written(Word.template(name), {});
  }

  /**
   * A context of the image that its property `contexts` names. Reports `image/unknown-context` for another name.
   *
   * @param name e.g. `shared`
   */
  public static context(name: string): BaseImage {
    return new BaseImage(name, { isContext: true });
  }

  /**
   * Another image of the same project: what it contains and how it runs is known, and `docker buildx bake` builds it first. The context of a
   * stage, `NAME-image`, is declared with it. A pipeline does so too, except on Woodpecker (`ci/unsupported`). Reports `project/context-image` for an image
   * of another project, `project/context-circle` for images that start from each other, and `project/context-platform` for one that lacks a platform.
   *
   * @param image declared in the same project
   */
  public static image(image: IContainerImage): BaseImage {
    return BaseImage.ofContext(image.node.id, 'image', NamedContext.image(image));
  }

  /**
   * An image in the repository, in an OCI layout, e.g. one that `skopeo copy docker://… oci:vendor/python` stored. The context of a stage, named
   * after the path (`vendor-python-layout`), is declared with it.
   *
   * @param path of the directory, from the root of the project, e.g. `vendor/python`
   * @throws `image/context`
   */
  public static ociLayout(path: string, options: OciLayoutOptions = {}): BaseImage {
    const context = NamedContext.ociLayout(path, options);
    return BaseImage.ofContext([path, ...options.tag === undefined ? [] : [options.tag]].join('-'), 'layout', context);
  }

  /**
   * An image as written in an existing Dockerfile.
   *
   * @internal
   */
  public static _written(image: Word, { platform, continues, reason }: { platform?: Word; continues?: IBuildStage; reason?: string }): BaseImage {
    return new BaseImage(image._text ?? image._print('item'), { continues, unpinnedReason: reason, image, platform });
  }

  /**
   * The result of another stage of the same image.
   *
   * @param stage a stage that is declared before the one that starts from it
   */
  public static stage(stage: IBuildStage): BaseImage {
    return new BaseImage(stage.name, { continues: stage });
  }

  /** The kind in the name keeps it apart from stages, and from images of registries. */
  private static ofContext(name: string, kind: string, context: NamedContext): BaseImage {
    const reference = `${_toImageName(name)}-${kind}`.slice(-LONGEST_CONTEXT).replace(/^[_-]+/, '');
    return new BaseImage(reference, { isContext: true, context });
  }

  /** The text after `FROM`. */
  public readonly reference: string;
  /** The stage that this continues; unset for images from a registry and for `scratch`. */
  public readonly continues?: IBuildStage;
  /** Why the image is not pinned. */
  public readonly unpinnedReason?: string;

  /** @internal */
  public readonly _platform?: Word;
  /** @internal */
  public readonly _isContext: boolean;
  /**
   * The context that is declared for a stage with this base.
   *
   * @internal
   */
  public readonly _context?: NamedContext;
  private readonly _image: Word;

  private constructor(reference: string, props: BaseProps = {}) {
    this.reference = reference;
    this.continues = props.continues;
    this.unpinnedReason = props.unpinnedReason;
    this._image = props.image ?? Word.literal(reference);
    this._platform = props.platform;
    this._isContext = props.isContext ?? false;
    this._context = props.context;
  }

  /**
   * The same image for one fixed platform, whatever the target platform: `FROM --platform=linux/amd64`.
   *
   * @param platform a platform, which may contain build arguments: `linux/$ARCH`
   */
  public onPlatform(platform: string): BaseImage {
    const { reference, continues, unpinnedReason, _image: image, _isContext: isContext, _context: context } = this;
    return new BaseImage(reference, { continues, unpinnedReason, image, isContext, context, platform: Word.template(platform) });
  }

  /**
   * What the name of the image implies; undefined for what has a name of its own choice: a stage and a named context.
   *
   * @internal
   */
  public get _known(): _KnownBase | undefined {
    return this._isContext || this.continues !== undefined ? undefined : _findKnownBase(this.reference);
  }

  /** Whether this is the empty image. */
  public get isScratch(): boolean {
    return this.reference === 'scratch';
  }

  /** @internal */
  public _word(): Word {
    return this._image;
  }
}
