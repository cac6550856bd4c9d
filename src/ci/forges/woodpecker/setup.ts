import type { WoodpeckerOptions } from './options';
import { FORGE_URL, substitution } from './substitution';
import { Platform } from '../../../core';
import { Evaluated, joinPieces } from '../../../yaml';
import { BUILDKIT_IMAGE, NODE_VERSION } from '../../builder';
import { checkSecretName } from '../../secret-name';

/** The options with their defaults. */
export interface Setup {
  readonly agent: Platform;
  readonly labels: Record<string, string>;
  readonly images: { plugin: string; buildkit: string; docker: string; node: string; oras: string; git: string; renovate: string };
  readonly secrets: { registryUser: string; registryToken: string; tagToken: string; renovateToken: string; githubToken?: string };
  /** Names of secrets of builds, by id. */
  readonly buildSecrets: Readonly<Record<string, string>>;
  /** Whether the files ask for a privileged step. */
  readonly privileged: boolean;
  readonly renovateEndpoint: Evaluated;
}

export function resolveOptions({ agentPlatform, labels, images = {}, secrets = {}, privileged, renovateEndpoint }: WoodpeckerOptions): Setup {
  return {
    agent: agentPlatform ?? Platform.LINUX_AMD64,
    labels: labels ?? {},
    images: {
      plugin: images.plugin ?? 'woodpeckerci/plugin-docker-buildx:6.1.0',
      buildkit: images.buildkit ?? BUILDKIT_IMAGE,
      docker: images.docker ?? 'docker:28-cli',
      node: images.node ?? `node:${NODE_VERSION}-alpine`,
      oras: images.oras ?? 'ghcr.io/oras-project/oras:v1.3.0',
      git: images.git ?? 'alpine/git:v2.54.0',
      renovate: images.renovate ?? 'renovate/renovate:43',
    },
    secrets: {
      registryUser: checkSecretName(secrets.registryUser ?? 'registry_user'),
      registryToken: checkSecretName(secrets.registryToken ?? 'registry_token'),
      tagToken: checkSecretName(secrets.tagToken ?? 'tag_token'),
      renovateToken: checkSecretName(secrets.renovateToken ?? 'renovate_token'),
      githubToken: secrets.githubToken === undefined ? undefined : checkSecretName(secrets.githubToken),
    },
    buildSecrets: secrets.buildSecrets ?? {},
    privileged: privileged ?? true,
    renovateEndpoint: parseEndpoint(renovateEndpoint ?? '${CI_FORGE_URL}/api/v1'),
  };
}

/** The address of an API, which may contain `${CI_FORGE_URL}`. */
function parseEndpoint(text: string): Evaluated {
  return joinPieces(text.split(FORGE_URL), substitution('CI_FORGE_URL'));
}
