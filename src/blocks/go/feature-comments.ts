import type { GoFeatureReason } from './go-features';

const WIDTH = 118;

/**
 * A choice of features as lines for a comment: each name with its reason beside it, and a last line about the others.
 *
 * @internal
 */
export function _printFeatureComments(kept: readonly GoFeatureReason[], omitted: readonly GoFeatureReason[], others: string): string[] {
  const column = Math.max(0, ...[...kept, ...omitted].map(({ name }) => name.length)) + 4;
  return [
    ...(kept.length === 0 ? [] : ['Kept:', ...kept.flatMap(each => printRow(each, column))]),
    ...(omitted.length === 0 ? [] : ['Left out on purpose:', ...omitted.flatMap(each => printRow(each, column))]),
    others,
  ];
}

function printRow({ name, reason }: GoFeatureReason, column: number): string[] {
  const lines = wrapText(reason ?? '', WIDTH - column);
  return lines.map((line, i) => `${(i === 0 ? `  ${name}` : '').padEnd(column)}${line}`.trimEnd());
}

function wrapText(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
