import { describe, expect, test } from 'vitest';
import { Add, CopySource, Heredoc, Word } from '../../../src/dockerfile';
import { literal, path, prints, refuses, variable } from '../vectors';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const COMMIT = '0'.repeat(40);
const download = { sources: [path('https://example.com/a.tar?b=c#d')], destination: literal('/a') };

describe('ADD prints as', () => {
  prints([
    [new Add(download), 'ADD https://example.com/a.tar?b=c#d /a'],
    [new Add({ ...download, sources: [CopySource.path(Word.template('https://example.com/$V.tar'))] }), 'ADD https://example.com/$V.tar /a'],
    [
      new Add({ ...download, checksum: literal(DIGEST), chown: literal('1'), chmod: literal('0644'), link: true, keepGitDir: true, unpack: true, exclude: ['b'] }),
      `ADD --keep-git-dir --checksum=${DIGEST} --chown=1 --chmod=0644 --link --unpack --exclude=b https://example.com/a.tar?b=c#d /a`,
    ],
    [new Add({ ...download, keepGitDir: false, unpack: false, link: false }), 'ADD --keep-git-dir=false --unpack=false https://example.com/a.tar?b=c#d /a'],
    [new Add({ ...download, sources: [path('git@example.com:a.git#v1')], checksum: literal(COMMIT) }), `ADD --checksum=${COMMIT} git@example.com:a.git#v1 /a`],
    [new Add({ ...download, sources: [CopySource.pattern(variable('URL'))], checksum: variable('SUM') }), 'ADD --checksum=$SUM $URL /a'],
    [new Add({ ...download, sources: [CopySource.heredoc(Heredoc.literal('a\n'))] }), "ADD <<'EOT' /a\na\nEOT"],
  ]);
});

test('ADD tells what it adds', () => {
  const { sources, destination, checksum } = new Add({ ...download, checksum: literal(DIGEST) });
  expect([sources.map(({ isRemote }) => isRemote), destination._text, checksum?._text]).toEqual([[true], '/a', DIGEST]);
});

describe('ADD refuses', () => {
  refuses([
    ['no source', () => new Add({ ...download, sources: [] }), 'empty'],
    ['a checksum that is none', () => new Add({ ...download, checksum: literal('sha256:1') }), 'checksum'],
    ['a short commit', () => new Add({ ...download, checksum: literal('0123456') }), 'checksum'],
    ['a checksum of a local file', () => new Add({ ...download, sources: [path('a.tar')], checksum: literal(DIGEST) }), 'checksum'],
    ['a checksum of a text', () => new Add({ ...download, sources: [CopySource.heredoc(Heredoc.literal('a\n'))], checksum: literal(DIGEST) }), 'checksum'],
    ['a checksum of two', () => new Add({ sources: [...download.sources, ...download.sources], destination: literal('/a/'), checksum: literal(DIGEST) }), 'checksum'],
    ['two sources and a file', () => new Add({ ...download, sources: [...download.sources, ...download.sources] }), 'copy-directory'],
    ['a mode that is none', () => new Add({ ...download, chmod: literal('0888') }), 'chmod'],
  ]);
});
