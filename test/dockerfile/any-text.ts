import fc from 'fast-check';
import { expect } from 'vitest';
import * as rules from '../../src/dockerfile/lint/rules';

/** Pieces that mean something to a reader of Dockerfiles. */
const PIECES = [
  'FROM a\n', 'from b AS C\n', 'FROM scratch', ' AS ', 'RUN ', 'COPY ', 'ADD ', 'ENV ', 'LABEL ', 'ARG ', 'ONBUILD ', 'ONBUILD ONBUILD ', 'HEALTHCHECK CMD ', 'CMD ', 'USER ',
  'VOLUME ', 'EXPOSE ', 'SHELL ', 'STOPSIGNAL ', 'WORKDIR ', 'MAINTAINER ', 'FOO ', '__proto__', 'constructor ', 'a', 'b=c', '=', ' ', '\t', '\n', '\n', '\n', '\\\n', '\\', '`\n', '`',
  '# c\n', '#', '# escape=`\n', '# syntax=x\n', '# check=', 'skip=all\n', '#!/bin/sh\n', '\ufeff', '\r\n', '\r', '<<E', '<<-E\n', "<<'E'\n", '<< "E"', 'E\n', '\tE\n', '"', "'", '$', '${', '${a',
  '${a:-', '${a/b/', '${a#', '}', '$1', '*', '?', '%', ':', '@', ',', '[', ']', '["a", "b"]', '["a",]', '[1]', '[]', '--from=', '--', '--mount=type=cache,target=/a', '--mount=', 'type=',
  '--chmod=', '--platform=', '--checksum=', '--interval=1s ', '--x', '-', '1', '80:80', '\u00e9', '\u00e0', '\u00a0', '\u0085', '\ud83d\ude00', '\ud83d', '\ud800', '\u2028', '\v', '\0',
  'NONE', '/x', '.',
];

const examples = Object.values(rules).flatMap(({ bad, good }) => [...bad, ...good]);

const bytes = fc.uint8Array({ maxLength: 400 }).map(array => Buffer.from(array).toString());
const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map(all => all.join(''));
const truncated = fc.tuple(fc.constantFrom(...examples), fc.nat(200)).map(([text, length]) => text.slice(0, length));

/** Bytes, characters, pieces, and files that end too early. */
export const anyText = fc.oneof(bytes, fc.string({ unit: 'binary', maxLength: 200 }), pieces, truncated, { weight: 2, arbitrary: pieces.map(text => `FROM a\n${text}`) });

const MEGABYTE = 1_000_000;

/** What somebody will hand over one day. */
export const HOSTILE: Record<string, string> = {
  'nothing': '',
  'a byte order mark': '\ufeff',
  'a file with a byte order mark': '\ufeffFROM a\nRUN b\n',
  'two byte order marks': '\ufeff\ufeffFROM a\n',
  'line ends of Windows': '# escape=`\r\nFROM a\r\nRUN b `\r\n  c\r\nCOPY <<E /d\r\ne\r\nE\r\n',
  'line ends of old Macs': 'FROM a\rRUN b\r',
  'a NUL': 'FROM a\nRUN b\0c\n',
  'what is left of UTF-16': Buffer.from('\ufeffFROM a\n', 'utf16le').toString(),
  'invalid UTF-8': Buffer.from([...Buffer.from('FROM a\nENV B='), 0xc3, 0x28, 0xff, 0xfe, 0xed, 0xa0, 0x80, 0x0a]).toString(),
  'half a character': 'FROM a\nENV B=\ud83d\nCMD ["\ude00"]\nLABEL "\ud800"=c\n',
  'control characters': 'FROM a\nRUN \x1b[2J\x07\x08\x7f\u202e\n',
  'no line break at the end': 'FROM a\nRUN b \\',
  'a heredoc that does not end': 'FROM a\nRUN <<E\nb\n',
  'a long line': `FROM a\nRUN ${'b'.repeat(MEGABYTE)}\n`,
  'a long line in pieces': `FROM a\nRUN ${`${'b'.repeat(1000)} \\\n`.repeat(1000)}c\n`,
  'a long comment': `# ${'b'.repeat(MEGABYTE)}\nFROM a\n`,
  'a long heredoc': `FROM a\nCOPY <<E /b\n${'${c}\n'.repeat(100_000)}E\n`,
  'a long name': `FROM ${'a'.repeat(60_000)}\nFROM b AS ${'c'.repeat(60_000)}\n`,
  'many blanks': `FROM a\nENV b${' '.repeat(60_000)}c\nRUN${'\t'.repeat(60_000)}d\n`,
  'deep triggers': `FROM a\n${'ONBUILD '.repeat(8000)}RUN b\n`,
  'deep variables': `FROM a\nENV B=${'${c:-'.repeat(10_000)}${'}'.repeat(10_000)}\n`,
  'deep JSON': `FROM a\nCMD ${'['.repeat(60_000)}\nCMD ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`,
  'many quotes': `FROM a\nENV B=${'"\''.repeat(30_000)}\nRUN --mount=${'"'.repeat(30_001)} c\n`,
  'many stages': Array.from({ length: 3000 }, (_, i) => `FROM ${i === 0 ? 'a' : `s${i - 1}`} AS s${i}\nONBUILD RUN b\n`).join(''),
  'stages of themselves': 'FROM a AS a\nFROM a AS a\nCOPY --from=a / /\nCOPY --from=1 / /\nCOPY --from=99999999999999999999 / /\n',
  'names that every object has': 'FROM constructor AS constructor\nARG __proto__=a\nENV __proto__=b toString=$constructor\nCONSTRUCTOR\nRUN --__proto__ --mount=__proto__=c,type=constructor d\n',
  'patterns that take long': `FROM a\nENV B=${'a'.repeat(5000)} C=\${B##${'*a'.repeat(200)}b} D=\${C//${'*?'.repeat(200)}/}\n`,
};

/** What comes of it; undefined where it is refused, in words for its reader. */
export function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    expect((error as Error).message).toMatch(/^(dockerfile|import)\/[a-z-]+(  at line \d+)?\n {2}.+\n {2}Why: .+\n {2}Fix: .+$/s);
    return undefined;
  }
}
