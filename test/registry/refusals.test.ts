import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { _REFUSALS } from '../../src/registry/refusals';

const ROOT = join(__dirname, '../..');
const IDS = Object.keys(_REFUSALS).sort();

/** All ids in a text. */
function listIds(text: string): string[] {
  return [...new Set(text.match(/registry\/[a-z]+(?:-[a-z]+)*(?=[`'])/g))].sort();
}

test('docs/reference/registries.md has every id', () => {
  expect(listIds(readFileSync(join(ROOT, 'docs/reference/registries.md'), 'utf8'))).toEqual(IDS);
});

test('every id is used', () => {
  const folder = join(ROOT, 'src/registry');
  const sources = readdirSync(folder).filter(file => file.endsWith('.ts') && file !== 'refusals.ts').map(file => readFileSync(join(folder, file), 'utf8').replace(/^ *(?:\*|\/\*\*).*$/gm, ''));
  expect(listIds(sources.join('\n'))).toEqual(IDS);
});

test('every text is made of sentences', () => {
  for (const { why, fix } of Object.values(_REFUSALS)) for (const text of [why, fix]) expect(text).toMatch(/^[A-Z].*\.$|…\.$/);
});
