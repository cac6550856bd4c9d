import type { ConfigFields } from './config-fields';
import { _DEFAULT_PATH, _KnownBase } from '../../catalog';
import { Command } from '../../dockerfile';

const NOTHING = { args: new Set<string>(), assumed: new Set<string>(), labels: new Map<string, string>(), volumes: [], exposedPorts: [] };

/** The configuration of the empty image. */
export const EMPTY_IMAGE: ConfigFields = {
  ...NOTHING, env: new Map([['PATH', _DEFAULT_PATH]]), workdir: '/', isComplete: true, hasNoEntrypoint: true, isEnvKnown: true, isUserKnown: true,
};

/** The configuration of a base image that was not inspected: what its name implies. */
export function listBaseFields(known: _KnownBase): ConfigFields {
  const { environment, user, workingDirectory } = known;
  return {
    ...NOTHING,
    env: new Map(Object.entries(environment ?? {}).map(([name, value]) => [name, value ?? undefined])),
    assumed: new Set(Object.keys(environment ?? {})),
    isEnvKnown: environment !== undefined,
    user: user === '0' ? undefined : user,
    isUserKnown: user !== undefined,
    workdir: workingDirectory,
    isWorkdirAssumed: true,
    hasNoEntrypoint: known.entrypoint?.length === 0,
    isComplete: false,
  };
}

/** How a container of a built image runs. */
export interface BuiltSettings {
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  /** The words, with the shell before a command line. */
  readonly healthcheck?: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  /** Empty for root. */
  readonly user: string;
  /** Empty for `/`. */
  readonly workingDirectory: string;
}

/** The configuration of a built image. Its command lines are already words. */
export function listBuiltFields({ entrypoint = [], cmd = [], healthcheck = [], env, user, workingDirectory }: BuiltSettings): ConfigFields {
  const command = (words: readonly string[]) => (words.length === 0 ? undefined : Command.exec([...words]));
  return {
    ...NOTHING,
    // If an image sets none, engines set the same as BuildKit.
    env: new Map([['PATH', _DEFAULT_PATH], ...env]),
    entrypoint: command(entrypoint),
    start: entrypoint,
    cmd: command(cmd),
    arguments: cmd,
    healthcheck: command(healthcheck),
    user: user || undefined,
    isUserKnown: true,
    workdir: workingDirectory || '/',
    isComplete: true,
    hasNoEntrypoint: true,
    isEnvKnown: true,
  };
}
