/** The C library of dynamic programs; `none` if there is none. */
type CLibrary = 'glibc' | 'musl' | 'none';

/**
 * The facts about a well-known base image that need no inspection. Unset values are unknown.
 *
 * @internal
 */
export interface _KnownBase {
  /** All variables that it sets; null for a value that changes from version to version. */
  readonly environment?: Readonly<Record<string, string | null>>;
  /** The user of its program, as numbers: `0` or `65532`. */
  readonly user?: string;
  readonly workingDirectory?: string;
  /** Empty for none. */
  readonly entrypoint?: readonly string[];
  /** Empty for none. */
  readonly cmd?: readonly string[];
  readonly volumes?: readonly string[];
  readonly exposedPorts?: readonly string[];
  readonly stopSignal?: string;
  /** Paths of all shells that it has; empty for none. */
  readonly shells?: readonly string[];
  readonly libc?: CLibrary;
  /** Its package managers. */
  readonly packageManager?: 'apk' | 'apt' | 'dnf' | 'none';
  /** Whether it has a bundle of root certificates. */
  readonly caCertificates?: boolean;
  /** Whether it has the time zone database. */
  readonly timeZones?: boolean;
  /** Commands that users often expect but that are missing. */
  readonly lacks?: readonly string[];
  /** Links in its root file system that affect copies, by path. */
  readonly links?: Readonly<Record<string, string>>;
  /** All names that can be in its root directory. */
  readonly rootNames?: readonly string[];
  /** Octal mode of `/tmp`, which root owns. */
  readonly tmpMode?: string;
}

/**
 * A row of `catalog/known-bases.json`: facts that hold for some tags. Null removes a fact of the image that it is based on.
 *
 * @internal
 */
export type _KnownBaseRow = { readonly [K in keyof _KnownBase]: _KnownBase[K] | null } & {
  /** Names with the registry, except for Docker Hub and its official images: `debian`, `nginxinc/nginx-unprivileged`, `gcr.io/distroless/static`. */
  readonly repositories: readonly string[];
  /** Pattern of the whole tag. */
  readonly tags: string;
  /** The image that it is built on, whose facts apply unless the row overrides them. */
  readonly on?: string;
  /** Addresses of the sources. */
  readonly source: readonly string[];
};
