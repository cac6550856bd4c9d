const BITS = ['', 'x', 'w', 'wx', 'r', 'rx', 'rw', 'rwx'];
const SPECIAL = ['', '+t', 'g+s', 'g+s,+t', 'u+s', 'u+s,+t', 'ug+s', 'ug+s,+t'];

/**
 * The kind of files in a copy.
 *
 * @internal
 */
export enum _Copied {
  /** One regular file, such as a text. */
  FILE,
  /** A file, or a directory with its contents: known only during the build. */
  TREE,
}

/**
 * The value of `COPY --chmod`. BuildKit applies an octal mode to every copied directory and to the parents of the destination that it
 * creates, and only root can enter a directory with mode 0644. So in a tree, read or write access implies access to directories: `0644` is
 * `u=rwX,go=rX`, which makes directories 0755 and keeps executable files executable (`X` depends on the mode of the source).
 * A symbolic mode does not apply to parent directories (observed with BuildKit 0.34).
 *
 * @param mode octal; symbolic modes of chmod(1) are returned unchanged
 * @see https://github.com/tonistiigi/dchapes-mode
 * @internal
 */
export function _resolveCopyMode(destination: string, mode: string, copied: _Copied): string {
  if (!/^[0-7]{1,5}$/.test(mode)) return mode;
  const digits = mode.padStart(4, '0').slice(-4);
  const [special, ...classes] = [...digits].map(Number);
  const isEntered = classes.every(bits => bits === 0 || bits % 2 === 1);
  const isBelowRoot = destination.lastIndexOf('/') === 0;
  if (copied === _Copied.FILE ? isBelowRoot || special !== 0 : isEntered && (isBelowRoot || special !== 0)) return mode;
  const [user, group, other] = classes.map(bits => `${BITS[bits]}${copied === _Copied.TREE && bits !== 0 && bits % 2 === 0 ? 'X' : ''}`);
  const words = group === other ? `u=${user},go=${group}` : `u=${user},g=${group},o=${other}`;
  return special === 0 ? words : `${words},${SPECIAL[special]}`;
}
