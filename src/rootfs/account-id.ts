/** 32 bits; system calls take the number with all bits set for "leave it unchanged". @see https://man7.org/linux/man-pages/man2/chown.2.html */
const MOST = 2 ** 32 - 2;

/**
 * Whether a number can be that of a user or a group on Linux.
 *
 * @internal
 */
export function _isAccountId(id: number): boolean {
  return Number.isInteger(id) && id >= 0 && id <= MOST;
}

/**
 * Whether a text is the numeric owner of a file, `uid:gid`.
 *
 * @internal
 */
export function _isOwner(text: string): boolean {
  return /^\d{1,10}:\d{1,10}$/.test(text) && text.split(':').every(id => _isAccountId(Number(id)));
}

/**
 * The description of such a number in messages.
 *
 * @internal
 */
export const _ACCOUNT_ID = `a whole number from 0 to ${MOST}`;
