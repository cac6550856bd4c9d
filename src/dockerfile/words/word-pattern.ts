import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _shown } from '../print/text';

/**
 * An operator with a pattern, and where it is written.
 *
 * @internal
 */
export interface _PatternPlace {
  readonly name: string;
  readonly operator: string;
  readonly escape: EscapeCharacter;
  /** Whether quotes are plain text around it. */
  readonly isHeredoc: boolean;
  /** Whether blanks end the word around it. */
  readonly splits: boolean;
}

/**
 * Text that a pattern must have. Escape characters stay in it; its own one is `\`, whatever the directive says.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/shell/lex.go (`convertShellPatternToRegex`)
 * @throws `dockerfile/pattern`
 * @internal
 */
export function _patternText(text: string, place: _PatternPlace): string {
  if (text.includes('\ufeff')) refuse(place, 'has a byte order mark', 'Go drops one at either end of a pattern');
  return Array.from(text, character => patternCharacter(character, place)).join('');
}

/**
 * Text that takes the place of what fits. Escape characters stay in it, so that only quotes help.
 *
 * @throws `dockerfile/pattern`
 * @internal
 */
export function _replacementText(text: string, place: _PatternPlace): string {
  const special = new RegExp(`'+|[}$"\\\\\\${place.escape}${place.splits ? '\\s\\u0085' : ''}]+`, 'g');
  const doubled = place.operator === '//' ? text.replace(/\$/g, '$$$$') : text; // Go's ReplaceAllString expands `$1`
  return doubled.replace(special, run => quoted(run, place));
}

function patternCharacter(character: string, place: _PatternPlace): string {
  const { operator, escape, isHeredoc, splits } = place;
  const isBackslash = isHeredoc || escape === EscapeCharacter.BACKSLASH;
  if ('*?\\'.includes(character)) return `\\${character}`;
  if (character === '}' || (character === '/' && operator.startsWith('/'))) return isBackslash ? `\\${character}` : quoted(character, place);
  if (character === escape && !isBackslash) return refuse(place, 'has a backtick', 'it is the escape character here, and stays in the pattern twice');
  return '$"\''.includes(character) || (splits && /[\s\u0085]/.test(character)) ? quoted(character, place) : character;
}

function quoted(run: string, place: _PatternPlace): string {
  if (!place.isHeredoc) return run.startsWith("'") ? `"${run}"` : `'${run}'`;
  return /^['"]+$/.test(run) ? run : refuse(place, `has ${_shown(run)}`, 'in a heredoc no quotes keep it from being read');
}

function refuse({ name, operator }: _PatternPlace, has: string, why: string): never {
  return _refuse({
    id: 'dockerfile/pattern',
    what: `The pattern of "\${${name}${operator}…}", or what replaces it, ${has}.`,
    why: `BuildKit cannot be told so: ${why}.`,
    fix: 'Let "?" fit the character, or change the value in a RUN.',
  });
}
