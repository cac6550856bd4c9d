import { describe, expect, test } from 'vitest';
import { Platform, Severity, dockerfile } from '../../../src';

const lint = (text: string, options?: dockerfile.LintOptions) => dockerfile.Linter.lint(text, options);
const ids = (text: string, options?: dockerfile.LintOptions) => lint(text, options).map(({ id }) => id);

test('a finding tells what, where, why and what to do', () => {
  expect(lint('FROM alpine:3.23 AS Build\n')).toEqual([{
    id: 'StageNameCasing',
    severity: Severity.WARNING,
    message: 'Stage name \'Build\' should be lowercase',
    why: expect.any(String),
    fix: expect.any(String),
    url: 'https://docs.docker.com/go/dockerfile/rule/stage-name-casing/',
    startLine: 1,
    endLine: 1,
    startColumn: 1,
    endColumn: 26,
  }]);
});

test('a text that cannot be read is one finding', () => {
  expect(lint('FROM scratch\nRUN <<EOF\n')).toEqual([{
    id: 'dockerfile/unclosed-heredoc',
    severity: Severity.ERROR,
    message: 'The heredoc "EOF" does not end.',
    why: 'BuildKit would read the rest of the file as its text, and fail: "unterminated heredoc".',
    fix: 'Add a line with only EOF, without blanks before it.',
    startLine: 2,
    endLine: 2,
  }]);
});

test('a good file has no findings', () => expect(lint('FROM alpine:3.23\nRUN ["true"]\n')).toEqual([]));

describe('an option', () => {
  test('names what the build context leaves out', () => {
    const text = 'FROM scratch\nCOPY a /\n';
    expect([ids(text), ids(text, { dockerignore: ['a'] })]).toEqual([[], ['CopyIgnoredFile']]);
  });

  test('names the frontend, which knows no newer features', () => {
    const text = 'FROM scratch\nCOPY --exclude=b . /\n';
    expect([ids(text), ids(text, { frontend: dockerfile.Frontend.parse('1.4') })]).toEqual([[], ['dockerfile/frontend']]);
  });

  test('names the platforms of the build', () => {
    const text = 'FROM scratch AS base-amd64\nWORKDIR /a\nFROM scratch AS base-arm64\nFROM base-$TARGETARCH\nWORKDIR b\n';
    expect([ids(text), ids(text, { platforms: [Platform.LINUX_ARM64] })]).toEqual([[], ['WorkdirRelativePath']]);
  });

  test('names arguments that every build sets', () => {
    const text = 'ARG BASE\nFROM $BASE\n';
    expect([ids(text), ids(text, { requiredArgs: ['BASE'] })]).toEqual([['InvalidDefaultArgInFrom', 'dockerfile/image'], ['InvalidDefaultArgInFrom']]);
  });
});
