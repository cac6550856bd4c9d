import { Add, Copy } from '../dockerfile';
import { _absolute } from './file-edits';

/**
 * Where an instruction puts things of which no more is known.
 *
 * @internal
 */
export interface _CopiedPath {
  readonly path: string;
  /** Whether it is a file for certain: of a directory, what is in it is put into a destination that ends with a slash. */
  readonly isFile: boolean;
}

/**
 * The paths that a copy writes, as far as it writes them out.
 *
 * @param workingDirectory undefined where it is not known
 * @internal
 */
export function _copiedPaths(node: Copy | Add, workingDirectory: string | undefined): _CopiedPath[] {
  const written = node.destination._text;
  const destination = written === undefined ? undefined : _absolute(written, workingDirectory);
  if (written === undefined || destination === undefined) return [];
  const names = node.sources.flatMap(({ word }) => word?._text ?? []).filter(name => !/[*?[\\]/.test(name)).map(name => name.replace(/\/+$/, '').replace(/.*\//, ''));
  const isInto = /(^|\/)\.?$/.test(written);
  return [
    { path: destination, isFile: false },
    ...(isInto ? names.filter(name => !/^\.{0,2}$/.test(name)).map(name => ({ path: `${destination === '/' ? '' : destination}/${name}`, isFile: true })) : []),
  ];
}
