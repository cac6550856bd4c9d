import { posix } from 'node:path';
import { _listInstructions, _listLineage } from './instructions';
import { Copy } from '../../dockerfile';
import type { ImageModel, StageModel } from '../../plan';

/**
 * Whether the content of a stage at a path gets into the image: in a layer, or by a copy of that path, of one above or of one below it.
 *
 * @param counts whether a copy counts; all do by default
 * @internal
 */
export function _isInImage({ result }: ImageModel, stage: StageModel, path: string, counts: (copy: Copy) => boolean = () => true): boolean {
  return _listLineage(result).includes(stage) || _listInstructions(result).some(({ node }) => (
    node instanceof Copy && node.copyFrom === stage.name && counts(node)
    && node.sources.some(({ word }) => word?._text !== undefined && isRelated(posix.resolve('/', word._text), path))
  ));
}

function isRelated(a: string, b: string): boolean {
  return _isBelow(a, b) || _isBelow(b, a);
}

/**
 * Whether a path is a directory or below it.
 *
 * @internal
 */
export function _isBelow(path: string, directory: string): boolean {
  const top = directory.replace(/\/+$/, '');
  return path === directory || path === top || path.startsWith(`${top}/`);
}
