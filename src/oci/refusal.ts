import { _joinSome, _quoteValue, _refuse } from '../core';

/** Why a reader refuses each of these, and what to do about it. */
const REFUSALS = {
  'oci/unreadable': {
    why: 'There is nothing to verify.',
    fix: 'Pass the path of an OCI layout (a directory, .tar or .tar.gz), of a docker-archive (.tar or .tar.gz), or of a directory that skopeo writes to dir:PATH. '
      + 'An image of a registry is named by its digest: HOST/NAME@sha256:…. One of an engine is saved first: docker save --output image.tar NAME.',
  },
  'oci/format': {
    why: 'Its content cannot be read.',
    fix: 'Write the image with `docker buildx build --output type=oci,dest=image.tar` or `docker save --output image.tar IMAGE`.',
  },
  'oci/missing-blob': {
    why: 'Engines fail to load or pull this image.',
    fix: 'Write the image again, with all of its platforms or only with the existing ones (`docker save --platform`).',
  },
  'oci/blob-link': {
    why: 'It would be read from outside the image, and a push may contain something else.',
    fix: 'Replace links with their targets, e.g. with `cp -rL`.',
  },
  'oci/size': {
    why: 'The image is damaged or was modified: registries reject it.',
    fix: 'Build or copy the image again.',
  },
  'oci/digest': {
    why: 'The image is damaged or was modified: registries reject it.',
    fix: 'Build or copy the image again.',
  },
  'oci/diff-id': {
    why: 'Engines refuse a layer whose content does not match the configuration.',
    fix: 'Build the image again.',
  },
  'oci/layer-count': {
    why: 'Engines cannot tell which content belongs to which layer.',
    fix: 'Build the image again.',
  },
  'oci/platform': {
    why: 'Engines select an image by the index but run it by the configuration, and so start the wrong program.',
    fix: 'Build the image again, for the intended platform.',
  },
  'oci/media-type': {
    why: 'Its content cannot be read, and engines that do not support it fail to pull the image.',
    fix: 'Build with layers of type tar, gzip or zstd, and decrypt encrypted ones first.',
  },
  'oci/zstd': {
    why: 'The content of the layer cannot be read.',
    fix: 'Run it with Node.js 22.15 or newer, or build with `compression=gzip`.',
  },
  'oci/json': {
    why: 'It does not follow the OCI image specification, so its content cannot be read.',
    fix: 'Build the image again, with a tool that follows the OCI image specification.',
  },
  'oci/limit': {
    why: 'Reading it could use up all memory or never end.',
    fix: 'Check where the image comes from. If it is meant to be this large, raise the limit.',
  },
  'oci/compression': {
    why: 'The data is damaged or truncated.',
    fix: 'Build or copy the image again.',
  },
  'oci/tar': {
    why: 'The archive is damaged or truncated, or programs read it differently.',
    fix: 'Build or copy the image again.',
  },
  'oci/sparse': {
    why: 'Programs unpack sparse files differently: Docker 28 accepts those with pax records and refuses those of GNU tar. imagewright unpacks neither.',
    fix: 'Write whole files in the step that creates this layer: tar without --sparse.',
  },
  'oci/reference': {
    why: 'The checked image would not be the one that runs.',
    fix: 'Append the name of an existing image to the path: image.tar:TAG.',
  },
  'oci/tail': {
    why: 'Docker ignores it and other programs stop there; it is uncertain how much data precedes it.',
    fix: 'Build or copy the image again, with a tool that writes only gzip.',
  },
  'oci/window': {
    why: 'Node.js supports zstd windows of up to 128 MiB, so the content of the layer cannot be read.',
    fix: 'Compress it without --long, or with at most --long=27.',
  },
  'oci/no-image': {
    why: 'There is nothing that an engine can run.',
    fix: 'Pass the layout or archive that contains the image itself.',
  },
  'oci/no-platform': {
    why: 'Engines of that platform cannot run the image, or run that of another platform.',
    fix: 'Use one of the platforms that it has, or build it for the missing one.',
  },
  'oci/path': {
    why: 'Engines refuse such an entry, or unpack it to different places.',
    fix: 'Find the build step that creates this layer, and make it write plain paths below the root.',
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

/** How many items a message lists. */
const FEW = 10;

/**
 * Formats a list for a message, cut if it is long.
 *
 * @internal
 */
export function _joinFew(texts: readonly string[]): string {
  return _joinSome(texts, FEW);
}

/**
 * Quotes a text of the image in a message: with invisible characters escaped, cut if it is long.
 *
 * @internal
 */
export function _quote(text: string): string {
  return _quoteValue(text);
}
