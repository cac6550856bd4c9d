import type { VerifyReport } from './report';
import { HEAD, RIGHT, printFindings, printNotes, printRow, printSummary } from './table';
import { _escapeHidden } from '../../core';

/** Prints Markdown, for the summary of a job: the sizes as a table, and what was found as it is. */
export function printMarkdown({ manifest, verification }: VerifyReport): string {
  const { image, platforms } = verification;
  const notes = printNotes(verification);
  return _escapeHidden([
    `### ${printCode(image)}, checked against ${printCode(manifest)}`,
    ...platforms.length === 0 ? [] : [printTable([HEAD, ...platforms.map(printRow)])],
    printSummary(verification),
    ...printFindings(verification).map(printBlock),
    ...notes.length === 0 ? [] : [`<details>\n<summary>Notes</summary>\n\n${printBlock(notes.join('\n\n'))}\n\n</details>`],
  ].join('\n\n').concat('\n'));
}

function printTable([head, ...rows]: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (RIGHT.includes(i) ? '--:' : '---'))), ...rows.map(line)].join('\n');
}

/** A text of the image, in which nothing is Markdown. @see https://spec.commonmark.org/0.31.2/#code-spans */
function printCode(text: string): string {
  const fence = printFence(text, 1);
  return `${fence} ${text.replace(/[\r\n]+/g, ' ')} ${fence}`;
}

/** The same for several lines. @see https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
function printBlock(text: string): string {
  const fence = printFence(text, 3);
  return `${fence}text\n${text}\n${fence}`;
}

/** More backticks than the text has in a row. */
function printFence(text: string, least: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(Math.max(least, longest + 1));
}
