import { dirname, join } from 'node:path';
import { findContextBase } from './context-base';
import { MANIFEST_SUFFIX } from './pair';
import { _BaseLibrary } from '../../bases';
import { _Refusal } from '../../core';
import { From, _readDocument } from '../../dockerfile';
import type { _Manifest } from '../../manifest';
import type { _PinnedBase } from '../../verify';
import { BaseFiles } from '../base/base-files';
import { MOST_BYTES, readIfPresent } from '../input';

/**
 * Reads which base the Dockerfile of a manifest starts from, and what is known about it.
 *
 * @param manifest its path
 * @throws `bases/…` if a file about it is not as imagewright wrote it
 */
export async function readPinnedBase(manifest: string, { groups }: _Manifest): Promise<_PinnedBase> {
  const [other] = groups.flatMap(({ base }) => base?.dockerfile ?? []);
  const beside = manifest.endsWith(MANIFEST_SUFFIX) ? manifest.slice(0, -MANIFEST_SUFFIX.length) : undefined;
  const path = other === undefined ? beside : join(dirname(manifest), other);
  const context = groups.map(({ base }) => base?.context).find(name => name !== undefined);
  const reference = path === undefined ? undefined : context === undefined ? readBase(path) : findContextBase(path, context);
  const library = reference === undefined ? undefined : await BaseFiles.findAny(dirname(manifest))?.readLibrary([reference]);
  return { reference, library: library ?? _BaseLibrary.EMPTY };
}

function readBase(path: string): string | undefined {
  const text = readIfPresent(path, MOST_BYTES.dockerfile)?.toString('utf8');
  return text === undefined ? undefined : findBase(text);
}

/** The image that the last stage goes back to; undefined if it is not written there, or if the text is not a Dockerfile. */
function findBase(dockerfile: string): string | undefined {
  const stages = listStages(dockerfile);
  let last = stages.length - 1;
  while (last >= 0) {
    const name = stages[last].image._text;
    const before = name === undefined ? -1 : stages.slice(0, last).map(({ alias }) => alias).lastIndexOf(name.toLowerCase());
    if (before < 0) return name;
    last = before;
  }
  return undefined;
}

function listStages(dockerfile: string): From[] {
  try {
    return _readDocument(dockerfile).nodes.filter(node => node instanceof From);
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    return [];
  }
}
