import { _findKeptLines } from './kept-lines';
import type { _SyntaxInstruction, _SyntaxTree, _SyntaxWord } from '../syntax/syntax-tree';

/**
 * Lines of comments, without `#`; undefined for an empty line.
 *
 * @internal
 */
export type _Remarks = readonly (string | undefined)[];

/** The comments and empty lines between the instructions. */
interface Between {
  readonly above: _Remarks[];
  readonly below: _Remarks;
}

/**
 * The comments and empty lines above each instruction, and below the last one. Comments inside an instruction move above it, except those
 * between the lines of a command.
 *
 * @internal
 */
export function _collectRemarks({ comments, instructions, directives }: _SyntaxTree): Between {
  let next = 0;
  /** The last line that was read; 0 before the first one of a file without directives. */
  let line = directives.at(-1)?.range.startLine ?? 0;
  const emptyLines = (end: number): undefined[] => new Array<undefined>(line === 0 ? 0 : Math.max(end - line - 1, 0)).fill(undefined);
  const until = (end: number, isInside = false, kept: ReadonlySet<number> = new Set()): (string | undefined)[] => {
    const remarks: (string | undefined)[] = [];
    for (; next < comments.length && comments[next].range.startLine < end; next++) {
      const { startLine } = comments[next].range;
      if (kept.has(startLine)) continue;
      remarks.push(...(isInside ? [] : emptyLines(startLine)), readText(comments[next], isInside));
      line = startLine;
    }
    return remarks;
  };
  const above = instructions.map(instruction => {
    const { startLine, endLine } = instruction.range;
    const own = [...until(startLine), ...emptyLines(startLine)];
    const inside = until(endLine + 1, true, new Set(_findKeptLines(instruction).map(each => each.line)));
    line = endLine;
    return joinRemarks(instruction, own, inside);
  });
  return { above, below: until(Number.MAX_SAFE_INTEGER) };
}

/** A comment inside an instruction describes nothing: a bare `#` separates it from comments that do. */
function joinRemarks({ name }: _SyntaxInstruction, own: _Remarks, inside: _Remarks): _Remarks {
  const means = name === 'FROM' || name === 'ARG' || inside.some(text => /^\s*check\s*=/i.test(text!));
  if (inside.length === 0 || !means) return [...own, ...inside];
  const gap = own.findIndex(text => text !== undefined);
  if (gap === -1) return [...own, ...inside, ''];
  return [...own.slice(0, gap), ...inside, '', ...own.slice(gap)];
}

/** Removes `#` and one blank after it. If blanks precede `#`, BuildKit includes it in the text, and finds no description. */
function readText({ text, range }: _SyntaxWord, isInside: boolean): string {
  const content = range.startColumn > 0 && !isInside ? text : text.slice(1);
  return content.replace(/^ /, '').replace(/\r+/g, ' ').trimEnd();
}
