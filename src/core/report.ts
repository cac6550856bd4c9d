import { Problem, Severity } from './problem';

/**
 * One problem as text: id and place, what, why, fix.
 *
 * @internal
 */
export function _formatProblem(problem: Problem): string {
  const mark = problem.severity === undefined || problem.severity === Severity.ERROR ? '' : ` (${problem.severity})`;
  return [
    `${problem.id}${mark}${problem.where === undefined ? '' : `  at ${problem.where}`}`,
    `  ${indented(problem.what)}`,
    `  Why: ${indented(problem.why)}`,
    `  Fix: ${indented(problem.fix)}`,
  ].join('\n');
}

/**
 * All problems of a synthesis as one text, errors first.
 *
 * @internal
 */
export function _formatReport(problems: Problem[]): string {
  const weight = Object.values(Severity);
  const rank = (problem: Problem) => weight.indexOf(problem.severity ?? Severity.ERROR);
  return [...problems].sort((a, b) => rank(a) - rank(b))
    .map(problem => _formatProblem(problem).replace(/^(?=.)/gm, '  '))
    .join('\n\n');
}

function indented(text: string): string {
  return text.replace(/\n(?=.)/g, '\n  ');
}
