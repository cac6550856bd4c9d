import { Severity } from '../../../../core';
import { reportStep, findUnknownWords } from '../../rule';
import type { LintRule } from '../../rule';

const SECRET = /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const HARMLESS = /(?:_|^)(?:public|file|version)(?:_|$)/i;

export const secretsUsedInArgOrEnv: LintRule = {
  id: 'SecretsUsedInArgOrEnv',
  description: 'Secrets are mounted: ARG and ENV can be read in the image.',
  why: 'ENV is part of the configuration of the image and ARG of its history: everyone who can pull the image can read the secret.',
  fix: 'Mount it where it is used: RUN --mount=type=secret,id=…; give the program its secrets when it is started. If a name only looks like a '
    + 'secret, acknowledge the finding or write # check=skip=SecretsUsedInArgOrEnv.',
  since: '1.9',
  severity: Severity.WARNING,
  page: 'secrets-used-in-arg-or-env',
  bad: ['FROM scratch\nARG GITHUB_TOKEN\n', 'FROM scratch\nENV password=x\n'],
  good: ['FROM scratch\nARG PUBLIC_KEY\nENV TOKEN_FILE=/run/secrets/token KEYBOARD=us\n'],
  *check(file) {
    for (const step of file.filterSteps('ARG')) {
      for (const { key } of step.instruction.pairs ?? []) if (isSecret(key)) yield reportStep(step, describeSecret('ARG', key));
    }
    for (const step of file.filterSteps('ENV')) {
      for (const { role, text } of step.expansions) if (role === 'key' && isSecret(text)) yield reportStep(step, describeSecret('ENV', text));
    }
  },
  undecided: file => findUnknownWords(file, 'ENV', 'key'),
};

function isSecret(name: string): boolean {
  return SECRET.test(name) && !HARMLESS.test(name);
}

function describeSecret(keyword: string, name: string): string {
  return `Do not use ARG or ENV instructions for sensitive data (${keyword} "${name}")`;
}
