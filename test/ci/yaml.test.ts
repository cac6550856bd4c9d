import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { printYaml, shown } from '../../src/ci/yaml';

test('comments, blank lines and one-line values are shown where they were asked for', () => {
  expect(printYaml(['Generated.', '', 'What it is for.'], {
    on: { push: { branches: shown(['main'], { inline: true }) } },
    permissions: shown({}, { inline: true, after: 'none' }),
    left: undefined,
    jobs: {
      first: shown({ uses: shown('a/b@0123', { after: 'v1' }) }, { before: 'Why it is there.' }),
      second: shown({ run: 'one\ntwo\n' }, { gap: true }),
    },
  })).toBe(`# Generated.
#
# What it is for.

on:
  push:
    branches: [main]
permissions: {} # none
jobs:
  # Why it is there.
  first:
    uses: a/b@0123 # v1

  second:
    run: |
      one
      two
`);
});

test.each([
  'plain', 'true', '0123', '* * * * *', "it's", 'a: b', '# no comment', '', ' padded ', '${CI_COMMIT_TAG}', 'one\ntwo\n', 'one\ntwo', '@sha256:00', '!tag', 'é',
  'x'.repeat(300),
])('%j is read back as it was', text => {
  expect(parse(printYaml([], { key: text, list: [text], last: shown(text, { after: 'why' }) }))).toEqual({ key: text, list: [text], last: text });
});

test('what is replaced before a file is read is quoted, for it may be replaced by nothing', () => {
  expect(printYaml([], { image: '${REGISTRY}/${NAME}:${TAG}', run: '${{ matrix.platform }}' })).toBe(`
image: '\${REGISTRY}/\${NAME}:\${TAG}'
run: \${{ matrix.platform }}
`);
});
