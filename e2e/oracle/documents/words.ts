import fc from 'fast-check';
import { anything, hostile, tame } from './texts';
import { Word } from '../../../src/dockerfile';

/** What a word is said to be: texts and variables, one after the other. */
export type Said = readonly Piece[];

type Piece = string | Wildcard | Variable;

/** In a pattern: any text, or any character. */
interface Wildcard { readonly any: '*' | '?' }

interface Variable {
  readonly name: string;
  readonly operator?: string;
  readonly operand?: Said;
  readonly replacement?: Said;
}

/** The variables of a place, with their values. */
export type Variables = Readonly<Record<string, string>>;

/** The values of the variables make a build impossible: it has to stop with this message. */
export class Stop extends Error {}

/** Variables that documents declare. */
export const NAMES = ['A', 'B_1', 'EMPTY', 'TAME', 'NUMBER'];

/** Those that they set again. TAME and NUMBER keep their values, which hold no surprises, and UNSET never has one. */
export const CHANGING = ['A', 'B_1', 'EMPTY', 'OTHER'];

/** What builds give them. */
export const buildArgs: fc.Arbitrary<Record<string, string>> = fc.record({
  A: hostile, B_1: hostile, EMPTY: fc.constant(''), TAME: fc.stringMatching(/^[ab.x/]{0,6}$/), NUMBER: fc.constantFrom('0', '80', '1000'),
});

/** Values in patterns are patterns themselves, and in what replaces them `$1` means something: only tame ones are put there. */
const tameValue = fc.constantFrom({ name: 'TAME' }, { name: 'NUMBER' });

/** A word of any kind. */
export const words: fc.Arbitrary<Said> = wordsOf(anything, 2);

function wordsOf(texts: fc.Arbitrary<string>, depth: number): fc.Arbitrary<Said> {
  const piece = fc.oneof({ weight: 5, arbitrary: texts }, expansions(texts, depth));
  return fc.oneof({ weight: 4, arbitrary: texts.map(text => [text]) }, fc.array(piece, { maxLength: 3 }));
}

function expansions(texts: fc.Arbitrary<string>, depth: number): fc.Arbitrary<Piece> {
  const name = fc.constantFrom(...NAMES, 'OTHER', 'UNSET');
  const plain = name.map(each => ({ name: each }));
  if (depth === 0) return plain;
  const value = fc.record({ name, operator: fc.constantFrom(':-', '-', ':+', '+'), operand: wordsOf(texts, depth - 1) });
  const check = fc.record({ name, operator: fc.constantFrom(':?', '?'), operand: tame.map(text => [text]) });
  // What hostile patterns fit is hardly ever there: most are tried on a value that is like them.
  const matched = fc.oneof({ weight: 3, arbitrary: fc.constant('TAME') }, name);
  const cut = fc.record({ name: matched, operator: fc.constantFrom('#', '##', '%', '%%'), operand: patterns(texts) });
  const replace = fc.record({ name: matched, operator: fc.constantFrom('/', '//'), operand: patterns(texts), replacement: replacements(texts) });
  return fc.oneof(
    { weight: 6, arbitrary: plain }, { weight: 6, arbitrary: value }, { weight: 1, arbitrary: check },
    { weight: 3, arbitrary: cut }, { weight: 3, arbitrary: replace },
  ).filter(isSayable);
}

function patterns(texts: fc.Arbitrary<string>): fc.Arbitrary<Said> {
  const wildcard = fc.constantFrom<Wildcard>({ any: '*' }, { any: '?' });
  const text = fc.oneof({ weight: 1, arbitrary: texts }, { weight: 2, arbitrary: fc.constantFrom('a', 'b', '.', '/', 'x', '?', '*', '\\') });
  return fc.array(fc.oneof({ weight: 4, arbitrary: text }, { weight: 3, arbitrary: wildcard }, tameValue), { minLength: 1, maxLength: 3 });
}

function replacements(texts: fc.Arbitrary<string>): fc.Arbitrary<Said> {
  return fc.array(fc.oneof({ weight: 4, arbitrary: texts }, tameValue), { maxLength: 2 });
}

/** No pattern at all cannot be said; nor can one that begins with the character of its operator, which would be doubled. */
function isSayable(piece: Piece): boolean {
  if (typeof piece === 'string' || !('operand' in piece) || !/[#%/]/.test(piece.operator!)) return true;
  const first = piece.operand!.find(part => part !== '');
  return first !== undefined && !(typeof first === 'string' && /^[#%]/.test(piece.operator!) && first.startsWith(piece.operator![0]));
}

/** The word, made as a user would: of pieces, and of a template where there are operators. */
export function toWord(said: Said): Word {
  return Word.join(said.map(piece => {
    if (typeof piece === 'string') return Word.literal(piece);
    return 'name' in piece && piece.operator === undefined ? Word.variable(piece.name) : Word.template(toTemplate([piece]));
  }));
}

/** The same as text, for what takes templates. */
export function toTemplate(said: Said, special = '$\\'): string {
  return said.map(piece => {
    if (typeof piece === 'string') return Array.from(piece, character => (special.includes(character) ? `\\${character}` : character)).join('');
    if ('any' in piece) return piece.any;
    const { name, operator, operand = [], replacement } = piece;
    if (operator === undefined) return `\${${name}}`;
    const inner = toTemplate(operand, /[#%/]/.test(operator) ? `$\\}*?${operator.startsWith('/') ? '/' : ''}` : '$\\}');
    return `\${${name}${operator}${inner}${replacement === undefined ? '' : `/${toTemplate(replacement, '$\\}')}`}}`;
  }).join('');
}

/**
 * What a word stands for, by the documentation of the operators.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function valueOf(said: Said, variables: Variables): string {
  return said.map(piece => {
    if (typeof piece === 'string') return piece;
    return 'any' in piece ? '' : expand(piece, variables);
  }).join('');
}

function expand({ name, operator, operand = [], replacement = [] }: Variable, variables: Variables): string {
  const isSet = Object.hasOwn(variables, name);
  const value = isSet ? variables[name] : '';
  // Unlike a shell, BuildKit looks at the word also where it is not needed: a variable that is missing in it stops the build.
  const word = valueOf(operand, variables);
  switch (operator) {
    case undefined: return value;
    case '-': return isSet ? value : word;
    case ':-': return value === '' ? word : value;
    case '+': return isSet ? word : '';
    case ':+': return value === '' ? '' : word;
    case '?': return isSet ? value : missing(name, word);
    case ':?': return value === '' ? missing(name, word) : value;
  }
  const characters = Array.from(value);
  const fits = matcher(operand, variables);
  const part = (from: number, to?: number) => characters.slice(from, to).join('');
  const forwards = [...characters.keys(), characters.length];
  const backwards = [...forwards].reverse();
  switch (operator) {
    case '#': return part(forwards.find(length => fits(part(0, length))) ?? 0);
    case '##': return part(backwards.find(length => fits(part(0, length))) ?? 0);
    case '%': return part(0, backwards.find(start => fits(part(start))) ?? characters.length);
    case '%%': return part(0, forwards.find(start => fits(part(start))) ?? characters.length);
    default: return replaced(characters, fits, valueOf(replacement, variables), operator === '//');
  }
}

function missing(name: string, message: string): never {
  throw new Stop(`${name}: ${message}`);
}

function matcher(pattern: Said, variables: Variables): (text: string) => boolean {
  const source = pattern.map(piece => {
    if (typeof piece === 'object' && 'any' in piece) return piece.any === '*' ? '.*' : '.';
    return valueOf([piece], variables).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }).join('');
  const expression = new RegExp(`^${source}$`, 'su');
  return text => expression.test(text);
}

/** The longest match at the first place where there is one; then, if all are wanted, behind it. */
function replaced(characters: string[], fits: (text: string) => boolean, replacement: string, all: boolean): string {
  let result = '';
  let position = 0;
  let isBehindMatch = false;
  while (position <= characters.length) {
    let length = characters.length - position;
    while (length >= 0 && !fits(characters.slice(position, position + length).join(''))) length--;
    if (length > 0 || (length === 0 && !isBehindMatch)) {
      result += replacement;
      if (!all) return result + characters.slice(position + length).join('');
    }
    isBehindMatch = length > 0;
    result += length > 0 ? '' : characters[position] ?? '';
    position += Math.max(length, 1);
  }
  return result;
}
