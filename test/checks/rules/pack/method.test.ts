import { expect, test } from 'vitest';
import { ExecutableFormat, Packer, RootfsEntry, Size, TargetProfile } from '../../../../src';
import { found, withFiles } from '../../one-stage';

const app = (packer?: Packer) => [RootfsEntry.file('/bin/app', { executable: { format: ExecutableFormat.ELF, writtenInGo: true, packed: true, packer } })];

const NRV = { name: 'upx', version: '4.2.4', method: 'nrv' };

const LZMA = { name: 'upx', version: '4.2.4', method: 'lzma' };

test('NRV is reported where the bytes of a transfer are limited, by the image or by the place', () => {
  const said = (packer: Packer, limit: object, on: 'budgets' | 'limits') => found(withFiles(app(packer), on === 'budgets'
    ? { budgets: [limit] }
    : { target: TargetProfile.custom({ name: 'router', attestations: false, limits: [limit] }) }), 'pack/method');
  const says = ['/bin/app is packed with NRV, and the bytes that a device transfers are limited.'];
  expect(said(NRV, { transferred: Size.mebibytes(8) }, 'budgets')).toEqual(says);
  expect(said(NRV, { transferred: Size.mebibytes(8) }, 'limits')).toEqual(says);
  expect(said(NRV, { extracted: Size.mebibytes(8) }, 'budgets')).toEqual([]);
  expect(said(LZMA, { transferred: Size.mebibytes(8) }, 'budgets')).toEqual([]);
});
