import { expect, test } from 'vitest';
import { findFirstLine } from '../../src/ci/scripts';
import { checkSecretName } from '../../src/ci/secret-name';
import { printTagScript } from '../../src/ci/tag-script';

test.each([
  { script: 'npm ci', sentence: 'npm ci' },
  { script: '\n  corepack enable\npnpm install\n', sentence: 'corepack enable …' },
  { script: 'npm ci\rpermissions: write-all', sentence: 'npm ci …' },
])('$script in a sentence is $sentence', ({ script, sentence }) => {
  expect(findFirstLine(script)).toBe(sentence);
});

test('the tag script works with a Dockerfile anywhere', () => {
  expect(printTagScript({ by: 'version', gitPrefix: '', dockerfile: 'my images/Dockerfile', versionArg: 'X_VERSION', suffix: 'acme' })).toContain("v/p;q;}' 'my images/Dockerfile')");
});

test.each(['registry_user', 'REGISTRY_TOKEN', '_x9'])('%s is the name of a secret', name => {
  expect(checkSecretName(name)).toBe(name);
});

test('a secret in the place of its name is refused without being shown', () => {
  expect(() => checkSecretName('ghp_16C7e42F292c6912E7710c838347Ae178B4a-and-more')).toThrow(`ci/secret-name
  "ghp_…" (49 characters) is not the name of a secret.
  Why: The name of a secret is committed, its value never: the forge inserts the value when the workflow runs.
  Fix: Store the value in the settings of the repository and write its name: at most 64 letters, digits and _, not beginning with a digit.`);
});
