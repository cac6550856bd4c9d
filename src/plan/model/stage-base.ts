import { _KnownBase, _findKnownBase } from '../../catalog';
import { Platform, _findOwn } from '../../core';
import type { Word } from '../../dockerfile';
import type { BaseImage, ContainerImage, NamedContext } from '../../image';

/** The base of a stage as a value: a `BaseImage` with the name of a stage in place of the stage. */
export class StageBase {
  /** @internal */
  public static _of(base: BaseImage, contexts: Readonly<Record<string, NamedContext>> = {}): StageBase {
    return new StageBase(base, base.continues === undefined ? _findOwn(contexts, base.reference) : undefined);
  }

  /** The text after `FROM`. */
  public readonly reference: string;
  /** The name of the stage that it continues; undefined for images from a registry and for the empty image. */
  public readonly stage?: string;
  /** Whether it is the empty image. */
  public readonly isScratch: boolean;
  /** Why the image is not pinned. */
  public readonly unpinnedReason?: string;
  /**
   * What is printed after `FROM`.
   *
   * @internal
   */
  public readonly _word: Word;
  /**
   * What is printed after `--platform`.
   *
   * @internal
   */
  public readonly _platform?: Word;

  /**
   * The platform after `--platform`, if it is written there.
   *
   * @internal
   */
  public readonly _fixedPlatform?: string;

  /**
   * What its name implies; undefined for a stage, and for a context that is no image of a registry.
   *
   * @internal
   */
  public readonly _known?: _KnownBase;

  /**
   * Whether it is a named context.
   *
   * @internal
   */
  public readonly _isContext: boolean;

  /**
   * The image of the same project that the context is.
   *
   * @internal
   */
  public readonly _builtImage?: ContainerImage;
  /**
   * What the base is called where facts about bases are kept: an image of a registry, or one in an OCI layout. Undefined for a base without such facts.
   *
   * @internal
   */
  public readonly _imageName?: string;

  private constructor(base: BaseImage, context: NamedContext | undefined) {
    this.reference = base.reference;
    this.stage = base.continues?.name;
    this.isScratch = base.isScratch;
    this.unpinnedReason = base.unpinnedReason;
    this._word = base._word();
    this._platform = base._platform;
    this._fixedPlatform = base._platform === undefined ? undefined : Platform.names().find(name => name === base._platform!._text);
    this._isContext = base._isContext || context !== undefined;
    this._builtImage = context?.builtImage as ContainerImage | undefined;
    this._imageName = this._isContext ? context?._imageName : base.reference;
    this._known = this.stage !== undefined || this._imageName === undefined ? undefined : _findKnownBase(this._imageName);
  }

  /**
   * Whether it is an image from a registry.
   *
   * @internal
   */
  public get _isForeign(): boolean {
    return this.stage === undefined && !this.isScratch;
  }
}
