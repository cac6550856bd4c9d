import { CLIENTS } from './clients';
import { printRequired } from './login';
import { GitlabBuilder } from './options';
import type { Setup } from './setup';
import { Problem, _quoteShellWord } from '../../../core';
import type { PipelineImage } from '../../pipeline';
import { findSecretName } from '../../secret-name';

/** What GitLab can pass to a build. */
export const GITLAB = { forge: 'GitLab', ssh: true, contexts: true, commas: true, reads: ['registry'], writes: [] };

/** Names of the variables that the build of an image uses, and whether it needs them. */
export function listInputSecrets({ buildSecrets, sshKeys }: Setup, { inputs: { secrets, ssh } }: PipelineImage): Map<string, boolean> {
  return new Map([
    ...secrets.map((secret): [string, boolean] => [findSecretName(secret, buildSecrets), secret.isRequired]),
    ...ssh.map((key): [string, boolean] => [findSecretName(key, sshKeys), key.isRequired]),
  ]);
}

/** Stops with a message if a secret is missing: BuildKit would take an empty text for it. */
export function checkInputs(setup: Setup, image: PipelineImage): string[] {
  const names = [...listInputSecrets(setup, image)].flatMap(([name, isRequired]) => (isRequired ? name : []));
  return printRequired(names, 'Merge requests of forks have no variables of the project, and only protected branches and tags have protected ones.');
}

/** The options that pass to a build what it needs from outside. A file variable is the path of its file. */
export function printInputs({ builder, buildSecrets, sshKeys }: Setup, { inputs: { secrets, ssh, buildArgs, contexts } }: PipelineImage): string[] {
  const { buildArg, context } = CLIENTS[builder];
  return [
    ...Object.entries(buildArgs).map(([name, value]) => `${buildArg}${_quoteShellWord(`${name}=${value}`)}`),
    ...secrets.map(secret => `--secret ${_quoteShellWord(`id=${secret.id},env=${findSecretName(secret, buildSecrets)}`)}`),
    ...ssh.map(key => `--ssh ${_quoteShellWord(key.id)}="$${findSecretName(key, sshKeys)}"`),
    ...contexts.filter(({ node }) => node === undefined).map(context),
  ];
}

/** Reports what only one of the builders can be passed. */
export function findUnsupportedLayouts({ builder }: Setup, { name, inputs: { contexts } }: PipelineImage): Problem[] {
  const layouts = contexts.filter(({ layoutImage }) => layoutImage !== undefined);
  return builder !== GitlabBuilder.ROOTLESS || layouts.length === 0 ? [] : [{
    id: 'ci/unsupported',
    what: `GitLab cannot pass OCI layouts to the build of ${name} without root: ${layouts.map(each => each.name).join(', ')}.`,
    why: 'buildctl takes an image of a layout by its digest, and the declaration has a path.',
    fix: 'Use an image of a registry, NamedContext.registry(…), or another builder: Forge.gitlab({ builder: GitlabBuilder.DIND }).',
  }];
}
