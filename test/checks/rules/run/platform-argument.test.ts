import { expect, test } from 'vitest';
import { runPlatformArgument } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

const said = (name: string) => [`In the stage "file", a command uses $${name}, which the stage does not declare.`];

test.each<[string, string[]]>([
  ['RUN wget -O /app "https://x/y-$TARGETARCH"', said('TARGETARCH')],
  ['RUN echo ${TARGETPLATFORM} $BUILDOS', [...said('TARGETPLATFORM'), ...said('BUILDOS')]],
  ['RUN <<E\necho "$TARGETVARIANT"\nE', said('TARGETVARIANT')],
  ['ARG TARGETARCH\nRUN echo $TARGETARCH', []],
  ['ENV TARGETARCH=amd64\nRUN echo $TARGETARCH', []],
  ['RUN TARGETARCH=$(uname -m) && echo $TARGETARCH', []],
  ['RUN export TARGETARCH=amd64; echo $TARGETARCH', []],
  ['RUN echo ${TARGETARCH:-amd64}', []],
  ['RUN : "${TARGETARCH:=amd64}"; echo $TARGETARCH', []],
  ['RUN echo $TARGETARCHES $MY_TARGETARCH', []],
  ['RUN ["echo", "$TARGETARCH"]', []],
])('%j', (instructions, expected) => expect(saidOf(runPlatformArgument, `FROM acme/base:1\n${instructions}\n`)).toEqual(expected));
