import type { Report } from './report';
import { Severity, _escapeHidden, _escapeLine, _escapeMessage } from '../../core';
import type { _Finding } from '../../dockerfile';

/** How many lines are shown above and below a finding. */
const AROUND = 2;
/** How many lines of a finding are shown. */
const MOST_LINES = 10;
/** How many characters of a line are shown. */
const WIDTH = 160;
const RULER = '-'.repeat(20);

/** Prints findings as BuildKit does: the message, the place, and the lines around it. */
export function printText(report: Report): string {
  const parts = report.flatMap(({ name, text: source, findings }) => {
    if (findings.length === 0) return [];
    const lines = source.split(/\r?\n/);
    return findings.map(finding => [...printHead(finding), ...printExcerpt(name, lines, finding), ''].join('\n'));
  });
  const count = report.reduce((sum, { findings }) => sum + findings.length, 0);
  if (report.length > 0) parts.push(count === 0 ? 'No findings.' : `${count} ${count === 1 ? 'finding' : 'findings'}.`);
  return parts.map(part => `${part}\n`).join('');
}

function printHead({ rule, url, message, severity }: _Finding): string[] {
  return [`${severity === Severity.ERROR ? 'ERROR' : 'WARNING'}: ${rule}${url === undefined ? '' : ` - ${url}`}`, _escapeMessage(message)];
}

function printExcerpt(name: string, lines: readonly string[], { range: { startLine, endLine } }: _Finding): string[] {
  const last = Math.min(endLine, startLine + MOST_LINES - 1);
  const shown = [];
  for (let line = Math.max(1, startLine - AROUND); line <= Math.min(lines.length, last + AROUND); line++) {
    const mark = line >= startLine && line <= endLine ? '>>>' : '   ';
    shown.push(` ${String(line).padStart(3)} | ${mark} ${cleanLine(lines[line - 1])}`.trimEnd());
  }
  return [`${_escapeLine(name)}:${startLine}`, RULER, ...shown, RULER];
}

/** A file may contain control characters that would move the cursor of a terminal. */
function cleanLine(line: string): string {
  const clean = _escapeHidden(line.slice(0, WIDTH));
  return line.length > WIDTH ? `${clean}…` : clean;
}
