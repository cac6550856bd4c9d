import type { Step } from './steps';
import type { PipelineSigning } from '../../pipeline';
import { DIGEST_FILE } from '../../publish-script';
import { printSignScript } from '../../sign-script';

/**
 * The rest of a step that signs what a step before it has pushed. The image has a shell in its `PATH`, and not where Woodpecker looks for one. Its user may not
 * write to the home directory that Woodpecker sets.
 *
 * @see https://woodpecker-ci.org/docs/usage/workflow-syntax#entrypoint
 */
export function renderSigning(signing: PipelineSigning, environment: Step): Step {
  return {
    entrypoint: ['sh', '-c', 'echo $CI_SCRIPT | base64 -d | sh -e'],
    environment: {
      ...environment,
      ...signing.by === 'key' ? { COSIGN_PRIVATE_KEY: { from_secret: signing.key }, COSIGN_PASSWORD: { from_secret: signing.password } } : {},
    },
    commands: [
      'DOCKER_CONFIG="$(mktemp -d)"\nexport DOCKER_CONFIG',
      'printf %s "$REGISTRY_TOKEN" | cosign login --username "$REGISTRY_USER" --password-stdin "$REGISTRY"',
      `DIGEST=$(cat ${DIGEST_FILE})\n${printSignScript(signing)}`,
    ],
  };
}
