import { _escapeHidden } from './hidden-characters';
import type { Problem } from './problem';
import { Severity } from './severity';
import { _escapeMessage } from './shown-text';
import type { Size } from './size';
import { _PLAIN, _TextStyle, _wrapText } from './text-style';

/**
 * A problem with its places as text, to show and to store for other programs.
 *
 * @internal
 */
export interface _LocatedProblem extends Problem {
  /** Lines of the user's own code that led there, the innermost first, e.g. `.projenrc.ts:12`. */
  readonly declared?: readonly string[];
  /** Line of the Dockerfile, e.g. `Dockerfile:57`. */
  readonly dockerfile?: string;
  /** The text of that line. */
  readonly code?: string;
}

/** A report with more problems than this ends with their numbers. */
const SCREENFUL = 10;
/** How many problems with the same id are shown: those of a list with a thousand wrong items would hide all others. */
const MOST_ALIKE = 20;
/** How much of a line of the Dockerfile is shown. */
const CODE_WIDTH = 90;
/** Errors first. */
const WEIGHTS = Object.values(Severity);

/**
 * Formats all problems of a synthesis as one text, errors first. Problems with the same id, reason and fix form one group.
 *
 * @internal
 */
export function _formatReport(problems: readonly _LocatedProblem[], style: _TextStyle = _PLAIN): string {
  const shown = new Map<string, number>();
  const groups = groupProblems(problems).flatMap(group => {
    const [{ id }] = group;
    const before = shown.get(id) ?? 0;
    shown.set(id, before + group.length);
    return before >= MOST_ALIKE ? [] : [formatGroup(group, MOST_ALIKE - before, style)];
  });
  const more = [...shown].filter(([, count]) => count > MOST_ALIKE).map(([id, count]) => `${count - MOST_ALIKE} more of ${_escapeHidden(id)} are not shown.`);
  return [...groups, ...more, ...(problems.length > SCREENFUL ? [formatNumbers(problems, style)] : [])].join('\n\n');
}

/**
 * Counts the problems of each severity: `2 errors, 1 warning`.
 *
 * @internal
 */
export function _countProblems(problems: readonly Problem[]): string {
  return WEIGHTS.map(weight => [weight, problems.filter(problem => findSeverity(problem) === weight).length] as const)
    .filter(([, count]) => count > 0)
    .map(([weight, count]) => `${count} ${weight}${count === 1 ? '' : 's'}`)
    .join(', ');
}

function findSeverity({ severity }: Problem): Severity {
  return severity ?? Severity.ERROR;
}

/** Errors first; problems with the same id side by side, in the order in which they were found. */
function groupProblems(problems: readonly _LocatedProblem[]): _LocatedProblem[][] {
  const ids = [...new Set(problems.map(({ id }) => id))];
  const rank = (problem: Problem) => WEIGHTS.indexOf(findSeverity(problem)) * ids.length + ids.indexOf(problem.id);
  const groups = new Map<string, _LocatedProblem[]>();
  for (const problem of [...problems].sort((a, b) => rank(a) - rank(b))) {
    const key = JSON.stringify([findSeverity(problem), problem.id, problem.why, problem.fix]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [problem]);
    else group.push(problem);
  }
  return [...groups.values()];
}

/** @param most how many of its problems are shown */
function formatGroup(group: _LocatedProblem[], most: number, style: _TextStyle): string {
  const [first] = group;
  const count = group.length === 1 ? '' : `, ${group.length} times`;
  const shown = group.slice(0, most);
  const places = shown.map(problem => formatPlaces(problem, style));
  return [
    `${style.paint(findSeverity(first), findSeverity(first))}  ${style.paint('strong', _escapeHidden(first.id))}${count}`,
    ...shown.flatMap((problem, i) => [
      ..._wrapText(_escapeMessage(`${problem.what}${describeWaste(problem.wasted)}`), '  ', '  ', style.width),
      // Consecutive problems of one place share it.
      ...(places[i].join() === places[i + 1]?.join() ? [] : places[i]),
    ]),
    ...formatLabelled('Why', first.why, style),
    ...formatLabelled('Fix', first.fix, style),
  ].join('\n');
}

function describeWaste(size: Size | undefined): string {
  return size === undefined ? '' : ` ${size} is wasted.`;
}

function formatPlaces({ where, declared, dockerfile, code }: _LocatedProblem, { paint }: _TextStyle): string[] {
  const source = declared?.[0];
  const construct = where === undefined ? source : `${where}${source === undefined ? '' : ` (${source})`}`;
  return [
    ...(construct === undefined ? [] : [`    ${paint('quiet', `at ${_escapeMessage(construct)}`)}`]),
    ...(dockerfile === undefined ? [] : [`    ${paint('quiet', _escapeHidden(`${dockerfile}${code === undefined ? '' : `  ${shortenCode(code)}`}`))}`]),
  ];
}

function shortenCode(code: string): string {
  return code.length > CODE_WIDTH ? `${code.slice(0, CODE_WIDTH)}…` : code;
}

function formatLabelled(label: string, text: string, { width, paint }: _TextStyle): string[] {
  const [first, ...rest] = _wrapText(`${label}: ${_escapeMessage(text)}`, '  ', '       ', width);
  return [first.replace(`${label}:`, paint('strong', `${label}:`)), ...rest];
}

/** `4 errors: rootfs/dangling-link 3, user/root`. */
function formatNumbers(problems: readonly Problem[], { paint, width }: _TextStyle): string {
  return WEIGHTS.flatMap(weight => {
    const ids = problems.filter(problem => findSeverity(problem) === weight).map(({ id }) => id);
    if (ids.length === 0) return [];
    const each = [...new Set(ids)].map(id => [id, ids.filter(other => other === id).length] as const)
      .sort(([, a], [, b]) => b - a)
      .map(([id, count]) => _escapeHidden(count === 1 ? id : `${id} ${count}`));
    const head = _countProblems(problems.filter(problem => findSeverity(problem) === weight));
    const [first, ...rest] = _wrapText(`${head}: ${each.join(', ')}`, '', '  ', width);
    return [first.replace(head, paint(weight, head)), ...rest];
  }).join('\n');
}
