import { _listCopiedPaths } from './copied-paths';
import type { StageStep } from './stage-step';
import type { Origin } from '../../core';
import { Add, Copy } from '../../dockerfile';
import type { ArtifactOptions } from '../../image';
import { Rootfs, _listParents } from '../../rootfs';

/**
 * The root of an artifact that contains more than declared, because the same stage copied files there.
 *
 * @internal
 */
export interface _MixedRoot {
  readonly by: Origin;
  readonly root: string;
  /** Paths in the stage. */
  readonly more: string[];
}

/**
 * The undeclared files that earlier steps copied below the root of an artifact, unless they are below or above a declared path. For a
 * directory whose contents are copied directly into the root, the result is the root itself.
 *
 * @param files the files of the stage at that point
 * @internal
 */
export function _findCopiedBeside({ root, entries }: ArtifactOptions, before: readonly StageStep[], files: Rootfs): string[] {
  if (root === '/') return [];
  const declared = new Set(entries.map(({ path }) => `${root}${path === '/' ? '' : path}`));
  const above = new Set([...declared].flatMap(_listParents));
  const isDeclared = (path: string) => declared.has(path) || above.has(path) || _listParents(path).some(each => declared.has(each));
  const isMore = (path: string) => path.startsWith(`${root}/`) && !isDeclared(path);
  const fromContext = before.filter(({ node }) => node instanceof Add || (node instanceof Copy && node.copyFrom === undefined));
  const written = fromContext.flatMap(step => {
    const paths = _listCopiedPaths(step);
    const isInto = paths.some(({ path }) => path === root);
    return [...paths.map(({ path }) => path).filter(isMore), ...isInto && isContentCopied(step) ? [root] : []];
  });
  const isCopied = ({ _node: node }: Origin) => node instanceof Copy || node instanceof Add;
  const known = [...files._placed.values()].filter(({ entry, placedBy }) => isCopied(placedBy) && isMore(entry.path));
  return [...new Set([...written, ...known.map(({ entry }) => entry.path)])];
}

/** Whether the notation of a source means the contents of a directory. */
function isContentCopied({ node, config }: StageStep): boolean {
  return (node instanceof Copy || node instanceof Add) && node.sources.some(({ word }) => {
    const text = word && config._expand(word);
    return text !== undefined && /(^|\/)\.?$/.test(text);
  });
}
