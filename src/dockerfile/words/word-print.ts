import { _Expansion, _OPERATORS, _Part, _listExpansions } from './word-parts';
import { _printPattern, _printReplacement } from './word-pattern';
import { _refuse } from '../../core';
import { EscapeCharacter, _Reading, _SAFE, _escapeText, _escapeFlag } from '../print/escape';
import { _checkOneLine, _quoteShortened } from '../print/text';

/**
 * The place of a word in an instruction.
 *
 * @internal
 */
export type _Place = 'argument' | 'value' | 'key' | 'item' | 'json' | 'flag' | 'field' | 'heredoc';

type Form = 'bare' | 'quoted' | 'lexed' | 'heredoc';

/** How BuildKit reads the word after an operator in each form. */
const OPERAND: Record<Form, _Reading> = { bare: 'split operand', quoted: 'operand', lexed: 'operand', heredoc: 'heredoc operand' };

/** Text with variables that needs no quotes. Leading dashes would make it a flag, and `#` would make the line a comment. */
const BARE = /^(?!--|#)[A-Za-z0-9_@%+=:,./#?&*~${}-]+$/;

/** Text that cannot be written in some places, even with quotes. */
interface Limit {
  readonly id: string;
  readonly found: RegExp;
  readonly why: string;
  readonly fix: string;
}

const EQUALS_SIGN: Limit = {
  id: 'dockerfile/key',
  found: /=/,
  why: 'BuildKit ends the key at the first "=", even inside quotes, and would set another key.',
  fix: 'Use a key without "=".',
};

const BLANK: Limit = {
  id: 'dockerfile/blank',
  found: /[\t\v\f\r ]/,
  why: 'BuildKit splits this instruction at blanks before it processes quotes, and would see several words.',
  fix: 'Use a name without blanks. For the destination of a heredoc, set WORKDIR to the directory and name the file relative to it.',
};

const NOT_ASCII: Limit = {
  id: 'dockerfile/non-ascii-flag',
  found: /[^\0-\x7f]/,
  why: 'BuildKit reads flags byte by byte, and splits a non-ASCII character into several.',
  fix: 'Use ASCII, or put the value into an ARG and refer to it.',
};

const HEREDOC_LOOKALIKE: Limit = {
  id: 'dockerfile/heredoc-lookalike',
  found: /\$\{.*\s\d*<</s,
  why: 'BuildKit would read "<<" inside ${…} as a heredoc, and the lines below as its text.',
  fix: 'Put the value into an ARG and refer to it.',
};

interface PlaceRow {
  /** The name of the word in messages. */
  readonly called: string;
  /** Quoted only if necessary, only with escape characters, or as the body of a heredoc. */
  readonly form: 'bare or quoted' | 'lexed' | 'heredoc';
  readonly limits: Limit[];
  /** The last step of printing. */
  readonly wrap?: (text: string, escape: EscapeCharacter) => string;
}

const PLACES: Record<_Place, PlaceRow> = {
  argument: { called: 'argument', form: 'bare or quoted', limits: [] }, // WORKDIR, USER, STOPSIGNAL: the rest of the line
  value: { called: 'value', form: 'bare or quoted', limits: [] }, // after `=` of ENV, LABEL and ARG
  key: { called: 'key', form: 'bare or quoted', limits: [EQUALS_SIGN] }, // before `=`
  item: { called: 'word', form: 'bare or quoted', limits: [BLANK] }, // FROM, EXPOSE, COPY with heredocs
  json: { called: 'path', form: 'lexed', limits: [], wrap: printJsonItem }, // COPY, ADD, VOLUME: read as a shell word after JSON
  flag: { called: 'value of a flag', form: 'lexed', limits: [NOT_ASCII, HEREDOC_LOOKALIKE], wrap: _escapeFlag },
  field: { called: 'field of a mount', form: 'lexed', limits: [NOT_ASCII, HEREDOC_LOOKALIKE] },
  heredoc: { called: 'text', form: 'heredoc', limits: [] },
};

/**
 * Prints a word for a Dockerfile.
 *
 * @throws `dockerfile/newline`, `dockerfile/key`, `dockerfile/blank`, `dockerfile/non-ascii-flag`, `dockerfile/heredoc-lookalike`,
 * `dockerfile/pattern`
 * @internal
 */
export function _printWord(parts: readonly _Part[], place: _Place, escape: EscapeCharacter): string {
  const { called, form, limits, wrap } = PLACES[place];
  const text = form === 'bare or quoted' ? splitQuotable(parts, escape) : printParts(parts, form, escape, literal => _escapeText(literal, form, escape));
  const written = parts.every(part => typeof part === 'string') ? parts.join('') : text;
  if (form !== 'heredoc') _checkOneLine(called, written);
  for (const { id, found, why, fix } of limits) {
    if (found.test(text)) _refuse({ id, what: `The ${called} is ${_quoteShortened(written)}.`, why, fix });
  }
  return wrap === undefined ? text : wrap(text, escape);
}

/**
 * Prints a word that needs no quotes; undefined for any other.
 *
 * @internal
 */
export function _printBare(parts: readonly _Part[], escape: EscapeCharacter): string | undefined {
  if (parts.some(part => typeof part === 'string' && !_SAFE.test(part))) return undefined;
  const text = printParts(parts, 'bare', escape, literal => literal);
  return BARE.test(text) ? text : undefined;
}

/** Prints it without quotes, in one pair of quotes, or in pieces if an expansion needs its own double quotes. */
function splitQuotable(parts: readonly _Part[], escape: EscapeCharacter): string {
  const quoted = (text: string) => _escapeText(text, 'quoted', escape);
  const bare = _printBare(parts, escape);
  if (bare !== undefined) return bare;
  if (hasQuotesInPattern(parts)) return printParts(parts, 'bare', escape, text => `"${quoted(text)}"`);
  return `"${printParts(parts, 'quoted', escape, quoted)}"`;
}

function printParts(parts: readonly _Part[], form: Form, escape: EscapeCharacter, literal: (text: string) => string): string {
  return parts.map((part, i) => {
    if (typeof part === 'string') return literal(part);
    return 'wildcard' in part ? part.wildcard : printExpansion(part, parts[i + 1], form, escape);
  }).join('');
}

function printExpansion(
  { name, operator, operand = [], replacement }: _Expansion, next: _Part | undefined, form: Form, escape: EscapeCharacter,
): string {
  if (operator === undefined) return isNameEnd(next) ? `$${name}` : `\${${name}}`;
  if (_OPERATORS[operator] === 'word') {
    return `\${${name}${operator}${printParts(operand, form, escape, text => _escapeText(text, OPERAND[form], escape))}}`;
  }
  const place = { name, operator, escape, isHeredoc: form === 'heredoc', splits: form === 'bare' };
  const pattern = printParts(operand, form, escape, text => _printPattern(text, place));
  const rest = replacement === undefined ? '' : `/${printParts(replacement, form, escape, text => _printReplacement(text, place))}`;
  return `\${${name}${operator}${pattern}${rest}}`;
}

/** Whether the following text cannot be read as part of the name. */
function isNameEnd(next: _Part | undefined): boolean {
  return next === undefined || (typeof next === 'string' && !/^[\p{L}\p{Nd}_]/u.test(next));
}

/** Whether a pattern or replacement contains quotes: only quotes protect text there, and they cannot be nested. */
function hasQuotesInPattern(parts: readonly _Part[]): boolean {
  return _listExpansions(parts).filter(({ operator = ':-' }) => _OPERATORS[operator] !== 'word')
    .flatMap(({ operand = [], replacement = [] }) => [...operand, ...replacement])
    .some(part => typeof part === 'string' && /['"]/.test(part));
}

/** BuildKit reads a word that looks like `<<NAME` as a heredoc, even in JSON. */
function printJsonItem(text: string, escape: EscapeCharacter): string {
  return JSON.stringify(text.replace(/^\d*(?=<<)/, `$&${escape}`));
}
