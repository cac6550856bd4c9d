import type { Word } from '../../dockerfile';

/** Longer than this, what a word becomes is not followed. Linux takes no text of an eighth of it in the environment of a program. */
const LONGEST = 2 ** 20;

/** A variable: its value, `unset`, or undefined where that is not known. */
type Setting = { readonly value: string } | 'unset' | undefined;

/**
 * The text that a word becomes; undefined where it is not known, or would have to be matched against a pattern.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 * @internal
 */
export function _expandWord(word: Word, lookup: (name: string) => Setting): string | undefined {
  return expanded(word._parts, lookup);
}

function expanded(parts: Word['_parts'], lookup: (name: string) => Setting): string | undefined {
  const texts: (string | undefined)[] = parts.map(part => (typeof part === 'string' ? part : 'wildcard' in part ? undefined : valueOf(part, lookup)));
  const length = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  return texts.includes(undefined) || length > LONGEST ? undefined : texts.join('');
}

function valueOf(part: Exclude<Word['_parts'][number], string | { readonly wildcard: string }>, lookup: (name: string) => Setting): string | undefined {
  const { name, operator, operand } = part;
  const setting = lookup(name);
  if (setting === undefined) return undefined;
  const value = setting === 'unset' ? '' : setting.value;
  const isMissing = operator?.startsWith(':') ? value === '' : setting === 'unset';
  switch (operator) {
    case undefined: return value;
    case '-': case ':-': return isMissing ? expanded(operand!, lookup) : value;
    case '+': case ':+': return isMissing ? '' : expanded(operand!, lookup);
    case '?': case ':?': return isMissing ? undefined : value;
    default: return undefined;
  }
}
