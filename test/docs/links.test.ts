import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, listAnchors, listLinks, listPages, readPage } from './markdown';

/** A file or directory of this repository. */
const IN_REPOSITORY = /^https:\/\/github\.com\/imagewright\/imagewright\/(?:blob|tree)\/main\/(.+)$/;

/** The files and directories that the npm package does not contain; those of `lib/` are patterns, and no page is there. */
const UNPACKED = readFileSync(join(ROOT, '.npmignore'), 'utf8').split('\n').filter(line => line.startsWith('/')).map(line => line.slice(1));

/** The anchors of pages that were read. */
const known = new Map<string, Set<string>>();

describe('every relative link leads to a file and to an anchor of it', () => {
  test.each(listPages())('%s', page => {
    expect(listLinks(readPage(page)).filter(({ target }) => !isUrl(target) && !resolves(page, target))).toEqual([]);
  });
});

describe('a page of the npm package links only to files of the package, and to the repository by URL', () => {
  test.each(listPages().filter(isPacked))('%s', page => {
    const targets = listLinks(readPage(page)).map(({ target }) => target.replace(/#.*/, '')).filter(target => target !== '');
    expect(targets.filter(target => !isUrl(target) && !isPacked(posix.join(posix.dirname(page), target)))).toEqual([]);
    const files = targets.flatMap(target => IN_REPOSITORY.exec(target)?.[1] ?? []);
    expect(files.filter(file => isPacked(file) || !existsSync(join(ROOT, file)))).toEqual([]);
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

function isPacked(path: string): boolean {
  return !UNPACKED.some(unpacked => path === unpacked || (unpacked.endsWith('/') ? `${path}/`.startsWith(unpacked) : path.startsWith(`${unpacked}/`)));
}

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
