import { _findHiddenCharacters } from './hidden-characters';

/**
 * Prints a value as the text of a JSON file. Invisible characters are written as escapes, which JSON allows for any character: another
 * program reads the same value. https://www.rfc-editor.org/rfc/rfc8259#section-7
 *
 * @param indent blanks for each level; 0 for a text on one line
 * @internal
 */
export function _printJson(value: object, indent = 2): string {
  const text = JSON.stringify(value, undefined, indent);
  const hidden = _findHiddenCharacters(text);
  if (hidden.length === 0) return `${text}\n`;
  let end = 0;
  const parts = hidden.map(({ index }) => {
    const before = text.slice(end, index);
    end = index + (text.codePointAt(index)! > 0xffff ? 2 : 1);
    return before + [...Array(end - index).keys()].map(i => `\\u${text.charCodeAt(index + i).toString(16).padStart(4, '0')}`).join('');
  });
  return `${parts.join('')}${text.slice(end)}\n`;
}

/**
 * Prints a list whose items are JSON texts already, so that a large one never exists as a value.
 *
 * @internal
 */
export function _printJsonList(texts: readonly string[]): string {
  return `[${texts.map(text => text.trimEnd()).join(',')}]`;
}

/**
 * Prints an object whose members are JSON texts already, as the text of a file.
 *
 * @internal
 */
export function _printJsonObject(members: Readonly<Record<string, string>>): string {
  const texts = Object.entries(members).map(([name, text]) => `${_printJson([name], 0).slice(1, -2)}:${text.trimEnd()}`);
  return `{${texts.join(',')}}\n`;
}
