import { expect, test } from 'vitest';
import { startNothing } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

const PROGRAM = "COPY --chmod=0755 <<'E' /app\n#!/bin/sh\nE";

test.each([
  ['the empty image', `FROM scratch\n${PROGRAM}`, ['The image has neither ENTRYPOINT nor CMD.']],
  ['a base that is known to have none', `FROM gcr.io/distroless/static\n${PROGRAM}`, ['The image has neither ENTRYPOINT nor CMD, and neither does gcr.io/distroless/static.']],
  ['one that was taken back', `FROM scratch\n${PROGRAM}\nENTRYPOINT ["/app"]\nENTRYPOINT []`, ['The image has neither ENTRYPOINT nor CMD.']],
  ['a base that starts something', 'FROM debian:12', []],
  ['a base that nobody has looked into', 'FROM acme/base:1', []],
  ['files and nothing else', "FROM scratch\nCOPY <<'E' /etc/motd\nhello\nE", []],
  ['a command', `FROM scratch\n${PROGRAM}\nCMD ["/app"]`, []],
])('%s', (_, dockerfile, expected) => {
  expect(saidOf(startNothing, `${dockerfile}\n`)).toEqual(expected);
});
