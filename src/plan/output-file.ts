/** A file to write. */
export interface OutputFile {
  /** From the root of the repository, with forward slashes, e.g. `deploy/compose.yml`. */
  readonly path: string;
  /** Its complete text, which ends with a newline. */
  readonly text: string;
  /**
   * Whether the file is executable.
   * @default false
   */
  readonly executable?: boolean;
  /**
   * What to do if something else writes the file too: a sentence that becomes the fix of that problem.
   * @default "Write one of the two to another file."
   */
  readonly howToMove?: string;
}
