import { Problem, Severity, _suggestNearest } from '../core';
import type { BuildCache } from '../image';
import type { PipelineImage } from './pipeline';
import type { PipelineSecret } from './pipeline-inputs';

/** What a forge can pass to a build. */
export interface InputSupport {
  readonly forge: string;
  readonly ssh: boolean;
  readonly contexts: boolean;
  /** Whether a build argument may contain a comma. */
  readonly commas: boolean;
  /** Backends of the caches that a build reads, and that it writes. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** Reports what an image needs from outside and a forge cannot pass to its build. */
export function findUnsupportedInputs({ name, inputs }: PipelineImage, support: InputSupport): Problem[] {
  const { ssh, buildArgs, cacheFrom, cacheTo, contexts } = inputs;
  const { forge } = support;
  return [
    ...(ssh.length === 0 || support.ssh ? [] : [createProblem(
      `${forge} cannot pass an SSH key to the build of ${name}.`, 'Each build would stop at the step that needs it.',
      'Pass the key as a secret, and use it in the command: ssh -i /run/secrets/KEY.',
    )]),
    ...(contexts.length === 0 || support.contexts ? [] : [createProblem(
      `${forge} cannot pass named contexts to the build of ${name}: ${contexts.map(each => each.name).join(', ')}.`,
      'The build would look for images with these names in a registry.',
      'Copy the directory with copyLocal(), or name the image in the stage: BaseImage.registry(…).',
    )]),
    ...Object.entries(buildArgs).filter(([, value]) => !support.commas && value.includes(',')).map(([arg, value]) => createProblem(
      `${forge} cannot pass the build argument ${arg} of ${name}: "${value}".`,
      'A comma separates two arguments there.',
      'Use another separator, or a default in the Dockerfile.',
    )),
    ...listOthers(cacheFrom, support.reads).map(backend => createProblem(
      `${forge} does not read the cache "${backend}" of ${name}.`,
      'Each build starts without it.',
      `Add one of these: ${support.reads.join(', ')}.`, Severity.WARNING,
    )),
    ...listOthers(cacheTo, support.writes).map(backend => createProblem(
      `${forge} does not write the cache "${backend}" of ${name}.`,
      'A job that writes it needs credentials for the registry while it runs code that nobody has reviewed.',
      `Write it elsewhere, WRITE_CACHE=1 npx projen image:build${support.writes.length === 0 ? '' : `; or add one of these: ${support.writes.join(', ')}`}.`,
      Severity.WARNING,
    )),
  ];
}

/** Reports names of a forge's secrets for ids that no image declares. */
export function findUnknownSecrets(
  forge: string, option: 'buildSecrets' | 'sshKeys', names: Readonly<Record<string, string>>, images: readonly PipelineImage[],
): Problem[] {
  const ids = images.flatMap(({ inputs }): readonly PipelineSecret[] => (option === 'buildSecrets' ? inputs.secrets : inputs.ssh)).map(({ id }) => id);
  return Object.keys(names).filter(id => !ids.includes(id)).map(id => ({
    id: 'ci/build-secret',
    what: `secrets.${option} of Forge.${forge.toLowerCase()}() has the id "${id}", which no image of the pipeline declares.${_suggestNearest(id, ids)}`,
    why: 'The name is used for nothing.',
    fix: ids.length === 0 ? 'Delete it, or declare the id on the image.' : `Use one of: ${[...new Set(ids)].join(', ')}.`,
  }));
}

/** The backends of caches that are none of the known ones. */
function listOthers(caches: readonly BuildCache[], known: readonly string[]): string[] {
  return [...new Set(caches.map(({ backend }) => backend).filter(backend => !known.includes(backend)))];
}

function createProblem(what: string, why: string, fix: string, severity = Severity.ERROR): Problem {
  return { id: 'ci/unsupported', severity, what, why, fix };
}
