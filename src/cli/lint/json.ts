import type { Report } from './report';
import { _jsonText } from '../../core';

/** Prints an array with an object for each file. */
export function json(report: Report): string {
  return _jsonText(report.map(({ name, findings }) => ({ file: name, findings })));
}
