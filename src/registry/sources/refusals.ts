/**
 * Why a source that is not an image is refused, and what to do about it.
 *
 * @internal
 */
export const _SOURCE_REFUSALS = {
  'source/address': {
    why: 'It cannot be asked safely for a checksum.',
    fix: 'Use an address that begins with https:// and has no login in it, or write the checksum yourself.',
  },
  'source/missing': {
    why: 'There is nothing to compute a checksum of.',
    fix: 'Check the version: it may be misspelt, withdrawn, or not published yet.',
  },
  'source/unknown-tag': {
    why: 'There is no commit to pin.',
    fix: 'Check the version: it must be the tag exactly as it is in the repository.',
  },
  'source/login': {
    why: 'Only sources that everybody may read are asked for checksums.',
    fix: 'Check the address. If the source is private, write the checksum yourself.',
  },
  'source/answer': {
    why: 'A checksum of it would not be that of the source.',
    fix: 'Check the address. A proxy or a login page may have answered in its place.',
  },
  'source/limit': {
    why: 'Reading it could use up the disk or never end.',
    fix: 'Check the address. If the source is meant to be this large, write the checksum yourself.',
  },
  'source/checksum': {
    why: 'Somebody has changed the module after it was published, or serves another one: Go would refuse it.',
    fix: 'Check GOPROXY. Do not use this version before you know why it differs.',
  },
} as const;

/** @internal */
export type _SourceRefusalId = keyof typeof _SOURCE_REFUSALS;
