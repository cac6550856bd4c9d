import type { Platform, Size } from '../../core';

/** Options of `ImageBuilder.container()`. */
export interface ContainerBuilderOptions {
  /**
   * The image of BuildKit, as `name:tag@sha256:…`.
   * @default - the pin `buildkit` of `versions.json`. Without it, a pipeline uses the default of its forge, and the task `builder:create` that of buildx
   */
  readonly image?: string;
  /**
   * How much memory all steps of all builds may use together.
   * @default - no limit
   */
  readonly memory?: Size;
}

/** The certificates with which a client and a daemon of BuildKit identify themselves to each other (mTLS). */
export interface BuilderCertificates {
  /**
   * Directory with `ca.pem` (the authority of the daemon), `cert.pem` and `key.pem` (the client's own) on the machine that runs `builder:create`:
   * absolute, or below the home directory. Pipelines do not use it.
   * @default "~/.config/buildkit"
   */
  readonly directory?: string;
  /**
   * Name of the forge's secret with the certificate of the daemon's authority.
   * @default "BUILDKIT_CA"
   */
  readonly authoritySecret?: string;
  /**
   * Name of the forge's secret with the certificate of the client.
   * @default "BUILDKIT_CERT"
   */
  readonly certificateSecret?: string;
  /**
   * Name of the forge's secret with the private key of the client.
   * @default "BUILDKIT_KEY"
   */
  readonly keySecret?: string;
}

/** A daemon of BuildKit on another machine. */
export interface RemoteBuilderNode {
  /** Its address: `tcp://amd64.builders.example.com:1234`, or `unix:///run/buildkit/buildkitd.sock` on the machine of the client. */
  readonly endpoint: string;
  /** The platforms that it builds, usually those that its machine runs without emulation. */
  readonly platforms: Platform[];
  /**
   * The host name in its certificate. Only for `tcp://`.
   * @default - the host of the endpoint
   */
  readonly serverName?: string;
  /**
   * The certificates of the connection. Only for `tcp://`, where they are always used.
   * @default - the defaults of `BuilderCertificates`
   */
  readonly certificates?: BuilderCertificates;
}

/** Options of `ImageBuilder.kubernetes()`. */
export interface KubernetesBuilderOptions {
  /**
   * Platforms that have machines of their own in the cluster. Each gets pods of its own, on machines of its architecture (`kubernetes.io/arch`).
   * @default - the same pods build all platforms, on any machine
   */
  readonly platforms?: Platform[];
  /**
   * The namespace of the pods.
   * @default - that of the current context
   */
  readonly namespace?: string;
  /**
   * How many pods there are, for each of `platforms`.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * The image of BuildKit, as `name:tag@sha256:…`.
   * @default - the pin `buildkit` of `versions.json`. Without it, a pipeline uses the default of its forge, and the task `builder:create` that of buildx
   */
  readonly image?: string;
  /**
   * How many cores each pod requests; a fraction is possible.
   * @default - none
   */
  readonly cpus?: number;
  /**
   * How much memory each pod requests.
   * @default - none
   */
  readonly memory?: Size;
  /**
   * Labels that a machine must have.
   * @default - none
   */
  readonly nodeSelector?: Record<string, string>;
  /**
   * The service account of the pods.
   * @default - that of the namespace
   */
  readonly serviceAccount?: string;
  /**
   * Whether BuildKit runs without root. Its image must be made for that: `moby/buildkit:…-rootless`.
   * @default false
   */
  readonly rootless?: boolean;
  /**
   * Name of the forge's secret with the file that gives access to the cluster (`kubeconfig`). The task `builder:create` uses the file of the user instead.
   * @default - none: the runners of the forge are in the cluster
   */
  readonly kubeconfigSecret?: string;
}

/** Options of `ImageBuilder.dockerCloud()`. */
export interface DockerCloudOptions {
  /**
   * Name of the forge's secret with the Docker account, or with the organization whose token it is.
   * @default "DOCKER_ACCOUNT"
   */
  readonly userSecret?: string;
  /**
   * Name of the forge's secret with an access token of that account.
   * @default "DOCKER_ACCOUNT_TOKEN"
   */
  readonly tokenSecret?: string;
}

/** Options of `ImageBuilder.depot()`. */
export interface DepotOptions {
  /**
   * Name of the forge's secret with a token of the Depot project.
   * @default "DEPOT_TOKEN"
   */
  readonly tokenSecret?: string;
}
