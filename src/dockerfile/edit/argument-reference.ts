import { _EditedText, _cutRange } from './edit';
import type { _ImageReference } from './image-reference';
import { _FileMeaning, _Meaning, _readValue } from './meaning';
import { _splitReference } from '../../core';
import { _isAutomatic } from '../lint/model/globals';
import type { _Range, _SyntaxInstruction, _SyntaxPair, _SyntaxTree } from '../syntax/syntax-tree';

/** A reference whose end is a variable: the rest of the reference has neither quotes nor variables. */
const ENDS_WITH_VARIABLE = /^([^$"'\\`]*)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))$/;
/** A value that is used as it is written. */
const PLAIN = /^[^$"'\\`\s]+$/;
const VARIABLE = 'it comes from a variable';

/**
 * The image at the default of an argument.
 *
 * @internal
 */
export interface _ArgumentReference extends _ImageReference {
  readonly argument: string;
}

/** The parts of a reference that ends with a variable. */
interface Ending {
  readonly prefix: string;
  readonly name: string;
}

/** The default of a global argument. */
interface Default {
  readonly instruction: number;
  readonly pair: number;
  readonly hasValue: boolean;
  /** Undefined if it is not in the text as it is. */
  readonly value?: string;
  readonly range: _Range;
}

/**
 * Finds the image that a `FROM` names by a variable at the end of its reference, `FROM node:$VERSION` or `FROM $BASE`. Its digest can be added to the
 * default of the argument if nothing but references of the same image uses it: the build then uses the digest with the default, and `--build-arg`
 * sets another tag as before.
 *
 * @param reference as written, with a `$`
 * @returns the reason why it cannot be changed, if it cannot
 * @internal
 */
export function _findArgumentReference(tree: _SyntaxTree, source: _EditedText, reference: string): _ArgumentReference | string {
  const { prefix, name } = readEnding(reference) ?? {};
  if (prefix === undefined || name === undefined || _isAutomatic(name)) return VARIABLE;
  const found = findDefault(tree, source, name);
  if (found === undefined) return VARIABLE;
  const image = identify(`${prefix}${found.value}`);
  const isSame = (other: string) => {
    const ending = readEnding(other);
    return ending?.name === name && identify(`${ending.prefix}${found.value}`) === image;
  };
  if (tree.instructions.some((instruction, i) => mentions(instruction, name, isSame, i === found.instruction ? found.pair : undefined))) return `it comes from the variable ${name}, which other instructions also use`;
  if (!PLAIN.test(found.value ?? '')) return `the default of ${name} is empty, or has quotes, variables or a continuation`;
  return {
    argument: name,
    text: `${prefix}${found.value}`,
    prefix,
    line: found.range.startLine,
    range: found.range,
    replaceIn: (meaning, pinned) => replaceDefault(meaning, found, pinned.slice(prefix.length), tree.escape),
  };
}

function readEnding(reference: string): Ending | undefined {
  const [, prefix, braced, bare] = ENDS_WITH_VARIABLE.exec(reference) ?? [];
  return prefix === undefined ? undefined : { prefix, name: braced ?? bare };
}

/** Equal for all ways to write one image: `a:1` and `docker.io/library/a:1`. */
function identify(reference: string): string {
  const { domain, path, tag, digest } = _splitReference(reference);
  return JSON.stringify([domain, path, tag, digest]);
}

/** The only declaration of a global argument, if it has a default. */
function findDefault({ instructions }: _SyntaxTree, source: _EditedText, name: string): Default | undefined {
  const end = instructions.findIndex(instruction => instruction.name === 'FROM');
  const declared = instructions.slice(0, end).flatMap(({ pairs = [] }, instruction) => (
    pairs.flatMap((pair, i): Default[] => (pair.key === name ? [{ instruction, pair: i, ...findValue(pair, source) }] : []))
  ));
  return declared.length === 1 && declared[0].hasValue ? declared[0] : undefined;
}

function findValue({ key, value, range }: _SyntaxPair, source: _EditedText): Pick<Default, 'hasValue' | 'value' | 'range'> {
  if (value === undefined) return { hasValue: false, range };
  // It differs if there is a continuation in it.
  if (source.slice(range) !== `${key}=${value}`) return { hasValue: true, range };
  return { hasValue: true, value, range: _cutRange(range, key.length + 1, key.length + 1 + value.length) };
}

/**
 * Whether a name occurs anywhere in an instruction, but for `FROM` with a reference of the same image, and the declaration itself.
 *
 * @param isSame whether a reference names that image
 * @param declared the index of the pair that declares it
 */
function mentions(instruction: _SyntaxInstruction, name: string, isSame: (reference: string) => boolean, declared?: number): boolean {
  const { name: keyword, words, flags, heredocs } = instruction;
  const isFrom = keyword === 'FROM' && words[0] !== undefined && isSame(words[0].text);
  const word = new RegExp(`\\b${name}\\b`);
  return [
    ...isFrom ? [] : listTexts(instruction, declared), ...flags.map(({ value = '' }) => value), ...heredocs.map(({ content }) => content),
  ].some(text => word.test(text));
}

function listTexts({ rest, pairs = [] }: _SyntaxInstruction, declared?: number): string[] {
  return declared === undefined ? [rest] : pairs.filter((_, i) => i !== declared).flatMap(({ key, value = '' }) => [key, value]);
}

function replaceDefault(meaning: _FileMeaning, { instruction, pair }: Default, value: string, escape: string): _FileMeaning {
  const change = (each: _Meaning) => (
    { ...each, pairs: each.pairs!.map((values, i) => (i === pair ? [values[0], _readValue(value, escape)] : values)) }
  );
  return { ...meaning, instructions: meaning.instructions.map((each, i) => (i === instruction ? change(each) : each)) };
}
