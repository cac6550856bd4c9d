/** A C library that dynamic programs are linked with; `none` where there is none at all. */
type CLibrary = 'glibc' | 'musl' | 'none';

/**
 * What is known of a well-known base image without looking into it. What is left out is not known.
 *
 * @internal
 */
export interface _KnownBase {
  /** All variables that it sets; null for a value that changes from version to version. */
  readonly environment?: Readonly<Record<string, string | null>>;
  /** Who runs its program, in numbers: `0` or `65532`. */
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
  /** What installs packages in it. */
  readonly packageManager?: 'apk' | 'apt' | 'dnf' | 'none';
  /** Whether it has a bundle of root certificates. */
  readonly caCertificates?: boolean;
  /** Whether it has the time zone database. */
  readonly timeZones?: boolean;
  /** Commands that are looked for in it often, and are not there. */
  readonly lacks?: readonly string[];
  /** Links in its root file system that copies meet, by path. */
  readonly links?: Readonly<Record<string, string>>;
  /** Names that may be in its root directory: there is no other. */
  readonly rootNames?: readonly string[];
  /** Octal mode of `/tmp`, which root owns. */
  readonly tmpMode?: string;
}

/**
 * A row of `catalog/known-bases.json`: facts that hold for some tags. Null takes back what the image below it says.
 *
 * @internal
 */
export type _KnownBaseRow = { readonly [K in keyof _KnownBase]: _KnownBase[K] | null } & {
  /** Names with the registry, but for Docker Hub and its official images: `debian`, `nginxinc/nginx-unprivileged`, `gcr.io/distroless/static`. */
  readonly repositories: readonly string[];
  /** Pattern of the whole tag. */
  readonly tags: string;
  /** The image that it is built on, whose facts hold unless the row says something else. */
  readonly on?: string;
  /** Addresses of what was read. */
  readonly source: readonly string[];
};
