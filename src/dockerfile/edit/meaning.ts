import { _Refusal } from '../../core';
import type { _SyntaxHeredoc, _SyntaxInstruction, _SyntaxTree } from '../syntax/syntax-tree';
import { _readParts } from '../words/read-parts';
import type { _Part } from '../words/word-parts';

/**
 * What an instruction means, whatever its form: two texts with the same meaning are the same to BuildKit and to a reader.
 *
 * @internal
 */
export interface _Meaning {
  /** The keyword as written. */
  readonly keyword: string;
  /** The flags as `name=value`. */
  readonly flags: readonly string[];
  /** For `FROM` and `EXPOSE`: the words as written. */
  readonly words?: readonly string[];
  /** For `ENV`, `LABEL` and `ARG`: names and values without their quotes. */
  readonly pairs?: readonly (readonly _Value[])[];
  /** For a command in JSON form: its words. */
  readonly json?: readonly string[];
  /** For all others: the text after the flags. */
  readonly text?: string;
  readonly heredocs: readonly Pick<_SyntaxHeredoc, 'name' | 'descriptor' | 'content' | 'expands'>[];
  /** The comments that describe it, or silence checks. */
  readonly comments: readonly string[];
  readonly trigger?: _Meaning;
}

/**
 * The parts of a name or value; a text as written if it cannot be read.
 *
 * @internal
 */
export type _Value = readonly _Part[] | string;

/**
 * What a file means.
 *
 * @internal
 */
export interface _FileMeaning {
  readonly directives: readonly string[];
  /** All comments except bare `#`, which only separate, and directives, which are comments to a part of BuildKit if `#!` is above them. */
  readonly comments: readonly string[];
  readonly instructions: readonly _Meaning[];
}

/**
 * Reads what a file means.
 *
 * @internal
 */
export function _readMeaning({ directives, comments, instructions, escape }: _SyntaxTree): _FileMeaning {
  const lines = new Set(directives.map(({ range }) => range.startLine));
  return {
    directives: directives.map(({ name, value }) => `${name}=${value}`),
    comments: comments.filter(({ range }) => !lines.has(range.startLine)).map(({ text }) => text.trimEnd()).filter(text => text !== '#'),
    instructions: instructions.map(instruction => readInstruction(instruction, escape)),
  };
}

/**
 * Whether two files mean the same.
 *
 * @internal
 */
export function _isSameMeaning(one: _FileMeaning, other: _FileMeaning): boolean {
  return printFile(one) === printFile(other);
}

function printFile({ directives, comments, instructions }: _FileMeaning): string {
  return JSON.stringify([directives, comments, instructions.map(listParts)]);
}

/** In a fixed order, which the properties of an object do not have. */
function listParts({ keyword, flags, words, pairs, json, text, heredocs, comments, trigger }: _Meaning): unknown[] {
  return [keyword, flags, words, pairs, json, text, heredocs, comments, trigger === undefined ? trigger : listParts(trigger)];
}

function readInstruction(instruction: _SyntaxInstruction, escape: string): _Meaning {
  const { keyword, flags, heredocs, comments, trigger } = instruction;
  return {
    keyword: keyword.text,
    flags: flags.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`)),
    ...trigger === undefined ? readArguments(instruction, escape) : { trigger: readInstruction(trigger, escape) },
    heredocs: heredocs.map(({ name, descriptor, content, expands }) => ({ name, descriptor, content, expands })),
    comments,
  };
}

function readArguments({ form, rest, words, pairs, json }: _SyntaxInstruction, escape: string): Partial<_Meaning> {
  if (pairs !== undefined) {
    return { pairs: pairs.map(({ key, value }) => (value === undefined ? [key] : [key, value]).map(text => _readValue(text, escape))) };
  }
  if (form === 'image' || form === 'ports') return { words: words.map(({ text }) => text) };
  return form === 'command' && json !== undefined ? { json } : { text: rest };
}

/**
 * Reads a name or value of `ENV`, `LABEL` or `ARG`.
 *
 * @internal
 */
export function _readValue(text: string, escape: string): _Value {
  try {
    return _readParts(text, { escape });
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    return text;
  }
}
