import type { _KnownBase } from '../../catalog';
import type { Word } from '../../dockerfile';
import type { BaseImage } from '../../image';

/** The base of a stage as a value: a `BaseImage` with the name of a stage in place of the stage. */
export class StageBase {
  /** @internal */
  public static _of(base: BaseImage): StageBase {
    return new StageBase(base);
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
   * What its name implies; undefined for a stage and a named context.
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

  private constructor(base: BaseImage) {
    this.reference = base.reference;
    this.stage = base.continues?.name;
    this.isScratch = base.isScratch;
    this.unpinnedReason = base.unpinnedReason;
    this._word = base._word();
    this._platform = base._platform;
    this._known = base._known;
    this._isContext = base._isContext;
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
