import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _listUpxFindings } from '../../support/packing';

export const upxPlatform: _Rule = {
  id: 'upx/platform',
  title: 'Programs are packed only for platforms that the packer supports',
  severity: Severity.ERROR,
  why: 'The build stops: "UnknownExecutableFormatException".',
  fix: 'Leave the programs of such platforms unpacked (unsupported: UpxUnsupported.SKIP), or use another version.',
  check: image => _listUpxFindings(image, ({ packs }) => !packs, (program, packer) => `${packer} cannot pack ${program}`),
};
