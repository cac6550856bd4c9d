import { _refuse } from '../core';

/**
 * The name of a secret. Only names stand in a repository, so what looks like the secret itself is refused.
 *
 * @throws `ci/secret-name`
 */
export function secretName(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) return name;
  return _refuse({
    id: 'ci/secret-name',
    // Not quoted whole: it may be the secret.
    what: `"${name.slice(0, 4)}…" (${name.length} characters) is not the name of a secret.`,
    why: 'Names of secrets are committed, secrets never: the forge puts the value in when the workflow runs.',
    fix: 'Store the value in the settings of the repository and write its name: letters, digits and _, not beginning with a digit, at most 64 characters.',
  });
}
