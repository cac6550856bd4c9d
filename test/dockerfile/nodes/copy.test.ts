import { describe, expect, test } from 'vitest';
import { Copy, CopySource, Heredoc, Word } from '../../../src/dockerfile';
import { literal, path, prints, refuses, variable } from '../vectors';

const text = (content: string, name?: string) => CopySource.heredoc(Heredoc.literal(content, name));
const copy = (...sources: string[]) => ({ sources: sources.map(path), destination: literal('/x/') });

describe('COPY prints as', () => {
  prints([
    [new Copy(copy('a')), 'COPY a /x/'],
    [new Copy(copy('a', 'b/c')), 'COPY a b/c /x/'],
    [
      new Copy({ ...copy('a'), copyFrom: 'docker.io/a/b:1@sha256:0', chown: literal('1:2'), chmod: literal('u=rwX,go=rX'), link: true, parents: true, exclude: ['*.md', '.git'] }),
      'COPY --from=docker.io/a/b:1@sha256:0 --chown=1:2 --chmod=u=rwX,go=rX --link --parents --exclude=*.md --exclude=.git a /x/',
    ],
    [new Copy({ ...copy('a'), link: false, parents: false, exclude: [] }), 'COPY a /x/'],
    [new Copy({ ...copy('a'), chown: Word.template('$UID:${GID:-0}'), chmod: variable('MODE') }), 'COPY --chown=$UID:${GID:-0} --chmod=$MODE a /x/'],
    [new Copy({ ...copy('a'), exclude: ['a b', 'it\'s', '$x', '"'] }), 'COPY --exclude=a\\ b --exclude=it\\\'s --exclude=\\$x --exclude=\\" a /x/'],
    [new Copy(copy('--a')), 'COPY ["--a", "/x/"]'],
    [new Copy(copy('a b', 'it\'s $x', '[1]*?', '\\')), String.raw`COPY ["a b", "it\\'s \\$x", "[\\\\[]1][\\\\*][\\\\?]", "[\\\\\\\\]", "/x/"]`],
    [new Copy(copy('!a', './!b', ' c ', 'd /', 'e!', 'f/!g')), String.raw`COPY ["[\\\\!]a", "./[\\\\!]b", "[\\\\ ]c[\\\\ ]", "d[\\\\ ]/", "e!", "f/!g", "/x/"]`],
    [new Copy(copy('<<a')), 'COPY ["\\\\<<a", "/x/"]'],
    [new Copy({ sources: [CopySource.pattern(literal('*.go'))], destination: literal('.') }), 'COPY *.go .'],
    [new Copy({ sources: [CopySource.pattern(literal('[ab] \\*'))], destination: literal('.') }), 'COPY ["[ab] \\\\\\\\*", "."]'],
    [new Copy({ sources: [CopySource.path(Word.template('$A/${B:-*}'))], destination: variable('C') }), 'COPY ["$A/${B:-[\\\\\\\\*]}", "$C"]'],
    [new Copy({ sources: [text('$a\n')], destination: literal('/f') }), "COPY <<'EOT' /f\n$a\nEOT"],
    [
      new Copy({ sources: [CopySource.heredoc(Heredoc.expanding(Word.template('$A\n'), 'A')), path('b'), text('', 'C')], destination: literal('/d/') }),
      "COPY <<A b <<'C' /d/\n$A\nA\nC",
    ],
  ]);
});

test('COPY stands on several lines where it is long', () => {
  const long = Array.from({ length: 4 }, (_, i) => `${i} ${'x'.repeat(30)}`);
  expect(new Copy(copy(...long))._print()).toBe(`COPY [ \\\n${[...long, '/x/'].map(name => `    "${name}"`).join(', \\\n')} \\\n  ]`);
});

test('COPY does not guess whether a variable is a directory', () => {
  expect(new Copy({ sources: [text('a\n')], destination: variable('A') })._print()).toBe('COPY <<\'EOT\' $A\na\nEOT');
  expect(new Copy({ sources: [path('a'), path('b')], destination: Word.template('/a/$A') })._print()).toBe('COPY a b /a/$A');
});

test('COPY with a heredoc quotes a destination that needs it', () => {
  expect(new Copy({ sources: [text('a\n')], destination: literal('/it\'s') })._print()).toBe('COPY <<\'EOT\' "/it\'s"\na\nEOT');
});

test('COPY tells what it copies', () => {
  const { sources, destination, copyFrom } = new Copy({ ...copy('a'), copyFrom: 'b' });
  expect([sources.map(({ word }) => word?._text), destination._text, copyFrom]).toEqual([['a'], '/x/', 'b']);
});

describe('COPY refuses', () => {
  refuses([
    ['no source', () => new Copy({ sources: [], destination: literal('/a') }), 'empty'],
    ['a URL', () => new Copy(copy('https://example.com/a')), 'copy-remote'],
    ['a git repository', () => new Copy(copy('git@example.com:a.git')), 'copy-remote'],
    ['what BuildKit takes for a git repository', () => new Copy(copy('me@host:a')), 'copy-remote'],
    ['two sources and a file', () => new Copy({ sources: [path('a'), path('b')], destination: literal('/c') }), 'copy-directory'],
    ['a text for a shell', () => new Copy({ sources: [CopySource.heredoc(Heredoc.shell('a\n'))], destination: literal('/c') }), 'copy-heredoc'],
    ['two texts of one name', () => new Copy({ sources: [text('a\n', 'A'), text('b\n', 'A')], destination: literal('/c/') }), 'copy-heredoc'],
    ['a text without a name into a directory', () => new Copy({ sources: [text('a\n')], destination: literal('/c/') }), 'copy-heredoc'],
    ['a text without a name beside another source', () => new Copy({ sources: [text('a\n'), path('b')], destination: variable('A') }), 'copy-heredoc'],
    ['a text without a name below a directory with a variable', () => new Copy({ sources: [text('a\n')], destination: Word.template('/$A/') }), 'copy-heredoc'],
    ['two sources and a file below a directory with a variable', () => new Copy({ sources: [path('a'), path('b')], destination: Word.template('$A/c') }), 'copy-directory'],
    ['a source without a name', () => new Copy(copy('')), 'copy-source'],
    ['a pattern without a name', () => new Copy({ sources: [CopySource.pattern(literal(''))], destination: literal('/a') }), 'copy-source'],
    ['a text without a name into the working directory', () => new Copy({ sources: [text('a\n')], destination: literal('.') }), 'copy-heredoc'],
    ['a text and a destination with a blank', () => new Copy({ sources: [text('a\n')], destination: literal('/a b') }), 'blank'],
    ['a text and a path with a blank', () => new Copy({ sources: [text('a\n', 'A'), path('a b')], destination: literal('/c/') }), 'blank'],
    ['a variable in --from', () => new Copy({ ...copy('a'), copyFrom: 'a:$B' }), 'from'],
    ['an empty --from', () => new Copy({ ...copy('a'), copyFrom: '' }), 'from'],
    ['a mode that is none', () => new Copy({ ...copy('a'), chmod: literal('rwx') }), 'chmod'],
    ['a mode beyond 7777', () => new Copy({ ...copy('a'), chmod: literal('10000') }), 'chmod'],
    ['an owner by name in a linked layer', () => new Copy({ ...copy('a'), chown: literal('a:b'), link: true }), 'chown-link'],
    ['what is not ASCII in an owner', () => new Copy({ ...copy('a'), chown: literal('é') }), 'non-ascii-flag'],
    ['what is not ASCII in --exclude', () => new Copy({ ...copy('a'), exclude: ['é'] }), 'non-ascii-flag'],
    ['an empty --exclude', () => new Copy({ ...copy('a'), exclude: [''] }), 'empty-flag'],
    ['a line break in a path', () => new Copy(copy('a\nb')), 'newline'],
  ]);

  test.each(['0', '755', '0755', '7777', 'u=rwX,go=rX', 'a+x', '+x', 'u-s', 'g=u'])('not the mode %s', mode => {
    expect(new Copy({ ...copy('a'), chmod: literal(mode) })._print()).toBe(`COPY --chmod=${mode} a /x/`);
  });
});
