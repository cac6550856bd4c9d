import { _quoteRouterOsText } from './quote';

/** Lines of the RouterOS script language, as opposed to a text that a script contains. */
export class Code {
  public constructor(public readonly lines: readonly string[]) {}

  public toString(): string {
    return this.lines.join('\n');
  }
}

/** What may be put into a piece of code. A text is quoted, code stands as it is. */
export type Part = Code | string | number;

/**
 * A piece of the RouterOS script language. Values are quoted, whatever they contain; `Code` stands as it is, and its lines are indented like
 * the line it is put into.
 *
 *     rsc`:put ${text}`
 */
export function rsc(strings: TemplateStringsArray, ...parts: Part[]): Code {
  let text = strings.raw[0];
  parts.forEach((part, i) => {
    const indent = /(^|\n)( *)[^\n]*$/.exec(text)?.[2] ?? '';
    text += print(part).replaceAll('\n', `\n${indent}`) + strings.raw[i + 1];
  });
  return new Code(trim(text.split('\n')).filter((line, _, lines) => lines.length === 1 || line.trim() !== ''));
}

/** All of these, one after the other. */
export function join(...parts: readonly (Code | undefined)[]): Code {
  return new Code(parts.flatMap(part => part?.lines ?? []));
}

/** A comment of one line. */
export function note(text: string): Code {
  return new Code([`# ${text.replace(/[^ -~]+/gu, ' ')}`]);
}

function print(part: Part): string {
  return typeof part === 'string' ? _quoteRouterOsText(part) : String(part);
}

/** Without the first and last line if they are empty, and without the common indentation, which a template has from the file it stands in. */
function trim(lines: string[]): string[] {
  if (lines.length === 1) return lines;
  const kept = lines.slice(lines[0].trim() === '' ? 1 : 0, lines[lines.length - 1].trim() === '' ? -1 : undefined);
  const common = Math.min(...kept.filter(line => line.trim() !== '').map(line => line.length - line.trimStart().length));
  return kept.map(line => line.slice(common));
}
