import { expression } from './expression';
import { renderIdentityLogin } from './identity';
import { Permissions, Setup, Step, renderSecret } from './setup';
import type { Evaluation } from '../../../yaml';
import type { PipelineRegistry } from '../../pipeline';

/** Logs in to the main registry. */
export function logIn(setup: Setup): Step[] {
  return renderLogin(setup, setup.main, 'Log in', undefined, expression('env.REGISTRY'));
}

/** Logs in to a further registry. */
export function logInTo(setup: Setup, registry: PipelineRegistry): Step[] {
  return renderLogin(setup, registry, `Log in to ${registry.host}`);
}

/** Logs in to a registry, with a condition as an expression if there is one. */
export function renderLogin(
  setup: Setup, registry: PipelineRegistry, name: string, condition?: string, host: string | Evaluation = registry.host,
): Step[] {
  const { credentials, identity } = registry;
  if (identity !== undefined) return renderIdentityLogin(setup, registry.host, identity, name, condition);
  return [setup.useAction('docker/login-action', {
    name,
    if: condition,
    with: {
      registry: host,
      username: credentials === undefined ? expression('github.actor') : renderSecret(credentials.user),
      password: credentials === undefined ? expression('github.token') : renderSecret(credentials.token),
    },
  })];
}

/** The permissions that the logins to some registries need: for the packages of the repository, and for a token that names the job. */
export function allowLogins(registries: readonly PipelineRegistry[], packages: 'read' | 'write'): Permissions {
  return {
    ...(registries.some(({ credentials, identity }) => credentials === undefined && identity === undefined) ? { packages } : {}),
    ...(registries.some(({ identity }) => identity !== undefined) ? { 'id-token': 'write' } as const : {}),
  };
}
