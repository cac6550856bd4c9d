import { VerifyReport, faultsIn, suitesOf } from './report';
import { Size, _formatProblem } from '../../core';
import { _PlatformResult, _findings } from '../../verify';

const HEAD = ['platform', 'files', 'transferred', 'extracted', 'layers', 'budget', 'verdict'];
/** Columns of numbers. */
const RIGHT = [1, 2, 3, 4, 5];

/** For people: a line for each platform, then what does not hold, then what could not be looked at. */
export function verifyTable({ manifest, verification }: VerifyReport): string {
  const suites = suitesOf(verification);
  const findings = _findings(verification);
  const count = suites.reduce((sum, { cases }) => sum + faultsIn(cases), 0);
  const checked = suites.reduce((sum, { cases }) => sum + cases.reduce((all, each) => all + each.checked, 0), 0);
  const more = count - findings.length;
  return [
    `${verification.path}, held against ${manifest}`,
    ...verification.platforms.length === 0 ? [] : [aligned([HEAD, ...verification.platforms.map(row)])],
    ...findings.map(_formatProblem),
    ...more === 0 ? [] : [`${more} more are not listed.`],
    ...unchecked(suites),
    count === 0 ? `All ${checked} claims hold.` : `${count} ${count === 1 ? 'finding' : 'findings'}; ${checked} claims were checked.`,
  ].join('\n\n').concat('\n');
}

function row({ platform, measures: { files, transferred, extracted, layers }, budget, cases }: _PlatformResult): string[] {
  const faults = faultsIn(cases);
  const shares = [[transferred, budget?.transferred], [extracted, budget?.extracted], [layers, budget?.layers]]
    .flatMap(([value, limit]) => (value === undefined || limit === undefined ? [] : [value / Math.max(1, limit)]));
  return [
    platform,
    String(files),
    transferred === undefined ? '?' : Size.bytes(transferred).toString(),
    Size.bytes(extracted).toString(),
    String(layers),
    shares.length === 0 ? 'none' : `${Math.ceil(100 * Math.max(...shares))} %`,
    faults === 0 ? 'holds' : `${faults} ${faults === 1 ? 'finding' : 'findings'}`,
  ];
}

function aligned(rows: string[][]): string {
  const widths = HEAD.map((_, i) => Math.max(...rows.map(cells => cells[i].length)));
  return rows.map(cells => cells.map((cell, i) => (RIGHT.includes(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ').trimEnd()).join('\n');
}

/** What could not be looked at: once, with all the platforms for which it holds. */
function unchecked(suites: ReturnType<typeof suitesOf>): string[] {
  const platforms = new Map<string, string[]>();
  for (const { platform, cases } of suites) {
    const names = platform === undefined ? [] : [platform.platform];
    for (const why of cases.flatMap(each => each.unchecked)) platforms.set(why, [...platforms.get(why) ?? [], ...names]);
  }
  if (platforms.size === 0) return [];
  const isEverywhere = (on: string[]) => on.length === 0 || on.length === suites.length - 1;
  return [['Not checked:', ...[...platforms].map(([why, on]) => `  ${isEverywhere(on) ? '' : `${on.join(', ')}: `}${why}`)].join('\n')];
}
