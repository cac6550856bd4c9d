import { join } from 'node:path';
import type { WantedBase } from './base-plan';
import { _findLayoutDigest } from '../../oci';
import { readBakeFile } from '../bake-file';
import { MOST_BYTES, readIfPresent } from '../input';

const SCHEME = 'oci-layout://';

/** A base in an OCI layout of the repository. */
export interface LayoutBase extends WantedBase {
  /** The layout, with the tag behind a colon if it has one. */
  readonly path: string;
}

/**
 * Lists the OCI layouts that images of a project get as contexts, as the last synthesis wrote them to `docker-bake.json`. A layout without the
 * image is not listed: its build stops.
 *
 * @param root directory of the project
 * @throws UsageError if `docker-bake.json` is damaged
 */
export function listLayoutBases(root: string): LayoutBase[] {
  const path = join(root, 'docker-bake.json');
  const text = readIfPresent(path, MOST_BYTES.bake)?.toString('utf8');
  const bases = new Map<string, LayoutBase>();
  for (const { contexts, platforms } of (text === undefined ? undefined : readBakeFile(text, path))?.images ?? []) {
    for (const [key, source] of Object.entries(contexts)) {
      const [image, wanted] = source.slice(SCHEME.length).split('@');
      const digest = source.startsWith(SCHEME) ? _findLayoutDigest(root, image) : undefined;
      if (digest === undefined || (wanted !== undefined && wanted !== digest)) continue;
      const all = [...new Set([...bases.get(key)?.platforms ?? [], ...platforms])].sort();
      bases.set(key, { key, reference: `${SCHEME}${image}@${digest}`, platforms: all, ifPresent: [], path: join(root, image) });
    }
  }
  return [...bases.values()];
}
