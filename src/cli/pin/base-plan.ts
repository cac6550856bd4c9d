import { join } from 'node:path';
import { MOST_BYTES, readIfPresent } from '../input';
import { BaseUsage, mayBeBase, readBaseUsage } from './base-usage';
import type { PinnedImage, VersionsFile } from './versions-file';
import { _BASE_DIRECTORY, _peekReference } from '../../bases';
import type { Platform } from '../../core';
import { listBaseFiles } from '../base/base-files';

/** Those of most images, and of build machines. */
const USUAL_PLATFORMS: readonly string[] = ['linux/amd64', 'linux/arm64'];

/** A base to read. */
export interface WantedBase {
  readonly key: string;
  /** `name:tag@sha256:…` */
  readonly reference: string;
  /** Platforms that it must have. */
  readonly platforms: readonly string[];
  /** Platforms that are read too if it has them. */
  readonly ifPresent: readonly string[];
}

/** What `pin --bases` is to do. */
export interface BasePlan {
  readonly wanted: readonly WantedBase[];
  /** Keys of images that are not read, because no stage starts from them. */
  readonly skipped: readonly string[];
  /** Names of files whose key is gone. */
  readonly stale: readonly string[];
}

/** A base file that exists. */
export interface PresentBase {
  readonly name: string;
  readonly key: string;
  readonly platform: Platform;
  readonly text: string;
}

/** Reads the base files of a project. */
export function readPresentBases(root: string): PresentBase[] {
  const directory = join(root, _BASE_DIRECTORY);
  return listBaseFiles(directory).flatMap(file => {
    const text = readIfPresent(join(directory, file.name), MOST_BYTES.base)?.toString('utf8');
    return text === undefined ? [] : [{ ...file, text }];
  });
}

/**
 * Plans which bases to read.
 *
 * @param keys that the user names; empty for all that are used as bases
 * @param platforms that the user names; empty for those that are known to be needed
 * @param others keys of bases that are in no versions.json
 */
export async function planBases(
  file: VersionsFile,
  present: readonly PresentBase[],
  keys: readonly string[],
  platforms: readonly string[],
  others: readonly string[],
): Promise<BasePlan> {
  const images = file.choose(keys);
  const usage = await readBaseUsage(file.root);
  const isWanted = ({ key, image }: PinnedImage) => (
    keys.length > 0 || present.some(each => each.key === key) || (usage === undefined ? mayBeBase(image) : usage.has(image))
  );
  const chosen = images.filter(isWanted);
  const isStale = ({ key, text }: PresentBase) => isOurs(text) && !file.images.some(each => each.key === key) && !others.includes(key);
  return {
    wanted: chosen.map(({ key, image, digest }) => ({
      key,
      reference: `${image}@${digest}`,
      ...platforms.length > 0 ? { platforms, ifPresent: [] } : choosePlatforms(present.filter(each => each.key === key), usage?.get(image)),
    })),
    skipped: images.filter(each => !chosen.includes(each)).map(({ key }) => key),
    stale: keys.length > 0 ? [] : present.filter(isStale).map(({ name }) => name),
  };
}

/**
 * Plans which bases to read again because their digest has moved, or because their files are of another digest.
 *
 * @param images with their new digests
 */
export function planRefresh(present: readonly PresentBase[], images: readonly PinnedImage[]): WantedBase[] {
  return images.flatMap(({ key, image, digest }) => {
    const reference = `${image}@${digest}`;
    const own = present.filter(each => each.key === key);
    if (own.every(({ text }) => _peekReference(text) === reference)) return [];
    return [{ key, reference, platforms: own.map(({ platform }) => platform.name), ifPresent: [] }];
  });
}

/** The platforms of files that exist, and those on which the last synthesis needs the base. */
function choosePlatforms(present: readonly PresentBase[], usage: BaseUsage | undefined): Pick<WantedBase, 'platforms' | 'ifPresent'> {
  const platforms = [...new Set([...present.map(({ platform }) => platform.name), ...usage?.targets ?? []])].sort();
  const isUnknown = platforms.length === 0 && usage === undefined;
  return { platforms, ifPresent: isUnknown || usage?.isOnBuildMachine ? USUAL_PLATFORMS : [] };
}

/** A file that imagewright did not write is not removed. */
function isOurs(text: string): boolean {
  return _peekReference(text) !== undefined;
}
