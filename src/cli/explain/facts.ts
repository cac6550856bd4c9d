import type { _Author, _ExplainedPart, _ImageExplanation } from '../../render';

/** More paths are counted. */
const MOST_PATHS = 8;

/** A name, and lines that say it. Without lines there is nothing to say. */
export type Fact = readonly [string, readonly string[]];

/** Names on the left, what they say on the right. */
export function table(facts: readonly Fact[]): string[] {
  const said = facts.filter(([, lines]) => lines.length > 0);
  const width = Math.max(...said.map(([name]) => name.length));
  return said.flatMap(([name, lines]) => lines.map((line, i) => `  ${(i === 0 ? name : '').padEnd(width)}  ${line}`.trimEnd()));
}

/** `projenrc/router.ts:31`, and below it who called that. */
export function declaredAt({ declared }: _Author): string[] {
  return declared.map((place, i) => (i === 0 ? place : `called at ${place}`));
}

/** Paths, up to a number. */
export function listed(paths: readonly string[]): string[] {
  const rest = paths.length - MOST_PATHS;
  return rest > 1 ? [...paths.slice(0, MOST_PATHS), `and ${rest} more`] : [...paths];
}

/** What came into the image through an instruction: files and links, or else directories. */
export function filesThrough(image: _ImageExplanation, part: _ExplainedPart): string[] {
  const all = image.files.filter(({ route }) => route.some(({ stage, lines }) => stage === part.stage && lines.includes(part.firstLine)));
  const files = all.filter(({ kind }) => kind !== 'directory');
  return [...new Set((files.length > 0 ? files : all).map(({ path }) => path))];
}
