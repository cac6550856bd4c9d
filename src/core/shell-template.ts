import { _escapeDoubleQuoted } from './shell-word';

/**
 * A part of a word in a shell script: literal text, or a variable that the shell expands.
 *
 * @internal
 */
export type _ShellPart = string | { readonly variable: string };

/**
 * Prints a word of a shell script in double quotes: only its variables are expanded, and their values are not split.
 *
 * @internal
 */
export function _printShellTemplate(parts: readonly _ShellPart[]): string {
  const texts = parts.map((part, i) => {
    if (typeof part === 'string') return _escapeDoubleQuoted(part);
    const next = parts[i + 1];
    // The shell takes the longest name: `$version` before "s" is the variable `versions`.
    return typeof next === 'string' && /^\w/.test(next) ? `\${${part.variable}}` : `$${part.variable}`;
  });
  return `"${texts.join('')}"`;
}
