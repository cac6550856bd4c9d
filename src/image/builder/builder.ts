import type { IConstruct } from 'constructs';
import { ARCHITECTURE, checkCloudName, checkDirectory, checkImage, checkKubernetes, checkNodes, checkProjectId } from './builder-checks';
import type {
  BuilderCertificates, ContainerBuilderOptions, DepotOptions, DockerCloudOptions, KubernetesBuilderOptions, RemoteBuilderNode,
} from './builder-options';
import type { _BuilderNode, _BuilderSetup, _Certificates } from './builder-setup';
import { _setBuilder } from './project-builder';
import { Platform, _checkSecretName } from '../../core';

/**
 * What builds the images: a container on the machine itself, or other machines. `image:build` and the pipelines use the same one.
 *
 * @see https://docs.docker.com/build/builders/drivers/
 */
export class ImageBuilder {
  /**
   * A container of BuildKit on the machine that builds. It is what pipelines use without a builder.
   *
   * @throws `builder/image`
   */
  public static container(options: ContainerBuilderOptions = {}): ImageBuilder {
    const { image, memory } = options;
    return new ImageBuilder({ driver: 'docker-container', nodes: [{ platforms: [], options: [...printImage(image), ...printOption('memory', memory?.inBytes)] }] });
  }

  /**
   * Daemons of BuildKit on other machines, usually one for each architecture. Connections by `tcp://` always use certificates of both sides (mTLS).
   *
   * @param nodes in the order in which buildx looks for one that builds a platform
   * @throws `builder/nodes`, `builder/endpoint`, `builder/certificates`, `ci/secret-name`
   */
  public static remote(nodes: RemoteBuilderNode[]): ImageBuilder {
    checkNodes(nodes);
    return new ImageBuilder({ driver: 'remote', nodes: nodes.map(describeNode) });
  }

  /**
   * Pods of BuildKit in a Kubernetes cluster, which buildx starts.
   *
   * @throws `builder/kubernetes`, `builder/nodes`, `builder/image`, `ci/secret-name`
   */
  public static kubernetes(options: KubernetesBuilderOptions = {}): ImageBuilder {
    checkKubernetes(options);
    const { platforms = [], kubeconfigSecret } = options;
    const nodes = platforms.length === 0 ? [{ platforms, options: printPod(options) }]
      : platforms.map(platform => ({ platforms: [platform], options: printPod(options, platform) }));
    return new ImageBuilder({
      driver: 'kubernetes',
      nodes,
      ...(kubeconfigSecret === undefined ? {} : { kubeconfigSecret: _checkSecretName(kubeconfigSecret) }),
    });
  }

  /**
   * A builder of Docker Build Cloud.
   *
   * @param name organization and builder, e.g. `acme/default`
   * @throws `builder/cloud`, `ci/secret-name`
   */
  public static dockerCloud(name: string, options: DockerCloudOptions = {}): ImageBuilder {
    const { userSecret = 'DOCKER_ACCOUNT', tokenSecret = 'DOCKER_ACCOUNT_TOKEN' } = options;
    return new ImageBuilder({
      driver: 'cloud',
      nodes: [{ endpoint: checkCloudName(name), platforms: [], options: [] }],
      login: { user: _checkSecretName(userSecret), token: _checkSecretName(tokenSecret) },
    });
  }

  /**
   * Builders of Depot. Its program `depot` replaces buildx.
   *
   * @param projectId the id of the project
   * @throws `builder/depot`, `ci/secret-name`
   */
  public static depot(projectId: string, options: DepotOptions = {}): ImageBuilder {
    const { tokenSecret = 'DEPOT_TOKEN' } = options;
    return new ImageBuilder({ driver: 'depot', nodes: [], projectId: checkProjectId(projectId), tokenSecret: _checkSecretName(tokenSecret) });
  }

  private constructor(
    /** @internal */
    public readonly _setup: _BuilderSetup,
  ) {}

  /** The driver of buildx: `docker-container`, `remote`, `kubernetes` or `cloud`; `depot` if there is none. */
  public get driver(): string {
    return this._setup.driver;
  }

  /**
   * Builds all images of a project with it: with `image:build`, and in the pipelines that name no other one. `ContainerImageProject` has
   * the option `builder` for that.
   *
   * @param project a project; its subprojects use the builder too if they have none
   */
  public useFor(project: IConstruct): void {
    _setBuilder(project, this._setup);
  }
}

function describeNode({ endpoint, platforms, serverName, certificates }: RemoteBuilderNode): _BuilderNode {
  return {
    endpoint,
    platforms: [...platforms],
    options: printOption('servername', serverName),
    ...(endpoint.startsWith('tcp:') ? { certificates: describeCertificates(certificates) } : {}),
  };
}

function describeCertificates(given: BuilderCertificates = {}): _Certificates {
  const { directory = '~/.config/buildkit', authoritySecret = 'BUILDKIT_CA', certificateSecret = 'BUILDKIT_CERT', keySecret = 'BUILDKIT_KEY' } = given;
  return {
    directory: checkDirectory(directory).replace(/\/+$/, ''),
    secrets: { authority: _checkSecretName(authoritySecret), certificate: _checkSecretName(certificateSecret), key: _checkSecretName(keySecret) },
  };
}

/** @see https://docs.docker.com/build/builders/drivers/kubernetes/ */
function printPod(options: KubernetesBuilderOptions, platform?: Platform): [string, string][] {
  const { namespace, replicas, image, cpus, memory, nodeSelector = {}, serviceAccount, rootless } = options;
  const labels = [...(platform === undefined ? [] : [[ARCHITECTURE, platform.architecture]]), ...Object.entries(nodeSelector)];
  return [
    ...printImage(image),
    ...printOption('namespace', namespace),
    ...printOption('replicas', replicas),
    // Thousandths of a core: Kubernetes knows nothing smaller.
    ...printOption('requests.cpu', cpus === undefined ? undefined : `${Math.round(cpus * 1000)}m`),
    ...printOption('requests.memory', memory?.inBytes),
    ...printOption('nodeselector', labels.length === 0 ? undefined : labels.map(label => label.join('=')).join(',')),
    ...printOption('serviceaccount', serviceAccount),
    ...printOption('rootless', rootless),
  ];
}

function printImage(image: string | undefined): [string, string][] {
  return printOption('image', image === undefined ? undefined : checkImage(image));
}

function printOption(key: string, value: string | number | boolean | undefined): [string, string][] {
  return value === undefined ? [] : [[key, `${value}`]];
}
