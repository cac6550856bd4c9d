/**
 * The directory in which each synthesis stores its results, relative to the root of the outermost project.
 *
 * @internal
 */
export const _LAST_SYNTHESIS = '.imagewright';
/** @internal */
export const _FINDINGS_FILE = 'findings.json';
/** @internal */
export const _EXPLANATION_FILE = 'explanation.json';

/**
 * The list of files that the last synthesis wrote, which reveals an interrupted one.
 *
 * @internal
 */
export const _WRITTEN_FILE = 'written.json';

/**
 * The content of `_WRITTEN_FILE`.
 *
 * @internal
 */
export interface _WrittenFile {
  readonly version: 1;
  /** Whether all of them are in place. If not, some may still be those of the previous synthesis. */
  readonly isComplete: boolean;
  /** Their SHA-256, by path relative to the root of the outermost project. */
  readonly files: Readonly<Record<string, string>>;
}
