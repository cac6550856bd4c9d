import { expect, test } from 'vitest';
import { imagewright } from './support';

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
  Why: BuildKit would take all that follows for its text, and stop: "unterminated heredoc".
  Fix: Add a line that is nothing but E, with no blank in front of it.
`,
  });
});

test.each([[[]], [['a', 'b']], [['--x', 'a']]])('%j is answered with a sentence', async args => {
  expect(await imagewright(['import', ...args])).toEqual({
    code: 2, out: '', err: 'imagewright: import takes one file, or "-" for standard input, and no options. See imagewright import --help.\n',
  });
});
