import { _refuse } from './refusal';

/**
 * Checks the name of a secret of a forge. A repository may only contain names, so a text that looks like the secret itself is refused.
 *
 * @throws `ci/secret-name`
 * @internal
 */
export function _checkSecretName(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) return name;
  return _refuse({
    id: 'ci/secret-name',
    // Not quoted completely: it may be the secret.
    what: `"${name.slice(0, 4)}…" (${name.length} characters) is not the name of a secret.`,
    why: 'The name of a secret is committed, its value never: the forge inserts the value when the workflow runs.',
    fix: 'Store the value in the settings of the repository and write its name: at most 64 letters, digits and _, not beginning with a digit.',
  });
}
