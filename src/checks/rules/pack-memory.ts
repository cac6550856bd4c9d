import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import { TargetProfile } from '../../image';
import { exampleBuild, exampleProgram } from '../examples';
import { _packedPrograms } from '../packing';
import type { _Rule } from '../rule';

const GATEWAY = TargetProfile.custom({ name: 'gateway', attestations: true, containers: 4 });

/**
 * Measured on four idle processes of one Go program: 6.9 MB of memory in all where it is not packed, 25.1 MB where it is (PSS).
 *
 * @see https://github.com/upx/upx/blob/v4.2.4/doc/upx.pod
 */
export const packMemory: _Rule = {
  id: 'pack/memory',
  title: 'Programs that run several times on a device are not packed',
  severity: Severity.WARNING,
  why: 'Each process unpacks into memory of its own, which is not shared and cannot be given back; unpacked, all have their code in common.',
  fix: 'Leave it unpacked, or run it once on a device.',
  check: image => (image.target.containers > 1 ? _packedPrograms(image) : []).map(({ entry, by }) => ({
    by, what: `${entry.path} is packed, and ${image.target.containers} containers of the image run on each ${image.target.name}.`,
  })),
  badImage: { target: GATEWAY },
  bad: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app', { packed: true })])] }),
  goodImage: { target: GATEWAY },
  good: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app')])] }),
};
