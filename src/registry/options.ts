import { _removeEmpty } from '../core';

/**
 * How registries are asked.
 *
 * @internal
 */
export interface _RegistryOptions extends Partial<_RegistryLimits> {
  /**
   * Mirrors by registry, e.g. `{ 'docker.io': ['mirror.example.com/hub'] }`: hosts, with a port and a path if they have one. They are asked for what
   * has a digest, in this order, and then the registry itself.
   * @default - none
   */
  readonly mirrors?: Readonly<Record<string, readonly string[]>>;
  /**
   * Hosts that are asked by http, with their port: `registry.lan:5000`. This machine itself always is.
   * @default - none
   */
  readonly insecureHosts?: readonly string[];
  /**
   * Where `DOCKER_CONFIG` and `PATH` are looked up.
   * @default process.env
   */
  readonly environment?: NodeJS.ProcessEnv;
  /**
   * What time it is, and how to wait.
   * @default - that of this machine
   */
  readonly clock?: _Clock;
}

/**
 * Limits of time and size. Sizes are those of what is transferred.
 *
 * @internal
 */
export interface _RegistryLimits {
  /**
   * Longest time in which nothing arrives.
   * @default 30_000
   */
  readonly idleMilliseconds: number;
  /**
   * How often something is tried.
   * @default 3
   */
  readonly tries: number;
  /**
   * The pause before the second try. Each further pause is twice as long.
   * @default 1_000
   */
  readonly pauseMilliseconds: number;
  /**
   * How long to wait in total for a registry that limits requests.
   * @default 60_000
   */
  readonly longestWaitMilliseconds: number;
  /**
   * How long a credential helper may take.
   * @default 10_000
   */
  readonly helperMilliseconds: number;
  /**
   * Bytes of one manifest or index. Registries take 4 MiB.
   * @default 4_194_304
   */
  readonly maxManifestBytes: number;
  /**
   * Bytes of all layers of one image that are read.
   * @default 17_179_869_184 - 16 GiB
   */
  readonly maxDownloadBytes: number;
  /**
   * Bytes of one archive whose checksum is computed.
   * @default 2_147_483_648 - 2 GiB
   */
  readonly maxArchiveBytes: number;
  /**
   * How long the download of one archive or Go module may take.
   * @default 600_000
   */
  readonly longestDownloadMilliseconds: number;
  /**
   * Tags that are looked up at a time.
   * @default 6
   */
  readonly parallel: number;
}

/** @internal */
export interface _Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

const DEFAULTS: _RegistryLimits & { readonly clock: _Clock } = {
  idleMilliseconds: 30_000,
  tries: 3,
  pauseMilliseconds: 1_000,
  longestWaitMilliseconds: 60_000,
  helperMilliseconds: 10_000,
  maxManifestBytes: 4 * 2 ** 20,
  maxDownloadBytes: 16 * 2 ** 30,
  maxArchiveBytes: 2 * 2 ** 30,
  longestDownloadMilliseconds: 600_000,
  parallel: 6,
  clock: {
    now: () => Date.now(),
    sleep: async milliseconds => new Promise(done => void setTimeout(done, milliseconds)),
  },
};

/** @internal */
export type _Settings = Required<_RegistryOptions>;

/** @internal */
export function _createSettings(options: _RegistryOptions): _Settings {
  return { mirrors: {}, insecureHosts: [], environment: process.env, ...DEFAULTS, ..._removeEmpty(options) };
}
