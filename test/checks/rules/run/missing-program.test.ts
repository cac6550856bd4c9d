import { expect, test } from 'vitest';
import { runMissingProgram } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

test.each([
  ['FROM scratch\nRUN echo', ['In the stage "file", RUN needs /bin/sh, which does not exist there.']],
  ['FROM scratch\nRUN ["/app"]', ['In the stage "file", RUN needs /app, which does not exist there.']],
  ['FROM scratch\nRUN ["app"]', ['In the stage "file", RUN needs app, which does not exist there.']],
  ['FROM scratch\nRUN <<EOT\n#!/usr/bin/python3\nEOT', ['In the stage "file", RUN needs /usr/bin/python3, which does not exist there.']],
  ['FROM scratch\nSHELL ["/bin/ash"]\nRUN echo', ['In the stage "file", RUN needs /bin/ash, which does not exist there.']],
  ['FROM debian\nRUN echo', []],
  ['FROM debian AS base\nFROM scratch\nCOPY --from=base / /\nRUN echo', []],
])('run/missing-program: %j', (text, expected) => expect(saidOf(runMissingProgram, `${text}\n`)).toEqual(expected));
