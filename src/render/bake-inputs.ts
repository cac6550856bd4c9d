import type { Platform } from '../core';
import { _quoteCsvField } from '../dockerfile';
import { ContextPlan, ImagePlan, _BAKE_VARIABLES } from '../plan';
import { escapeLiteral, printCondition, printVariable } from './bake-text';

const { home: HOME, writeCache: WRITE_CACHE } = _BAKE_VARIABLES;

/** What a target of bake gets from outside: the fields that the image declares. */
export function createInputFields({ inputs, contexts, platforms }: ImagePlan): object {
  const { secrets, ssh, cacheFrom } = inputs;
  return {
    ...createList('secret', Object.entries(secrets).map(([id, { variable, path }]) => (
      variable === undefined ? printFields([['type', 'file'], ['id', id]], path) : printFields([['type', 'env'], ['id', id], ['env', variable]])
    ))),
    ...createList('ssh', Object.entries(ssh).map(([id, { path }]) => (path === undefined ? id : `${escapeLiteral(id)}=${printPath(path)}`))),
    ...createList('cache-from', cacheFrom.flatMap(cache => listScopes(cache.backend, platforms).map(suffix => escapeLiteral(cache._print(false, suffix))))),
    ...(contexts.length === 0 ? {} : {
      contexts: Object.fromEntries(contexts.map(({ name, bakeTarget, ...source }) => [
        escapeLiteral(name),
        bakeTarget === undefined ? escapeLiteral(printSource(source)) : `target:${escapeLiteral(bakeTarget)}`,
      ])),
    }),
  };
}

/** @see https://docs.docker.com/build/bake/contexts/ */
function printSource({ path, reference, layoutImage }: Omit<ContextPlan, 'name'>): string {
  return path ?? (layoutImage === undefined ? `docker-image://${reference}` : `oci-layout://${layoutImage}`);
}

/** The caches that a build of the whole image writes; that of a further stage would replace them. An empty entry is none. */
export function createCacheTargets({ inputs: { cacheTo } }: ImagePlan): object {
  return createList('cache-to', cacheTo.map(cache => printCondition(WRITE_CACHE, escapeLiteral(cache._print(true)))));
}

/** The ends of the scopes of a cache: that of bake, and those in which the jobs of a pipeline on GitHub, one for each platform, write theirs. */
function listScopes(backend: string, platforms: readonly Platform[]): string[] {
  return backend === 'gha' ? ['', ...platforms.map(({ slug }) => `-${slug}`)] : [''];
}

/** The variables that these fields refer to. */
export function createInputVariables(plans: readonly ImagePlan[]): object {
  const all = plans.map(({ inputs }) => inputs);
  const paths = all.flatMap(({ secrets, ssh }) => [...Object.values(secrets), ...Object.values(ssh)].flatMap(({ path }) => path ?? []));
  return {
    ...(paths.some(isInHome) ? { [HOME]: {} } : {}),
    ...(all.some(({ cacheTo }) => cacheTo.length > 0) ? { [WRITE_CACHE]: { default: '' } } : {}),
  };
}

function createList(field: string, entries: readonly string[]): object {
  return entries.length === 0 ? {} : { [field]: entries };
}

/**
 * Comma-separated fields.
 *
 * @param source path of a file, which may be below `~`
 */
function printFields(fields: readonly (readonly [key: string, value: string])[], source?: string): string {
  return [
    ...fields.map(([key, value]) => _quoteCsvField(escapeLiteral(`${key}=${value}`))),
    ...(source === undefined ? [] : [_quoteCsvField(`src=${printPath(source)}`)]),
  ].join(',');
}

function printPath(path: string): string {
  return isInHome(path) ? `${printVariable(HOME)}${escapeLiteral(path.slice(1))}` : escapeLiteral(path);
}

function isInHome(path: string): boolean {
  return path.startsWith('~/');
}
