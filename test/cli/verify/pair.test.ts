import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { comparePair } from '../../../src/cli/verify/pair';
import { _WrittenFiles } from '../../../src/core';
import { temporaryFolder } from '../../support/temporary';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');

/** A project whose last synthesis wrote, or was to write, "new" everywhere; and what is there now. */
function project({ dockerfile, manifest, isComplete }: { dockerfile: string; manifest: string; isComplete: boolean }): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'app'));
  mkdirSync(join(root, '.imagewright'));
  writeFileSync(join(root, 'app/Dockerfile'), dockerfile);
  writeFileSync(join(root, 'app/Dockerfile.imagewright.json'), manifest);
  writeFileSync(join(root, '.imagewright/written.json'), JSON.stringify({
    version: 1, isComplete, files: { 'app/Dockerfile': sha('new'), 'app/Dockerfile.imagewright.json': sha('new') },
  }));
  return join(root, 'app/Dockerfile.imagewright.json');
}

test('where a synthesis was interrupted between a Dockerfile and its manifest, the older one is named', () => {
  const manifest = project({ dockerfile: 'old', manifest: 'new', isComplete: false });
  const dockerfile = manifest.replace('.imagewright.json', '');
  expect(() => comparePair(manifest)).toThrow([
    `verify/stale  at ${manifest}`,
    `  ${dockerfile} is from an earlier synthesis than ${manifest}: the last synthesis was interrupted between the two.`,
    '  Why: The image would be checked against the claims about another image.',
    '  Fix: Run `npx projen synth`, which writes the missing files, then build and verify again.',
  ].join('\n'));
  const other = project({ dockerfile: 'new', manifest: 'old', isComplete: false });
  expect(() => comparePair(other)).toThrow(`  ${other} is from an earlier synthesis than `);
});

test('where one of them has changed since a whole synthesis, that is said: a bot may have moved a version', () => {
  expect(comparePair(project({ dockerfile: 'moved', manifest: 'new', isComplete: true }))).toMatch(/Dockerfile has changed since the last synthesis here, but \S+\.json has not\. Unless the change is deliberate, run: npx projen synth$/);
  expect(comparePair(project({ dockerfile: 'new', manifest: 'restored', isComplete: true }))).toMatch(/\.json has changed since the last synthesis here, but /);
});

test.each([
  { dockerfile: 'new', manifest: 'new', isComplete: true },
  { dockerfile: 'of another branch', manifest: 'of another branch', isComplete: true },
])('nothing is said of %j', each => {
  expect(comparePair(project(each))).toBeUndefined();
});

test('where a synthesis was interrupted elsewhere, the files that it has not written are named', () => {
  const manifest = project({ dockerfile: 'old', manifest: 'old', isComplete: false });
  expect(comparePair(manifest)).toBe(
    'The last synthesis here was interrupted, before it had written app/Dockerfile, app/Dockerfile.imagewright.json. Run: npx projen synth',
  );
  expect(comparePair(join(manifest, '../claims.json'))).toContain('was interrupted, before it had written app/Dockerfile, ');
  const whole = project({ dockerfile: 'new', manifest: 'new', isComplete: false });
  const record = join(whole, '../../.imagewright/written.json');
  const files = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map(n => [`routeros/${n}.rsc`, sha('new')]));
  writeFileSync(record, JSON.stringify({ version: 1, isComplete: false, files }));
  expect(comparePair(whole)).toMatch(/ before it had written routeros\/1\.rsc, .* routeros\/5\.rsc and 2 more\. Run/);
});

test('nothing is known in a fresh checkout, of other names, and from a record that is none', () => {
  const folder = temporaryFolder();
  expect(comparePair(join(folder, 'Dockerfile.imagewright.json'))).toBeUndefined();
  expect(comparePair(join(project({ dockerfile: 'new', manifest: 'old', isComplete: true }), '../claims.json'))).toBeUndefined();
  mkdirSync(join(folder, '.imagewright'));
  for (const text of ['', 'null', '{}', '{"version":2,"isComplete":true,"files":{}}']) {
    writeFileSync(join(folder, '.imagewright/written.json'), text);
    expect(_WrittenFiles.find(folder)).toBeUndefined();
  }
});
