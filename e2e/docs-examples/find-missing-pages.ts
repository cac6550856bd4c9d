import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A page of the package; what is a part of a URL or of another path is none. */
const PAGE = /(?<![\w:/.-][^\s'"`(]*)docs\/[\w./-]+\.(?:md|json)/g;

/** The pages that the sources of the library speak of, and that its package does not have. */
export function findMissingPages(sources: string, installed: string): string[] {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  return files.flatMap(file => [...readFileSync(join(sources, file), 'utf8').matchAll(PAGE)]
    .filter(([page]) => !existsSync(join(installed, page)))
    .map(([page]) => `src/${file}: ${page} is not in the package`));
}
