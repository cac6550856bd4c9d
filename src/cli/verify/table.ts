import { VerifyReport, listAccepted, countFindings, formatFinding, formatStale, listSuites } from './report';
import { Size, _formatProblem, _escapeHidden } from '../../core';
import { _Case, _PlatformResult, _Verification, _listFindings } from '../../verify';

/** The columns of the table. */
export const HEAD = ['platform', 'files', 'transferred', 'extracted', 'layers', 'budget', 'verdict'];
/** The columns of numbers, which are right-aligned. */
export const RIGHT = [1, 2, 3, 4, 5];

/** Prints a line for each platform, then the findings, what was accepted, and what could not be checked. */
export function printTable({ manifest, verification }: VerifyReport): string {
  return _escapeHidden([
    `${verification.path}, checked against ${manifest}`,
    ...verification.platforms.length === 0 ? [] : [alignColumns([HEAD, ...verification.platforms.map(printRow)])],
    ...printFindings(verification),
    ...printNotes(verification),
    printSummary(verification),
  ].join('\n\n').concat('\n'));
}

/** The findings, a paragraph each. */
export function printFindings(verification: _Verification): string[] {
  const findings = _listFindings(verification);
  const more = countFindings(listCases(verification)) - findings.length;
  return [...findings.map(_formatProblem), ...more === 0 ? [] : [`${more} more are not listed.`]];
}

/** What is no finding: remarks, what was accepted, and what could not be checked. */
export function printNotes(verification: _Verification): string[] {
  const cases = listCases(verification);
  return [
    ...printSection('Good to know:', cases.flatMap(({ remarks }) => remarks.map(formatFinding))),
    ...printSection('Accepted:', listAccepted(cases).map(({ finding, reason }) => `${formatFinding(finding)} Accepted: ${reason}`)),
    ...printSection('Unused acknowledgements:', verification.stale.map(formatStale)),
    ...printSection('Not checked:', listUnchecked(listSuites(verification))),
  ];
}

/** Counts the claims that hold, the findings, the accepted findings, and what could not be checked. */
export function printSummary(verification: _Verification): string {
  const cases = listCases(verification);
  const unchecked = listUnchecked(listSuites(verification)).length;
  const [checked, held] = (['checked', 'held'] as const).map(name => cases.reduce((sum, each) => sum + each[name], 0));
  const counts = { 'found': countFindings(cases), 'accepted': listAccepted(cases).length, 'not checked': unchecked };
  return `${held === checked ? `All ${checked}` : `${held} of ${checked}`} claims hold. ${Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ')}.`;
}

function listCases(verification: _Verification): _Case[] {
  return listSuites(verification).flatMap(({ cases }) => cases);
}

function printSection(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [[title, ...lines.map(line => `  ${line}`)].join('\n')];
}

/** The cells of a platform. */
export function printRow({ platform, measures: { files, transferred, extracted, layers }, budget, cases }: _PlatformResult): string[] {
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
