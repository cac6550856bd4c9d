/**
 * The ids of the findings of `verify`. They are part of the contract: a declaration names them to accept findings.
 *
 * @internal
 */
export const _FINDING_IDS = [
  'verify/missing-platform',
  'verify/extra-platform',
  'verify/platform-twice',
  'verify/attestation',
  'verify/artifact',
  'verify/media-type',
  'verify/base',
  'verify/missing-file',
  'verify/extra-file',
  'verify/kind',
  'verify/device',
  'verify/mode',
  'verify/owner',
  'verify/privilege',
  'verify/implied-directory',
  'verify/link-target',
  'verify/dangling-link',
  'verify/size',
  'verify/empty-file',
  'verify/not-elf',
  'verify/elf-platform',
  'verify/not-static',
  'verify/interpreter',
  'verify/packed',
  'verify/not-packed',
  'verify/not-go',
  'verify/alignment',
  'verify/not-script',
  'verify/start',
  'verify/command',
  'verify/user',
  'verify/permission',
  'verify/library',
  'verify/config',
  'verify/label',
  'verify/layer-count',
  'verify/duplicate-bytes',
  'verify/shadowed-bytes',
  'verify/budget',
  'verify/archive-form',
  'verify/archive-layer',
  'verify/target-platform',
  'verify/platform-order',
  'verify/no-command',
] as const;

/** @internal */
export type _FindingId = typeof _FINDING_IDS[number];
