import fc from 'fast-check';
import { expect, test } from 'vitest';
import { _lintText } from '../../../src/dockerfile/lint';
import { HOSTILE, anyText } from '../any-text';

const patterns = fc.array(fc.constantFrom('a', '*', '**', '!', '[', '\\', '/', ' ', '.'), { maxLength: 6 }).map(pieces => pieces.join(''));

/** Every finding says something, about a place that there is. */
function answers(text: string, dockerignore: string[]): void {
  const lines = text.split('\n').length;
  for (const { range, message } of _lintText(text, { dockerignore })) {
    expect(range.startLine >= 1 && range.startLine <= range.endLine && range.endLine <= lines && message !== '').toBe(true);
  }
}

test('every text is answered, and every finding lies in it', () => {
  fc.assert(fc.property(anyText, patterns, (text, pattern) => answers(text, [pattern])), { numRuns: 3000 });
});

test.each(Object.entries(HOSTILE))('%s: is answered too', (_, text) => answers(text, ['*', '!a']));
