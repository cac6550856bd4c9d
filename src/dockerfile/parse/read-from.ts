import { _GivenFlags } from './given-flags';
import { _readWord } from './read-word';
import type { _ReadContext } from './reader';
import { From } from '../nodes/from';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';

/** @internal */
export function _readFrom(instruction: _SyntaxInstruction, { escape }: _ReadContext): From {
  const [image, , name] = instruction.words;
  return new From({
    image: _readWord(image.text, escape),
    platform: new _GivenFlags(instruction, escape).readWord('platform'),
    alias: name?.text.toLowerCase(),
  });
}
