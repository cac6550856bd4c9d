import type { Report } from './report';
import { _jsonText } from '../../core';

/** An array with an object for each file. */
export function json(report: Report): string {
  return _jsonText(report.map(({ name, findings }) => ({ file: name, findings })));
}
