import { describe, expect, test } from 'vitest';
import {
  Artifact, BuildStage, ContainerImage, ExecutableFormat, FileSize, Platform, RootfsEntry, ScratchImage, Size, UpxCompress, UpxCompressProps,
  UpxUnsupported,
} from '../../../src';
import { _CHECK_SCRIPT } from '../../../src/blocks/upx/program-check';
import { DEBIAN, idsOf, newImage, problemsOf, stageOf } from '../../support/image';

const ELF = { executable: { format: ExecutableFormat.ELF, writtenInGo: true } };

function packed(platforms: Platform[], props: Partial<UpxCompressProps> = {}, entries = [RootfsEntry.file('/bin/a', ELF), RootfsEntry.symlink('/bin/b', 'a')]): ContainerImage {
  const image = newImage({ platforms });
  const stage = new BuildStage(image, 'App', { base: DEBIAN, purpose: 'builds' });
  const input = stage.artifact({ root: '/out', entries });
  new ScratchImage(image, 'Runtime', { contents: [new UpxCompress(image, 'Packed', { input, base: DEBIAN, ...props })] });
  return image;
}

function artifactOf(image: ContainerImage): RootfsEntry[] {
  return (image.node.findChild('Packed') as UpxCompress).artifact.entries;
}

test('programs are packed and tested, in a stage that starts from a pinned UPX', () => {
  const image = packed([Platform.LINUX_AMD64, Platform.LINUX_ARM_V5]);
  expect(stageOf(image, 'upx')).toContain('apt-get install -y --no-install-recommends upx-ucl=4.2.4-1.1');
  expect(stageOf(image, 'packed')).toBe([
    '# packed packs /bin/a',
    'FROM upx AS packed',
    'COPY --from=app /out/ /out/',
    'ARG TARGETARCH',
    'ARG TARGETVARIANT',
    'RUN <<\'SH\'',
    'set -eu',
    'check-program /out/bin/a static go',
    'upx -qq --lzma --best /out/bin/a',
    'upx -qq -t /out/bin/a',
    'SH',
  ].join('\n'));
  expect(idsOf(image)).toEqual([]);
});

describe('a platform that is to stay unpacked', () => {
  const unpacked = [{ platform: Platform.LINUX_ARM64, reason: 'its devices\n have flash' }];

  test('keeps its programs, with the reason', () => {
    const image = packed([Platform.LINUX_AMD64, Platform.LINUX_ARM64], { unpacked });
    const stage = stageOf(image, 'packed');
    expect(stage).toContain('# Not on linux/arm64: its devices have flash\n');
    expect(stage).toContain('  arm64) : ;;\n');
    const programs = artifactOf(image).filter(({ executable }) => executable !== undefined);
    expect(programs.map(({ executable, platforms }) => [executable!.packed ?? false, platforms])).toEqual([
      [true, ['linux/amd64']], [false, ['linux/arm64']],
    ]);
    expect(idsOf(image)).toEqual([]);
  });

  test('is one of the image', () => {
    const image = packed([Platform.LINUX_AMD64, Platform.LINUX_ARM_V7], { unpacked });
    expect(problemsOf(image)).toMatchObject([{
      id: 'upx/unpacked',
      what: 'linux/arm64 is to stay unpacked, and the image is not built for it.',
      why: 'The entry has no effect; another platform may be meant, whose programs are packed.',
      fix: 'Remove it, or use one of: linux/amd64, linux/arm/v7.',
    }]);
  });
});

test('the stage with UPX has the script that checks programs before they are packed', () => {
  const image = packed([Platform.LINUX_AMD64]);
  expect(stageOf(image, 'upx')).toContain(`COPY --chmod=u=rwx,go=rx <<'EOT' /usr/local/bin/check-program\n${_CHECK_SCRIPT.split('\n\n')[0]}`);
});

test('a program is checked for the loader that it declares, and one of another language not for what Go notes', () => {
  const executable = { format: ExecutableFormat.ELF, interpreter: '/lib/ld-musl-x86_64.so.1' };
  const stage = stageOf(packed([Platform.LINUX_AMD64], {}, [RootfsEntry.file('/bin/it runs', { executable })]), 'packed');
  expect(stage).toContain("check-program '/out/bin/it runs' /lib/ld-musl-x86_64.so.1\n");
  expect(stage).not.toContain('ARG');
});

test('a program of the build machine is not checked for the platform of the image', () => {
  const executable = { ...ELF.executable, forBuildMachine: true };
  expect(stageOf(packed([Platform.LINUX_ARM_V7], {}, [RootfsEntry.file('/bin/a', { executable })]), 'packed')).toContain('check-program /out/bin/a static\n');
});

test('what is packed keeps what is known of it, and has how it was packed and how big it may be', () => {
  const [entry] = artifactOf(packed([Platform.LINUX_AMD64], {}, [RootfsEntry.file('/bin/a', { executable: { ...ELF.executable, alignment: 65536 }, size: FileSize.exactly(Size.mebibytes(10)) })]));
  expect(entry.executable).toEqual({ ...ELF.executable, alignment: 65536, packed: true, packer: { name: 'upx', version: '4.2.4', method: 'lzma', checked: true, unpackedSize: FileSize.exactly(Size.mebibytes(10)) } });
  expect(`${entry.size!.size} (${entry.size!.source})`).toBe('2.9 MiB (UPX reduces such programs to about 29 %)');
});

test('several of an image share the stage with UPX', () => {
  const image = packed([Platform.LINUX_AMD64]);
  new UpxCompress(image, 'More', { input: Artifact.built(image.stages[0], { root: '/out', entries: [RootfsEntry.file('/c', ELF)] }), base: DEBIAN });
  expect(image.stages.filter(({ name }) => name === 'upx')).toHaveLength(1);
});

test('another version, or what packs being called Upx itself, gives a stage of its own', () => {
  const image = packed([Platform.LINUX_AMD64]);
  const input = Artifact.built(image.stages[0], { root: '/out', entries: [RootfsEntry.file('/c', ELF)] });
  new UpxCompress(image, 'More', { input, base: DEBIAN, version: '4.2.2-3' });
  expect(image.stages.filter(({ name }) => /^upx/.test(name)).map(({ name }) => name)).toEqual(['upx', 'upx2']);
  const other = newImage();
  const stage = new BuildStage(other, 'App', { base: DEBIAN, purpose: 'builds' });
  const upx = new UpxCompress(other, 'Upx', { input: stage.artifact({ root: '/out', entries: [RootfsEntry.file('/bin/a', ELF)] }), base: DEBIAN });
  new ScratchImage(other, 'Runtime', { contents: [upx] });
  expect(idsOf(other)).toEqual([]);
  expect(other.stages.map(({ name }) => name)).toEqual(['app', 'upx2', 'upx', 'runtime-rootfs', 'runtime']);
});

test.each(['', 'latest', '--privileged=4.2.4', '4.2.4 id', '4.2.4\n', '$(id)'])('%j is no version of a package', version => {
  expect(idsOf(packed([Platform.LINUX_AMD64], { version }))).toContain('upx/version');
});

test.each(['3.96-3', '4.2.2-3~bpo12+1', '1:4.2.4-1.1', '5.0.0'])('%s is one', version => {
  expect(idsOf(packed([Platform.LINUX_AMD64], { version }))).not.toContain('upx/version');
});

describe('a platform that UPX cannot pack for', () => {
  test('is reported', () => {
    expect(idsOf(packed([Platform.LINUX_AMD64, Platform.LINUX_RISCV64]))).toEqual(['upx/platform']);
  });

  test('is left as it is when that is asked for, which the Dockerfile says', () => {
    const image = packed([Platform.LINUX_AMD64, Platform.LINUX_RISCV64], { unsupported: UpxUnsupported.SKIP });
    expect(idsOf(image)).toEqual([]);
    expect(stageOf(image, 'packed')).toContain('# Not on linux/riscv64: ');
    expect(stageOf(image, 'packed')).toContain('  riscv64) : ;;');
  });

  test('has the unpacked program, and the others the packed one', () => {
    const entries = artifactOf(packed([Platform.LINUX_AMD64, Platform.LINUX_RISCV64], { unsupported: UpxUnsupported.SKIP }, [RootfsEntry.file('/bin/a', ELF)]));
    expect(entries.map(({ platforms, executable }) => ({ platforms, packed: executable?.packed }))).toEqual([
      { platforms: ['linux/amd64'], packed: true },
      { platforms: ['linux/riscv64'], packed: undefined },
    ]);
  });

  test('is of no account to a program that is not there', () => {
    const entries = [RootfsEntry.file('/bin/a', ELF), RootfsEntry.file('/bin/b', { ...ELF, platforms: ['linux/amd64'] })];
    const image = packed([Platform.LINUX_AMD64, Platform.LINUX_ARM64], {}, entries);
    expect(stageOf(image, 'packed')).toContain('  amd64) check-program /out/bin/a static go && check-program /out/bin/b static go && upx -qq --lzma --best /out/bin/a /out/bin/b && upx -qq -t /out/bin/a /out/bin/b ;;');
    expect(stageOf(image, 'packed')).toContain('  arm64) check-program /out/bin/a static go && upx -qq --lzma --best /out/bin/a && upx -qq -t /out/bin/a ;;');
  });
});

test.each([
  { name: 'nothing to pack', entries: [RootfsEntry.file('/etc/motd')], id: 'upx/nothing-to-pack' },
  { name: 'a file with a bit that UPX refuses', entries: [RootfsEntry.file('/a', { ...ELF, mode: '4755' })], id: 'upx/special-mode' },
  { name: 'a file that is packed already', entries: [RootfsEntry.file('/a', { executable: { ...ELF.executable, packed: true } })], id: 'upx/packed-twice' },
])('$name is reported', ({ entries, id }) => expect(idsOf(packed([Platform.LINUX_AMD64], {}, entries))).toEqual([id]));
