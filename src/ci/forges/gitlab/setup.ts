import { GitlabBuilder, type GitlabEnvironments, type GitlabImages, type GitlabOptions } from './options';
import { variable } from './variable';
import { Platform } from '../../../core';
import type { Evaluation, Yaml } from '../../../yaml';
import { listBuilt } from '../../built-images';
import type { ForgePins } from '../../forge-pins';
import { ImageBases } from '../../image-bases';
import type { Job, Pipeline, PipelineRegistry } from '../../pipeline';
import { checkSecretName } from '../../secret-name';

/** One job. */
export type GitlabJob = Record<string, Yaml | undefined>;

/** A registry, and the names of the variables of its login. */
export interface Login {
  /** Undefined for the main registry. */
  readonly place?: string;
  readonly user: string;
  readonly token: string;
  readonly registry: string | Evaluation;
  /** What precedes the path of an image. */
  readonly prefix: string | Evaluation;
}

/** The options with their defaults. */
export interface Setup {
  readonly builder: GitlabBuilder;
  readonly directory: string;
  readonly stage: string;
  readonly tags?: readonly string[];
  readonly runner: Platform;
  readonly environments: GitlabEnvironments;
  readonly findImage: (key: keyof GitlabImages) => string;
  /** The main registry first. */
  readonly logins: readonly [Login, ...Login[]];
  /** Registries to which builds log in. */
  readonly reads: readonly PipelineRegistry[];
  readonly secrets: { tagToken: string; renovateToken: string; updateToken: string; githubToken?: string };
  readonly buildSecrets: Readonly<Record<string, string>>;
  readonly sshKeys: Readonly<Record<string, string>>;
  /** Which of the images that are built are built from which. */
  readonly bases: ImageBases;
}

export function resolveOptions(options: GitlabOptions, pipeline: Pick<Pipeline, 'registry' | 'login' | 'further' | 'reads' | 'workflows'>, pins: ForgePins): Setup {
  const { secrets = {}, images } = options;
  return {
    builder: options.builder ?? GitlabBuilder.DIND,
    directory: options.directory ?? '.gitlab/images',
    stage: options.stage ?? 'build',
    tags: options.tags,
    runner: options.runnerPlatform ?? Platform.LINUX_AMD64,
    environments: { complete: 'complete-update', ...options.environments },
    findImage: key => pins.image(key, images?.[key]),
    logins: listLogins(options, pipeline),
    reads: pipeline.reads,
    secrets: {
      tagToken: secrets.tagToken ?? 'TAG_TOKEN',
      renovateToken: secrets.renovateToken ?? 'RENOVATE_TOKEN',
      updateToken: secrets.updateToken ?? 'UPDATE_TOKEN',
      githubToken: secrets.githubToken,
    },
    buildSecrets: secrets.buildSecrets ?? {},
    sshKeys: secrets.sshKeys ?? {},
    bases: new ImageBases(listBuilt(pipeline)),
  };
}

/**
 * Checks that all names of variables are names, at the time when the options are given.
 *
 * @throws `ci/secret-name`
 */
export function checkSecretNames({ secrets = {} }: GitlabOptions): void {
  const { buildSecrets = {}, sshKeys = {}, ...others } = secrets;
  for (const name of [...Object.values(others), ...Object.values(buildSecrets), ...Object.values(sshKeys)] as (string | undefined)[]) {
    if (name !== undefined) checkSecretName(name);
  }
}

/** The intents that build an image. */
export const BUILDS: readonly Job['does'][] = ['build', 'rebuild', 'snapshot', 'publish'];

function listLogins({ projectRegistry, secrets = {} }: GitlabOptions, { registry, login, further }: Pick<Pipeline, 'registry' | 'login' | 'further'>): Setup['logins'] {
  const main = projectRegistry
    ? { user: secrets.registryUser ?? 'CI_REGISTRY_USER', token: secrets.registryToken ?? 'CI_REGISTRY_PASSWORD' }
    : login?.credentials ?? { user: secrets.registryUser ?? 'REGISTRY_USER', token: secrets.registryToken ?? 'REGISTRY_TOKEN' };
  return [
    projectRegistry
      ? { ...main, registry: variable('CI_REGISTRY'), prefix: variable('CI_REGISTRY_IMAGE') }
      : { ...main, registry, prefix: registry },
    ...further.map(({ host, credentials = main }) => ({ ...credentials, place: host, registry: host, prefix: host })),
  ];
}
