import { describe, expect, test } from 'vitest';
import { _SyntaxInstruction, _readSyntax } from '../../../src/dockerfile';

/** The instructions below `FROM a`. */
function below(text: string): readonly _SyntaxInstruction[] {
  return _readSyntax(`FROM a\n${text}`).instructions.slice(1);
}

/** Keyword, flags and rest of each. */
function cut(instructions: readonly _SyntaxInstruction[]): string[] {
  return instructions.map(({ keyword, flags, rest }) => [
    keyword.text, ...flags.map(({ name, value }) => `<${name}${value === undefined ? '' : `=${value}`}>`), rest,
  ].join(' ').trim());
}

describe('a line goes on with the next', () => {
  test.each([
    { what: 'behind the escape character, with nothing between', text: 'RUN a\\\nb', read: ['RUN ab'] },
    { what: 'also with blanks behind it', text: 'RUN a \\ \t\n  b', read: ['RUN a   b'] },
    { what: 'but not behind two of them', text: 'RUN a \\\\\nUSER b', read: ['RUN a \\\\', 'USER b'] },
    { what: 'across comments', text: 'RUN a \\\n# b\n  # c\n d', read: ['RUN a  d'] },
    { what: 'across empty lines', text: 'RUN a \\\n\n  \n b', read: ['RUN a  b'] },
    { what: 'at the end of the file', text: 'RUN a \\', read: ['RUN a'] },
    { what: 'where nothing but the escape character stands on it', text: '\\\nRUN a', read: ['RUN a'] },
    { what: 'with line breaks of Windows', text: 'RUN a \\\r\n b\r\nUSER c\r\n', read: ['RUN a  b', 'USER c'] },
    { what: 'and "#" inside of a line is no comment', text: 'RUN a # b', read: ['RUN a # b'] },
  ])('$what', ({ text, read }) => expect(cut(below(text))).toEqual(read));

  test('and empty lines inside are told, whatever blanks they have', () => {
    expect(_readSyntax('FROM a\nRUN b \\\n\n \t\n c').emptyContinuations.map(({ startLine }) => startLine)).toEqual([3, 4]);
  });
});

describe('flags', () => {
  test.each([
    { what: 'stand behind the keyword', text: 'COPY --from=b --link c d', read: 'COPY <from=b> <link> c d' },
    { what: 'end at the first other word', text: 'RUN a --b', read: 'RUN a --b' },
    { what: 'end at two dashes', text: 'RUN --network=none -- --a', read: 'RUN <network=none> --a' },
    { what: 'lose quotes and escapes', text: 'RUN --mount=type=cache,\\"id=a,b\\",target=/a\\ b c', read: 'RUN <mount=type=cache,"id=a,b",target=/a b> c' },
    { what: 'may be quoted as a whole', text: 'COPY --chown="a b" c d', read: 'COPY <chown=a b> c d' },
    { what: 'are read byte by byte', text: 'COPY --chown=\u00e9 c d', read: 'COPY <chown=\u00c3\u00a9> c d' },
    { what: 'end inside of a character that has a blank among its bytes', text: 'COPY --chown=\u00e0 c d', read: 'COPY <chown=\u00c3> c d' },
    { what: 'are not looked for behind a blank that is none of ASCII', text: 'RUN \u00a0--a', read: 'RUN --a' },
  ])('$what', ({ text, read }) => expect(cut(below(text))).toEqual([read]));
});

describe('heredocs', () => {
  const heredocs = (text: string) => below(text).flatMap(each => each.heredocs).map(({ name, content, expands, chomps, descriptor }) => (
    { name, content, expands, chomps, descriptor }
  ));
  const plain = { name: 'E', content: 'b\n', expands: true, chomps: false, descriptor: 0 };

  test.each([
    { opening: '<<E', read: plain },
    { opening: '3<<E', read: { ...plain, descriptor: 3 } },
    { opening: '<<-E', read: { ...plain, chomps: true } },
    { opening: '<<"E"', read: { ...plain, expands: false } },
    { opening: "<< 'E'", read: { ...plain, expands: false } },
    { opening: '<<\\E', read: plain },
    { opening: 'cat <<E > /x', read: plain },
  ])('begin with $opening', ({ opening, read }) => expect(heredocs(`RUN ${opening}\nb\nE\nUSER c`)).toEqual([read]));

  test.each(['RUN a<<E', 'RUN cat <<<E', 'RUN $((1<<2))', 'RUN "<<E"', 'RUN echo \'<<E', 'RUN ["a", "<<E"]', 'CMD <<E', 'RUN ${:<<E', 'RUN <<'])('are not in %s', line => {
    expect(cut(below(`${line}\nUSER b`))).toEqual([line, 'USER b']);
  });

  test('of one instruction stand one below the other', () => {
    expect(heredocs('COPY <<A <<-"B" /c/\na\nA\n\tb\n\tB\n').map(({ name, content }) => [name, content])).toEqual([['A', 'a\n'], ['B', 'b\n']]);
  });

  test('have neither comments nor continued lines', () => {
    expect(heredocs('RUN <<E\n# a\\\n\\\n\nE\n')[0].content).toBe('# a\\\n\\\n\n');
  });

  test('lose tabs at the beginning of each line where they are chomped, and nothing else', () => {
    const [{ heredocs: [heredoc] }] = below('RUN <<-E\n\t\ta\tb\n  \tc\n\tE\n');
    expect([heredoc.content, heredoc.source]).toEqual(['a\tb\n  \tc\n', '\t\ta\tb\n  \tc\n']);
  });

  test('end where a line is the delimiter, less a carriage return', () => {
    expect(heredocs('RUN <<E\r\na\r\nE\r\nUSER b')[0].content).toBe('a\r\n');
  });

  test('belong to what ONBUILD triggers too', () => {
    const [{ heredocs: [heredoc], trigger }] = below('ONBUILD RUN <<E\na\nE\n');
    expect([heredoc.content, trigger?.heredocs]).toEqual(['a\n', [heredoc]]);
  });

  test('lose what stands in front of ${…} with an operator, as in BuildKit', () => {
    expect(cut(below('RUN <<${A:-b}\nUSER c'))).toEqual(['RUN <<${A:-b}', 'USER c']);
  });
});

describe('the JSON form', () => {
  test.each([
    { text: 'CMD ["a b.txt", "/c d/"]', json: ['a b.txt', '/c d/'] },
    { text: 'CMD [ "a" ]  ', json: ['a'] },
    { text: 'CMD []', json: [] },
    { text: 'COPY ["a", "b"]', json: ['a', 'b'] },
    { text: 'HEALTHCHECK --retries=1 CMD ["a"]', json: ['a'] },
    { text: 'CMD ["\\ud800"]', json: ['\ufffd'] },
    { text: 'CMD ["a",]', json: undefined },
    { text: "CMD ['a']", json: undefined },
    { text: 'CMD ["a"] b', json: undefined },
    { text: 'CMD [1]', json: undefined },
    { text: 'USER ["a"]', json: undefined },
  ])('of $text is $json', ({ text, json }) => expect(below(text)[0].json).toEqual(json));
});

describe('pairs', () => {
  const pairs = (text: string) => below(text)[0].pairs?.map(({ key, value, legacy }) => [key, value, ...(legacy ? ['legacy'] : [])]);
  test.each([
    { text: 'ENV a=b "c d"=e\\ f g=\'h i\'', read: [['a', 'b'], ['"c d"', 'e\\ f'], ['g', "'h i'"]] },
    { text: 'ENV a b  c=d', read: [['a', 'b  c=d', 'legacy']] },
    { text: 'LABEL a=b=c', read: [['a', 'b=c']] },
    { text: 'ARG a b=c "d=e f"', read: [['a', undefined], ['b', 'c'], ['"d', 'e f"']] },
    { text: 'ENV a="b\\', read: [['a', '"b']] },
  ])('of $text', ({ text, read }) => expect(pairs(text)).toEqual(read));
});

describe('directives', () => {
  const directives = (text: string) => _readSyntax(text).directives.map(({ name, value }) => `${name}=${value}`);
  test.each([
    { what: 'in any case, with blanks around', text: '#SYNTAX = a b \n# Escape=`\n#check=skip=all\nFROM a', read: ['syntax=a b', 'escape=`', 'check=skip=all'] },
    { what: 'behind a byte order mark', text: '\ufeff# syntax=a\nFROM a', read: ['syntax=a'] },
    { what: 'not behind another comment', text: '# a\n# syntax=a\nFROM a', read: [] },
    { what: 'not behind an empty line', text: '\n# syntax=a\nFROM a', read: [] },
    { what: 'not behind another name', text: '# name=a\n# syntax=a\nFROM a', read: [] },
    { what: 'behind "#!", but for the escape character', text: '#!/usr/bin/docker\n# escape=`\n# syntax=a\nFROM a', read: ['syntax=a'] },
    { what: 'with blanks in front, of which only the escape character counts', text: ' # escape=`\nFROM a', read: ['escape=`'] },
  ])('$what', ({ text, read }) => expect(directives(text)).toEqual(read));

  test('the escape character is that of the whole file', () => {
    expect(cut(_readSyntax('# escape=`\nFROM a\nRUN b `\n c\nRUN d \\\nUSER e').instructions)).toEqual(['FROM a', 'RUN b  c', 'RUN d \\', 'USER e']);
  });
});

describe('comments', () => {
  const comments = (text: string) => _readSyntax(text).instructions.map(instruction => instruction.comments);
  test.each([
    { what: 'belong to what follows, also across empty lines', text: '# a\n\n#b\nFROM c', read: [['a', 'b']] },
    { what: 'are parted from it by an empty one', text: '# a\n#\n# b\nFROM c', read: [['b']] },
    { what: 'keep their "#" where blanks are in front, as in BuildKit', text: '  # a\nFROM b', read: [['# a']] },
    { what: 'are no directives', text: '# syntax=a\n# b\nFROM c', read: [['b']] },
    { what: 'inside of an instruction belong to none', text: 'FROM a\nRUN b \\\n# c\n d\nUSER e', read: [[], [], []] },
  ])('$what', ({ text, read }) => expect(comments(text)).toEqual(read));

  test('are all in the tree', () => {
    expect(_readSyntax('# a\nFROM b\nRUN c \\\n  # d\n e\n# f').comments.map(({ text, range }) => `${range.startLine}:${range.startColumn} ${text}`))
      .toEqual(['1:0 # a', '4:2 # d', '6:0 # f']);
  });
});

test('places are those of the file', () => {
  const text = '\ufeff# syntax=a\n  FROM  b AS c\nRUN --mount=target=/d \\\n  # e\n  f \\\n  gh\nCOPY <<E /i\nj\nE\n';
  const tree = _readSyntax(text);
  const lines = text.split('\n');
  const at = ({ startLine, startColumn, endLine, endColumn }: _SyntaxInstruction['range']) => `${startLine}:${startColumn}-${endLine}:${endColumn}`;
  expect(tree.instructions.map(({ range }) => at(range))).toEqual(['2:2-2:14', '3:0-6:4', '7:0-9:1']);
  expect(tree.instructions[1].flags.map(({ range }) => at(range))).toEqual(['3:4-3:21']);
  expect(tree.instructions[2].heredocs.map(({ range }) => at(range))).toEqual(['8:0-9:0']);
  for (const { text: word, range } of tree.instructions.flatMap(({ keyword, words }) => [keyword, ...words])) {
    expect(lines[range.startLine - 1].slice(range.startColumn, range.endColumn)).toBe(word);
  }
});

describe('what BuildKit does not read is refused', () => {
  const refusal = (text: string) => {
    try {
      return _readSyntax(text);
    } catch (error) {
      return (error as Error).message;
    }
  };
  test('a heredoc without an end', () => {
    expect(refusal('FROM a\nRUN <<EOF\nb\n EOF\n')).toBe([
      'dockerfile/unclosed-heredoc  at line 2',
      '  The heredoc "EOF" does not end.',
      '       2 | RUN <<EOF',
      '  Why: BuildKit would read the rest of the file as its text, and fail: "unterminated heredoc".',
      '  Fix: Add a line with only EOF, without blanks before it.',
    ].join('\n'));
  });

  test.each([
    { what: 'nothing', text: '', id: 'no-instruction', line: 1 },
    { what: 'blanks', text: ' \n\t\n', id: 'no-instruction', line: 1 },
    { what: 'comments alone', text: '# a\n', id: 'no-instruction', line: 1 },
    { what: 'a program', text: 'FROM a\n\x7fELF\0\0', id: 'binary', line: 2 },
    { what: 'a directive twice', text: '# syntax=a\n# Syntax=b\nFROM a', id: 'directive', line: 2 },
    { what: 'an escape character that is none', text: '# escape=x\nFROM a', id: 'directive', line: 1 },
    { what: 'a line that is too long', text: `FROM a\n${'x'.repeat(65_536)}`, id: 'line-too-long', line: 2 },
    { what: 'a line that is too long in bytes', text: `FROM a\nUSER ${'\u00e9'.repeat(32_766)}`, id: 'line-too-long', line: 2 },
    { what: 'a line that is too long in a heredoc', text: `FROM a\nRUN <<E\n${'x'.repeat(65_536)}\nE\n`, id: 'line-too-long', line: 3 },
  ])('$what', ({ text, id, line }) => expect(refusal(text)).toMatch(new RegExp(`^dockerfile/${id}  at line ${line}\\n`)));

  test('and the longest line that it reads is read', () => {
    expect(below(`USER ${'x'.repeat(65_529)}\r\n`)).toHaveLength(1);
  });
});

test('what only the meaning of an instruction can tell is read', () => {
  expect(cut(below('FOO --bar baz\nENV a\nONBUILD ONBUILD RUN b\nCOPY [1]\n'))).toEqual(['FOO <bar> baz', 'ENV a', 'ONBUILD ONBUILD RUN b', 'COPY [1]']);
});
