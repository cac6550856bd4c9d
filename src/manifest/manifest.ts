/**
 * What the plan claims about an image, as it travels beside the Dockerfile: everything that a built image can be held against. It names
 * no version and no digest, so that a bot that moves one makes no claim stale.
 *
 * @internal
 */
export interface _Manifest {
  /** Id of the image. */
  readonly image: string;
  readonly target: _TargetClaims;
  /** By platform; none where there is no limit. */
  readonly budgets?: Readonly<Record<string, _BudgetClaim>>;
  /** Once for each group of platforms that have the same files. */
  readonly groups: readonly _GroupClaims[];
  /** What of the findings is known and accepted. */
  readonly accepted?: readonly _Acceptance[];
}

/**
 * A finding that is known and accepted.
 *
 * @internal
 */
export interface _Acceptance {
  /** Of the finding, e.g. `verify/label`. */
  readonly id: string;
  /** What it is about: the key of a label, the name of a variable, a path. With `*` at its end: all that begin so. All of them, where it is not said. */
  readonly subject?: string;
  /** Why it is fine. */
  readonly reason: string;
  /** The rule that told of it at synthesis, where it was accepted then. */
  readonly rule?: string;
}

/**
 * What the place where the image runs can take.
 *
 * @internal
 */
export interface _TargetClaims {
  /** For people. */
  readonly name: string;
  /** Whether provenance and SBOM may stand in the index. */
  readonly attestations: boolean;
  /** Whether it unpacks no layers but those that are compressed with gzip. */
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
  /** How many layers there are; none where that is not known. */
  readonly layers?: number;
  readonly config: _ConfigClaims;
  /** By path. */
  readonly files: Readonly<Record<string, _FileClaim>>;
  /** By path: those that are not 0755 and root's, and those with nothing in them. A directory above a path goes without saying. */
  readonly directories: Readonly<Record<string, _DirectoryClaim>>;
  readonly links: readonly _LinkClaim[];
  /** By path: what a copy brings from the repository. Whether it is a file or a directory, only the build knows. */
  readonly copied?: Readonly<Record<string, _CopiedClaim>>;
  /** Directories below which there may be more than is said here. Below no other there is. */
  readonly unknown?: readonly string[];
  /** Directories below one of those, of which everything is said here. */
  readonly known?: readonly string[];
  /** Files that a later layer replaces, as the plan knows. */
  readonly replaced?: readonly string[];
}

/** @internal */
export interface _FileClaim {
  /**
   * Four octal digits; `null` where it is not known.
   * @default "0755" for a program, "0644" for other files
   */
  readonly mode?: string | null;
  /** @default "0:0" */
  readonly owner?: string | null;
  /** Bytes; none where they are not known. */
  readonly size?: number;
  readonly elf?: _ElfClaim;
  /** The interpreter that the first line of a script names. */
  readonly script?: string;
}

/** @internal */
export interface _ElfClaim {
  /** The program that loads it; none for a static program. */
  readonly interpreter?: string;
  /** Whether Go made it. */
  readonly go?: boolean;
  /** Whether UPX packed it. */
  readonly packed?: boolean;
  /** Whether the build checked, before it packed the program, how that is linked and for what Go built it. */
  readonly checked?: boolean;
  /** Whether it is for the machine that builds. */
  readonly forBuildMachine?: boolean;
  /** The largest page size of a kernel that can start it. */
  readonly alignment?: number;
}

/**
 * Of something that is there: mode and owner are those of a file. A directory may have been there before.
 *
 * @internal
 */
export interface _CopiedClaim {
  /** Octal, or words of chmod(1) that change nothing about it. None where the checkout says it. */
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
  /** As it is written. */
  readonly to: string;
  /** @default "0:0" */
  readonly owner?: string | null;
  /** Whether nothing is there, as the plan knows. */
  readonly dangling?: boolean;
  /** Paths of the links. */
  readonly at: readonly string[];
}

/**
 * How a container runs. `null`: something is said, but what is only known in the build.
 *
 * @internal
 */
export interface _ConfigClaims {
  /** Whether a base image may say more. What is not named here is not set, otherwise. */
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
  /** As in the configuration: `CMD` or `CMD-SHELL`, and what is run. */
  readonly healthcheck?: readonly string[];
}
