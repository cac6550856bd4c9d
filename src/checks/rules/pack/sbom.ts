import { UpxMethod } from '../../../catalog';
import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _listPackedPrograms, _describePacker } from '../../support/packing';

/** @see https://github.com/anchore/syft/issues/4480 */
export const packSbom: _Rule = {
  id: 'pack/sbom',
  title: 'The SBOM of an image covers its programs',
  severity: Severity.WARNING,
  why: 'The scanner reads the finished image, where it cannot find the modules of a packed Go program: the SBOM lists none of them.',
  fix: 'Use UpxMethod.LZMA, which Syft can unpack since December 2025; or generate the SBOM from the unpacked program, and use a profile without '
    + 'attestations.',
  check: image => (image.target.attestations ? _listPackedPrograms(image) : [])
    .filter(({ entry: { executable } }) => executable!.writtenInGo && executable!.packer?.method !== UpxMethod.LZMA)
    .map(placed => ({
      by: placed.by,
      what: `${placed.entry.path} is packed by ${_describePacker(placed)}, and the image has an SBOM.`,
      undecided: placed.entry.executable!.packer?.method === undefined,
      unknown: 'the packer of programs is not declared',
    })),
};
