/** What a line of a guide begins, in the order in which a reader asks. @see https://spec.commonmark.org/0.31.2/#blocks-and-inlines */
const BLOCKS: readonly (readonly [what: string, begin: RegExp])[] = [
  ['heading', /^#{1,6}\s/], ['item', /^(?:[*+-]|\d{1,9}[.)])(?:\s|$)/], ['quote', /^>/], ['rule', /^(?:=+|(?:[-*_]\s*){3,})$/], ['row', /^\|/], ['definition', /^\[[^\]]+\]:/],
];

/** The blocks of a Markdown text, line by line, and what else is markup in them. The texts themselves are left out. */
export function markdownShape(text: string): readonly string[] {
  const found: string[] = [];
  let fence: string | undefined;
  for (const line of text.split(/\r\n|[\n\r]/)) {
    const content = line.trim();
    const [mark] = /^(?:`{3,}|~{3,})/.exec(content) ?? [];
    if (fence !== undefined) {
      if (content === fence) { found.push('code'); fence = undefined; }
      continue;
    }
    if (mark !== undefined) { fence = mark; continue; }
    const block = BLOCKS.find(([, begin]) => begin.test(content))?.[0] ?? (content === '' ? '' : 'text');
    const inline = inlineMarks(content);
    if (block !== 'text' || inline !== '' || found[found.length - 1] !== 'text') found.push(`${block}${inline}`);
  }
  return fence === undefined ? found : [...found, 'code without an end'];
}

/** An escaped mark, code, and marks. */
const MARKS = /\\[!-/:-@[-`{-~]|(?<!`)(?<fence>`+)(?!`)(?<code>.*?)(?<!`)\k<fence>(?!`)|`|<[a-z!?/]|\]\(|\*\*|&#?\w+;|\|/gi;

/** The markup within a line. In a table, a bar ends a cell even in code. */
function inlineMarks(line: string): string {
  const isRow = line.startsWith('|');
  return [...line.matchAll(MARKS)].map(({ 0: mark, groups }) => {
    if (groups?.code !== undefined) return ` code${isRow ? groups.code.replace(/\\\||[^|]/g, '') : ''}`;
    return mark.startsWith('\\') || (mark === '|' && !isRow) ? '' : ` ${mark}`;
  }).join('');
}
