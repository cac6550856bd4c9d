import { Glob, replaceMatches, removePrefix, removeSuffix } from './glob';
import { _Expansion, _Piece } from './word-parts';

/**
 * A placeholder for unknown text, e.g. a variable of the base image. A valid Dockerfile contains no NUL.
 *
 * @internal
 */
export const _UNKNOWN = '\0';

/**
 * Longer than this, what a word becomes is not followed: a few lines that double a variable would fill the memory. Linux takes no text of an
 * eighth of it in the environment of a program.
 */
const LONGEST = 2 ** 20;

/**
 * A variable: set, to a text that may be partly unknown; unset; or doubtful, as the base image or the build may set it.
 *
 * @internal
 */
export type _Setting = { readonly text: string } | 'unset' | 'doubtful';

/**
 * The expansion of a word.
 *
 * @internal
 */
export interface _Expanded {
  /** The expanded word, with `_UNKNOWN` in place of unknown values. */
  readonly text: string;
  /** The expanded word, split at unquoted blanks as `EXPOSE` does. Long values are split only if somebody asks. */
  readonly listWords: () => readonly string[];
  /** Variables in the word that are set. */
  readonly used: ReadonlySet<string>;
  /** Variables in the word that are not set. */
  readonly unset: ReadonlySet<string>;
  /** Variables in the word that may be set. */
  readonly doubtful: ReadonlySet<string>;
  /** The reason why BuildKit fails. */
  readonly problem?: string;
  /** Whether the expansion exceeds the limit. */
  readonly isTooLong?: boolean;
}

/**
 * Expands the variables of a word as BuildKit does. This is the only evaluator of `${NAME…}`.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 * @internal
 */
export function _expandWord(pieces: readonly _Piece[], lookup: (name: string) => _Setting): _Expanded {
  return new Expander(lookup).expand(pieces);
}

/**
 * Whether the whole text is known.
 *
 * @internal
 */
export function _isKnown(text: string): boolean {
  return !text.includes(_UNKNOWN);
}

class ExpansionError extends Error {}

/** The expansion of a word exceeds the limit. */
class TooLong extends Error {}

class Expander {
  /** The length of all values so far. */
  private length = 0;
  private readonly used = new Set<string>();
  private readonly unset = new Set<string>();
  private readonly doubtful = new Set<string>();

  public constructor(private readonly lookup: (name: string) => _Setting) {}

  public expand(pieces: readonly _Piece[]): _Expanded {
    const { used, unset, doubtful } = this;
    try {
      const texts = pieces.map(piece => this.readText(piece));
      return { text: concatenate(texts), listWords: () => splitWords(pieces, texts), used, unset, doubtful };
    } catch (error) {
      if (error instanceof TooLong) return { text: _UNKNOWN, listWords: listUnknown, used, unset, doubtful, isTooLong: true };
      if (!(error instanceof ExpansionError)) throw error;
      return { text: _UNKNOWN, listWords: listUnknown, used, unset, doubtful, problem: error.message };
    }
  }

  private expandText(pieces: readonly _Piece[]): string {
    return concatenate(pieces.map(piece => this.readText(piece)));
  }

  /** Expands a pattern, with a backslash before each literal wildcard. */
  private expandPattern(pieces: readonly _Piece[]): string {
    return pieces.map(piece => (typeof piece === 'string' ? piece.replace(/[*?\\]/g, '\\$&') : this.readText(piece))).join('');
  }

  private readText(piece: _Piece): string {
    if (typeof piece === 'string') return piece;
    if ('name' in piece) return this.expandVariable(piece);
    if ('quoted' in piece) return this.expandText(piece.quoted);
    if ('stop' in piece) throw new ExpansionError(piece.stop);
    return 'raw' in piece ? piece.raw : piece.wildcard;
  }

  private expandVariable(expansion: _Expansion<_Piece>): string {
    const text = this.substitute(expansion);
    this.length += text.length;
    if (this.length > LONGEST) throw new TooLong();
    return text;
  }

  /** BuildKit expands the operand before it looks up the variable. */
  private substitute({ name, operator, operand = [], replacement }: _Expansion<_Piece>): string {
    switch (operator) {
      case undefined: return readText(this.findSetting(name));
      case '#': case '##': case '%': case '%%': return this.trim(name, operator, this.expandPattern(operand));
      case '/': case '//': return this.replace(name, operator === '//', this.expandPattern(operand), this.expandText(replacement ?? []));
      default: return this.choose(name, operator, this.expandText(operand));
    }
  }

  /** Applies `-`, `+` or `?`; with a colon, an empty variable counts as unset. */
  private choose(name: string, operator: string, word: string): string {
    const setting = this.findSetting(name);
    const emptyIsUnset = operator.startsWith(':');
    const choice = emptyIsUnset ? operator.slice(1) : operator;
    if (!['-', '+', '?'].includes(choice)) throw new ExpansionError(`"${operator}" is not an operator`);
    if (setting === 'doubtful' || (setting !== 'unset' && emptyIsUnset && !_isKnown(setting.text))) return _UNKNOWN;
    const isSet = setting !== 'unset' && !(emptyIsUnset && setting.text === '');
    if (choice === '-') return isSet ? readText(setting) : word;
    if (choice === '+') return isSet ? word : '';
    if (!isSet) throw new ExpansionError(`${name}: ${word || `is not allowed to be ${setting === 'unset' ? 'unset' : 'empty'}`}`);
    return readText(setting);
  }

  /** The second character may also come from a variable. */
  private trim(name: string, operator: string, pattern: string): string {
    const [sign] = operator;
    const word = operator.length === 1 ? pattern : `${sign}${pattern}`;
    const longest = word.startsWith(sign);
    const setting = this.findSetting(name);
    const glob = parseGlob(longest ? word.slice(1) : word);
    return applyGlob(setting, word, glob, text => (sign === '#' ? removePrefix : removeSuffix)(text, glob, longest));
  }

  private replace(name: string, all: boolean, pattern: string, text: string): string {
    const setting = this.findSetting(name);
    const glob = parseGlob(pattern);
    if (all && readText(setting).length * text.length > LONGEST) throw new TooLong();
    return applyGlob(setting, pattern + text, glob, value => replaceMatches(value, glob, text, all));
  }

  private findSetting(name: string): _Setting {
    const setting = this.lookup(name);
    (setting === 'unset' ? this.unset : setting === 'doubtful' ? this.doubtful : this.used).add(name);
    return setting;
  }
}

const listUnknown = () => [_UNKNOWN];

/** Without a copy of the texts: each line of a file may append to a variable. */
function concatenate(texts: readonly string[]): string {
  let all = '';
  for (const text of texts) all += text;
  return all;
}

function readText(setting: _Setting): string {
  return setting === 'unset' ? '' : setting === 'doubtful' ? _UNKNOWN : setting.text;
}

function parseGlob(pattern: string): Glob {
  const glob = Glob.parse(pattern);
  if (glob === undefined) throw new ExpansionError(`the pattern "${pattern}" escapes a character that needs no escape`);
  return glob;
}

function applyGlob(setting: _Setting, operands: string, glob: Glob, change: (text: string) => string): string {
  const text = readText(setting);
  return _isKnown(text + operands) && glob.canMatch(text) ? change(text) : _UNKNOWN;
}

/** Splits pieces at unquoted blanks. At an operand, BuildKit loses the word that has begun. */
function splitWords(pieces: readonly _Piece[], texts: readonly string[]): string[] {
  const result: string[] = [];
  let word = '';
  const end = () => {
    if (word !== '') result.push(word);
    word = '';
  };
  pieces.forEach((piece, i) => {
    if (hasOperand(piece)) word = '';
    if (typeof piece === 'object' && 'quoted' in piece) {
      word += texts[i];
      return;
    }
    texts[i].split(/\s/).forEach((part, at) => {
      if (at > 0) end();
      word += part;
    });
  });
  end();
  return result;
}

function hasOperand(piece: _Piece): boolean {
  if (typeof piece === 'string') return false;
  return 'name' in piece ? piece.operator !== undefined : 'quoted' in piece && piece.quoted.some(hasOperand);
}
