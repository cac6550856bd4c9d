/**
 * Where every synthesis leaves what it knows, from the root of the outermost project.
 *
 * @internal
 */
export const _LAST_SYNTHESIS = '.imagewright';
/** @internal */
export const _FINDINGS_FILE = 'findings.json';
/** @internal */
export const _EXPLANATION_FILE = 'explanation.json';

/**
 * What the last synthesis has written, so that an interrupted one is noticed.
 *
 * @internal
 */
export const _WRITTEN_FILE = 'written.json';

/**
 * The files of a synthesis, as `_WRITTEN_FILE` holds them.
 *
 * @internal
 */
export interface _WrittenFile {
  readonly version: 1;
  /** Whether all of them are in their places. Where that is not said, some may still be those of the synthesis before. */
  readonly isComplete: boolean;
  /** Their SHA-256, by path from the root of the outermost project. */
  readonly files: Readonly<Record<string, string>>;
}
