import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

export const ROOT = join(__dirname, '../..');

/** Folders without pages of this repository. */
const SKIPPED = new Set(['node_modules', 'lib', 'dist', 'coverage', '.git', '.out', '.m2']);

/** A link as a page has it: `target` is what is in the parentheses. */
export interface Link {
  readonly line: number;
  readonly target: string;
}

/** All pages of the repository, as paths from its root. */
export function listPages(folder = ''): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(entry => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listPages(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

export function readPage(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The links of a page. What is in a code block or in backticks is text. */
export function listLinks(page: string): Link[] {
  return proseLines(page).flatMap((text, i) =>
    [...text.replace(/`[^`]*`/g, 'code').matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => ({ line: i + 1, target })));
}

/** What `#…` may name on a page: its headings, by GitHub's rule, and its explicit anchors. */
export function listAnchors(page: string): Set<string> {
  const anchors = new Set<string>();
  const uses = new Map<string, number>();
  for (const line of proseLines(page)) {
    for (const [, name] of line.matchAll(/<a (?:name|id)="([^"]+)"/g)) anchors.add(name);
    const [, heading] = /^#{1,6} +(.*?)(?: +#+)?$/.exec(line) ?? [];
    if (heading === undefined) continue;
    const slug = slugOf(heading);
    const before = uses.get(slug) ?? 0;
    uses.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return anchors;
}

/** @see https://docs.github.com/en/get-started/writing-on-github under "Section links" */
function slugOf(heading: string): string {
  return heading.replace(/<[^>]*>|\]\([^)]*\)/g, '').toLowerCase().replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').trim().replaceAll(' ', '-');
}

/** The lines of a page, those of code blocks empty. */
function proseLines(page: string): string[] {
  let fence: string | undefined;
  return page.split('\n').map(line => {
    const [, mark] = /^ *(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
      return '';
    }
    fence = mark;
    return mark === undefined ? line : '';
  });
}
