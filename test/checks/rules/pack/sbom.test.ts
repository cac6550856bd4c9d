import { expect, test } from 'vitest';
import { ExecutableFormat, Packer, RootfsEntry, TargetProfile } from '../../../../src';
import { found, undecided, withFiles } from '../../one-stage';

const app = (packer?: Packer) => [RootfsEntry.file('/bin/app', { executable: { format: ExecutableFormat.ELF, writtenInGo: true, packed: true, packer } })];

const NRV = { name: 'upx', version: '4.2.4', method: 'nrv' };

const LZMA = { name: 'upx', version: '4.2.4', method: 'lzma' };

test('an SBOM of a packed Go program is empty, unless it is packed with LZMA', () => {
  const id = 'pack/sbom';
  expect(found(withFiles(app(NRV)), id)).toEqual(['/bin/app is packed by UPX 4.2.4, and the image has an SBOM.']);
  expect(found(withFiles(app(LZMA)), id)).toEqual([]);
  expect([found(withFiles(app()), id), undecided(withFiles(app()), id)]).toEqual([[], ['/bin/app is packed by UPX, and the image has an SBOM.']]);
  expect(found(withFiles(app(NRV), { target: TargetProfile.routerOs() }), id)).toEqual([]);
});
