import { describe, expect, test } from 'vitest';
import { _createExampleRepository } from '../../../../src/checks/examples/example-files';
import { copyModeOfCheckout } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

describe('copy/mode-of-checkout', () => {
  const files = _createExampleRepository({ 'a': { text: '', mode: '0600' }, 'b': '', 'd/x': { text: '', mode: '0640' }, 'd/y': { text: '', mode: '0600' }, 'dist/x.js': '' });
  test.each([
    ['COPY a /a', ['a has mode 0600 here and is copied with it, and the program runs as 7.']],
    ['COPY d /d', ['d/x (like 1 more below d) has mode 0640 here and is copied with it, and the program runs as 7.']],
    ['COPY b /b', []],
    ['COPY dist/ /srv/', []],
    ['COPY --chmod=0644 a /a', []],
    ['COPY <<EOT /a\nEOT', []],
    ['COPY --from=alpine /a /a', []],
  ])('%j', (copy, expected) => {
    const text = (user: string) => `FROM scratch\n${copy}\nUSER ${user}\n`;
    expect(saidOf(copyModeOfCheckout, text('7'), {}, files)).toEqual(expected);
    expect(saidOf(copyModeOfCheckout, text('7'))).toEqual([]);
    expect(saidOf(copyModeOfCheckout, text('root'), {}, files)).toEqual([]);
  });
});
