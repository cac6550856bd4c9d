import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, listAnchors, listLinks, listPages, readPage } from './markdown';

/** The anchors of pages that were read. */
const known = new Map<string, Set<string>>();

describe('every relative link leads to a file and to an anchor of it', () => {
  test.each(listPages())('%s', page => {
    expect(listLinks(readPage(page)).filter(({ target }) => !isUrl(target) && !resolves(page, target))).toEqual([]);
  });
});

test('links are found in prose, and not in code', () => {
  expect(listLinks('See [a](a.md#b).\n```md\n[c](c.md)\n```\n`[d](d.md)` and [`e`](../e)')).toEqual([
    { line: 1, target: 'a.md#b' },
    { line: 5, target: '../e' },
  ]);
});

test('anchors are headings by the rule of GitHub, numbered where they repeat', () => {
  expect([...listAnchors('# `rootfs/no-tmp`\n## A *b*: c & d\n## A\n# A\n<a name="own"></a>\n```\n# no\n```')])
    .toEqual(['rootfsno-tmp', 'a-b-c--d', 'a', 'a-1', 'own']);
});

function isUrl(target: string): boolean {
  return /^[a-z]+:/.test(target);
}

function resolves(page: string, target: string): boolean {
  const [path, anchor] = target.split('#');
  const file = path === '' ? page : posix.join(posix.dirname(page), decodeURI(path));
  if (!existsSync(join(ROOT, file))) return false;
  return anchor === undefined || (file.endsWith('.md') && anchorsOf(file).has(decodeURIComponent(anchor)));
}

function anchorsOf(file: string): Set<string> {
  const found = known.get(file) ?? listAnchors(readPage(file));
  known.set(file, found);
  return found;
}
