import { CopySource } from '../copy-source';
import { _copyText } from '../copy-text';
import { _flagText } from '../escape';
import { Instruction } from '../node';
import { Word } from '../word';

/** Properties of `Copy`. */
export interface CopyProps {
  /** What is copied. */
  readonly sources: CopySource[];
  /** Where to; a directory ends with `/`. */
  readonly destination: Word;
  /**
   * The stage or image that the sources are in. BuildKit expands no variables in it.
   * @default - the build context
   */
  readonly copyFrom?: string;
  /**
   * Owner of the copies.
   * @default - root
   */
  readonly chown?: Word;
  /**
   * Mode of the copies, octal or symbolic.
   * @default - that of the source
   */
  readonly chmod?: Word;
  /**
   * A layer that does not depend on those below it.
   * @default false
   */
  readonly link?: boolean;
  /**
   * Keep the directories above the sources.
   * @default false
   */
  readonly parents?: boolean;
  /**
   * Patterns of what is left out.
   * @default - nothing
   */
  readonly exclude?: string[];
}

/**
 * `COPY`: files from the context, a stage or an image, or from text in the Dockerfile.
 *
 * @see https://docs.docker.com/reference/dockerfile/#copy
 */
export class Copy extends Instruction {
  public readonly keyword = 'COPY';
  /** The stage or image that the sources are in. */
  public readonly copyFrom?: string;
  private readonly _text: string;
  private readonly _needs: string[];

  /** @throws `dockerfile/copy`, `dockerfile/flag` */
  public constructor(props: CopyProps) {
    super();
    const { sources, destination, copyFrom, chown, chmod, link, parents, exclude } = props;
    this.copyFrom = copyFrom;
    // --from comes first: Renovate's expression skips only simple flags before it.
    this._text = _copyText('COPY', [
      ...(copyFrom === undefined ? [] : [`--from=${_flagText('--from', copyFrom)}`]),
      ...(chown === undefined ? [] : [`--chown=${chown._flag('--chown')}`]),
      ...(chmod === undefined ? [] : [`--chmod=${chmod._flag('--chmod')}`]),
      ...(link ? ['--link'] : []),
      ...(parents ? ['--parents'] : []),
      ...(exclude ?? []).map(pattern => `--exclude=${_flagText('--exclude', pattern)}`),
    ], sources, destination);
    this._needs = [
      ...(chmod === undefined ? [] : ['copy --chmod']),
      ...(chmod !== undefined && !/^[0-7]*$/.test(chmod._text ?? '') ? ['copy --chmod=symbolic'] : []),
      ...(link ? ['copy --link'] : []),
      ...(parents ? ['copy --parents'] : []),
      ...(exclude?.length ? ['copy --exclude'] : []),
      ...(sources.some(({ text }) => text !== undefined) ? ['heredoc'] : []),
    ];
  }

  /** @internal */
  public _print(): string {
    return this._text;
  }

  /** @internal */
  public _features(): string[] {
    return [...this._needs];
  }
}
