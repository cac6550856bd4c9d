/** A number, a time, an address or a word: text that means itself as a value of a command, without quotes. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9_./:]*$/;

/** @see https://manual.mikrotik.com/docs/scripting#constant-escape-sequences */
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Quotes a text as one value of a RouterOS command: a string in which nothing is expanded. Characters outside of ASCII become the bytes of
 * their UTF-8 form, because a script file has no declared encoding.
 *
 * @see https://manual.mikrotik.com/docs/scripting#constant-escape-sequences
 * @internal
 */
export function _quoteRouterOs(text: string): string {
  return PLAIN.test(text) ? text : _quoteRouterOsText(text);
}

/**
 * Quotes a text of an expression, where a word without quotes would be a command or a property.
 *
 * @internal
 */
export function _quoteRouterOsText(text: string): string {
  return `"${escape(text)}"`;
}

/**
 * Quotes a script that becomes the value of another command, such as `source=`: a string of one line per line of the script. A backslash at the
 * end of a line continues the string, and the blanks before the next line do not count, so that leading blanks are escaped.
 *
 * @internal
 */
export function _quoteRouterOsSource(script: string): string {
  const lines = script.replace(/\n$/, '').split('\n').map(line => escape(line).replace(/^ +/, blanks => '\\_'.repeat(blanks.length)));
  return `"\\\n    ${lines.join('\\n\\\n    ')}\\n"`;
}

function escape(text: string): string {
  return text.replace(/[^ -~]|["\\$]/gu, character => ESCAPES[character] ?? (/["\\$]/.test(character) ? `\\${character}` : hex(character)));
}

function hex(character: string): string {
  return [...Buffer.from(character, 'utf8')].map(byte => `\\${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
