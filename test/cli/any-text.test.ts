import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imagewright } from './support';
import { _importDockerfile } from '../../src/cli/import/import';
import { HOSTILE, anyText, unlessRefused } from '../dockerfile/any-text';
import { temporaryFolder } from '../support/temporary';

test('any text is imported, or is refused in words for its reader', () => {
  fc.assert(fc.property(anyText, text => { unlessRefused(() => _importDockerfile(text)); }), { numRuns: 1000 });
});

describe.each(['lint', 'import'])('%s ends with a sentence and an exit code', command => {
  test.each(Object.entries(HOSTILE))('%s', async (_, text) => {
    const file = join(temporaryFolder(), 'Dockerfile');
    writeFileSync(file, text);
    const { code, out, err } = await imagewright([command, file]);
    expect([0, 1, 2]).toContain(code);
    expect(`${out}${err}`).not.toMatch(/^ +at .*:\d+:\d+|This is a bug in imagewright/m);
    expect(out.length + err.length).toBeGreaterThan(0);
  });

  test('any bytes', async () => {
    const file = join(temporaryFolder(), 'Dockerfile');
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async bytes => {
      writeFileSync(file, bytes);
      const { code, out, err } = await imagewright([command, file]);
      expect(code).toBeGreaterThan(0); // no such file is a Dockerfile
      expect(`${out}${err}`).not.toContain('This is a bug in imagewright');
    }), { numRuns: 200 });
  });
});
