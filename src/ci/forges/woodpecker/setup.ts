import type { WoodpeckerImages, WoodpeckerOptions } from './options';
import { FORGE_URL, substitution } from './substitution';
import { Platform } from '../../../core';
import { Evaluated, joinPieces } from '../../../yaml';
import { checkSecretName } from '../../secret-name';

/** The options with their defaults. */
export interface Setup {
  readonly agent: Platform;
  readonly labels: Record<string, string>;
  /** The reference of an image. */
  readonly findImage: (key: keyof WoodpeckerImages) => string;
  readonly secrets: {
    registryUser: string;
    registryToken: string;
    tagToken: string;
    releaseToken: string;
    renovateToken: string;
    updateToken: string;
    githubToken?: string;
  };
  /** Names of secrets of builds, by id. */
  readonly buildSecrets: Readonly<Record<string, string>>;
  /** Whether the files ask for a privileged step. */
  readonly privileged: boolean;
  readonly renovateEndpoint: Evaluated;
}

export function resolveOptions({ agentPlatform, labels, secrets = {}, privileged, renovateEndpoint }: WoodpeckerOptions): Omit<Setup, 'findImage'> {
  return {
    agent: agentPlatform ?? Platform.LINUX_AMD64,
    labels: labels ?? {},
    secrets: {
      registryUser: checkSecretName(secrets.registryUser ?? 'registry_user'),
      registryToken: checkSecretName(secrets.registryToken ?? 'registry_token'),
      tagToken: checkSecretName(secrets.tagToken ?? 'tag_token'),
      releaseToken: checkSecretName(secrets.releaseToken ?? 'release_token'),
      renovateToken: checkSecretName(secrets.renovateToken ?? 'renovate_token'),
      updateToken: checkSecretName(secrets.updateToken ?? 'update_token'),
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
