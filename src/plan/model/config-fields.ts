import type { Command, Word } from '../../dockerfile';

/** The values of an `ImageConfig`. Unknown values are undefined or omitted, as there. */
export interface ConfigFields {
  readonly isComplete: boolean;
  /** Whether the base image is known to have no entrypoint. */
  readonly hasNoEntrypoint: boolean;
  readonly entrypoint?: Command;
  /** Its words, with the shell at that point; undefined if not set. */
  readonly start?: readonly string[];
  readonly cmd?: Command;
  readonly arguments?: readonly string[];
  /** Whether this stage sets it. */
  readonly isCmdSet?: boolean;
  readonly shell?: readonly string[];
  readonly env: ReadonlyMap<string, string | undefined>;
  /** Names of variables that are assumed from the name of the base image, and of variables that depend on them. */
  readonly assumed: ReadonlySet<string>;
  /** Whether there are no other variables. */
  readonly isEnvKnown: boolean;
  /** Names of the arguments that the build can set. */
  readonly args: ReadonlySet<string>;
  readonly labels: ReadonlyMap<string, string | undefined>;
  readonly user?: string;
  readonly isUserKnown: boolean;
  readonly workdir?: string;
  readonly isWorkdirAssumed?: boolean;
  readonly volumes: readonly string[];
  readonly exposedPorts: readonly string[];
  readonly stopSignal?: string;
  readonly healthcheck?: Command;
}

/** The text that a word expands to; undefined if unknown. */
export function expandWord(word: Word, { env, args, isComplete }: ConfigFields): string | undefined {
  return word._expand(name => {
    if (args.has(name)) return 'doubtful';
    const text = env.get(name);
    return text !== undefined ? { text } : env.has(name) || !isComplete ? 'doubtful' : 'unset';
  });
}

/** Whether a text depends on a variable that is assumed from the name of the base image. */
export function isAssumed(word: Word, { assumed }: ConfigFields): boolean {
  return word.variables.some(name => assumed.has(name));
}
