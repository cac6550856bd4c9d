import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LayoutWriter } from './layout-writer';
import { _Refusal } from '../../../src/core';
import { _BuiltEntry, _BuiltImage, _readImage, _ReadOptions } from '../../../src/oci';
import { temporaryFolder } from '../../support/temporary';

/** An archive in a fresh folder. */
export function saved(data: Buffer, name = 'image.tar'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, data);
  return path;
}

/** The three ways to store a layout. */
export const STORAGES = {
  'directory': (layout: LayoutWriter) => layout.toDirectory(temporaryFolder()),
  'tar': (layout: LayoutWriter) => saved(layout.toTar()),
  'tar.gz': (layout: LayoutWriter) => saved(gzipSync(layout.toTar()), 'image.tar.gz'),
};

export async function read(layout: LayoutWriter, options?: _ReadOptions): Promise<_BuiltImage> {
  return _readImage(STORAGES.directory(layout), options);
}

/** Why an image is refused: the id, where, and what is wrong. Its path is `IMAGE`, a digest its first eight digits. */
export async function refusal(path: string, options?: _ReadOptions): Promise<string> {
  try {
    await _readImage(path, options);
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    const { id, where, what } = error.problem;
    return `${id} at ${where}: ${what}`.replaceAll(path, 'IMAGE').replace(/([0-9a-f]{8})[0-9a-f]{56}/g, '$1');
  }
  return 'read';
}

/** The entries of the first image in few words. */
export function listing(image: _BuiltImage): Record<string, string> {
  return Object.fromEntries([...image.manifests[0].rootfs].map(([path, entry]) => [path, inWords(entry)]));
}

function inWords({ kind, mode, owner, size, layer, target, hardlinkTo, device, isImplied }: _BuiltEntry): string {
  return [
    isImplied ? 'implied' : kind, mode, owner, `layer ${layer}`,
    ...kind === 'file' ? [`${size} bytes`] : [],
    ...target === undefined ? [] : [`-> ${target}`],
    ...hardlinkTo === undefined ? [] : [`= ${hardlinkTo}`],
    ...device === undefined ? [] : [device],
  ].join(' ');
}
