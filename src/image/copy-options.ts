/** Options of files that are put into a stage. */
export interface FileOptions {
  /**
   * The mode: octal, e.g. `0644`, or in the words of chmod(1), e.g. `u=rwX,go=rX`. Of a copy that may hold directories, an octal mode never
   * takes away that they can be entered: `0644` gives directories 0755, and leaves what is executable in its source executable.
   * `0755` makes every file executable.
   * @default "0644" for text; as in its source for a copy
   */
  readonly mode?: string;
  /**
   * Numeric owner, `uid:gid`.
   * @default - root
   */
  readonly owner?: string;
}

/** Options of `BuildStage.copyLocal()`, `BuildStage.copyFrom()` and `BuildStage.add()`. */
export interface CopyOptions extends FileOptions {
  /**
   * Patterns of what is left out, from the root of what is copied, in the syntax of `.dockerignore`: `docs`, `*.test.ts`. This is
   * COPY --exclude, which needs version 1.19 of the frontend.
   * @default - nothing
   */
  readonly exclude?: string[];
  /**
   * Whether the sources are patterns: `*.conf`, `app?.jar`, `[ab].txt`, where a backslash takes a character for itself.
   * @default - each is the name of one file or directory, whatever is in it
   */
  readonly patterns?: boolean;
  /**
   * COPY --link: a layer that does not depend on those below it, and so stays when they change. The destination may not lead through a link
   * of the stage.
   * @default false
   */
  readonly link?: boolean;
}
