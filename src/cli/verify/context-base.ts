import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { _findLayoutDigest } from '../../oci';
import { _BAKE_FILE } from '../../plan';
import { readBakeFile } from '../bake-file';
import { MOST_BYTES, readIfPresent } from '../input';

const REGISTRY = 'docker-image://';
const LAYOUT = 'oci-layout://';

/**
 * The image that a context is, with its digest; undefined if the bake file does not tell.
 *
 * @param dockerfile path of the Dockerfile whose stage starts from the context
 * @throws UsageError if `docker-bake.json` is damaged
 */
export function findContextBase(dockerfile: string, context: string): string | undefined {
  const root = findRoot(dirname(resolve(dockerfile)));
  const path = root === undefined ? undefined : join(root, _BAKE_FILE);
  const text = path === undefined ? undefined : readIfPresent(path, MOST_BYTES.bake)?.toString('utf8');
  if (root === undefined || path === undefined || text === undefined) return undefined;
  const target = readBakeFile(text, path)?.images.find(each => resolve(root, each.context, each.dockerfile) === resolve(dockerfile));
  const source = target?.contexts[context] ?? '';
  if (source.startsWith(REGISTRY)) return source.slice(REGISTRY.length);
  if (!source.startsWith(LAYOUT) || source.includes('@')) return source.startsWith(LAYOUT) ? source : undefined;
  const digest = _findLayoutDigest(root, source.slice(LAYOUT.length));
  return digest === undefined ? source : `${source}@${digest}`;
}

/** The nearest folder with a bake file. */
function findRoot(folder: string): string | undefined {
  if (existsSync(join(folder, _BAKE_FILE))) return folder;
  return dirname(folder) === folder ? undefined : findRoot(dirname(folder));
}
