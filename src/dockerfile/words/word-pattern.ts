import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _quoteShortened } from '../print/text';

/**
 * The place of a pattern: its operator and context.
 *
 * @internal
 */
export interface _PatternPlace {
  readonly name: string;
  readonly operator: string;
  readonly escape: EscapeCharacter;
  /** Whether quotes are literal around it. */
  readonly isHeredoc: boolean;
  /** Whether blanks end the surrounding word. */
  readonly splits: boolean;
}

/**
 * Prints literal text in a pattern. BuildKit keeps escape characters in it; that of a pattern is always `\`.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/shell/lex.go (`convertShellPatternToRegex`)
 * @throws `dockerfile/pattern`
 * @internal
 */
export function _printPattern(text: string, place: _PatternPlace): string {
  if (text.includes('\ufeff')) refusePattern(place, 'has a byte order mark', 'Go drops one at either end of a pattern');
  return Array.from(text, character => printPatternCharacter(character, place)).join('');
}

/**
 * Prints a replacement. BuildKit keeps escape characters in it, so only quotes can protect text.
 *
 * @throws `dockerfile/pattern`
 * @internal
 */
export function _printReplacement(text: string, place: _PatternPlace): string {
  const special = new RegExp(`'+|[}$"\\\\\\${place.escape}${place.splits ? '\\s\\u0085' : ''}]+`, 'g');
  const doubled = place.operator === '//' ? text.replace(/\$/g, '$$$$') : text; // Go's ReplaceAllString expands `$1`
  return doubled.replace(special, run => quoteRun(run, place));
}

function printPatternCharacter(character: string, place: _PatternPlace): string {
  const { operator, escape, isHeredoc, splits } = place;
  const isBackslash = isHeredoc || escape === EscapeCharacter.BACKSLASH;
  if ('*?\\'.includes(character)) return `\\${character}`;
  if (character === '}' || (character === '/' && operator.startsWith('/'))) return isBackslash ? `\\${character}` : quoteRun(character, place);
  if (character === escape && !isBackslash) return refusePattern(place, 'has a backtick', 'it is the escape character, and BuildKit would keep it in the pattern twice');
  return '$"\''.includes(character) || (splits && /[\s\u0085]/.test(character)) ? quoteRun(character, place) : character;
}

function quoteRun(run: string, place: _PatternPlace): string {
  if (!place.isHeredoc) return run.startsWith("'") ? `"${run}"` : `'${run}'`;
  return /^['"]+$/.test(run) ? run : refusePattern(place, `has ${_quoteShortened(run)}`, 'quotes cannot protect it in a heredoc');
}

function refusePattern({ name, operator }: _PatternPlace, has: string, why: string): never {
  return _refuse({
    id: 'dockerfile/pattern',
    what: `The pattern or replacement of "\${${name}${operator}…}" ${has}.`,
    why: `It cannot be written for BuildKit: ${why}.`,
    fix: 'Match the character with "?", or change the value in a RUN.',
  });
}
