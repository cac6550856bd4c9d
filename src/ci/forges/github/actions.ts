import { ActionPin } from '../../../versions';

/**
 * The actions that the workflows use, each pinned to the commit of a release. `versions.json` can pin newer ones.
 *
 * @see https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions
 */
const PINS = {
  'actions/attest': ['v4.2.2', '1e69f48acb82d1966a394da916b4c1698aa569d6'],
  'actions/checkout': ['v7.0.1', '3d3c42e5aac5ba805825da76410c181273ba90b1'],
  'actions/setup-node': ['v6.0.0', '2028fbc5c25fe9cf00d9f06a71cc4710d4507903'],
  'docker/build-push-action': ['v7.3.0', '53b7df96c91f9c12dcc8a07bcb9ccacbed38856a'],
  'docker/login-action': ['v4.6.0', 'dbcb813823bdd20940b903addbd779551569679f'],
  'docker/setup-buildx-action': ['v4.3.0', '37fe631027851001ddb9b187196cc803df7f5f0e'],
  'docker/setup-qemu-action': ['v4.2.0', '96fe6ef7f33517b61c61be40b68a1882f3264fb8'],
  'renovatebot/github-action': ['v46.2.2', 'e09d604f8f803bb527bd8321ed5be06c460b8682'],
} satisfies Record<string, [version: string, digest: string]>;

/** The name of an action that the workflows use. */
export type ActionName = keyof typeof PINS;

/** The pin of an action: the user's, or the default of this library. */
export function findPin(name: ActionName, yours: readonly ActionPin[] = []): ActionPin {
  return yours.find(pin => pin.name === name) ?? new ActionPin(name, PINS[name][0], PINS[name][1]);
}
