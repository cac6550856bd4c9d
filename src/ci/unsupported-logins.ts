import type { Problem } from '../core';
import type { Pipeline } from './pipeline';
import type { RegistryIdentity } from './registry-identity';

/** What stands in for an identity: a user and a password that can be stored. */
const PASSWORDS: Record<RegistryIdentity['cloud'], string> = {
  aws: 'The user is AWS, and the password, of `aws ecr get-login-password`, lives 12 hours: let a schedule renew it.',
  google: 'The user is _json_key_base64, and the password a key of the service account.',
  azure: 'The user is a token of the registry, and the password is that of the token.',
};

/**
 * Reports logins that only GitHub can do.
 *
 * @param places where the forge has the values, e.g. `secrets of the forge`
 * @param spell spells the name of such a value, given in capital letters
 */
export function findUnsupportedLogins(
  forge: string, { login, further, reads }: Pick<Pipeline, 'login' | 'further' | 'reads'>, places: string, spell: (name: string) => string,
): Problem[] {
  const write = (host: string, prefix: string) => (
    `ImageRegistry.of('${host}', '${spell(`${prefix}_USER`)}', '${spell(`${prefix}_TOKEN`)}')`
  );
  const all = [...(login === undefined ? [] : [login]), ...further, ...reads];
  return all.filter(({ credentials }) => credentials === undefined).map(({ host, identity }) => (
    identity === undefined ? {
      id: 'ci/unsupported',
      what: `${forge} cannot log in to ${host} with the token of the workflow.`,
      why: 'Only GitHub gives its workflows a token for that registry.',
      fix: `Name ${places}: ${write(host, 'GHCR')}.`,
    } : {
      id: 'ci/unsupported',
      what: `${forge} cannot log in to ${host} without a secret.`,
      why: 'A program of the cloud exchanges the token of a job for a login, and the images in which the jobs run do not have it.',
      fix: `Give ${forge} a pipeline of its own, and name ${places}: ${write(host, 'REGISTRY')}. ${PASSWORDS[identity.cloud]}`,
    }
  ));
}
