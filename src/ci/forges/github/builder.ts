import { expression } from './expression';
import { checkSecrets } from './inputs';
import { nameVariables } from './job';
import { Setup, Step, renderSecret } from './setup';
import type { Problem } from '../../../core';
import { _BuilderNode, _listBuilderSecrets, _printDriverOptions } from '../../../image';
import { Evaluated, Yaml, evaluated, printYaml } from '../../../yaml';
import type { Pipeline, PipelineImage } from '../../pipeline';

/**
 * Sets up what builds the images, without GitHub's cache: files that a pull request can write there must not get into a release. A job asks for one
 * platform, and buildx chooses the node that builds it.
 *
 * @see https://docs.docker.com/build/ci/github-actions/configure-builder/
 */
export function setUpBuilder(setup: Setup): Step[] {
  const { builder } = setup;
  return [
    ...checkSecrets('Check the secrets of the builder', _listBuilderSecrets(builder)),
    ...(builder.driver === 'depot' ? [setup.useAction('depot/setup-action', { name: 'Set up Depot' })] : [
      ...writeClusterAccess(setup),
      ...logInToCloud(setup),
      setUpBuildx(setup),
    ]),
  ];
}

function setUpBuildx(setup: Setup): Step {
  const { builder } = setup;
  const nodes = builder.nodes.map(node => ({ ...node, lines: _printDriverOptions(builder, node, () => setup.findImage('buildkit')) }));
  const [first, ...more] = nodes;
  const env = Object.assign({}, ...builder.nodes.map(nameCertificates), usesCluster(setup) ? { KUBECONFIG } : {}) as Record<string, Yaml>;
  return setup.useAction('docker/setup-buildx-action', {
    name: 'Set up BuildKit',
    env: nameVariables(env),
    with: {
      // The cloud driver is chosen with a release of its own, which has other versions.
      'version': builder.driver === 'cloud' ? undefined : setup.pins.version('CI_BUILDX_VERSION'),
      'cache-binary': false,
      'driver': builder.driver === 'docker-container' ? undefined : builder.driver,
      'driver-opts': first.lines.length === 0 ? undefined : first.lines.join('\n'),
      'endpoint': first.endpoint,
      'platforms': first.platforms.length === 0 ? undefined : first.platforms.join(','),
      'append': more.length === 0 ? undefined : `${printYaml([], more.map(({ endpoint, platforms, lines }) => ({
        endpoint,
        'platforms': platforms.join(','),
        'driver-opts': lines.length === 0 ? undefined : lines,
      }))).trim()}\n`,
    },
  });
}

/** The certificates of a node, as the action reads them. @see https://docs.docker.com/build/ci/github-actions/configure-builder/#tls-authentication */
function nameCertificates({ certificates }: _BuilderNode, i: number): Record<string, Yaml> {
  if (certificates === undefined) return {};
  const { authority, certificate, key } = certificates.secrets;
  return {
    [`BUILDER_NODE_${i}_AUTH_TLS_CACERT`]: renderSecret(authority),
    [`BUILDER_NODE_${i}_AUTH_TLS_CERT`]: renderSecret(certificate),
    [`BUILDER_NODE_${i}_AUTH_TLS_KEY`]: renderSecret(key),
  };
}

/** The file that gives access to a cluster. buildx remembers its path with the builder. */
const KUBECONFIG: Evaluated = evaluated`${expression('runner.temp')}/kubeconfig`;

function usesCluster({ builder }: Setup): boolean {
  return builder.driver === 'kubernetes' && builder.kubeconfigSecret !== undefined;
}

function writeClusterAccess({ builder }: Setup): Step[] {
  return builder.driver !== 'kubernetes' || builder.kubeconfigSecret === undefined ? [] : [{
    name: 'Write the access to the cluster',
    env: { KUBECONFIG_TEXT: renderSecret(builder.kubeconfigSecret) },
    run: 'umask 077\nprintf \'%s\\n\' "$KUBECONFIG_TEXT" > "$RUNNER_TEMP/kubeconfig"\n',
  }];
}

function logInToCloud(setup: Setup): Step[] {
  const { builder } = setup;
  return builder.driver !== 'cloud' ? [] : [setup.useAction('docker/login-action', {
    name: 'Log in to Docker Build Cloud',
    with: { username: renderSecret(builder.login.user), password: renderSecret(builder.login.token) },
  })];
}

/** Reports images that the builder cannot build. */
export function findUnsupportedBuilder({ builder }: Pipeline, images: readonly PipelineImage[]): Problem[] {
  return builder.driver !== 'depot' ? [] : images.filter(({ inputs }) => inputs.secrets.length > 0).map(({ name, inputs }) => ({
    id: 'ci/unsupported',
    what: `Depot's action cannot pass the secrets of ${name} from the environment: ${inputs.secrets.map(({ id }) => id).join(', ')}.`,
    why: 'The build would run without them.',
    fix: 'Choose another builder for the pipeline: new ImagePipeline(…, { builder: ImageBuilder.container() }).',
  }));
}
