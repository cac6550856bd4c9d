import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as github from '../../../src/ci/forges/github/expression';
import * as woodpecker from '../../../src/ci/forges/woodpecker/substitution';
import { annotateValue, evaluated, printYaml } from '../../../src/yaml';

describe('GitHub', () => {
  test('evaluates what says so, and nothing in a text beside it', () => {
    expect(printYaml([], { run: evaluated`${'${{ github.token }}'} ${github.expression('github.sha')}`, name: 'a ${{ b' }, github.DIALECT)).toBe(`
run: \${{ '\${{' }} github.token }} \${{ github.sha }}
name: a \${{ '\${{' }} b
`);
  });

  test('evaluates nothing that begins in one text and ends in another', () => {
    expect(parse(printYaml([], { run: evaluated`${'a$'}{{ ${'github.token }}'}` }, github.DIALECT)).run).toBe("a${{ '${{' }} github.token }}");
  });

  test('a text in an expression ends where it should', () => {
    expect(github.quoteText("it's")).toBe("'it''s'");
  });

  test('a branch is one branch, whatever its name means in a pattern', () => {
    expect(github.escapePattern('c++/[x]!')).toBe('c\\+\\+/\\[x\\]\\!');
  });
});

/** What drone/envsubst v1.0.3 makes of each text on the right, where NAME is <NAME>; tried with that program. */
describe('Woodpecker', () => {
  test.each([
    { text: '${CI_COMMIT_MESSAGE}', file: '$${CI_COMMIT_MESSAGE}' },
    { text: '$$${', file: '$$$$$${' },
    { text: 'kill $$', file: 'kill $$$' },
    { text: '$HOME', file: '$HOME' },
    { text: 'a\\\\b', file: 'a\\\\\\b' },
    { text: 's/\\//x/', file: 's/\\\\//x/' },
    { text: 'a\\b', file: 'a\\b' },
  ])('$text is written $file', ({ text, file }) => {
    expect(woodpecker.DIALECT.file(text)).toBe(file);
  });

  test('replaces what says so, and nothing beside it', () => {
    const text = evaluated`$${woodpecker.substitution('CI_COMMIT_TAG')}${'${CI_COMMIT_MESSAGE}'}`;
    expect(printYaml(['${X}'], { 'a': annotateValue(text, { before: '${X}', after: '${X}' }), '${X}': 'x' }, woodpecker.DIALECT)).toBe(`# $\${X}

# $\${X}
a: '$$\${CI_COMMIT_TAG}$\${CI_COMMIT_MESSAGE}' # $\${X}
$\${X}: x
`);
  });

  test('a branch is one branch, whatever its name means in a pattern', () => {
    expect(woodpecker.escapePattern('a{b,c}[d]')).toBe('a\\{b,c\\}\\[d\\]');
  });
});

test.each(['\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029'])('a comment with %j stays a comment', lineBreak => {
  const text = printYaml([`first${lineBreak}permissions: write-all`], { key: annotateValue('value', { before: `a${lineBreak}b: c`, after: `d${lineBreak}e: f` }) });
  expect(parse(text)).toEqual({ key: 'value' });
  expect(text.split('\n').filter(line => !line.startsWith('#') && line !== '')).toEqual(['key: value # d e: f']);
});
