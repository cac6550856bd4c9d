/**
 * The modes that decide whether a shell continues after a failed command.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#set
 * @internal
 */
export interface _Modes {
  /** `set -e`: it exits. */
  readonly errexit: boolean;
  /** `set -o pipefail`: a pipeline fails if any of its commands fails, not only the last one. */
  readonly pipefail: boolean;
}

/**
 * The modes after `set` with these words, or in a shell that is started with them: `-eu`, `-o pipefail`, `+e`.
 *
 * @param words the words after `set` or the name of the shell; undefined for computed ones
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
    // Each `o` takes a word as its value.
    for (const letter of letters) {
      if (letter !== 'o') continue;
      i++;
      if (words[i] === 'errexit') errexit = isOn;
      if (words[i] === 'pipefail') pipefail = isOn;
    }
  }
  return { errexit, pipefail };
}
