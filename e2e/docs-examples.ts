/**
 * Follows the guide as a reader does: in an empty folder, with the packed library, which has to have the pages that its messages name.
 * Needs `npx projen compile` before, and the registry of npm or its cache.
 *
 *     npx tsx e2e/docs-examples.ts [--only TEXT] [--keep] [--pictures]
 *
 * The line that opens a code block says what it is; Markdown does not show that:
 *
 *     ts .projenrc.ts        a file, whole; in any language
 *     diff .projenrc.ts      a change of that file
 *     sh run, sh fails       commands that succeed, or of which the last one fails; with a path, that of a picture of what they print,
 *                            which --pictures draws anew
 *     text output            lines that those commands print; an ellipsis stands for any text of a line, and alone in a line for any lines
 *     dockerfile shows PATH  lines that a file has then; in any language
 *     sh setup               how the packages are installed: once, for all pages
 *
 * A block of TypeScript without a mark is a part of a definition: it is compiled. `<!-- continues first-image.md -->` says that a page goes on
 * with the project of another one, `<!-- given examples/hello-go/service as service -->` that a reader has these files already.
 *
 * Exit codes: 0 it is all as the pages say, 1 it is not, 64 wrong usage.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseArgs } from 'node:util';
import { compileFragments } from './docs-examples/compile-fragments';
import { findMissingPages } from './docs-examples/find-missing-pages';
import { followPage } from './docs-examples/follow-page';
import { type Page, readPage } from './docs-examples/read-page';
import { Workshop } from './environments/workshop';

const ROOT = join(__dirname, '..');

/** Written by programs, from examples that have tests of their own. */
const GENERATED = ['docs/reference/rules.md', 'docs/reference/lint.md', 'docs/reference/traps.md', 'docs/reference/api/', 'docs/decisions/'];

async function main({ only, keep, pictures }: { only?: string; keep: boolean; pictures: boolean }): Promise<number> {
  const pages = listPages();
  const workshop = await Workshop.open(packagesOf(pages));
  const faults: string[] = [];
  try {
    const follow = followOnce(pages, workshop, pictures);
    for (const page of pages.filter(({ path, steps }) => steps.length > 0 && (only === undefined || path.includes(only)))) {
      const start = Date.now();
      const found = await follow(page);
      tell(found, `${page.path}, ${page.steps.length} steps, ${Math.round((Date.now() - start) / 1000)} s`);
      faults.push(...found);
    }
    const refused = await compileFragments(pages, workshop.project('fragments', {}));
    tell(refused, `${pages.flatMap(({ fragments }) => fragments).length} parts of definitions, compiled`);
    const missing = findMissingPages(join(ROOT, 'src'), workshop.at('installed/node_modules/imagewright'));
    tell(missing, 'the package has every page that the sources speak of');
    faults.push(...refused, ...missing);
  } finally {
    if (keep) console.log(workshop.at('.'));
    else workshop.close();
  }
  for (const fault of faults) console.error(`\n${fault}`);
  return faults.length;
}

function tell(faults: readonly string[], what: string): void {
  console.log(`${faults.length === 0 ? 'ok   ' : 'WRONG'} ${what}`);
}

function listPages(): Page[] {
  const below = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map(path => `docs/${path.replaceAll('\\', '/')}`).sort();
  return ['README.md', ...below]
    .filter(path => path.endsWith('.md') && !GENERATED.some(generated => path.startsWith(generated)))
    .map(path => readPage(path, readFileSync(join(ROOT, path), 'utf8')));
}

/** The packages that the pages have a reader install, which are the same on each. */
function packagesOf(pages: readonly Page[]): string[] {
  const lists = pages.flatMap(({ steps }) => steps)
    .flatMap(step => (step.does === 'install' ? [/npm install --save-dev (.*)/.exec(step.text)?.[1] ?? ''] : []));
  if (new Set(lists).size !== 1) throw new Error(`The pages install different packages:\n${lists.join('\n')}`);
  return lists[0].split(' ').filter(name => name !== 'imagewright');
}

/** Follows each page once; one that continues another starts with a copy of what that one has left. */
function followOnce(pages: readonly Page[], workshop: Workshop, draws: boolean): (page: Page) => Promise<string[]> {
  const followed = new Map<string, Promise<string[]>>();
  const follow = async (page: Page): Promise<string[]> => {
    const before = page.continues === undefined ? undefined : pageNamed(posix.join(posix.dirname(page.path), page.continues), pages);
    if (before !== undefined) await once(before);
    return followPage(page, workshop.project(page.path, {}, before?.path), draws);
  };
  const once = async (page: Page): Promise<string[]> => {
    const running = followed.get(page.path) ?? follow(page);
    followed.set(page.path, running);
    return running;
  };
  return once;
}

function pageNamed(path: string, pages: readonly Page[]): Page {
  const found = pages.find(page => page.path === path);
  if (found === undefined) throw new Error(`There is no page ${path} to continue.`);
  return found;
}

const options = { only: { type: 'string' }, keep: { type: 'boolean', default: false }, pictures: { type: 'boolean', default: false } } as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
if (positionals.length > 0) {
  console.error('npx tsx e2e/docs-examples.ts [--only TEXT] [--keep] [--pictures]');
  process.exitCode = 64;
} else {
  void main(values).then(faults => { process.exitCode = faults > 0 ? 1 : 0; });
}
