import { _escapeHidden } from '../../core';

/** Fields without escapes: nearly all of them. */
const PLAIN = /^[ -[\]-~]*$/;

const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n' };
const ESCAPE = /\\(?:([\\tnr])|x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]{5,6})\})/g;
const UNESCAPED: Readonly<Record<string, string>> = { '\\': '\\', 't': '\t', 'n': '\n', 'r': '\r' };

/**
 * Writes a text as one field of a line: without tabs, line ends and invisible characters. The reverse of `_readField`.
 *
 * @internal
 */
export function _writeField(text: string): string {
  return PLAIN.test(text) ? text : _escapeHidden(text.replace(/[\\\t\n]/g, character => ESCAPED[character]));
}

/**
 * Reads a field; undefined if `_writeField` writes no text like that.
 *
 * @internal
 */
export function _readField(field: string): string | undefined {
  if (PLAIN.test(field)) return field;
  const text = field.replace(ESCAPE, (escape: string, letter?: string, byte?: string, unit?: string, point?: string) => (
    letter === undefined ? readCharacter((byte ?? unit ?? point)!) ?? escape : UNESCAPED[letter]
  ));
  return _writeField(text) === field ? text : undefined;
}

function readCharacter(digits: string): string | undefined {
  const code = parseInt(digits, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
