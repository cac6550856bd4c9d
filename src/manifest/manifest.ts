/**
 * The claims of the plan about an image, stored beside the Dockerfile: everything that a built image can be checked against. It contains
 * no version and no digest, so an update by a bot makes no claim stale.
 *
 * @internal
 */
export interface _Manifest {
  /** Id of the image. */
  readonly image: string;
  readonly target: _TargetClaims;
  /** By platform; empty without a limit. */
  readonly budgets?: Readonly<Record<string, _BudgetClaim>>;
  /** Once for each group of platforms that have the same files. */
  readonly groups: readonly _GroupClaims[];
  /** The accepted findings. */
  readonly accepted?: readonly _Acceptance[];
}

/**
 * An accepted finding.
 *
 * @internal
 */
export interface _Acceptance {
  /** The id of the finding, e.g. `verify/label`. */
  readonly id: string;
  /** Its subject: the key of a label, the name of a variable, a path. A trailing `*` matches all with that prefix; unset matches all. */
  readonly subject?: string;
  /** Why it is fine. */
  readonly reason: string;
  /** The rule that reported it at synthesis, if it was accepted there. */
  readonly rule?: string;
}

/**
 * The capabilities of the target where the image runs.
 *
 * @internal
 */
export interface _TargetClaims {
  /** Display name. */
  readonly name: string;
  /** Whether the index may contain provenance and SBOM. */
  readonly attestations: boolean;
  /** Whether it unpacks only gzip layers. */
  readonly gzipLayersOnly?: boolean;
}

/** @internal */
export interface _BudgetClaim {
  /** Bytes of the compressed layers. */
  readonly transferred?: number;
  /** Bytes of the files. */
  readonly extracted?: number;
  readonly layers?: number;
}

/** @internal */
export interface _GroupClaims {
  readonly platforms: readonly string[];
  /** Number of layers; unset if unknown. */
  readonly layers?: number;
  readonly config: _ConfigClaims;
  readonly base?: _BaseClaim;
  /** By path. */
  readonly files: Readonly<Record<string, _FileClaim>>;
  /** By path: those that are not 0755 and owned by root, and empty ones. Parent directories of a path are implied. */
  readonly directories: Readonly<Record<string, _DirectoryClaim>>;
  readonly links: readonly _LinkClaim[];
  /** By path: files or directories that a copy takes from the repository. Only the build knows which. */
  readonly copied?: Readonly<Record<string, _CopiedClaim>>;
  /** Directories that may contain more than the claims list. All others contain exactly what the claims list. */
  readonly unknown?: readonly string[];
  /** Directories below one of those that the claims list completely. */
  readonly known?: readonly string[];
  /** Files that a later layer replaces according to the plan. */
  readonly replaced?: readonly string[];
}

/**
 * The image starts from a base, and changes nothing of it but what the claims list. A bot updates tag and digest, so the Dockerfile has them.
 *
 * @internal
 */
export interface _BaseClaim {
  /** Its repository, e.g. `python`, or its directory as `oci-layout://vendor/python`. */
  readonly image: string;
  /** The context that it is, if the Dockerfile names one. `docker-bake.json` has its tag and digest. */
  readonly context?: string;
  /** The platform of the base, if it is one for all platforms of the image; `null` if a build argument decides. */
  readonly platform?: string | null;
  /** The Dockerfile that names it, from the directory of the manifest; unset for the one beside the manifest. */
  readonly dockerfile?: string;
  /** Number of layers on top of those of the base; unset if unknown. */
  readonly layers?: number;
  /** Where there may be more or other files than those of the base; a path that ends with `/` counts for what is below it only. */
  readonly changed?: readonly string[];
}

/** @internal */
export interface _FileClaim {
  /**
   * Four octal digits; `null` if unknown.
   * @default "0755" for a program, "0644" for other files
   */
  readonly mode?: string | null;
  /** @default "0:0" */
  readonly owner?: string | null;
  /** Bytes; unset if unknown. */
  readonly size?: number;
  readonly elf?: _ElfClaim;
  /** The interpreter that the first line of a script names. */
  readonly script?: string;
}

/** @internal */
export interface _ElfClaim {
  /** The program that loads it; none for a static program. */
  readonly interpreter?: string;
  /** Whether it is written in Go. */
  readonly go?: boolean;
  /** Whether UPX packed it. */
  readonly packed?: boolean;
  /** Whether the build checked the linking and the Go target of the program before packing it. */
  readonly checked?: boolean;
  /** Whether it is for the build machine. */
  readonly forBuildMachine?: boolean;
  /** The largest page size of a kernel that can start it. */
  readonly alignment?: number;
}

/**
 * A path that exists: mode and owner are those of a file. A directory may have existed before.
 *
 * @internal
 */
export interface _CopiedClaim {
  /** Octal, or a symbolic mode of chmod(1) that does not change it. Unset if the checkout determines it. */
  readonly mode?: string;
  /** @default "0:0" */
  readonly owner?: string | null;
}

/** @internal */
export interface _DirectoryClaim {
  /** @default "0755" */
  readonly mode?: string | null;
  /** @default "0:0" */
  readonly owner?: string | null;
}

/**
 * Links with one target.
 *
 * @internal
 */
export interface _LinkClaim {
  /** The target, unresolved. */
  readonly to: string;
  /** @default "0:0" */
  readonly owner?: string | null;
  /** Whether the target is missing according to the plan. */
  readonly dangling?: boolean;
  /** Paths of the links. */
  readonly at: readonly string[];
}

/**
 * How a container runs. `null` for a value that only the build knows.
 *
 * @internal
 */
export interface _ConfigClaims {
  /** Whether a base image may set more. Otherwise, values that are not listed are not set. */
  readonly inherits?: boolean;
  readonly entrypoint?: readonly string[] | null;
  readonly cmd?: readonly string[] | null;
  readonly env?: Readonly<Record<string, string | null>>;
  readonly labels?: Readonly<Record<string, string | null>>;
  readonly user?: string | null;
  readonly workingDirectory?: string | null;
  readonly volumes?: readonly string[] | null;
  readonly exposedPorts?: readonly string[] | null;
  readonly stopSignal?: string | null;
  /** As in the configuration: `CMD` or `CMD-SHELL`, and the command. */
  readonly healthcheck?: readonly string[];
}
