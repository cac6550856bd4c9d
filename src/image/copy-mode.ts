const BITS = ['', 'x', 'w', 'wx', 'r', 'rx', 'rw', 'rwx'];
const SPECIAL = ['', '+t', 'g+s', 'g+s,+t', 'u+s', 'u+s,+t', 'ug+s', 'ug+s,+t'];

/**
 * What a copy may consist of.
 *
 * @internal
 */
export enum _Copied {
  /** One regular file, as a text is. */
  FILE,
  /** A file, or a directory with what is in it: only the build knows. */
  TREE,
}

/**
 * The value of `COPY --chmod`. BuildKit gives an octal mode to every directory that is copied and to those above the destination, where
 * it makes them, and a directory of mode 0644 lets nobody but root in. So of a tree, who may read or write may also enter: `0644` becomes
 * `u=rwX,go=rX`, which makes directories 0755, and leaves a file that is executable in its source executable (`X` asks what the file was).
 * A symbolic mode does not touch the directories above (seen with BuildKit 0.34).
 *
 * @param mode octal; words of chmod(1) are returned as they are
 * @see https://github.com/tonistiigi/dchapes-mode
 * @internal
 */
export function _copyMode(destination: string, mode: string, copied: _Copied): string {
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
