/* eslint-disable no-bitwise -- modes are bits */
const SET_ID = 0o6000;
const STICKY = 0o1000;
/** The bits of each class of users. The sticky bit belongs to none. */
const WHO: Record<string, number> = { u: 0o4700, g: 0o2070, o: 0o007, a: 0o6777 };
const PERMISSIONS: Record<string, number> = { r: 0o444, w: 0o222, x: 0o111 };
/** The position of a class's three bits in a mode. */
const SHIFT: Record<string, number> = { u: 6, g: 3, o: 0 };

/**
 * Changes a mode as `COPY --chmod` does: `0755`, or words such as `u=rw,go=r`, `+x` and `g=u`. Undefined for a change that BuildKit rejects.
 * Unlike in chmod(1), `X` depends on the mode before the first clause.
 *
 * @param before octal, four digits
 * @see https://github.com/tonistiigi/dchapes-mode
 * @internal
 */
export function _changeMode(before: string, change: string, isDirectory: boolean): string | undefined {
  if (/^[0-7]+$/.test(change)) return formatMode(parseInt(change, 8));
  const original = parseInt(before, 8);
  const isRunnable = isDirectory || (original & 0o111) !== 0;
  let mode = original;
  for (const clause of change.split(',')) {
    const [, who, actions] = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/.exec(clause) ?? [];
    if (actions === undefined) return undefined;
    const whose = [...who].reduce((all, each) => all | WHO[each], 0);
    for (const [, operator, what] of actions.matchAll(/([-+=])([ugo]|[rwxXst]*)/g)) mode = applyAction(mode, whose, operator, what, isRunnable);
  }
  return formatMode(mode);
}

/** @param whose the bits of the named classes; 0 for all */
function applyAction(mode: number, whose: number, operator: string, what: string, isRunnable: boolean): number {
  // "Others" alone cannot get these bits.
  const mayBeSpecial = whose === 0 || (whose & ~0o007) !== 0;
  const sticky = what.includes('t') && mayBeSpecial ? STICKY : 0;
  // Without named classes, a `t` overrides the rest: `+rt` does not set `r`.
  const reach = whose | sticky || 0o6777;
  const bitsOfAll = () => [...what].reduce((all, each) => all | findBits(each, operator, mayBeSpecial, isRunnable), 0);
  const bits = reach & (what in SHIFT ? copyBits(mode, what) : bitsOfAll());
  if (operator === '+') return mode | bits;
  if (operator === '-') return mode & ~bits;
  // Copying from another class leaves the special bits unchanged.
  return (mode & ~(what in SHIFT ? reach & 0o777 : reach)) | bits;
}

function findBits(permission: string, operator: string, mayBeSpecial: boolean, isRunnable: boolean): number {
  if (permission === 's') return mayBeSpecial ? SET_ID : 0;
  if (permission === 't') return mayBeSpecial ? STICKY : 0;
  if (permission === 'X') return operator === '-' || isRunnable ? 0o111 : 0;
  return PERMISSIONS[permission];
}

/** Copies the permissions of one class to all three. */
function copyBits(mode: number, from: string): number {
  return ((mode >> SHIFT[from]) & 0o7) * 0o111;
}

function formatMode(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
