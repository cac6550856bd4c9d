import { describe, expect, test } from 'vitest';
import { Applet, BusyboxApplets, BusyboxAppletsProps, BusyboxSetting, ContainerImage, CrossToolchain, PackagePin, Platform, ScratchImage } from '../../../src';
import { BUSYBOX, DEBIAN, idsOf, newImage, problemsOf, stageOf } from '../../support/image';

function shell(props: Partial<BusyboxAppletsProps>, platforms = [Platform.LINUX_AMD64]): ContainerImage {
  const image = newImage({ platforms });
  const made = new BusyboxApplets(image, 'Shell', { version: BUSYBOX, applets: [Applet.LS], toolchain: CrossToolchain.debianMusl(DEBIAN), ...props });
  new ScratchImage(image, 'Runtime', { contents: [made] });
  return image;
}

describe('the stage', () => {
  const image = shell({ applets: [Applet.ASH, Applet.TEST_BRACKET], settings: [BusyboxSetting.number('FEATURE_EDITING_HISTORY', 99), BusyboxSetting.on('FEATURE_EDITING')] });
  const stage = stageOf(image, 'shell');

  test('downloads the release, checked, before anything that depends on the target', () => {
    const download = 'ADD --checksum=sha256:3311dff32e746499f4df0d5df04d7eb396382d7e108bb9250e7b519b837043a4 https://busybox.net/downloads/busybox-$BUSYBOX_VERSION.tar.bz2 /busybox.tar.bz2';
    expect(stage).toContain(download);
    expect(stage.indexOf(download)).toBeLessThan(stage.indexOf('ARG TARGETARCH'));
  });

  test('asks for what is wanted in the words of BusyBox', () => {
    expect(stage).toContain('\nCONFIG_ASH=y\n');
    expect(stage).toContain('\nCONFIG_TEST1=y\n');
    expect(stage).toContain('\nCONFIG_FEATURE_EDITING_HISTORY=99\n');
    expect(stage).toContain('\nCONFIG_STATIC=y\n');
  });

  test('runs nothing of the target: links are those that the build lists', () => {
    expect(stage).toContain('make -s "$@" busybox.links > /dev/null');
    expect(stage).not.toMatch(/\/busybox --|\.\/busybox /);
  });

  test('has links that are known, in the order of busybox.links', () => {
    const entries = image.stages.find(({ name }) => name === 'shell')!.node.scope as BusyboxApplets;
    expect(entries.artifact.entries.map(({ path, target }) => [path, target])).toEqual([
      ['/bin/busybox', undefined],
      ['/usr/bin/[', '/bin/busybox'],
      ['/bin/ash', '/bin/busybox'],
    ]);
  });
});

test('each platform has its compiler; arm/v6 that of armel', () => {
  const platforms = ['amd64', '386', 'arm64', 'arm/v7', 'arm/v6', 'arm/v5', 'riscv64'].map(name => Platform.parse(`linux/${name}`));
  const stage = stageOf(shell({}, platforms), 'shell');
  expect(stage.split('\n').filter(line => line.includes(') gnu='))).toEqual([
    '  amd64) gnu=x86_64-linux-gnu musl=x86_64-linux-musl debian=amd64 kernel=x86_64 flags= ;;',
    '  386) gnu=i686-linux-gnu musl=i386-linux-musl debian=i386 kernel=i386 flags= ;;',
    '  arm64) gnu=aarch64-linux-gnu musl=aarch64-linux-musl debian=arm64 kernel=aarch64 flags= ;;',
    '  armv7) gnu=arm-linux-gnueabihf musl=arm-linux-musleabihf debian=armhf kernel=arm flags= ;;',
    '  armv6) gnu=arm-linux-gnueabi musl=arm-linux-musleabi debian=armel kernel=arm flags=-march=armv6 ;;',
    '  armv5) gnu=arm-linux-gnueabi musl=arm-linux-musleabi debian=armel kernel=arm flags=-march=armv5te ;;',
    '  riscv64) gnu=riscv64-linux-gnu musl=riscv64-linux-musl debian=riscv64 kernel=riscv flags= ;;',
  ]);
});

describe('a mistake is reported', () => {
  test.each([
    { name: 'a platform without a compiler', props: {}, platforms: [Platform.LINUX_S390X], id: 'toolchain/platform' },
    { name: 'a release that is not known', props: { version: new PackagePin('BUSYBOX_VERSION', { datasource: 'docker', depName: 'busybox', version: '1.2.3' }) }, id: 'busybox/checksum' },
    { name: 'a release that is newer than the library', props: { version: new PackagePin('BUSYBOX_VERSION', { datasource: 'docker', depName: 'busybox', version: '1.99.0', sha256: 'a'.repeat(64) }) }, id: 'busybox/unknown-version' },
    { name: 'a symbol that is not known', props: { settings: [BusyboxSetting.on('FEATURE_GREP_EGREP_ALIAS')] }, id: 'busybox/unknown-symbol' },
  ])('$name', ({ props, platforms, id }) => expect(idsOf(shell(props, platforms))).toContain(id));

  test('all of a configuration together', () => {
    expect(problemsOf(shell({ settings: [BusyboxSetting.on('FEATURE_EDITING_HISTORY'), BusyboxSetting.on('FEATURE_PS_WIDE')] })).filter(({ id }) => id.startsWith('busybox/'))).toHaveLength(2);
  });
});

test('the sources of a release that is newer than the library are those that versions.json pins', () => {
  const version = new PackagePin('BUSYBOX_VERSION', { datasource: 'docker', depName: 'busybox', version: '1.99.0', sha256: 'a'.repeat(64) });
  expect(stageOf(shell({ version }), 'shell')).toContain(
    `ADD --checksum=sha256:${'a'.repeat(64)} https://busybox.net/downloads/busybox-$BUSYBOX_VERSION.tar.bz2 /busybox.tar.bz2`,
  );
});

describe('what is known of the program', () => {
  const facts = (props: Partial<BusyboxAppletsProps>) => (shell(props).node.findChild('Shell') as BusyboxApplets).artifact.entries[0].executable!;

  test.each([
    { name: 'ls', props: { applets: [Applet.LS] }, needs: [] },
    { name: 'watch', props: { applets: [Applet.WATCH] }, needs: ['shell'] },
    { name: 'whoami', props: { applets: [Applet.WHOAMI] }, needs: ['user-lookup'] },
    { name: 'wget', props: { applets: [Applet.WGET], settings: [BusyboxSetting.on('FEATURE_WGET_HTTPS')] }, needs: [] },
    { name: 'wget by openssl', props: { applets: [Applet.WGET], settings: [BusyboxSetting.on('FEATURE_WGET_OPENSSL')] }, needs: ['command openssl'] },
  ])('$name needs $needs', ({ props, needs }) => {
    expect(facts(props).needs!.map(({ kind, value }) => [kind, value].filter(Boolean).join(' '))).toEqual(needs);
  });

  test('is whether it starts itself', () => {
    expect(facts({ applets: [Applet.ASH] }).startsItself).toBe(false);
    expect(facts({ applets: [Applet.ASH], settings: [BusyboxSetting.on('FEATURE_SH_STANDALONE')] }).startsItself).toBe(true);
  });

  test('is what its shell has built in', () => {
    const [plain, tests] = [{}, { settings: [BusyboxSetting.on('ASH_TEST')] }].map(more => facts({ applets: [Applet.ASH], ...more }).shellBuiltins!);
    expect([plain.includes('cd'), plain.includes('['), tests.includes('[')]).toEqual([true, false, true]);
    expect(facts({ applets: [Applet.LS] }).shellBuiltins).toBeUndefined();
  });

  test('is how it is aligned, which is enough for pages of 64 KiB', () => expect(facts({}).alignment).toBe(65536));
});
