import { expect, test } from 'vitest';
import { ExecutableFormat, Packer, RootfsEntry, TargetProfile } from '../../../src';
import { found, withFiles } from '../one-stage';

const app = (packer?: Packer) => [RootfsEntry.file('/bin/app', { executable: { format: ExecutableFormat.ELF, writtenInGo: true, packed: true, packer } })];

const LZMA = { name: 'upx', version: '4.2.4', method: 'lzma' };

test('deltas and several containers are a matter of the place', () => {
  const target = TargetProfile.custom({ name: 'balenaOS', attestations: false, deltaUpdates: true, containers: 3 });
  expect(found(withFiles(app(LZMA), { target }), 'pack/delta-updates')).toEqual(['/bin/app is packed, and balenaOS updates by deltas.']);
  expect(found(withFiles(app(LZMA), { target }), 'pack/memory')).toEqual(['/bin/app is packed, and 3 containers of the image run on each balenaOS.']);
});
