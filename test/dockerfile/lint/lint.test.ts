import { describe, expect, test } from 'vitest';
import { Severity } from '../../../src/core';
import { Frontend } from '../../../src/dockerfile';
import { _lintText, _lintTextWithUnknowns } from '../../../src/dockerfile/lint';
import { expectLinear } from '../../support/linear';

const messages = (text: string) => _lintText(text).map(({ message }) => message);

test('a finding says what, where and how much it weighs', () => {
  expect(_lintText('FROM scratch AS Build\nCOPY --form=Build \\\n  /a /a\n')).toEqual([
    {
      rule: 'StageNameCasing',
      message: "Stage name 'Build' should be lowercase",
      range: { startLine: 1, startColumn: 0, endLine: 1, endColumn: 21 },
      url: 'https://docs.docker.com/go/dockerfile/rule/stage-name-casing/',
      severity: Severity.WARNING,
    },
    {
      rule: 'dockerfile/flag',
      message: 'COPY has no flag "--form". Did you mean "--from"? It has --from, --chown, --chmod, --link, --parents, --exclude.',
      range: { startLine: 2, startColumn: 0, endLine: 3, endColumn: 7 },
      severity: Severity.ERROR,
    },
  ]);
});

test.each([
  ['FROM scratch\nCOPPY a /a\n', 'There is no instruction "COPPY". Did you mean "COPY"? Instructions: ADD, ARG, CMD, COPY, ENTRYPOINT, ENV, EXPOSE, FROM, HEALTHCHECK, LABEL, MAINTAINER, ONBUILD, RUN, SHELL, STOPSIGNAL, USER, VOLUME, WORKDIR.'],
  ['FROM scratch AS a\nFROM scratch\nCOPY --from=c /a /a\nFROM scratch AS c\n', '--from=c: the stage begins in line 4; it has to come before this one. Did you mean "a"?'],
  ['FROM scratch\nCOPY --from=3 /a /a\n', '--from=3: the stages are 0 to 0.'],
  ['FROM scratch\nRUN --mount=type=cash,target=/a x\n', '--mount=type=cash,target=/a: type is one of bind, cache, tmpfs, secret, ssh, not "cash". Did you mean "cache"?'],
  ['FROM scratch\nARG VERSION\nENV A=$VERSON\n', "Usage of undefined variable '$VERSON'. Did you mean \"VERSION\"?"],
  ['ARG VERSION=1\nFROM busybox:1$VERSON\n', "FROM argument 'VERSON' is not declared. Did you mean \"VERSION\"?"],
  ['FROM scratch\nUSER ${A\n', '"${A" cannot be expanded: "}" is missing. Escape a literal dollar sign or quote with a backslash.'],
  ['FROM scratch\nRUN \\\n\nx\n\\\n\ny\n', 'Empty continuation line: 3'],
])('%j is answered with a sentence', (text, message) => expect(messages(text)[0]).toBe(message));

describe('a text that cannot be read is one finding', () => {
  test.each([
    ['', 1, 'dockerfile/no-instruction'],
    ['# nothing\n', 1, 'dockerfile/no-instruction'],
    ['FROM scratch\nRUN <<E\nx\n', 2, 'dockerfile/unclosed-heredoc'],
    ['FROM scratch\n\0\n', 2, 'dockerfile/binary'],
    [`FROM scratch\nRUN ${'x'.repeat(70_000)}\n`, 2, 'dockerfile/line-too-long'],
  ])('%j', (text, line, rule) => {
    expect(_lintText(text).map(finding => [finding.range.startLine, finding.rule, finding.severity])).toEqual([[line, rule, 'error']]);
  });
});

describe('the frontend that is asked for', () => {
  const text = 'FROM scratch\nCOPY --link a /a\nEXPOSE 80/TCP\n';
  test('brings its checks and features', () => {
    expect(_lintText(text, { frontend: Frontend.parse('1.24') }).map(({ rule }) => rule)).toEqual(['ExposeProtoCasing']);
  });
  test('has no newer ones', () => {
    expect(_lintText(text, { frontend: Frontend.parse('1.3') }).map(({ rule, message }) => [rule, message])).toEqual([
      ['dockerfile/frontend', 'copy --link needs the frontend 1.4, but 1.3 is requested.'],
    ]);
  });
  test('is named by the file', () => {
    expect(_lintText(`# syntax=docker/dockerfile:1.3\n${text}`).map(({ rule }) => rule)).toEqual(['dockerfile/frontend', 'ExposeProtoCasing']);
  });
});

describe('what the file alone does not tell is said apart', () => {
  const undecided = (text: string, dockerignore: string[] = []) => _lintTextWithUnknowns(text, { dockerignore }).undecided.map(({ rule, message }) => `${rule}: ${message}`);
  test.each([
    ['FROM acme.dev/go:1\nENV A=$GOLANG_VERSION B=$X\n', [
      'UndefinedVar: It is not known whether acme.dev/go:1 sets $GOLANG_VERSION.', 'UndefinedVar: It is not known whether acme.dev/go:1 sets $X.',
    ]],
    ['FROM acme.dev/go:1 AS a\nFROM a\nWORKDIR $X\n', [
      'UndefinedVar: It is not known whether acme.dev/go:1 sets $X.', 'WorkdirRelativePath: It is not known whether "$X" is absolute: acme.dev/go:1 may set its first variable.',
    ]],
    ['FROM golang\nENV A=$PATH\nRUN echo $B\n', []],
    ['FROM fedora:44\nENV A=$DISTTAG\n', []],
    ['ARG S=a\nFROM alpine AS base-a\nENV A=1\nFROM alpine AS base-b\nFROM base-$S\nENV B=$A\n', ['UndefinedVar: $A is not set if FROM base-$S is base-b.']],
    ['ARG S=a\nFROM alpine AS base-a\nENV A=1\nFROM base-a AS base-b\nFROM base-$S\nENV B=$A\n', []],
  ])('%j', (text, said) => expect(undecided(text)).toEqual(said));
  test('with a .dockerignore', () => {
    expect(undecided('FROM golang\nCOPY $X /a\n', ['*'])).toEqual([
      'CopyIgnoredFile: The value of "$X" is unknown: golang may set its variables.', 'UndefinedVar: It is not known whether golang sets $X.',
    ]);
  });
  test('of an image that an argument names', () => {
    expect(undecided('ARG IMAGE\nFROM $IMAGE\nENV A=$B\n')).toEqual(['UndefinedVar: It is not known whether $IMAGE sets $B.']);
  });
  test('but a slip is a finding', () => expect(undecided('FROM golang\nARG VERSION=1\nENV A=$VERSON\n')).toEqual([]));
});

test('each platform has its own stage', () => {
  const text = 'FROM scratch AS base-arm64\nFROM scratch AS base-amd64\nENV ALPHA=1\nFROM base-$TARGETARCH\nENV OTHER=$ALPHA\n';
  const on = (...platforms: string[]) => _lintText(text, { platforms }).map(({ message }) => message);
  expect([on(), on('linux/amd64'), on('linux/amd64', 'linux/arm64')]).toEqual([[], [], ["Usage of undefined variable '$ALPHA'."]]);
});

test('error=true makes errors of the checks', () => {
  expect(_lintText('# check=error=true\nFROM scratch AS A\n').map(({ severity }) => severity)).toEqual([Severity.ERROR]);
});

test.each([
  ['brackets', `FROM scratch\nUSER ${'${A:-'.repeat(20_000)}\n`],
  ['ONBUILD', `FROM scratch\n${'ONBUILD '.repeat(5000)}RUN x\n`],
  ['JSON', `FROM scratch\nRUN ${'['.repeat(60_000)}\n`],
  ['a pattern that a regular expression would not get through', `FROM scratch\nENV A=${'a'.repeat(50_000)}\nENV B=\${A#${'*a'.repeat(2000)}b}\n`],
  ['quotes', `FROM scratch\nRUN --mount=${'"'.repeat(30_000)} x\n`],
])('deep %s end', (_, text) => expect(Array.isArray(_lintText(text))).toBe(true));

test('the time grows with the file and no faster', () => {
  const file = (stages: number) => Array.from({ length: stages }, (_, i) => `FROM ${i === 0 ? 'scratch' : `s${i - 1}`} AS s${i}\nARG A${i}=1\nENV B${i}=$A${i}$B${i - 1}\nCOPY $C${i} /a\n`).join('');
  expectLinear(stages => {
    const text = file(stages);
    return () => _lintText(text);
  }, 500);
});
