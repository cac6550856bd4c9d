import { ScratchImage, UpxCompress, UpxUnsupported } from '../../../blocks';
import { Severity, Platform } from '../../../core';
import type { _Rule } from '../../rule';
import { EXAMPLE_BASE, exampleBuild, exampleProgram } from '../../support/examples';
import { _upxFindings } from '../../support/packing';

export const upxPlatform: _Rule = {
  id: 'upx/platform',
  title: 'Programs are packed only for platforms that the packer knows',
  severity: Severity.ERROR,
  why: 'The build stops: "UnknownExecutableFormatException".',
  fix: 'Leave the files of such platforms as they are (unsupported: UpxUnsupported.SKIP), or use another version.',
  check: image => _upxFindings(image, ({ packs }) => !packs, (program, packer) => `${packer} cannot pack ${program}`),
  badImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_S390X] },
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [new UpxCompress(image, 'Packed', { input: exampleBuild(image, [exampleProgram('/bin/app')]), base: EXAMPLE_BASE })],
  }),
  goodImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_S390X] },
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [new UpxCompress(image, 'Packed', {
      input: exampleBuild(image, [exampleProgram('/bin/app')]),
      base: EXAMPLE_BASE,
      unsupported: UpxUnsupported.SKIP,
    })],
  }),
};
