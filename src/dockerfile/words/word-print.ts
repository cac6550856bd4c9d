import { _Expansion, _OPERATORS, _Part, _expansions } from './word-parts';
import { _patternText, _replacementText } from './word-pattern';
import { _refuse } from '../../core';
import { EscapeCharacter, _Reading, _SAFE, _escaped, _flagText } from '../print/escape';
import { _oneLine, _shown } from '../print/text';

/**
 * Where a word stands in an instruction.
 *
 * @internal
 */
export type _Place = 'argument' | 'value' | 'key' | 'item' | 'json' | 'flag' | 'field' | 'heredoc';

type Form = 'bare' | 'quoted' | 'lexed' | 'heredoc';

/** How the word behind an operator is read in each form. */
const OPERAND: Record<Form, _Reading> = { bare: 'split operand', quoted: 'operand', lexed: 'operand', heredoc: 'heredoc operand' };

/** Text with variables that needs no quotes. Two dashes at its beginning would make it a flag, and `#` the whole line a comment. */
const BARE = /^(?!--|#)[A-Za-z0-9_@%+=:,./#?&*~${}-]+$/;

/** What cannot be said in some place, however it is quoted. */
interface Limit {
  readonly id: string;
  readonly found: RegExp;
  readonly why: string;
  readonly fix: string;
}

const EQUALS_SIGN: Limit = {
  id: 'dockerfile/key',
  found: /=/,
  why: 'BuildKit takes the first "=" for the end of the key, also inside quotes: another key would be set.',
  fix: 'Use a key without "=".',
};

const BLANK: Limit = {
  id: 'dockerfile/blank',
  found: /[\t\v\f\r ]/,
  why: 'BuildKit splits this instruction at blanks before it looks at quotes: several words would arrive.',
  fix: 'Use a name without blanks. For the destination of a heredoc, set WORKDIR to the directory and name the file relative to it.',
};

const NOT_ASCII: Limit = {
  id: 'dockerfile/non-ascii-flag',
  found: /[^\0-\x7f]/,
  why: 'BuildKit reads flags byte by byte and makes two characters out of one that is not ASCII.',
  fix: 'Use ASCII, or put the value into an ARG and name that.',
};

const HEREDOC_LOOKALIKE: Limit = {
  id: 'dockerfile/heredoc-lookalike',
  found: /\$\{.*\s\d*<</s,
  why: 'BuildKit would take "<<" inside of ${…} for a heredoc, and lines below for its text.',
  fix: 'Put the value into an ARG and name that.',
};

interface PlaceRow {
  /** What an error calls the word. */
  readonly called: string;
  /** Bare where it can be and else in quotes, with escape characters alone, or as the body of a heredoc. */
  readonly form: 'bare or quoted' | 'lexed' | 'heredoc';
  readonly limits: Limit[];
  /** What is done with the text afterwards. */
  readonly wrap?: (text: string, escape: EscapeCharacter) => string;
}

const PLACES: Record<_Place, PlaceRow> = {
  argument: { called: 'argument', form: 'bare or quoted', limits: [] }, // WORKDIR, USER, STOPSIGNAL: the rest of the line
  value: { called: 'value', form: 'bare or quoted', limits: [] }, // behind `=` of ENV, LABEL and ARG
  key: { called: 'key', form: 'bare or quoted', limits: [EQUALS_SIGN] }, // before `=`
  item: { called: 'word', form: 'bare or quoted', limits: [BLANK] }, // FROM, EXPOSE, COPY with heredocs
  json: { called: 'path', form: 'lexed', limits: [], wrap: jsonItem }, // COPY, ADD, VOLUME: read as a shell word after JSON
  flag: { called: 'value of a flag', form: 'lexed', limits: [NOT_ASCII, HEREDOC_LOOKALIKE], wrap: _flagText },
  field: { called: 'field of a mount', form: 'lexed', limits: [NOT_ASCII, HEREDOC_LOOKALIKE] },
  heredoc: { called: 'text', form: 'heredoc', limits: [] },
};

/**
 * A word as it stands in a Dockerfile.
 *
 * @throws `dockerfile/newline`, `dockerfile/key`, `dockerfile/blank`, `dockerfile/non-ascii-flag`, `dockerfile/heredoc-lookalike`,
 * `dockerfile/pattern`
 * @internal
 */
export function _printWord(parts: readonly _Part[], place: _Place, escape: EscapeCharacter): string {
  const { called, form, limits, wrap } = PLACES[place];
  const text = form === 'bare or quoted' ? quotable(parts, escape) : written(parts, form, escape, literal => _escaped(literal, form, escape));
  const said = parts.every(part => typeof part === 'string') ? parts.join('') : text;
  if (form !== 'heredoc') _oneLine(called, said);
  for (const { id, found, why, fix } of limits) {
    if (found.test(text)) _refuse({ id, what: `The ${called} is ${_shown(said)}.`, why, fix });
  }
  return wrap === undefined ? text : wrap(text, escape);
}

/**
 * A word that needs no quotes, as it is written; undefined for any other.
 *
 * @internal
 */
export function _printBare(parts: readonly _Part[], escape: EscapeCharacter): string | undefined {
  if (parts.some(part => typeof part === 'string' && !_SAFE.test(part))) return undefined;
  const text = written(parts, 'bare', escape, literal => literal);
  return BARE.test(text) ? text : undefined;
}

/** Bare, in one pair of quotes, or in pieces where an expansion needs double quotes of its own. */
function quotable(parts: readonly _Part[], escape: EscapeCharacter): string {
  const quoted = (text: string) => _escaped(text, 'quoted', escape);
  const bare = _printBare(parts, escape);
  if (bare !== undefined) return bare;
  if (hasQuotesInPattern(parts)) return written(parts, 'bare', escape, text => `"${quoted(text)}"`);
  return `"${written(parts, 'quoted', escape, quoted)}"`;
}

function written(parts: readonly _Part[], form: Form, escape: EscapeCharacter, literal: (text: string) => string): string {
  return parts.map((part, i) => {
    if (typeof part === 'string') return literal(part);
    return 'wildcard' in part ? part.wildcard : expansion(part, parts[i + 1], form, escape);
  }).join('');
}

function expansion({ name, operator, operand = [], replacement }: _Expansion, next: _Part | undefined, form: Form, escape: EscapeCharacter): string {
  if (operator === undefined) return endsName(next) ? `$${name}` : `\${${name}}`;
  if (_OPERATORS[operator] === 'word') {
    return `\${${name}${operator}${written(operand, form, escape, text => _escaped(text, OPERAND[form], escape))}}`;
  }
  const place = { name, operator, escape, isHeredoc: form === 'heredoc', splits: form === 'bare' };
  const pattern = written(operand, form, escape, text => _patternText(text, place));
  const rest = replacement === undefined ? '' : `/${written(replacement, form, escape, text => _replacementText(text, place))}`;
  return `\${${name}${operator}${pattern}${rest}}`;
}

/** Whether what follows cannot be read as a part of the name. */
function endsName(next: _Part | undefined): boolean {
  return next === undefined || (typeof next === 'string' && !/^[\p{L}\p{Nd}_]/u.test(next));
}

/** Whether there are quotes in a pattern, or in what replaces it: only quotes help there, in which no other quotes can stand. */
function hasQuotesInPattern(parts: readonly _Part[]): boolean {
  return _expansions(parts).filter(({ operator = ':-' }) => _OPERATORS[operator] !== 'word')
    .flatMap(({ operand = [], replacement = [] }) => [...operand, ...replacement])
    .some(part => typeof part === 'string' && /['"]/.test(part));
}

/** A word that looks like `<<NAME` would be read as a heredoc, also in JSON. */
function jsonItem(text: string, escape: EscapeCharacter): string {
  return JSON.stringify(text.replace(/^\d*(?=<<)/, `$&${escape}`));
}
