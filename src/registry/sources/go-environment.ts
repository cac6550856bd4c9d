import { matchesGlob } from './go-glob';

/**
 * A module proxy.
 *
 * @internal
 */
export interface _ModuleProxy {
  readonly url: string;
  /** Whether the next one is asked only if this one does not have the module. */
  readonly isLast: boolean;
}

/** What Go uses. https://go.dev/ref/mod#environment-variables */
const PROXIES = 'https://proxy.golang.org,direct';
const DATABASE = 'sum.golang.org';

/**
 * The proxies of GOPROXY, at least one; a sentence if none may be asked for a module.
 *
 * @internal
 */
export function _listModuleProxies(path: string, environment: NodeJS.ProcessEnv): readonly _ModuleProxy[] | string {
  const { GOPRIVATE = '', GONOPROXY = GOPRIVATE, GOPROXY } = environment;
  if (matchesGlob(GONOPROXY, path)) return `The module ${path} is private (GOPRIVATE or GONOPROXY), so no proxy has it.`;
  const proxies = [...(GOPROXY === undefined || GOPROXY === '' ? PROXIES : GOPROXY).matchAll(/([^,|]+)([,|]?)/g)]
    .map(([, text, separator]) => ({ url: text.trim().replace(/\/+$/, ''), isLast: separator !== '|' }));
  const end = proxies.findIndex(({ url }) => url === 'direct' || url === 'off');
  const usable = proxies.slice(0, end < 0 ? undefined : end);
  return usable.length > 0 ? usable : `GOPROXY names no proxy, but ${JSON.stringify(GOPROXY)}, so the module ${path} cannot be downloaded from one.`;
}

/**
 * The address of the checksum database for a module; undefined if none may be asked.
 *
 * @internal
 */
export function _findChecksumDatabase(path: string, environment: NodeJS.ProcessEnv): string | undefined {
  const { GOPRIVATE = '', GONOSUMDB = GOPRIVATE, GOSUMDB } = environment;
  const [key, url] = (GOSUMDB === undefined || GOSUMDB === '' ? DATABASE : GOSUMDB).trim().split(/\s+/);
  if (key === 'off' || matchesGlob(GONOSUMDB, path)) return undefined;
  return (url ?? `https://${key.split('+')[0]}`).replace(/\/+$/, '');
}
