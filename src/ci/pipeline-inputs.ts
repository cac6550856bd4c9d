import type { BuildCache, BuildStage, ContainerImage } from '../image';
import { _formatVariable, _listMountedInputs } from '../plan';

/** A secret, or an SSH key, of a build. The forge has the value. */
export interface PipelineSecret {
  /** The id in the Dockerfile. */
  readonly id: string;
  /** The usual name of the forge's secret, in capital letters. */
  readonly variable: string;
  /** Whether the build fails without it. */
  readonly isRequired: boolean;
}

/** A named context of a build. */
export interface PipelineContext {
  readonly name: string;
  /** A directory, from the root of the repository. */
  readonly path?: string;
  /** An image in an OCI layout, from the root of the repository: `vendor/python:3.13@sha256:…`. */
  readonly layoutImage?: string;
  /** An image from a registry. */
  readonly reference?: string;
  /** An image that the same project builds. */
  readonly image?: string;
  /** The path of its construct. */
  readonly node?: string;
}

/** What a build needs from outside, as a pipeline sees it. */
export interface PipelineInputs {
  readonly secrets: readonly PipelineSecret[];
  readonly ssh: readonly PipelineSecret[];
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly cacheFrom: readonly BuildCache[];
  readonly cacheTo: readonly BuildCache[];
  readonly contexts: readonly PipelineContext[];
}

/**
 * Describes what the build of an image needs from outside.
 *
 * @param pathOf converts a path of the image's project to one of the repository
 */
export function describeInputs(image: ContainerImage, pathOf: (path: string) => string): PipelineInputs {
  const { secrets, ssh, buildArgs, cacheFrom, cacheTo, contexts } = image._declared.inputs;
  const stages = (image.stages as BuildStage[]).map(stage => ({ name: stage.name, steps: stage._declared.steps }));
  const required = (kind: 'secret' | 'ssh') => _listMountedInputs(stages, kind).flatMap(({ id, isRequired }) => (isRequired ? id ?? [] : []));
  const [requiredSecrets, requiredKeys] = [required('secret'), required('ssh')];
  return {
    secrets: Object.entries(secrets).map(([id, { variable }]) => (
      { id, variable: variable ?? _formatVariable(id), isRequired: requiredSecrets.includes(id) }
    )),
    ssh: Object.keys(ssh).map(id => ({ id, variable: nameKey(id), isRequired: requiredKeys.includes(id) })),
    buildArgs,
    cacheFrom,
    cacheTo,
    contexts: Object.entries(contexts).map(([name, { path, reference, layoutImage, builtImage }]) => ({
      name,
      path: path === undefined ? undefined : pathOf(path),
      layoutImage: layoutImage === undefined ? undefined : pathOf(layoutImage),
      reference,
      image: builtImage?.node.id,
      node: builtImage?.node.path,
    })),
  };
}

/** A named context as an argument of `--build-context`, if it is not an image that the same project builds. */
export function printContext({ name, path, layoutImage, reference }: PipelineContext): string {
  return `${name}=${path ?? (layoutImage === undefined ? `docker-image://${reference}` : `oci-layout://${layoutImage}`)}`;
}

/** The usual name of a secret with a private SSH key. */
function nameKey(id: string): string {
  return id === 'default' ? 'SSH_KEY' : `SSH_KEY_${_formatVariable(id)}`;
}
