import type { Docs } from './assembly';

/** A documentation comment as paragraphs of Markdown. */
export function describe(docs: Docs | undefined): string[] {
  const { summary, remarks, see, example, deprecated, custom } = docs ?? {};
  return [
    ...(deprecated === undefined ? [] : [`**Deprecated:** ${prose(deprecated)}`]),
    ...[summary, remarks].flatMap(text => (text === undefined ? [] : [prose(text)])),
    ...(custom?.throws === undefined ? [] : [`Throws ${prose(custom.throws)}.`]),
    ...(see === undefined ? [] : [`See ${/^https?:/.test(see) ? `<${see}>` : prose(see)}.`]),
    ...(example === undefined ? [] : [`\`\`\`ts\n${example.trim()}\n\`\`\``]),
  ];
}

/** The same as one cell of a table. */
export function describeInCell(docs: Docs | undefined): string {
  return cell(describe(docs === undefined ? undefined : { ...docs, example: undefined }).join(' '));
}

/** Escapes text of a comment that looks like an HTML tag. */
export function prose(text: string): string {
  return text.trim().split(/(`[^`]*`)/).map((part, i) => (i % 2 === 1 ? part : part.replace(/</g, '&lt;'))).join('');
}

/** Formats a default: a value of the language, or `- ` and a sentence. */
export function describeDefault(text: string): string {
  return cell(text.startsWith('- ') ? prose(text.slice(2)) : /^\S+$/.test(text) ? `\`${text}\`` : prose(text));
}

/** Formats one line of a table. */
export function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

export function table(heads: readonly string[], rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : [[row(...heads), row(...heads.map(() => '---')), ...rows].join('\n')];
}

function cell(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/(?<!\\)\|/g, '\\|');
}
