import { _quoteShellWord } from '../core';
import type { ImagePlan } from '../plan';

/**
 * The options that let bake use what the images declare outside of the project. Without them, bake asks on a terminal and stops elsewhere.
 *
 * @see https://docs.docker.com/reference/cli/docker/buildx/bake/#allow
 */
export function listAllowOptions(plans: readonly ImagePlan[]): string[] {
  const inputs = plans.map(plan => plan.inputs);
  const ssh = inputs.flatMap(each => Object.values(each.ssh));
  const files = [...inputs.flatMap(({ secrets }) => Object.values(secrets)), ...ssh].flatMap(({ path }) => path ?? []);
  const local = (caches: 'cacheFrom' | 'cacheTo') => inputs.flatMap(each => each[caches]).flatMap(({ backend, attributes }) => (backend === 'local' ? attributes.path ?? [] : []));
  return [...new Set([
    ...(ssh.some(({ path }) => path === undefined) ? ['--allow=ssh'] : []),
    ...[...files, ...local('cacheFrom')].filter(isOutside).map(path => `--allow=fs.read=${printPath(path)}`),
    ...local('cacheTo').filter(isOutside).map(path => `--allow=fs.write=${printPath(path)}`),
  ])];
}

function isOutside(path: string): boolean {
  return /^~?\//.test(path);
}

/** A path on the machine that builds, as a word of a shell; `~` is the home directory. */
export function printPath(path: string): string {
  return path.startsWith('~') ? `"$HOME"${_quoteShellWord(path.slice(1))}` : _quoteShellWord(path);
}
