/** Options of files that are written or copied into a stage. */
export interface FileOptions {
  /**
   * The mode: octal, e.g. `0644`, or symbolic as in chmod(1), e.g. `u=rwX,go=rX`. For a copy that may contain directories, an octal mode
   * keeps them accessible: `0644` makes directories 0755 and keeps executable files executable.
   * `0755` makes every file executable.
   * @default "0644" for text; the mode of the source for a copy
   */
  readonly mode?: string;
  /**
   * Numeric owner, `uid:gid`.
   * @default - root; for `BuildStage.copyFrom()`, the owner of the source
   */
  readonly owner?: string;
}

/** Options of `BuildStage.copyLocal()`, `BuildStage.copyFrom()` and `BuildStage.add()`. */
export interface CopyOptions extends FileOptions {
  /**
   * Patterns of files to leave out, relative to the root of the copy, in the syntax of `.dockerignore`: `docs`, `*.test.ts`. This is
   * COPY --exclude, which needs version 1.19 of the frontend.
   * @default - nothing
   */
  readonly exclude?: string[];
  /**
   * Whether the sources are patterns: `*.conf`, `app?.jar`, `[ab].txt`. A backslash makes the next character literal.
   * @default - each is the literal name of one file or directory
   */
  readonly patterns?: boolean;
  /**
   * COPY --link: a layer that does not depend on those below it and stays valid when they change. The destination must not pass through a link
   * of the stage.
   * @default false
   */
  readonly link?: boolean;
}
