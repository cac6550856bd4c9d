/**
 * What decides whether a shell goes on behind a command that has failed.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#set
 * @internal
 */
export interface _Modes {
  /** `set -e`: it ends. */
  readonly errexit: boolean;
  /** `set -o pipefail`: a pipeline fails with any of its commands, not only with the last. */
  readonly pipefail: boolean;
}

/**
 * The modes after `set`, or in a shell that is started, with these words: `-eu`, `-o pipefail`, `+e`.
 *
 * @param words the words behind `set` or the name of the shell; undefined for what is computed
 * @internal
 */
export function _readModes(words: readonly (string | undefined)[], before: _Modes = { errexit: false, pipefail: false }): _Modes {
  let { errexit, pipefail } = before;
  for (let i = 0; i < words.length && words[i] !== '--'; i++) {
    const [, sign, letters] = /^([-+])([a-zA-Z]+)$/.exec(words[i] ?? '') ?? [];
    if (sign === undefined) {
      if (/^[-+]/.test(words[i] ?? '')) continue;
      break;
    }
    const isOn = sign === '-';
    if (letters.includes('e')) errexit = isOn;
    // Each `o` takes a word.
    for (const letter of letters) {
      if (letter !== 'o') continue;
      i++;
      if (words[i] === 'errexit') errexit = isOn;
      if (words[i] === 'pipefail') pipefail = isOn;
    }
  }
  return { errexit, pipefail };
}
