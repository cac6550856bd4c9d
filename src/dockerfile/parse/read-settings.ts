import { _readWord } from './read-word';
import type { _ReadContext } from './reader';
import type { ArgDeclaration } from '../nodes/arg';
import { Expose } from '../nodes/expose';
import { KeyValue } from '../nodes/key-value';
import { Volume } from '../nodes/volume';
import { _listArguments } from '../syntax/arguments';
import { _skipSpace, _trimEnd } from '../syntax/blank';
import { _readContainerPort, _findPortProblem } from '../syntax/port';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';
import { Word } from '../words/word';

/**
 * The declarations of `ARG`. For BuildKit, quotes are part of a name.
 *
 * @internal
 */
export function _readDeclarations({ pairs }: _SyntaxInstruction, { escape }: _ReadContext): ArgDeclaration[] {
  return pairs!.map(({ key, value }) => ({ name: key, ...value === undefined ? {} : { defaultValue: _readWord(value, escape) } }));
}

/**
 * The pairs of `ENV` and `LABEL`.
 *
 * @internal
 */
export function _readPairs({ pairs }: _SyntaxInstruction, { escape }: _ReadContext): KeyValue[] {
  return pairs!.map(({ key, value }) => KeyValue.word(_readWord(key, escape), _readWord(value!, escape)));
}

/**
 * The one argument of an instruction.
 *
 * @internal
 */
export function _readArgument({ rest }: _SyntaxInstruction, { escape }: _ReadContext): Word {
  return _readWord(rest, escape);
}

/** @internal */
export function _readVolume(instruction: _SyntaxInstruction, { escape }: _ReadContext): Volume {
  return new Volume(_listArguments(instruction).map(path => _readWord(path.slice(_skipSpace(path, 0), _trimEnd(path, 0)), escape)));
}

/**
 * BuildKit accepts the protocol in any case, and ignores an address and port of the host.
 *
 * @internal
 */
export function _readExpose({ words }: _SyntaxInstruction, { escape }: _ReadContext): Expose {
  return new Expose(words.map(({ text }) => readPort(_readWord(text, escape))));
}

function readPort(word: Word): Word {
  const text = word._text;
  return text === undefined || _findPortProblem(text) !== undefined ? word : Word.literal(_readContainerPort(text));
}
