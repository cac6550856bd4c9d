import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { _SOURCE_REFUSALS } from '../../../src/registry/sources/refusals';

const ROOT = join(__dirname, '../../..');
const IDS = Object.keys(_SOURCE_REFUSALS).sort();

function listIds(text: string): string[] {
  return [...new Set(text.match(/source\/[a-z]+(?:-[a-z]+)*(?=[`'])/g))].sort();
}

test('docs/reference/registries.md has every id, and that of the command', () => {
  expect(listIds(readFileSync(join(ROOT, 'docs/reference/registries.md'), 'utf8'))).toEqual([...IDS, 'source/unknown'].sort());
});

test('every id is used', () => {
  const folder = join(ROOT, 'src/registry/sources');
  const sources = readdirSync(folder).filter(file => file !== 'refusals.ts').map(file => readFileSync(join(folder, file), 'utf8').replace(/^ *(?:\*|\/\*\*).*$/gm, ''));
  expect(listIds(sources.join('\n'))).toEqual(IDS);
});

test('every text is made of sentences', () => {
  for (const { why, fix } of Object.values(_SOURCE_REFUSALS)) for (const text of [why, fix]) expect(text).toMatch(/^[A-Z].*\.$/);
});
