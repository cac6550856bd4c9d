import { _escapeLine } from '../core';

/** How many unchanged lines are shown around a change. */
const CONTEXT = 3;

/** How far to look for the next line that both texts have. Beyond it, all that follows counts as changed. */
const FARTHEST = 400;

/** A run of lines: the same in both texts, or those of one text that the other replaces. */
interface Run {
  readonly isSame: boolean;
  readonly old: readonly string[];
  readonly new: readonly string[];
}

/**
 * A unified diff of two texts, as `patch -p1` and `git apply` read it; empty if they are equal.
 *
 * @see https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
 */
export function printUnifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return '';
  const path = _escapeLine(name.replace(/^\/+/, ''));
  return [`--- a/${path}\n`, `+++ b/${path}\n`, ...printHunks(listRuns(splitLines(before), splitLines(after)))].join('');
}

/** The lines with their line breaks. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function listRuns(before: readonly string[], after: readonly string[]): Run[] {
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const start = i;
    while (i < before.length && before[i] === after[j]) [i, j] = [i + 1, j + 1];
    if (i > start) runs.push({ isSame: true, old: before.slice(start, i), new: before.slice(start, i) });
    if (i === before.length && j === after.length) break;
    const [skipped, added] = findNextCommon(before, after, i, j);
    runs.push({ isSame: false, old: before.slice(i, i + skipped), new: after.slice(j, j + added) });
    [i, j] = [i + skipped, j + added];
  }
  return runs;
}

/** How many lines of each text to skip until both have the same line. */
function findNextCommon(before: readonly string[], after: readonly string[], i: number, j: number): [number, number] {
  for (let distance = 1; distance <= FARTHEST; distance++) {
    for (let skipped = 0; skipped <= distance; skipped++) {
      const line = before[i + skipped];
      if (line !== undefined && line === after[j + distance - skipped]) return [skipped, distance - skipped];
    }
  }
  return [before.length - i, after.length - j];
}

function printHunks(runs: readonly Run[]): string[] {
  const printed: string[] = [];
  let [oldLine, newLine] = [1, 1];
  let hunk: string[] = [];
  let [oldStart, newStart, oldCount, newCount] = [0, 0, 0, 0];
  const add = (mark: string, lines: readonly string[]) => {
    hunk.push(...lines.map(line => `${mark}${line}${line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`));
    if (mark !== '+') oldCount += lines.length;
    if (mark !== '-') newCount += lines.length;
  };
  const open = (context: readonly string[]) => {
    [hunk, oldCount, newCount, oldStart, newStart] = [[], 0, 0, oldLine - context.length, newLine - context.length];
    add(' ', context);
  };
  const close = () => {
    if (hunk.length > 0) printed.push(`@@ -${printRange(oldStart, oldCount)} +${printRange(newStart, newCount)} @@\n`, ...hunk);
    hunk = [];
  };
  runs.forEach((run, i) => {
    if (!run.isSame) {
      if (hunk.length === 0) open(runs[i - 1]?.old.slice(-CONTEXT) ?? []);
      add('-', run.old);
      add('+', run.new);
    } else if (hunk.length > 0 && i < runs.length - 1 && run.old.length <= 2 * CONTEXT) {
      add(' ', run.old);
    } else if (hunk.length > 0) {
      add(' ', run.old.slice(0, CONTEXT));
      close();
    }
    oldLine += run.old.length;
    newLine += run.new.length;
  });
  close();
  return printed;
}

/** The start and the number of lines; for none, the line above. */
function printRange(start: number, count: number): string {
  return count === 1 ? String(start) : `${count === 0 ? start - 1 : start},${count}`;
}
