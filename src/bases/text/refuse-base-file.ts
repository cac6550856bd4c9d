import { _quoteValue, _refuse } from '../../core';

/** Why a base file is refused, and what to do about it. */
const REFUSALS = {
  'bases/schema': {
    why: 'Without it, nothing is known about the files of the base image.',
    fix: 'Run `imagewright pin --bases`, which writes it again. If a newer version of imagewright wrote it, update imagewright instead.',
  },
  'bases/damaged': {
    why: 'Checks would rely on files that the base image may not have.',
    fix: 'Run `imagewright pin --bases`, which writes it again. If a merge left conflict markers in it, take either side first.',
  },
  'bases/limit': {
    why: 'Reading it could use up all memory.',
    fix: 'Use a smaller base image. If this one has far fewer files, run `imagewright pin --bases`, which writes the file again.',
  },
  'bases/unreadable': {
    why: 'Without it, nothing is known about the files of the base image.',
    fix: 'Remove it, or make it a readable file. Then run `imagewright pin --bases`, which writes it again.',
  },
} as const;

/**
 * How many bytes of a base file are read at most: far more than a million files of a base image need.
 *
 * @internal
 */
export const _MOST_BASE_BYTES = 64 * 2 ** 20;

/**
 * Refuses a base file that cannot be read.
 *
 * @param reason in words, e.g. `it is a directory`
 * @throws always
 * @internal
 */
export function _refuseUnreadableBase(path: string, reason: string): never {
  return _refuseBaseFile('bases/unreadable', path, `The base file ${path} cannot be read: ${reason}.`);
}

/**
 * Refuses a base file.
 *
 * @param where path of the file, with the line if one is wrong
 * @throws always
 * @internal
 */
export function _refuseBaseFile(id: keyof typeof REFUSALS, where: string, what: string): never {
  return _refuse({ id, where, what, ...REFUSALS[id] });
}

/**
 * Refuses a line of a base file.
 *
 * @param line from 1
 * @throws always
 * @internal
 */
export function _refuseLine(path: string, line: number, text: string, why = 'is not as imagewright writes it'): never {
  return _refuseBaseFile('bases/damaged', `${path}:${line}`, `Line ${line} of the base file ${path} ${why}: ${_quoteValue(text)}.`);
}
