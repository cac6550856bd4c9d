import { EscapeCharacter, _literalFlagText } from './escape';
import { _oneLine, _shown, _storable } from './text';
import { _refuse } from '../../core';
import { Word } from '../words/word';

/**
 * `--name=value`, in which variables may expand; nothing where there is no value.
 *
 * @internal
 */
export function _wordFlag(name: string, value: Word | undefined, escape: EscapeCharacter): string[] {
  return value === undefined ? [] : [`--${name}=${value._print('flag', escape)}`];
}

/**
 * `--name=value`, in which nothing expands; nothing where there is no value.
 *
 * @throws `dockerfile/flag`, `dockerfile/newline`, `dockerfile/nul`
 * @internal
 */
export function _textFlag(name: string, value: string | undefined, escape: EscapeCharacter): string[] {
  if (value === undefined) return [];
  _oneLine(`value of --${name}`, _storable(`value of --${name}`, value));
  if (value === '' || /[^\0-\x7f]/.test(value)) {
    _refuse({
      id: value === '' ? 'dockerfile/empty-flag' : 'dockerfile/non-ascii-flag',
      what: `The value of --${name} is ${_shown(value)}.`,
      why: value === '' ? 'An empty value says nothing, and may be refused.' : 'BuildKit reads flags byte by byte and makes two characters out of one that is not ASCII.',
      fix: value === '' ? 'Leave the flag out.' : 'Use ASCII; in a pattern, "?" fits a single byte of it.',
    });
  }
  return [`--${name}=${_literalFlagText(value, escape)}`];
}

/**
 * `--name`, or `--name=false` where that says something else than to leave it out.
 *
 * @internal
 */
export function _switchFlag(name: string, value: boolean | undefined, saysFalse = false): string[] {
  if (value === true) return [`--${name}`];
  return value === false && saysFalse ? [`--${name}=false`] : [];
}

/**
 * Refuses what `--from` and `from=` cannot name.
 *
 * @throws `dockerfile/from`
 * @internal
 */
export function _sourceName(name: string | undefined): void {
  if (name === undefined || /^[A-Za-z0-9][A-Za-z0-9._:/@+-]*$/.test(name)) return;
  _refuse({
    id: 'dockerfile/from',
    what: `Nothing can be copied or mounted from ${_shown(name)}.`,
    why: 'BuildKit expands no variables there, and takes names of stages, images and contexts alone.',
    fix: name.includes('$')
      ? 'Begin a stage FROM the image with the variable, under a name, and copy from that name.'
      : 'Name a stage, an image or a named context.',
  });
}
