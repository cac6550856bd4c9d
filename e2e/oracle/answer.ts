/** A Dockerfile, and how it would be built: what the Go program reads. */
export interface Request {
  readonly text: string;
  /** Build arguments. */
  readonly args?: Record<string, string>;
  /** The stage to build; by default the last one is built, and all are looked at. */
  readonly target?: string;
  /** Whether the instructions are wanted as they are after the replacement of variables. */
  readonly expand?: boolean;
  /** Files of the build context, if it is to be said which of them the sources of `COPY` and `ADD` mean. */
  readonly files?: readonly string[];
  /** Only how the text is built is asked for, in this language. */
  readonly shape?: 'dockerfile' | 'ignore' | 'shell' | 'yaml';
}

/** What BuildKit makes of it. Fields without a value are left out. */
export interface Answer {
  /** Why it would not build it. */
  readonly error?: { readonly message: string; readonly line?: number };
  readonly directives?: readonly { readonly name: string; readonly value: string; readonly line: number }[];
  /** What stands before the first `FROM`. */
  readonly globals?: readonly ReadInstruction[];
  readonly stages?: readonly ReadStage[];
  /** What the target does at build time. */
  readonly steps?: readonly Step[];
  readonly config?: ImageConfig;
  /** References that would be pulled. */
  readonly images?: readonly string[];
  readonly warnings?: readonly { readonly rule: string; readonly detail: string; readonly line?: number }[];
  /** How the text is built, line by line, without what its literal parts say. */
  readonly shape?: readonly string[];
}

/** A `FROM` and what follows. */
export interface ReadStage {
  readonly name?: string;
  readonly base: string;
  readonly platform?: string;
  readonly line: number;
  readonly comments?: readonly string[];
  readonly error?: string;
  readonly instructions: readonly ReadInstruction[];
}

/** An instruction as BuildKit's struct has it. */
export interface ReadInstruction {
  readonly keyword: string;
  readonly line: number;
  readonly end: number;
  readonly flags?: readonly string[];
  readonly comments?: readonly string[];
  readonly error?: string;
  /** Of `ENV` and `LABEL`. */
  readonly pairs?: readonly (readonly [string, string])[];
  /** Of `ARG`. */
  readonly args?: readonly { readonly name: string; readonly value?: string }[];
  /** Of `EXPOSE`, `MAINTAINER`, `SHELL`, `STOPSIGNAL`, `USER`, `VOLUME` and `WORKDIR`. */
  readonly words?: readonly string[];
  /** Of `CMD`, `ENTRYPOINT` and `RUN`. */
  readonly command?: readonly string[];
  readonly isShell?: boolean;
  /** Of `ADD`, `COPY` and `RUN`. */
  readonly heredocs?: readonly { readonly name: string; readonly data: string; readonly expands?: boolean }[];
  /** Of `RUN`. */
  readonly mounts?: readonly ReadMount[];
  readonly devices?: readonly { readonly Name: string; readonly Required: boolean }[];
  readonly network?: string;
  readonly security?: string;
  /** Of `ADD` and `COPY`. */
  readonly sources?: readonly string[];
  readonly destination?: string;
  readonly from?: string;
  readonly chown?: string;
  readonly chmod?: string;
  readonly checksum?: string;
  readonly exclude?: readonly string[];
  readonly link?: boolean;
  readonly parents?: boolean;
  readonly keepGitDir?: boolean;
  readonly unpack?: boolean;
  /** Which files of the request the sources are. */
  readonly means?: readonly string[];
  /** Of `HEALTHCHECK`. */
  readonly health?: Health;
  /** Of `ONBUILD`. */
  readonly trigger?: ReadInstruction;
}

/** A mount, in Go's names. */
export interface ReadMount {
  readonly Type: string;
  readonly From: string;
  readonly Source: string;
  readonly Target: string;
  readonly ReadOnly: boolean;
  readonly SizeLimit: number;
  readonly CacheID: string;
  readonly CacheSharing: string;
  readonly Required: boolean;
  readonly Env: string | null;
  readonly Mode: number | null;
  readonly UID: number | null;
  readonly GID: number | null;
}

/** A health check; times are in nanoseconds. */
export interface Health {
  readonly Test: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
}

/** What is done at build time because of the instruction on a line. */
export interface Step {
  readonly line: number;
  /** Of `RUN`. */
  readonly args?: readonly string[];
  readonly env?: readonly string[];
  readonly cwd?: string;
  readonly user?: string;
  /** Of `ADD` and `COPY`. */
  readonly copies?: readonly {
    readonly source: string; readonly destination: string; readonly mode: number; readonly modeText?: string; readonly exclude?: readonly string[];
  }[];
  /** Files whose bytes stand in the Dockerfile. */
  readonly files?: readonly { readonly path: string; readonly mode: number; readonly data: string }[];
}

/** The configuration of an image, in the names of its specification. */
export interface ImageConfig {
  readonly Env?: readonly string[];
  readonly Labels?: Readonly<Record<string, string>>;
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly Volumes?: Readonly<Record<string, object>>;
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly StopSignal?: string;
  readonly Healthcheck?: Health;
  readonly Shell?: readonly string[];
  readonly OnBuild?: readonly string[];
}
