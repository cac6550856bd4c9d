import { _findReferenceProblem, _quoteValue } from '../../core';
import { _SECTIONS } from '../../versions';
import { UsageError } from '../command';
import { findKeyProblem } from './key-problem';
import type { PinnedImage } from './versions-file';

/** Splits `name:tag`; the colon of a port is followed by a slash. */
const TAGGED = /^(.+):([^/:]+)$/;

/**
 * Chooses keys for new images: that of a pin with the same name and tag, or the last part of the name.
 *
 * @param references as given
 * @param key that the user chose for the only one of them
 * @throws UsageError if one is not `NAME:TAG`, or if a key belongs to another image
 */
export function chooseKeys(references: readonly string[], images: readonly PinnedImage[], key?: string): PinnedImage[] {
  const chosen: PinnedImage[] = [];
  for (const image of new Set(references)) {
    checkReference(image, images);
    const all = [...images, ...chosen];
    const found = key === undefined ? all.find(each => each.image === image) : undefined;
    chosen.push(found ?? (key === undefined ? deriveKey(image, all) : checkKey(key, image, images)));
  }
  return chosen;
}

function checkReference(reference: string, images: readonly PinnedImage[]): void {
  const problem = _findReferenceProblem(reference);
  if (problem !== undefined) throw new UsageError(`${_quoteValue(reference)} does not name an image: ${problem}.`);
  if (reference.includes('@')) throw new UsageError(`${reference} has a digest already. Write NAME:TAG: pin looks up the digest of the tag.`);
  if (TAGGED.test(reference)) return;
  const update = images.some(({ key }) => key === reference) ? ` To look up the image "${reference}" again: npx imagewright pin --update ${reference}` : '';
  throw new UsageError(`${reference} has no tag. Write NAME:TAG, e.g. ${reference}:latest.${update}`);
}

/** Takes the last part of the name, without characters that a key cannot have. */
function deriveKey(image: string, images: readonly PinnedImage[]): PinnedImage {
  const key = findName(image).replace(/^.*\//, '').replace(/[^\w-]/g, '-');
  if (!isKey(key)) throw new UsageError(`"${key}" cannot be a key of versions.json. Choose one, of letters, digits, "-" and "_": npx imagewright pin ${image} --key KEY`);
  const other = images.find(each => each.key === key);
  const problem = findKeyProblem(key, images.map(each => each.key));
  if (problem !== undefined) throw new UsageError(`${problem} Choose another key: npx imagewright pin ${image} --key KEY`);
  if (other === undefined) return { key, image };
  const replace = findName(other.image) === findName(image) ? ` To replace it: npx imagewright pin ${image} --key ${key}.` : '';
  throw new UsageError(`The key "${key}" is that of ${other.image}.${replace} To pin both, choose another key: npx imagewright pin ${image} --key KEY`);
}

/** A key that the user chose. That of another tag of the same image is moved to this one. */
function checkKey(key: string, image: string, images: readonly PinnedImage[]): PinnedImage {
  if (!isKey(key)) throw new UsageError(`--key takes ${_SECTIONS.images.key.form}, not ${_quoteValue(key)}.`);
  const problem = findKeyProblem(key, images.map(each => each.key));
  if (problem !== undefined) throw new UsageError(`${problem} Choose another key.`);
  const other = images.find(each => each.key === key);
  if (other !== undefined && findName(other.image) !== findName(image)) {
    throw new UsageError(`The key "${key}" is that of ${other.image}, another image than ${image}. Choose another key, or change it in versions.json.`);
  }
  return { ...other, key, image };
}

function isKey(key: string): boolean {
  return new RegExp(_SECTIONS.images.key.pattern, 'u').test(key);
}

function findName(image: string): string {
  return TAGGED.exec(image)![1];
}
