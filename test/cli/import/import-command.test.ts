import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary';
import { imagewright } from '../support';

let folder: string;
beforeEach(() => { folder = temporaryFolder(); });
const write = (bytes: Buffer) => {
  writeFileSync(join(folder, 'Dockerfile'), bytes);
  return join(folder, 'Dockerfile');
};

test('what a Dockerfile declares is printed as TypeScript', async () => {
  const { code, out, err } = await imagewright(['import', '-'], 'FROM scratch\nLABEL a=b\n');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^import \{ .*BuildStage.* \} from 'imagewright';$/m);
});

test('what cannot be read is told with its line', async () => {
  expect(await imagewright(['import', '-'], 'FROM scratch\nRUN <<E\n')).toEqual({
    code: 2,
    out: '',
    err: `dockerfile/unclosed-heredoc  at <stdin>, line 2
  The heredoc "E" does not end.
       2 | RUN <<E
  Why: BuildKit would read the rest of the file as its text, and fail: "unterminated heredoc".
  Fix: Add a line with only E, without blanks before it.
`,
  });
});

describe('what cannot be read is told with a sentence', () => {
  test.each([
    ['a file that is not there', () => join(folder, 'none'), 'none cannot be read: there is no such file.\n'],
    ['a folder', () => folder, ' cannot be read: it is a directory.\n'],
    ['a binary file', () => write(Buffer.from([0x7f, 0x45, 0x00])), 'Dockerfile is not text: there is a NUL byte in line 1. A Dockerfile is UTF-8.\n'],
    ['Latin-1', () => write(Buffer.from('FROM a\nUSER caf\u00e9\n', 'latin1')), 'Dockerfile is not UTF-8: there is a character of another encoding in line 2. Save it as UTF-8.\n'],
    ['an empty file', () => write(Buffer.from('')), '  Fix: Begin with FROM and an image, or "FROM scratch".\n'],
  ])('%s', async (_, file, said) => {
    const { code, out, err } = await imagewright(['import', file()]);
    expect([code, out, err.slice(-said.length)]).toEqual([2, '', said]);
  });
});

test.each([[[]], [['a', 'b']], [['--x', 'a']]])('%j is answered with a sentence', async args => {
  expect(await imagewright(['import', ...args])).toEqual({
    code: 2, out: '', err: 'imagewright: import takes one file, or "-" for standard input, and no options. See imagewright import --help.\n',
  });
});
