import { _DOCKER_HUB, _DOCKER_HUB_HOST } from '../../core';

/** What a router has to know of a registry. */
export interface RegistryOfRouter {
  /** Its names in references. The first one is the host that answers. */
  readonly names: readonly string[];
  /** Where it gives tokens, up to the scope. */
  readonly tokens: string;
}

/**
 * Registries whose tokens come from an address of their own, or whose host has another name.
 *
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
const KNOWN: readonly RegistryOfRouter[] = [
  // RouterOS 7.24 has been seen to pull "registry-1.docker.io/…", and to read "docker.io/…" as that (https://github.com/jmrplens/mikroscope).
  // https://docs.docker.com/docker-hub/usage/pulls/#view-pull-rate-and-limit
  { names: [_DOCKER_HUB_HOST, _DOCKER_HUB], tokens: 'https://auth.docker.io/token?service=registry.docker.io&' },
  // https://github.com/Lumpiasty/mikrotik-tailscale asks it on routers.
  { names: ['ghcr.io'], tokens: 'https://ghcr.io/token?' },
  // https://gitlab.com/gitlab-org/gitlab/-/issues/19470
  { names: ['registry.gitlab.com'], tokens: 'https://gitlab.com/jwt/auth?service=container_registry&' },
  // https://github.com/quay/quay/blob/master/endpoints/v2/v2auth.py
  { names: ['quay.io'], tokens: 'https://quay.io/v2/auth?service=quay.io&' },
];

/** The registry of this name. Those that are not known give tokens as Gitea and Forgejo do. */
export function findRegistry(name: string): RegistryOfRouter {
  return KNOWN.find(({ names }) => names.includes(name)) ?? { names: [name], tokens: `https://${name}/v2/token?` };
}
