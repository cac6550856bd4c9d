import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { printYaml, annotateValue } from '../../src/yaml';

test('comments, blank lines and one-line values are shown where they were asked for', () => {
  expect(printYaml(['Generated.', '', 'What it is for.'], {
    on: { push: { branches: annotateValue(['main'], { inline: true }) } },
    permissions: annotateValue({}, { inline: true, after: 'none' }),
    left: undefined,
    jobs: {
      first: annotateValue({ uses: annotateValue('a/b@0123', { after: 'v1' }) }, { before: 'Why it is there.' }),
      second: annotateValue({ run: 'one\ntwo\n' }, { gap: true }),
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
  expect(parse(printYaml([], { key: text, list: [text], last: annotateValue(text, { after: 'why' }) }))).toEqual({ key: text, list: [text], last: text });
});

test.each([
  'yes', 'No', 'on', 'y', '1_000', '0b1', '12:30', '12:30:45.5', '2001-01-01', '2001-12-14t21:59:43.10-05:00', '<<', '=', '+0x1f', 'a\tb', 'a\u2028b', 'a\u0085b',
])('%j is a text to readers of YAML 1.1 too', text => {
  const printed = printYaml([], { key: text, list: [text] });
  expect(parse(printed, { version: '1.1', merge: true })).toEqual({ key: text, list: [text] });
  expect(printed).not.toMatch(/[\u0085\u2028\u2029]/);
});

test.each(['yes', 'No', 'off', 'on'])('the key %j is a text to readers of YAML 1.1 too, apart from "on" at the top', key => {
  const content = { variables: { [key]: 'a' } };
  expect(parse(printYaml([], content), { version: '1.1' })).toEqual(content);
});

test('a key that merges maps is a key', () => {
  expect(parse(printYaml([], { '<<': { a: 1 } }), { version: '1.1' })).toEqual({ '<<': { a: 1 } });
});

test.each(['\tnpm ci\nnpm test', '\n\tnpm ci\n', '  \n\t\n'])('no block begins with a tab, as that of %j would: Go finds no indentation there', text => {
  const printed = printYaml([], { run: text });
  expect(printed).toMatch(/^\nrun: "/);
  expect(parse(printed)).toEqual({ run: text });
});

test('what is replaced before a file is read is quoted, for it may be replaced by nothing', () => {
  expect(printYaml([], { image: '${REGISTRY}/${NAME}:${TAG}', run: '${{ matrix.platform }}' })).toBe(`
image: '\${REGISTRY}/\${NAME}:\${TAG}'
run: \${{ matrix.platform }}
`);
});
