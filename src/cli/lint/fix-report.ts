import { _escapeLine, _escapeMessage } from '../../core';
import type { _FixRecord, _FixedText } from '../../dockerfile';

/** Prints what was fixed in a file, or would be, and what is left to the user: a line for each. */
export function printFixes(name: string, { fixed, left }: _FixedText, isDryRun: boolean): string {
  const print = (what: string) => ({ rule, line, text }: _FixRecord, reason: string) => _escapeMessage(`${_escapeLine(name)}:${line}: ${what}${rule}${text === undefined ? '' : `${reason}${text}`}`);
  return [
    ...fixed.map(record => print(isDryRun ? 'would fix ' : 'fixed ')(record, '. ')),
    ...left.map(record => print('left to you: ')(record, ', because ')),
  ].map(line => `${line}\n`).join('');
}
