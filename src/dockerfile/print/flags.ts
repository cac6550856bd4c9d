import { EscapeCharacter, _escapeLiteralFlag } from './escape';
import { _checkOneLine, _quoteShortened, _checkStorable } from './text';
import { _refuse } from '../../core';
import { Word } from '../words/word';

/**
 * Prints `--name=value`, in which variables may be expanded; nothing without a value.
 *
 * @internal
 */
export function _printWordFlag(name: string, value: Word | undefined, escape: EscapeCharacter): string[] {
  return value === undefined ? [] : [`--${name}=${value._print('flag', escape)}`];
}

/**
 * Prints `--name=value`, in which nothing is expanded; nothing without a value.
 *
 * @throws `dockerfile/flag`, `dockerfile/newline`, `dockerfile/nul`
 * @internal
 */
export function _printTextFlag(name: string, value: string | undefined, escape: EscapeCharacter): string[] {
  if (value === undefined) return [];
  _checkOneLine(`value of --${name}`, _checkStorable(`value of --${name}`, value));
  if (value === '' || /[^\0-\x7f]/.test(value)) {
    _refuse({
      id: value === '' ? 'dockerfile/empty-flag' : 'dockerfile/non-ascii-flag',
      what: `The value of --${name} is ${_quoteShortened(value)}.`,
      why: value === '' ? 'BuildKit ignores or rejects an empty value.' : 'BuildKit reads flags byte by byte, and splits a non-ASCII character into several.',
      fix: value === '' ? 'Leave the flag out.' : 'Use ASCII; in a pattern, "?" matches a single byte of it.',
    });
  }
  return [`--${name}=${_escapeLiteralFlag(value, escape)}`];
}

/**
 * Prints `--name`, or `--name=false` if that differs from leaving it out.
 *
 * @internal
 */
export function _printSwitch(name: string, value: boolean | undefined, saysFalse = false): string[] {
  if (value === true) return [`--${name}`];
  return value === false && saysFalse ? [`--${name}=false`] : [];
}

/**
 * Refuses names that `--from` and `from=` cannot have.
 *
 * @throws `dockerfile/from`
 * @internal
 */
export function _checkSourceName(name: string | undefined): void {
  if (name === undefined || /^[A-Za-z0-9][A-Za-z0-9._:/@+-]*$/.test(name)) return;
  _refuse({
    id: 'dockerfile/from',
    what: `Nothing can be copied or mounted from ${_quoteShortened(name)}.`,
    why: 'BuildKit expands no variables there, and accepts only names of stages, images and contexts.',
    fix: name.includes('$')
      ? 'Begin a named stage FROM the image with the variable, and copy from that stage.'
      : 'Name a stage, an image or a named context.',
  });
}
