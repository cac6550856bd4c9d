import { _readSyntax } from '../../src/dockerfile';

/** A Dockerfile whose stages can all be asked for. */
export interface NamedStages {
  readonly text: string;
  /** In the order of the file; undefined for one that can get no name. */
  readonly names: readonly (string | undefined)[];
}

/** Gives a name to each stage that has none: BuildKit builds a target by its name alone, not by its number. */
export function withNamedStages(text: string): NamedStages {
  const lines = text.split('\n');
  const stages = _readSyntax(text).instructions.filter(({ name }) => name === 'FROM');
  const names = stages.map(({ words, range: { endLine } }, i) => {
    if (words.length > 1) return words[2]?.text;
    const line = lines[endLine - 1].trimEnd();
    // It would be continued behind its name.
    if (/[\\`]$/.test(line)) return undefined;
    lines[endLine - 1] = `${line} AS unnamed-${i}`;
    return `unnamed-${i}`;
  });
  return { text: lines.join('\n'), names };
}
