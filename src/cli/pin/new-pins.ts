import { findKeyProblem } from './key-problem';
import type { PinnedImage, VersionsFile } from './versions-file';
import { _ForgeValue, _dropDigest, _hasSameName } from '../../core';
import { UsageError } from '../command';

/** What `pin --forges` adds to versions.json. */
export interface NewPins {
  /** Images, of which some lack a digest. */
  readonly images: readonly PinnedImage[];
  /** Packages and actions. */
  readonly others: readonly _ForgeValue[];
}

/**
 * Chooses what versions.json does not have yet.
 *
 * @throws UsageError if the key of an image belongs to another one, or cannot name a file
 */
export function chooseNewPins(values: readonly _ForgeValue[], { images, packages, actions, path }: VersionsFile): NewPins {
  const names = { packages: packages.map(({ name }) => name), actions: actions.map(({ name }) => name) };
  const chosen: PinnedImage[] = [];
  const others: _ForgeValue[] = [];
  for (const value of values) {
    const { section, key, pin: { ref = '' } } = value;
    if (section !== 'images') {
      if (!names[section].includes(key)) others.push(value);
      continue;
    }
    const [image, digest] = [_dropDigest(ref), ref.split('@').at(1)];
    const known = images.find(each => each.key === key);
    if (known !== undefined) checkSame(known, image, path);
    const problem = findKeyProblem(key, images.map(each => each.key));
    if (problem !== undefined) throw new UsageError(`${problem} Rename the key in ${path}.`);
    if (known === undefined) chosen.push({ key, image, ...digest === undefined ? {} : { digest } });
  }
  return { images: chosen, others };
}

/** A key with an image of the same name is the one that forges use, from whatever registry and with whatever tag. */
function checkSame({ key, image }: PinnedImage, wanted: string, path: string): void {
  if (_hasSameName(image, wanted)) return;
  throw new UsageError(`The key "${key}" of ${path} is that of ${image}, but forges use it for ${wanted}. Rename it, here and in the code.`);
}
