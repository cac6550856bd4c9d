import { VerifyReport, listAccepted, countFindings, formatFinding, formatStale, listSuites } from './report';
import { Size, _formatProblem, _escapeHidden } from '../../core';
import { _Case, _PlatformResult, _listFindings } from '../../verify';

const HEAD = ['platform', 'files', 'transferred', 'extracted', 'layers', 'budget', 'verdict'];
/** The columns of numbers, which are right-aligned. */
const RIGHT = [1, 2, 3, 4, 5];

/** Prints a line for each platform, then the findings, what was accepted, and what could not be checked. */
export function printTable({ manifest, verification }: VerifyReport): string {
  const suites = listSuites(verification);
  const cases = suites.flatMap(suite => suite.cases);
  const findings = _listFindings(verification);
  const more = countFindings(cases) - findings.length;
  const unchecked = listUnchecked(suites);
  return _escapeHidden([
    `${verification.path}, checked against ${manifest}`,
    ...verification.platforms.length === 0 ? [] : [alignColumns([HEAD, ...verification.platforms.map(printRow)])],
    ...findings.map(_formatProblem),
    ...more === 0 ? [] : [`${more} more are not listed.`],
    ...printSection('Good to know:', cases.flatMap(({ remarks }) => remarks.map(formatFinding))),
    ...printSection('Accepted:', listAccepted(cases).map(({ finding, reason }) => `${formatFinding(finding)} Accepted: ${reason}`)),
    ...printSection('Unused acknowledgements:', verification.stale.map(formatStale)),
    ...printSection('Not checked:', unchecked),
    printSummary(cases, unchecked.length),
  ].join('\n\n').concat('\n'));
}

/** Counts the claims that hold, the findings, the accepted findings, and what could not be checked. */
function printSummary(cases: readonly _Case[], unchecked: number): string {
  const [checked, held] = (['checked', 'held'] as const).map(name => cases.reduce((sum, each) => sum + each[name], 0));
  const counts = { 'found': countFindings(cases), 'accepted': listAccepted(cases).length, 'not checked': unchecked };
  return `${held === checked ? `All ${checked}` : `${held} of ${checked}`} claims hold. ${Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ')}.`;
}

function printSection(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [[title, ...lines.map(line => `  ${line}`)].join('\n')];
}

function printRow({ platform, measures: { files, transferred, extracted, layers }, budget, cases }: _PlatformResult): string[] {
  const faults = countFindings(cases);
  // Layers do not count: an image with one of one layer is not nearly too large.
  const shares = [[transferred, budget?.transferred], [extracted, budget?.extracted]]
    .flatMap(([value, limit]) => (value === undefined || limit === undefined ? [] : [value / Math.max(1, limit)]));
  return [
    platform,
    String(files),
    transferred === undefined ? '?' : Size.bytes(transferred).toString(),
    Size.bytes(extracted).toString(),
    budget?.layers === undefined ? String(layers) : `${layers} of ${budget.layers}`,
    shares.length === 0 ? 'none' : `${Math.ceil(100 * Math.max(...shares))} %`,
    faults === 0 ? 'holds' : `${faults} ${faults === 1 ? 'finding' : 'findings'}`,
  ];
}

function alignColumns(rows: string[][]): string {
  const widths = HEAD.map((_, i) => Math.max(...rows.map(cells => cells[i].length)));
  return rows.map(cells => cells.map((cell, i) => (RIGHT.includes(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ').trimEnd()).join('\n');
}

/** What could not be checked: each reason once, with all its platforms. */
function listUnchecked(suites: ReturnType<typeof listSuites>): string[] {
  const platforms = new Map<string, string[]>();
  for (const { platform, cases } of suites) {
    const names = platform === undefined ? [] : [platform.platform];
    for (const why of cases.flatMap(each => each.unchecked)) platforms.set(why, [...platforms.get(why) ?? [], ...names]);
  }
  const isEverywhere = (on: string[]) => on.length === 0 || on.length === suites.length - 1;
  return [...platforms].map(([why, on]) => `${isEverywhere(on) ? '' : `${on.join(', ')}: `}${why}`);
}
