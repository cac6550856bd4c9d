import { SHELL_IN_PATH } from './shell';
import type { Yaml } from '../../../yaml';
import type { PipelineSigning } from '../../pipeline';
import { printSignScript } from '../../sign-script';

/** Keys of a step. */
type Part = Record<string, Yaml | undefined>;

/** The rest of a step that signs what a step before it has pushed, which has left its digest in a file. The user of the image may not write to the home directory that Woodpecker sets. */
export function renderSigning(signing: PipelineSigning, environment: Part, digest: string): Part {
  return {
    entrypoint: [...SHELL_IN_PATH],
    environment: {
      ...environment,
      ...signing.by === 'key' ? { COSIGN_PRIVATE_KEY: { from_secret: signing.key }, COSIGN_PASSWORD: { from_secret: signing.password } } : {},
    },
    commands: [
      'DOCKER_CONFIG="$(mktemp -d)"\nexport DOCKER_CONFIG',
      'printf %s "$REGISTRY_TOKEN" | cosign login --username "$REGISTRY_USER" --password-stdin "$REGISTRY"',
      `DIGEST=$(cat ${digest})\n${printSignScript(signing)}`,
    ],
  };
}
