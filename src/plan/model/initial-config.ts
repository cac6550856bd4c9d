import type { ConfigFields } from './config-fields';
import type { _BaseConfig } from '../../bases';
import { _DEFAULT_PATH, _DEFAULT_SHELL, _KnownBase } from '../../catalog';
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

/** The configuration of a built image. Its command lines are already words. */
export function listBuiltFields({ entrypoint = [], cmd = [], shell, env, user, workingDirectory, ...settings }: _BaseConfig): ConfigFields {
  const command = (words: readonly string[]) => (words.length === 0 ? undefined : Command.exec([...words]));
  return {
    ...NOTHING,
    // If an image sets none, engines set the same as BuildKit.
    env: new Map([['PATH', _DEFAULT_PATH], ...env.flatMap(splitPair)]),
    entrypoint: command(entrypoint),
    start: entrypoint,
    cmd: command(cmd),
    arguments: cmd,
    healthcheck: command(listHealthcheck(settings.healthcheck?.test ?? [], shell ?? _DEFAULT_SHELL)),
    shell,
    labels: new Map(Object.entries(settings.labels)),
    volumes: settings.volumes,
    exposedPorts: settings.exposedPorts,
    stopSignal: settings.stopSignal || undefined,
    user: user || undefined,
    isUserKnown: true,
    workdir: workingDirectory || '/',
    isComplete: true,
    hasNoEntrypoint: true,
    isEnvKnown: true,
  };
}

/** A text without `=` sets nothing. */
function splitPair(pair: string): [name: string, value: string][] {
  const cut = pair.indexOf('=');
  return cut === -1 ? [] : [[pair.slice(0, cut), pair.slice(cut + 1)]];
}

/** The words of a health check, with the shell before a command line; empty for none. */
function listHealthcheck([kind, ...words]: readonly string[], shell: readonly string[]): readonly string[] {
  return kind === 'CMD' ? words : kind === 'CMD-SHELL' ? [...shell, ...words] : [];
}
