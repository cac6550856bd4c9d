import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(__dirname, '../..');

/** The examples in the documentation comments, which are compiled with those of the README (`jsii-rosetta extract --strict`). */
const COMPILED = ['checks', 'policy', 'rule'].flatMap(file => {
  const source = readFileSync(join(ROOT, 'src/checks', `${file}.ts`), 'utf8');
  return [...source.matchAll(/ \* @example\n((?: \*.*\n)+?) \*\//g)].map(([, lines]) => lines.replace(/^ \* ?/gm, ''));
});

test('the examples of docs/reference/findings.md are those that are compiled', () => {
  const blocks = [...readFileSync(join(ROOT, 'docs/reference/findings.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
  expect(blocks).toHaveLength(3);
  expect(blocks).toEqual(COMPILED);
});
