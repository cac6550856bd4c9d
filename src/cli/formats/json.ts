import type { Report } from './report';

/** An array with an object for each file. */
export function json(report: Report): string {
  return `${JSON.stringify(report.map(({ name, findings }) => ({ file: name, findings })), undefined, 2)}\n`;
}
