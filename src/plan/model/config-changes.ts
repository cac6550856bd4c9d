import { posix } from 'node:path';
import { ConfigFields, expandWord, isAssumed } from './config-fields';
import { _DEFAULT_SHELL } from '../../catalog';
import { Command, KeyValue, Word, _ByInstruction } from '../../dockerfile';

/**
 * What each instruction changes; undefined for nothing.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/dockerfile2llb/convert.go (`dispatchCmd` and the like)
 */
export const CONFIG_CHANGES: _ByInstruction<Partial<ConfigFields> | undefined, [now: ConfigFields]> = {
  ADD: () => undefined,
  ARG: ({ declarations }, { args }) => ({ args: new Set([...args, ...declarations.map(({ name }) => name)]) }),
  CMD: ({ command }, now) => ({ cmd: describeValue(command), arguments: listWords(command, now), isCmdSet: true }),
  COPY: () => undefined,
  ENTRYPOINT: ({ command }, now) => {
    const cmd = now.isCmdSet ? {} : { cmd: undefined, arguments: undefined };
    return { ...cmd, entrypoint: describeValue(command), start: listWords(command, now) };
  },
  ENV: ({ pairs }, now) => ({ env: mergeVariables(now.env, pairs, now), args: removeKeys(now.args, pairs, now), assumed: listAssumed(now, pairs) }),
  EXPOSE: ({ ports }, now) => ({ exposedPorts: [...new Set([...now.exposedPorts, ...printWords(ports, now)])] }),
  FROM: () => undefined,
  HEALTHCHECK: ({ test }) => ({ healthcheck: test }),
  LABEL: ({ pairs }, now) => ({ labels: mergeVariables(now.labels, pairs, now) }),
  ONBUILD: () => undefined,
  RUN: () => undefined,
  SHELL: ({ argv }) => ({ shell: argv }),
  STOPSIGNAL: ({ signal }, now) => ({ stopSignal: expandWord(signal, now) }),
  USER: ({ user }, now) => ({ user: expandWord(user, now) || undefined, isUserKnown: expandWord(user, now) !== undefined }),
  VOLUME: ({ paths }, now) => ({ volumes: [...new Set([...now.volumes, ...printWords(paths, now)])] }),
  WORKDIR: ({ path: word }, now) => {
    const path = expandWord(word, now);
    return { workdir: resolveWorkdir(path, now), isWorkdirAssumed: isAssumed(word, now) || (now.isWorkdirAssumed && !path?.startsWith('/')) };
  },
};

/** An empty list removes earlier values. */
function describeValue(command: Command): Command | undefined {
  return command.isShell || command.argv.length > 0 ? command : undefined;
}

function listWords(command: Command, { shell }: ConfigFields): string[] {
  return command.isShell ? [...shell ?? _DEFAULT_SHELL, command.text!] : command.argv;
}

function mergeVariables(before: ReadonlyMap<string, string | undefined>, pairs: KeyValue[], now: ConfigFields): Map<string, string | undefined> {
  const after = new Map(before);
  for (const { key, value } of pairs) {
    const name = expandWord(key, now);
    // It may be any of them.
    if (name === undefined) for (const each of after.keys()) after.set(each, undefined);
    else after.set(name, expandWord(value, now));
  }
  return after;
}

/** A new value of a variable is known unless it contains an unknown variable. */
function listAssumed(now: ConfigFields, pairs: KeyValue[]): Set<string> {
  const after = new Set(now.assumed);
  for (const { key, value } of pairs) {
    const name = expandWord(key, now) ?? '';
    if (isAssumed(value, now)) after.add(name);
    else after.delete(name);
  }
  return after;
}

/** The environment from here on. */
function removeKeys(args: ReadonlySet<string>, pairs: KeyValue[], now: ConfigFields): Set<string> {
  const names = new Set(pairs.map(({ key }) => expandWord(key, now)));
  return new Set([...args].filter(name => !names.has(name)));
}

/** The new working directory; a relative one is below the previous one. */
function resolveWorkdir(path: string | undefined, { workdir: before }: ConfigFields): string | undefined {
  if (path === '') return before;
  return path === undefined || path.startsWith('/') ? path : before === undefined ? undefined : posix.join(before, path).replace(/(.)\/$/, '$1');
}

function printWords(words: Word[], now: ConfigFields): string[] {
  return words.flatMap(word => expandWord(word, now) ?? []);
}
