/** With more variables, nobody could say what a name means; and no regular expression has to try. */
const MOST = 4;

/** Letters of a name that a variable leaves as they are: with fewer, a variable may be any image. */
const FEWEST = 2;

/**
 * What names the text of a `FROM` with variables may become: `base-$VARIANT` is `base-` and anything. Undefined where there is no variable,
 * where it can be no stage (a tag, a digest, a registry), and where nearly all of it is variable.
 */
export function namePattern(source: string): RegExp | undefined {
  const parts = literalParts(source);
  const text = parts.join('');
  if (parts.length < 2 || parts.length > MOST + 1 || /[^a-z\d._-]/.test(text) || text.replace(/[^a-z]/g, '').length < FEWEST) return undefined;
  return new RegExp(`^${parts.map(part => part.replaceAll('.', '\\.')).join('.*')}$`);
}

/** The text between the variables. */
function literalParts(source: string): string[] {
  const parts = [''];
  for (let i = 0; i < source.length; i++) {
    if (source[i] !== '$') { parts[parts.length - 1] += source[i]; continue; }
    i = source[i + 1] === '{' ? closing(source, i + 1) : i + (/^\w*/.exec(source.slice(i + 1))![0].length);
    parts.push('');
  }
  return parts;
}

/** Where the brace at `start` is closed; the end of a text that does not close it. */
function closing(source: string, start: number): number {
  let depth = 0;
  for (let i = start; i < source.length; i++) {
    if (source[i] === '{') depth++;
    else if (source[i] === '}' && --depth === 0) return i;
  }
  return source.length;
}
