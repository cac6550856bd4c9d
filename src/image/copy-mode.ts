const BITS = ['', 'x', 'w', 'wx', 'r', 'rx', 'rw', 'rwx'];

/**
 * The value of `COPY --chmod` for one file. BuildKit gives an octal mode to the directories above it too, where it makes them, and
 * a directory of mode 0644 lets nobody but root in; a symbolic one is for the file alone (seen with BuildKit 0.34).
 *
 * @param mode four octal digits
 * @internal
 */
export function _copyMode(destination: string, mode: string): string {
  const isBelowRoot = destination.lastIndexOf('/') === 0;
  const [special, user, group, other] = [...mode].map(Number);
  if (isBelowRoot || special !== 0) return mode;
  return group === other ? `u=${BITS[user]},go=${BITS[group]}` : `u=${BITS[user]},g=${BITS[group]},o=${BITS[other]}`;
}
