import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DockerfileDocument, _readSyntax } from '../../../src/dockerfile';
import { expectLinear } from '../../support/linear';
import { HOSTILE, anyText, unlessRefused } from '../any-text';

describe('any text', () => {
  test('is a tree or is refused', () => {
    fc.assert(fc.property(anyText, text => {
      const tree = unlessRefused(() => _readSyntax(text));
      const lines = text.split('\n');
      for (const { text: word, range } of tree?.instructions.flatMap(({ keyword, words }) => [keyword, ...words]) ?? []) {
        if (range.startLine === range.endLine) expect(lines[range.startLine - 1].slice(range.startColumn, range.endColumn)).toBe(word);
      }
    }), { numRuns: 2000 });
  });

  test('is a document that prints the same when it is read again, or is refused', () => {
    fc.assert(fc.property(anyText, printsTheSameAgain), { numRuns: 2000 });
  });

  test.each(Object.entries(HOSTILE))('is a document or is refused: %s', (_, text) => printsTheSameAgain(text));
});

function printsTheSameAgain(text: string): void {
  const printed = unlessRefused(() => DockerfileDocument.parse(text).print());
  if (printed !== undefined) expect(DockerfileDocument.parse(printed).print()).toBe(printed);
}

describe('a large text takes time as it has length', () => {
  const LARGE: Record<string, (bytes: number) => string> = {
    'small instructions': size => 'FROM a\nRUN b \\\n  c\nENV d="e f" g=h\nCOPY --from=i j k\n'.repeat(size / 52),
    'one long command': size => `FROM a\nRUN ${'echo "b" ${c:-d} && \\\n'.repeat(size / 22)}e`,
    'one long heredoc': size => `FROM a\nRUN <<E\n${'echo b\n'.repeat(size / 7)}E\n`,
    'many heredocs': size => `FROM a\n${'RUN <<E\nb\nE\n'.repeat(size / 12)}`,
    'blanks': size => `FROM a\nRUN b${`${' '.repeat(50_000)}\\\n`.repeat(size / 50_000)}c`,
    'flags': size => `FROM a\nRUN ${'--mount=target=/\u00e9 \\\n'.repeat(size / 20)}c`,
    'pairs': size => `FROM a\nENV ${'a="b c" \\\n'.repeat(size / 10)}d=e`,
    'comments': size => `${'# a b c\n'.repeat(size / 8)}FROM a`,
    'nested triggers': size => `FROM a\n${'ONBUILD '.repeat(6000)}${`\\\n${'ONBUILD '.repeat(6000)}`.repeat(size / 48_000)}RUN b`,
    'nested variables': size => `FROM a\nRUN <<E ${'${a:-'.repeat(6000)}${`\\\n${'${a:-'.repeat(6000)}`.repeat(size / 30_000)}\n`,
  };
  test.each(Object.entries(LARGE))('%s', (_, make) => {
    expectLinear(size => {
      const text = make(size);
      return () => unlessRefused(() => _readSyntax(text));
    }, 100_000);
  });
});
