import { expect, test } from 'vitest';
import { CopySource, DockerfileNode, Word } from '../../src/dockerfile';

export const literal = (text: string) => Word.literal(text);
export const variable = (name: string) => Word.variable(name);
export const path = (text: string) => CopySource.path(literal(text));

/** One test a row: the node prints as the text, and again as the same. */
export function prints(rows: [DockerfileNode, string][]): void {
  test.each(rows.map(([node, text]) => ({ node, text })))('$text', ({ node, text }) => {
    expect([node._print(), node._print()]).toEqual([text, text]);
  });
}

/** One test a row: it is refused with this id. Whole messages are in `refusals.test.ts`. */
export function refuses(rows: [what: string, make: () => unknown, id: string][]): void {
  test.each(rows.map(([what, make, id]) => ({ what, make, id })))('$what', ({ make, id }) => {
    expect(refusal(make).split('\n')[0]).toBe(`dockerfile/${id}`);
  });
}

/** What a refusal says. */
export function refusal(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It is not refused.');
}
