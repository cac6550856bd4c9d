import type { Report } from './report';
import { _printJson } from '../../core';

/** Prints an array with an object for each file. */
export function printJson(report: Report): string {
  return _printJson(report.map(({ name, findings }) => ({ file: name, findings })));
}
