import { VerifyReport, acceptedIn, faultsIn, inOneLine, staleLine, suitesOf } from './report';
import { Size, _formatProblem, _visible } from '../../core';
import { _Case, _PlatformResult, _findings } from '../../verify';

const HEAD = ['platform', 'files', 'transferred', 'extracted', 'layers', 'budget', 'verdict'];
/** The columns of numbers, which are right-aligned. */
const RIGHT = [1, 2, 3, 4, 5];

/** Prints a line for each platform, then the findings, what was accepted, and what could not be checked. */
export function verifyTable({ manifest, verification }: VerifyReport): string {
  const suites = suitesOf(verification);
  const cases = suites.flatMap(suite => suite.cases);
  const findings = _findings(verification);
  const more = faultsIn(cases) - findings.length;
  const unchecked = uncheckedLines(suites);
  return _visible([
    `${verification.path}, checked against ${manifest}`,
    ...verification.platforms.length === 0 ? [] : [aligned([HEAD, ...verification.platforms.map(row)])],
    ...findings.map(_formatProblem),
    ...more === 0 ? [] : [`${more} more are not listed.`],
    ...listed('Good to know:', cases.flatMap(({ remarks }) => remarks.map(inOneLine))),
    ...listed('Accepted:', acceptedIn(cases).map(({ finding, reason }) => `${inOneLine(finding)} Accepted: ${reason}`)),
    ...listed('Unused acknowledgements:', verification.stale.map(staleLine)),
    ...listed('Not checked:', unchecked),
    closing(cases, unchecked.length),
  ].join('\n\n').concat('\n'));
}

/** Counts the claims that hold, the findings, the accepted findings, and what could not be checked. */
function closing(cases: readonly _Case[], unchecked: number): string {
  const [checked, held] = (['checked', 'held'] as const).map(name => cases.reduce((sum, each) => sum + each[name], 0));
  const counts = { 'found': faultsIn(cases), 'accepted': acceptedIn(cases).length, 'not checked': unchecked };
  return `${held === checked ? `All ${checked}` : `${held} of ${checked}`} claims hold. ${Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ')}.`;
}

function listed(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [[title, ...lines.map(line => `  ${line}`)].join('\n')];
}

function row({ platform, measures: { files, transferred, extracted, layers }, budget, cases }: _PlatformResult): string[] {
  const faults = faultsIn(cases);
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

function aligned(rows: string[][]): string {
  const widths = HEAD.map((_, i) => Math.max(...rows.map(cells => cells[i].length)));
  return rows.map(cells => cells.map((cell, i) => (RIGHT.includes(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ').trimEnd()).join('\n');
}

/** What could not be checked: each reason once, with all its platforms. */
function uncheckedLines(suites: ReturnType<typeof suitesOf>): string[] {
  const platforms = new Map<string, string[]>();
  for (const { platform, cases } of suites) {
    const names = platform === undefined ? [] : [platform.platform];
    for (const why of cases.flatMap(each => each.unchecked)) platforms.set(why, [...platforms.get(why) ?? [], ...names]);
  }
  const isEverywhere = (on: string[]) => on.length === 0 || on.length === suites.length - 1;
  return [...platforms].map(([why, on]) => `${isEverywhere(on) ? '' : `${on.join(', ')}: `}${why}`);
}
