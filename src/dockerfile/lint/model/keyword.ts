import type { _SyntaxInstruction } from '../../syntax/syntax-tree';

/** The keyword of an instruction, in upper case. */
export function keywordOf({ keyword }: _SyntaxInstruction): string {
  return keyword.text.toUpperCase();
}
