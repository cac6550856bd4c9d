import { Problem, _refuse } from '../../core';

/** How many characters of a line are shown. */
const WIDTH = 100;

/**
 * Refuses a Dockerfile, and shows the line.
 *
 * @param text the whole file
 * @param line from 1
 * @throws always
 * @internal
 */
export function _refuseAt(text: string, line: number, problem: Problem): never {
  const found = findLine(text, line).replace(/[\0-\x08\x0b-\x1f\x7f]/g, '\ufffd').trimEnd();
  const shown = found.length > WIDTH ? `${found.slice(0, WIDTH)}…` : found;
  return _refuse({ ...problem, where: `line ${line}`, what: `${problem.what}\n${`${line}`.padStart(6)} | ${shown}` });
}

function findLine(text: string, line: number): string {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const lineBreak = text.indexOf('\n', start);
    if (lineBreak === -1) break;
    start = lineBreak + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end);
}
