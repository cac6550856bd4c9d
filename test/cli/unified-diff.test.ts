import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printUnifiedDiff } from '../../src/cli/unified-diff';
import { temporaryFolder } from '../support/temporary';

const numbered = (count: number, change: (line: number) => string[] = line => [`${line}`]) => Array.from({ length: count }, (_, i) => change(i + 1)).flat().map(line => `${line}\n`).join('');

test('a change is shown with three lines around it', () => {
  const after = numbered(20, line => (line === 5 ? ['five'] : line === 15 ? [] : line === 16 ? ['16', '16b'] : [`${line}`]));
  expect(printUnifiedDiff('a/Dockerfile', numbered(20), after)).toBe(`--- a/a/Dockerfile
+++ b/a/Dockerfile
@@ -2,7 +2,7 @@
 2
 3
 4
-5
+five
 6
 7
 8
@@ -12,8 +12,8 @@
 12
 13
 14
-15
 16
+16b
 17
 18
 19
`);
});

test('equal texts have no diff', () => expect(printUnifiedDiff('a', 'b\n', 'b\n')).toBe(''));

test('a missing line break at the end is marked', () => {
  expect(printUnifiedDiff('/a', 'b', 'c\n')).toBe('--- a/a\n+++ b/a\n@@ -1 +1 @@\n-b\n\\ No newline at end of file\n+c\n');
});

test('a name cannot forge lines', () => expect(printUnifiedDiff('a\nb\u001b[2J', 'b\n', 'c\n').split('\n')[0]).not.toContain('\u001b'));

const texts = fc.array(fc.constantFrom('a', 'b', '', 'c\r', 'd'), { maxLength: 30 }).chain(lines => fc.constantFrom(lines.join('\n'), `${lines.join('\n')}\n`));

test('git applies it', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'Dockerfile');
  fc.assert(fc.property(texts, texts, (before, after) => {
    fc.pre(before !== after && before !== '' && after !== '');
    writeFileSync(path, before);
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input: printUnifiedDiff('Dockerfile', before, after), env: { ...process.env, GIT_CEILING_DIRECTORIES: folder } });
    expect(readFileSync(path, 'utf8')).toBe(after);
  }), { numRuns: 60 });
});
