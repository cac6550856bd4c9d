/** A file to write. */
export interface OutputFile {
  /** From the root of the repository, with forward slashes, e.g. `deploy/compose.yml`. */
  readonly path: string;
  /** All of its text; ends with a newline. */
  readonly text: string;
  /**
   * Whether it can be run as a program.
   * @default false
   */
  readonly executable?: boolean;
  /**
   * What to do where something else writes the file too: a sentence, which becomes the fix of that problem.
   * @default "Write one of the two to another file."
   */
  readonly howToMove?: string;
}
