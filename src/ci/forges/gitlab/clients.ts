import { posix } from 'node:path';
import { GitlabBuilder } from './options';
import { _quoteShellPath, _quoteShellWord } from '../../../core';
import type { PipelineImage } from '../../pipeline';
import type { PipelineContext } from '../../pipeline-inputs';

/** How a builder is told what to build, as words of a shell. */
interface Client {
  /** The program of the login. */
  readonly login: 'docker' | 'buildctl';
  /** The command, and the files that it reads. */
  readonly command: (image: Pick<PipelineImage, 'context' | 'dockerfile'>) => string[];
  /** What precedes the value of an option. */
  readonly platform: string;
  readonly buildArg: string;
  readonly cacheFrom: string;
  readonly cacheTo: string;
  readonly context: (context: PipelineContext) => string;
  /** An OCI layout that is a context: its name in the Dockerfile, a name for it, its folder and its digest, as words of a shell. */
  readonly base: (context: string, name: string, folder: string, digest: string) => string;
  /** What follows all options. */
  readonly end: (image: Pick<PipelineImage, 'context'>) => string[];
}

/**
 * Both read the same texts for secrets, SSH keys, caches and outputs.
 *
 * @see https://docs.docker.com/reference/cli/docker/buildx/build/
 * @see https://github.com/moby/buildkit/blob/v0.24.0/README.md#building-a-dockerfile-with-buildctl
 */
export const CLIENTS: Record<GitlabBuilder, Client> = {
  [GitlabBuilder.DIND]: {
    login: 'docker',
    command: ({ dockerfile }) => ['docker buildx build --progress plain --provenance=false', `--file ${_quoteShellPath(dockerfile)}`],
    platform: '--platform ',
    buildArg: '--build-arg ',
    cacheFrom: '--cache-from ',
    cacheTo: '--cache-to ',
    context: ({ name, path, reference, layoutImage }) => `--build-context ${_quoteShellWord(
      `${name}=${path ?? (layoutImage === undefined ? `docker-image://${reference}` : `oci-layout://${layoutImage}`)}`,
    )}`,
    base: (context, _, folder, digest) => `--build-context ${context}=oci-layout://${folder}@${digest}`,
    end: ({ context }) => [_quoteShellPath(context)],
  },
  [GitlabBuilder.ROOTLESS]: {
    login: 'buildctl',
    command: ({ context, dockerfile }) => [
      'buildctl-daemonless.sh build --progress plain --frontend dockerfile.v0',
      `--local context=${_quoteShellPath(context)}`,
      `--local dockerfile=${_quoteShellPath(posix.dirname(dockerfile))}`,
      `--opt filename=${_quoteShellPath(posix.basename(dockerfile))}`,
    ],
    platform: '--opt platform=',
    buildArg: '--opt build-arg:',
    cacheFrom: '--import-cache ',
    cacheTo: '--export-cache ',
    context: ({ name, path, reference }) => (path === undefined
      ? `--opt ${_quoteShellWord(`context:${name}=docker-image://${reference}`)}`
      : `--local ${_quoteShellWord(`${name}=${path}`)} --opt ${_quoteShellWord(`context:${name}=local:${name}`)}`),
    base: (context, name, folder, digest) => `--oci-layout ${name}=${folder} --opt context:${context}=oci-layout://${name}@${digest}`,
    end: () => [],
  },
};
