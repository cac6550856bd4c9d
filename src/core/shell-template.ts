import { _doubleQuoted } from './shell-word';

/**
 * A part of a word of a shell script: text that the shell takes literally, or a variable of the script, whose value goes in.
 *
 * @internal
 */
export type _ShellPart = string | { readonly variable: string };

/**
 * A word of a shell script, in double quotes: of its parts only variables are expanded, and what they hold is not split.
 *
 * @internal
 */
export function _shellTemplate(parts: readonly _ShellPart[]): string {
  const texts = parts.map((part, i) => {
    if (typeof part === 'string') return _doubleQuoted(part);
    const next = parts[i + 1];
    // The shell would read on: `$version` before "s" is the variable `versions`.
    return typeof next === 'string' && /^\w/.test(next) ? `\${${part.variable}}` : `$${part.variable}`;
  });
  return `"${texts.join('')}"`;
}
