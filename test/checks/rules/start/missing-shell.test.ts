import { expect, test } from 'vitest';
import { startMissingShell } from '../../../../src/checks/rules';
import { saidOf, scratch } from '../../findings';

test.each([
  ['CMD echo hello', ['CMD needs /bin/sh, which is not in the image: echo hello']],
  ['ENTRYPOINT echo hello', ['ENTRYPOINT needs /bin/sh, which is not in the image: echo hello']],
  ['HEALTHCHECK CMD echo hello', ['HEALTHCHECK needs /bin/sh, which is not in the image: echo hello']],
  ['SHELL ["/bin/ash", "-c"]\nCMD echo hello', ['CMD needs /bin/ash, which is not in the image: echo hello']],
  ['CMD echo hello\nSHELL ["/bin/ash", "-c"]', ['CMD needs /bin/sh, which is not in the image: echo hello']],
  ['CMD ["echo", "hello"]', []],
  ['ENTRYPOINT ["/bin/app"]\nCMD echo hello', []],
])('start/missing-shell: %j', (instructions, expected) => {
  expect(saidOf(startMissingShell, scratch({}, instructions))).toEqual(expected);
  const unsure = expected.map(what => `? ${what
    .replace(/^CMD needs .*, which is not in the image/, 'CMD needs a shell, unless the base image has an entrypoint')
    .replace('which is not in the image', 'and it is not known whether the image has it')}`);
  expect(saidOf(startMissingShell, `FROM acme/base\n${instructions}\n`)).toEqual(unsure);
});
