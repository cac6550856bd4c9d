import { describe, expect, test } from 'vitest';
import { BaseImage, BuildStage, ContainerImageProps, ExecutableFormat, FileSize, Layering, Platform, RootfsEntry, ScratchImage, Severity, Size, TargetProfile, UpxCompress, UpxUnsupported } from '../../../../src';
import { DEBIAN, newImage, problemsOf } from '../../../support/image';
import { found, undecided, withFiles } from '../../one-stage';

const ID = 'size/budget';
const program = (size?: FileSize) => RootfsEntry.file('/bin/app', { executable: { format: ExecutableFormat.ELF, writtenInGo: true }, size });
const image = (size: FileSize | undefined, props: Partial<ContainerImageProps>) => withFiles([program(size)], props);
const eight = { budgets: [{ extracted: Size.mebibytes(8) }] };

describe('what a device stores', () => {
  test('is known where all sizes are', () => {
    expect(found(image(FileSize.exactly(Size.mebibytes(9)), eight), ID)).toEqual([
      'A device stores 9.0 MiB, and the budget is 8.0 MiB. Most of it: /bin/app, /etc/passwd, /etc/group.',
    ]);
  });

  test('is forecast from estimates, which is a warning that names them', () => {
    const { what, severity } = problemsOf(image(FileSize.about(Size.mebibytes(9), 'built in May'), eight)).find(({ id }) => id === ID)!;
    expect(what).toBe('A device stores about 9.0 MiB, and the budget is 8.0 MiB. Most of it: /bin/app, /etc/passwd, /etc/group. Estimates: built in May.');
    expect(severity).toBe(Severity.WARNING);
  });

  test('cannot be told where a size is not known, unless the rest is too much already', () => {
    expect(found(image(undefined, eight), ID)).toEqual([]);
    expect(undecided(image(undefined, eight), ID)[0]).toMatch(/^A device stores at least \d+ B, and the budget is 8\.0 MiB\. It is not known how large these are: \/bin\/app\.$/);
  });

  test('is less on platforms where it is packed', () => {
    const packed = newImage({ platforms: [Platform.LINUX_AMD64, Platform.LINUX_S390X], ...eight });
    const stage = new BuildStage(packed, 'App', { base: DEBIAN, purpose: 'builds' });
    const input = stage.artifact({ root: '/out', entries: [program(FileSize.exactly(Size.mebibytes(9)))] });
    new ScratchImage(packed, 'Runtime', { contents: [new UpxCompress(packed, 'Packed', { input, base: DEBIAN, unsupported: UpxUnsupported.SKIP })] });
    expect(found(packed, ID)).toEqual(['A device stores 9.0 MiB, and the budget is 8.0 MiB. Most of it: /bin/app, /etc/passwd, /etc/group (only on linux/s390x).']);
  });
});

test('what a device transfers is a third of a Go program', () => {
  const budgets = [{ transferred: Size.mebibytes(8) }];
  const transferred = (mebibytes: number) => found(image(FileSize.exactly(Size.mebibytes(mebibytes)), { budgets }), ID);
  expect(transferred(20)).toEqual([]);
  expect(transferred(30)[0]).toMatch(/^A device transfers about 10\.5 MiB, and the budget is 8\.0 MiB\./);
});

test('a budget for a platform takes the place of the one for all', () => {
  const props = {
    platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64],
    budgets: [{ extracted: Size.mebibytes(8) }, { platforms: [Platform.LINUX_ARM64], extracted: Size.mebibytes(16) }],
  };
  expect(found(image(FileSize.exactly(Size.mebibytes(9)), props), ID)).toEqual([
    'A device stores 9.0 MiB, and the budget is 8.0 MiB. Most of it: /bin/app, /etc/passwd, /etc/group (only on linux/amd64).',
  ]);
});

describe('layers', () => {
  const target = TargetProfile.custom({ name: 'IOx', attestations: false, limits: [{ layers: 1 }] });

  test('are counted, against what the place takes too', () => {
    const many = newImage({ target });
    const stage = new BuildStage(many, 'App', { base: DEBIAN, purpose: 'builds' });
    new ScratchImage(many, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [program()] })], layering: Layering.PER_ARTIFACT });
    expect(found(many, ID)).toEqual(['The image has 2 layers, and the limit of IOx is 1.']);
    expect(found(withFiles([program()], { target }), ID)).toEqual([]);
  });

  test('of a base image are not known', () => {
    const based = newImage({ target });
    based.defineRuntime(new BuildStage(based, 'Runtime', { base: BaseImage.registry(DEBIAN.reference), purpose: 'is the image' }));
    expect(undecided(based, ID)).toEqual([`The image has 0 layers besides those of ${DEBIAN.reference}, which are not known, and the limit of IOx is 1.`]);
  });
});
