import type { VerifyReport } from './report';
import { HEAD, RIGHT, printFindings, printNotes, printRow, printSummary } from './table';
import { _escapeHidden, _quoteMarkdownBlock, _quoteMarkdownCode } from '../../core';

/** Prints Markdown, for the summary of a job: the sizes as a table, and what was found as it is. */
export function printMarkdown({ manifest, verification }: VerifyReport): string {
  const { image, platforms } = verification;
  const notes = printNotes(verification);
  return _escapeHidden([
    `### ${_quoteMarkdownCode(image)}, checked against ${_quoteMarkdownCode(manifest)}`,
    ...platforms.length === 0 ? [] : [printTable([HEAD, ...platforms.map(printRow)])],
    printSummary(verification),
    ...printFindings(verification).map(each => _quoteMarkdownBlock(each, 'text')),
    ...notes.length === 0 ? [] : [`<details>\n<summary>Notes</summary>\n\n${_quoteMarkdownBlock(notes.join('\n\n'), 'text')}\n\n</details>`],
  ].join('\n\n').concat('\n'));
}

function printTable([head, ...rows]: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (RIGHT.includes(i) ? '--:' : '---'))), ...rows.map(line)].join('\n');
}
