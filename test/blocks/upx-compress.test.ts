import { describe, expect, test } from 'vitest';
import { Artifact, BuildStage, ContainerImage, ExecutableFormat, Platform, RootfsEntry, ScratchImage, UpxCompress, UpxCompressProps } from '../../src';
import { DEBIAN, idsOf, newImage, stageOf } from '../support/image';

const ELF = { executable: { format: ExecutableFormat.ELF, go: true } };

function packed(platforms: Platform[], props: Partial<UpxCompressProps> = {}, entries = [RootfsEntry.file('/bin/a', ELF), RootfsEntry.symlink('/bin/b', 'a')]): ContainerImage {
  const image = newImage({ platforms });
  const stage = new BuildStage(image, 'App', { base: DEBIAN, purpose: 'builds' });
  const input = stage.artifact({ root: '/out', entries });
  new ScratchImage(image, 'Runtime', { contents: [new UpxCompress(image, 'Packed', { input, base: DEBIAN, ...props })] });
  return image;
}

test('programs are packed and tested, in a stage that starts from a pinned UPX', () => {
  const image = packed([Platform.LINUX_AMD64, Platform.LINUX_ARM_V5]);
  expect(stageOf(image, 'upx')).toContain('apt-get install -y --no-install-recommends upx-ucl=4.2.4-1.1');
  expect(stageOf(image, 'packed')).toBe([
    '# packed packs /bin/a',
    'FROM upx AS packed',
    'COPY --from=app /out/ /out/',
    'RUN <<\'SH\'',
    'set -eu',
    'upx -qq --lzma --best /out/bin/a',
    'upx -qq -t /out/bin/a',
    'SH',
  ].join('\n'));
  expect(idsOf(image)).toEqual([]);
});

test('several of an image share the stage with UPX', () => {
  const image = packed([Platform.LINUX_AMD64]);
  new UpxCompress(image, 'More', { input: Artifact.built(image.stages[0], { root: '/out', entries: [RootfsEntry.file('/c', ELF)] }), base: DEBIAN });
  expect(image.stages.filter(({ name }) => name === 'upx')).toHaveLength(1);
});

describe('a platform that UPX cannot pack for', () => {
  test('is reported', () => {
    expect(idsOf(packed([Platform.LINUX_AMD64, Platform.LINUX_RISCV64]))).toEqual(['upx/platform']);
  });

  test('is left as it is when that is asked for, which the Dockerfile says', async () => {
    const { UpxUnsupported } = await import('../../src');
    const image = packed([Platform.LINUX_AMD64, Platform.LINUX_RISCV64], { unsupported: UpxUnsupported.SKIP });
    expect(idsOf(image)).toEqual([]);
    expect(stageOf(image, 'packed')).toContain('# Not on linux/riscv64: ');
    expect(stageOf(image, 'packed')).toContain('  riscv64) : ;;');
  });
});

test.each([
  { name: 'nothing to pack', entries: [RootfsEntry.file('/etc/motd')], id: 'upx/nothing-to-pack' },
  { name: 'a file that is packed already', entries: [RootfsEntry.file('/a', { executable: { ...ELF.executable, packed: true } })], id: 'upx/packed-twice' },
])('$name is reported', ({ entries, id }) => expect(idsOf(packed([Platform.LINUX_AMD64], {}, entries))).toEqual([id]));
