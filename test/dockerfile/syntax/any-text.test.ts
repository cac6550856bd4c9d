import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DockerfileDocument, _readDocument, _readSyntax } from '../../../src/dockerfile';

/** Pieces that mean something to a reader of Dockerfiles. */
const PIECES = [
  'FROM a\n', 'from b AS C\n', 'RUN ', 'COPY ', 'ADD ', 'ENV ', 'LABEL ', 'ARG ', 'ONBUILD ', 'ONBUILD ONBUILD ', 'HEALTHCHECK CMD ', 'CMD ', 'USER ', 'VOLUME ', 'EXPOSE ',
  'SHELL ', 'STOPSIGNAL ', 'WORKDIR ', 'MAINTAINER ', 'FOO ', 'a', 'b=c', '=', ' ', '\t', '\n', '\n', '\n', '\\\n', '\\', '`\n', '`', '# c\n', '#', '# escape=`\n',
  '# syntax=x\n', '# check=skip=all\n', '#!/bin/sh\n', '\ufeff', '\r\n', '\r', '<<E', '<<-E\n', "<<'E'\n", '<< "E"', 'E\n', '\tE\n', '"', "'", '$', '${a', '${a:-',
  '${a/b/', '}', '$1', '["a", "b"]', '["a",]', '[1]', '[]', '--from=b', '--', '--mount=type=cache,target=/a', '--mount=', '--x', '\u00e9', '\u00e0', '\u00a0',
  '\u0085', '\ud83d\ude00', '\ud83d', '\u2028', '\v', '\0', 'NONE', '/x', '.',
];

const bytes = fc.uint8Array({ maxLength: 200 }).map(array => Buffer.from(array).toString());
const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }).map(all => all.join(''));
const inStage = pieces.map(text => `FROM a\n${text}`);
const anyText = fc.oneof(bytes, pieces, { weight: 2, arbitrary: inStage });

/** What comes of it; undefined where it is refused, in words for its reader. */
function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    expect((error as Error).message).toMatch(/^dockerfile\/[a-z-]+(  at line \d+)?\n {2}.+\n {2}Why: .+\n {2}Fix: .+$/s);
    return undefined;
  }
}

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
    fc.assert(fc.property(anyText, text => {
      const printed = unlessRefused(() => new DockerfileDocument(_readDocument(text)).print());
      if (printed !== undefined) expect(new DockerfileDocument(_readDocument(printed)).print()).toBe(printed);
    }), { numRuns: 2000 });
  });
});

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
    const seconds = (text: string) => {
      const start = performance.now();
      unlessRefused(() => _readSyntax(text));
      return (performance.now() - start) / 1000;
    };
    seconds(make(100_000));
    // What grows with the square of the length takes 100 times as long.
    expect(seconds(make(1_000_000))).toBeLessThan(40 * seconds(make(100_000)) + 1);
  }, 60_000);
});
