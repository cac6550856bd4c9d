import { Severity } from '../../../../core';
import { findCredentials } from '../../language/credentials';
import type { UrlCredentials } from '../../language/credentials';
import type { Expansion, Step } from '../../model/step';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileCredentialsInUrl: LintRule = {
  id: 'dockerfile/credentials-in-url',
  description: 'A URL contains no password: everyone who has the image can read it.',
  why: 'The history of an image contains its instructions, and its configuration ENV and LABEL: everyone who can pull it can read the password.',
  fix: 'Mount it where it is used, RUN --mount=type=secret,id=…,env=TOKEN, and write $TOKEN in the URL. Change a password that was published.',
  severity: Severity.WARNING,
  bad: [
    'FROM scratch\nENV PIP_INDEX_URL=https://ci:s3cret@pypi.acme.dev/simple\n', 'FROM scratch\nARG PROXY=http://ci:s3cret@proxy:3128\n',
    'FROM scratch\nLABEL repo="https://ci:s3cret@git.acme.dev/a"\n', 'FROM scratch\nRUN git clone https://ci:s3cret@git.acme.dev/a.git\n',
    'FROM scratch\nRUN <<EOF\ncurl https://ci:s3cret@acme.dev/a\nEOF\n', 'FROM scratch\nADD https://ci:s3cret@acme.dev/a /a\n',
    'FROM scratch\nARG WORD\nENV URL=https://ci:${WORD}@acme.dev/a\n', 'FROM scratch\nCMD ["app", "--db=postgres://app:s3cret@db/app"]\n',
    'FROM scratch\nRUN git clone https://ghp_0123456789abcdefghijklmnopqrstuvwxyz@github.com/a/b\n',
  ],
  good: [
    'FROM scratch\nRUN --mount=type=secret,id=t,env=WORD git clone https://ci:$WORD@git.acme.dev/a.git\n', 'FROM scratch\nENV URL=https://git@github.com/a/b\n',
    'FROM scratch\nRUN git clone "https://ci:$(cat /run/secrets/t)@git.acme.dev/a.git"\n', 'FROM scratch\nENV DB=postgres://postgres:postgres@db/app\n',
    'FROM scratch\nENV URL=https://user:password@example.com/ DOC=https://<user>:<password>@acme.dev/\n', 'FROM scratch\nENV URL=http://acme.dev:8080/a@b\n',
  ],
  *check(file) {
    for (const step of file.filterSteps(...Object.keys(TEXTS))) {
      for (const { text, expansion } of TEXTS[step.keyword](step)) {
        for (const found of findCredentials(text)) {
          if (found.variable === undefined || isWritten(expansion, found.variable)) yield reportStep(step, `${step.keyword} ${describeCredentials(found)}`);
        }
      }
    }
  },
};

/** A text of an instruction. With an expansion, the image contains the values of its variables; otherwise the shell expands them, or they stay. */
interface Text {
  readonly text: string;
  readonly expansion?: Expansion;
}

/** The texts of an instruction that end up in the image or in its history. */
const TEXTS: Record<string, (step: Step) => Text[]> = {
  ENV: listValues,
  LABEL: listValues,
  ARG: listValues,
  RUN: listCommandTexts,
  CMD: listCommandTexts,
  ENTRYPOINT: listCommandTexts,
  HEALTHCHECK: listCommandTexts,
  ADD: ({ expansions }) => expansions.filter(({ role }) => role === 'source' || role === 'body').map(({ source }) => ({ text: source })),
  COPY: ({ instruction }) => instruction.heredocs.map(({ content }) => ({ text: content })),
};

function listValues({ expansions }: Step): Text[] {
  return expansions.filter(({ role }) => role === 'value').map(expansion => ({ text: expansion.source, expansion }));
}

function listCommandTexts({ instruction: { rest, heredocs } }: Step): Text[] {
  return [rest, ...heredocs.map(({ content }) => content)].map(text => ({ text }));
}

/** Whether the value of a variable is published: that of an ARG gets into the history. */
function isWritten(expansion: Expansion | undefined, variable: string): boolean {
  if (expansion === undefined) return false;
  const { used, unset, undeclared } = expansion;
  return used.has(variable) || (unset.has(variable) && !undeclared.includes(variable));
}

function describeCredentials({ user, host, variable }: UrlCredentials): string {
  const whose = user === '' ? 'a token' : `the password of "${user}"`;
  return `contains ${whose} for ${host}${variable === undefined ? '' : `: the value of $${variable}`}.`;
}
