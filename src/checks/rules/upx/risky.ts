import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _listUpxFindings } from '../../support/packing';

export const upxRisky: _Rule = {
  id: 'upx/risky',
  title: 'Programs are not packed in ways that are known to break them',
  severity: Severity.WARNING,
  why: '`upx -t` does not detect it; the packed program crashes when it starts.',
  fix: 'Use another version or method, or leave such platforms out (unsupported: UpxUnsupported.SKIP).',
  check: image => _listUpxFindings(image, ({ packs, risky }) => packs && risky, (program, packer) => `${packer} is known to break programs such as ${program}`),
};
