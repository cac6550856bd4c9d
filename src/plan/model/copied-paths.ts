import type { StageStep } from './stage-step';
import { Add, Copy } from '../../dockerfile';

/**
 * A path to which an instruction copies something unknown.
 *
 * @internal
 */
export interface _CopiedPath {
  readonly path: string;
  /** Whether it is certainly a file: for a directory, its contents go into a destination that ends with a slash. */
  readonly isFile: boolean;
}

/**
 * The known paths that a copy writes; none for any other instruction.
 *
 * @internal
 */
export function _listCopiedPaths({ node, config }: StageStep): _CopiedPath[] {
  if (!(node instanceof Copy || node instanceof Add)) return [];
  const written = config._expand(node.destination);
  const destination = written === undefined ? undefined : config._absolute(written);
  if (written === undefined || destination === undefined) return [];
  const names = node.sources.flatMap(({ word }) => word?._text ?? []).filter(name => !/[*?[\\]/.test(name)).map(nameOf);
  const isInto = /(^|\/)\.?$/.test(written);
  return [
    { path: destination, isFile: false },
    ...(isInto ? names.filter(name => !/^\.{0,2}$/.test(name)).map(name => ({ path: `${destination === '/' ? '' : destination}/${name}`, isFile: true })) : []),
  ];
}

/** The last part of a path, whatever its length: a pattern with `.*` would try each place of a text in which there is no "/". */
function nameOf(path: string): string {
  return path.split('/').filter(Boolean).pop() ?? '';
}
