import type { _Author, _ExplainedPart, _ImageExplanation } from '../../render';

/** How many paths are listed; the others are only counted. */
const MOST_PATHS = 8;

/** A name and the lines of its value. A fact without lines is not printed. */
export type Fact = readonly [string, readonly string[]];

/** Prints facts in two columns: names and values. */
export function printFacts(facts: readonly Fact[]): string[] {
  const filled = facts.filter(([, lines]) => lines.length > 0);
  const width = Math.max(...filled.map(([name]) => name.length));
  return filled.flatMap(([name, lines]) => lines.map((line, i) => `  ${(i === 0 ? name : '').padEnd(width)}  ${line}`.trimEnd()));
}

/** The place of the declaration, `projenrc/router.ts:31`, and below it the places that called it. */
export function listDeclarations({ declared }: _Author): string[] {
  return declared.map((place, i) => (i === 0 ? place : `called at ${place}`));
}

/** The first paths, and the number of the others. */
export function limitPaths(paths: readonly string[]): string[] {
  const rest = paths.length - MOST_PATHS;
  return rest > 1 ? [...paths.slice(0, MOST_PATHS), `and ${rest} more`] : [...paths];
}

/** The paths that an instruction brings into the image: its files and links, or its directories if it brings only those. */
export function listFilesThrough(image: _ImageExplanation, part: _ExplainedPart): string[] {
  const all = image.files.filter(({ route }) => route.some(({ stage, lines }) => stage === part.stage && lines.includes(part.firstLine)));
  const files = all.filter(({ kind }) => kind !== 'directory');
  return [...new Set((files.length > 0 ? files : all).map(({ path }) => path))];
}
