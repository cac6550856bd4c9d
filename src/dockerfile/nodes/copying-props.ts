import { Word } from '../words/word';

/**
 * The properties that `Copy` and `Add` share.
 *
 * @internal
 */
export interface CopyingProps {
  /** The destination: a path in the stage, relative to its working directory. A directory ends with `/`. */
  readonly destination: Word;
  /**
   * Owner of the files: `uid:gid` or names.
   * @default - that of the source in a stage, an image or an unpacked archive; root for any other source
   */
  readonly chown?: Word;
  /**
   * Mode of the files, octal or symbolic.
   * @default - that of the source; 0644 for a heredoc, 0600 for a download
   */
  readonly chmod?: Word;
  /**
   * Whether to put the files into a layer of their own, independent of the layers below it.
   * @default false
   */
  readonly link?: boolean;
  /**
   * Patterns of files to exclude.
   * @default - nothing
   */
  readonly exclude?: string[];
}
