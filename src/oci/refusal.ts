import { _quotedValue, _refuse } from '../core';

/** Why a reader stops at each of these, and what to do about it. */
const REFUSALS = {
  'oci/unreadable': {
    why: 'There is nothing to verify.',
    fix: 'Give the path of an OCI layout (a directory, .tar or .tar.gz), of a docker-archive (.tar or .tar.gz), or of what skopeo writes to dir:PATH. '
      + 'An image of a registry or an engine is copied into a file first: skopeo copy docker://NAME oci-archive:image.tar, or docker save --output image.tar NAME.',
  },
  'oci/format': {
    why: 'What is in it cannot be told.',
    fix: 'Write the image with `docker buildx build --output type=oci,dest=image.tar` or `docker save --output image.tar IMAGE`.',
  },
  'oci/missing-blob': {
    why: 'An engine would fail to load or to pull this image.',
    fix: 'Write the image anew, with all its platforms or with only those that are there (`docker save --platform`).',
  },
  'oci/blob-link': {
    why: 'It would be read from outside of the image, and what is pushed could be something else.',
    fix: 'Replace links by what they point at, e.g. with `cp -rL`.',
  },
  'oci/size': {
    why: 'The image is damaged or was changed: a registry would not take it.',
    fix: 'Build or copy the image again.',
  },
  'oci/digest': {
    why: 'The image is damaged or was changed: a registry would not take it.',
    fix: 'Build or copy the image again.',
  },
  'oci/diff-id': {
    why: 'An engine refuses a layer whose content is not what the configuration says.',
    fix: 'Build the image again.',
  },
  'oci/layer-count': {
    why: 'An engine cannot tell which content belongs to which layer.',
    fix: 'Build the image again.',
  },
  'oci/platform': {
    why: 'An engine chooses by the one and runs by the other, and so starts the wrong program.',
    fix: 'Build the image again, for the platform that is meant.',
  },
  'oci/media-type': {
    why: 'What is in it cannot be told, and engines that do not know it fail to pull.',
    fix: 'Build with layers of type tar, gzip or zstd, and decrypt encrypted ones first.',
  },
  'oci/zstd': {
    why: 'What is in the layer cannot be told.',
    fix: 'Run it with Node.js 22.15 or newer, or build with `compression=gzip`.',
  },
  'oci/json': {
    why: 'It is not what the OCI image specification says, so what is in it cannot be told.',
    fix: 'Build the image again, with a tool that follows the OCI image specification.',
  },
  'oci/limit': {
    why: 'Reading on could take all memory or never end.',
    fix: 'Look where the image comes from. If it is meant to be so large, raise the limit.',
  },
  'oci/compression': {
    why: 'The data are damaged or cut off.',
    fix: 'Build or copy the image again.',
  },
  'oci/tar': {
    why: 'The archive is damaged or cut off, or programs would read different things from it.',
    fix: 'Build or copy the image again.',
  },
  'oci/sparse': {
    why: 'Programs unpack these differently: Docker 28 takes one with pax records and refuses one of GNU tar. imagewright unpacks neither.',
    fix: 'Let the step that makes this layer write whole files: tar without --sparse.',
  },
  'oci/reference': {
    why: 'What would be checked is not what will run.',
    fix: 'Name one of those that are there, behind the path: image.tar:TAG.',
  },
  'oci/tail': {
    why: 'Docker ignores it and other programs stop there; how much was packed before it is not known for certain.',
    fix: 'Build or copy the image again, with a tool that writes gzip alone.',
  },
  'oci/window': {
    why: 'Node.js takes no more than 128 MiB for the window of a zstd frame; what is in the layer cannot be told.',
    fix: 'Compress it without --long, or with --long=27 at most.',
  },
  'oci/no-image': {
    why: 'There is nothing that an engine could run.',
    fix: 'Name the layout or archive that holds the image itself.',
  },
  'oci/path': {
    why: 'Engines refuse such an entry, or put it in different places.',
    fix: 'Find out which step of the build made this layer, and let it write plain paths below the root.',
  },
} as const;

/** @internal */
export type _RefusalId = keyof typeof REFUSALS;

/**
 * Refuses an image.
 *
 * @param where path of the image, and of the part of it
 * @throws always
 * @internal
 */
export function _refuseImage(id: _RefusalId, where: string, what: string): never {
  return _refuse({ id, where, what, ...REFUSALS[id] });
}

/** More than these say no more. */
const FEW = 10;

/**
 * A list that stays short in a message.
 *
 * @internal
 */
export function _few(texts: readonly string[]): string {
  return texts.length <= FEW ? texts.join(', ') : `${texts.slice(0, FEW).join(', ')} and ${texts.length - FEW} more`;
}

/**
 * A text of the image in a message: in quotes, with what a terminal would not show escaped, and not too long.
 *
 * @internal
 */
export function _quote(text: string): string {
  return _quotedValue(text);
}
