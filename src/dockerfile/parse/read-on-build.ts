import type { _ReadContext } from './reader';
import { _refuse } from '../../core';
import { OnBuild } from '../nodes/on-build';
import { _quoteShortened } from '../print/text';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';

/**
 * A build that uses the image always reads it with `\` as the escape character.
 *
 * @throws `dockerfile/backtick-onbuild`
 * @internal
 */
export function _readOnBuild({ trigger, rest }: _SyntaxInstruction, { escape, readTrigger }: _ReadContext): OnBuild {
  const read = (character: string) => new OnBuild(readTrigger(trigger!, character));
  const mayDiffer = escape !== '\\' && /[`\\]/.test(rest);
  const isCut = trigger!.flags.length > 0 || trigger!.pairs !== undefined;
  if (!mayDiffer || (!isCut && read(escape)._print() === read('\\')._print())) return read('\\');
  return _refuse({
    id: 'dockerfile/backtick-onbuild',
    what: `ONBUILD has an instruction with escape characters: ${_quoteShortened(rest)}.`,
    why: 'A build that uses the image always reads it with "\\" as the escape character.',
    fix: 'Remove the escape directive.',
  });
}
