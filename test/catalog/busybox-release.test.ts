import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { render } from '../../scripts/catalog/busybox';
import { Applet } from '../../src/catalog/busybox-applet.generated';
import { _BusyboxRelease } from '../../src/catalog/busybox-release';

const CATALOGS = `${__dirname}/../../catalog`;

test('the releases are known, oldest first', () => {
  expect(_BusyboxRelease.versions).toEqual(['1.37.0', '1.38.0']);
});

test.each(['1.36.1', '', 'constructor', '1.37'])('"%s" is none of them', version => {
  expect(_BusyboxRelease.find(version)).toBeUndefined();
});

describe.each([
  { version: '1.37.0', applets: 435, lines: 442, symbols: 1082, sha256: '3311dff32e746499f4df0d5df04d7eb396382d7e108bb9250e7b519b837043a4' },
  { version: '1.38.0', applets: 440, lines: 447, symbols: 1095, sha256: '34f9ea6ff8636f2c9241153b9114eefa9e65674a45318ae1ef95bb5f31c53bb2' },
])('BusyBox $version', ({ version, applets, lines, symbols, sha256 }) => {
  const release = _BusyboxRelease.find(version)!;

  test('comes from its own archive', () => {
    expect(release.source).toBe(`https://busybox.net/downloads/busybox-${version}.tar.bz2`);
    expect(release.sha256).toBe(sha256);
  });

  test('has as many applets and symbols as its sources', () => {
    expect(release.applets).toHaveLength(lines);
    expect(new Set(release.applets.map(({ name }) => name)).size).toBe(applets);
    expect(release.listSymbolNames()).toHaveLength(symbols);
  });

  test('has a member of Applet for each', () => {
    expect(release.applets.filter(({ name }) => !Object.values<string>(Applet).includes(name))).toEqual([]);
  });

  test('names only symbols that it has, in conditions that can be read', () => {
    const named = release.listSymbolNames().flatMap(name => {
      const { depends = '', selects = [] } = release.findSymbol(name)!;
      return [...selects, ...depends.match(/\w+/g) ?? []];
    });
    const unknown = [...named, ...release.applets.flatMap(({ symbol, when = '' }) => [symbol, ...when.match(/\w+/g) ?? []])]
      .filter(name => release.findSymbol(name) === undefined);
    expect(unknown).toEqual([]);
    expect(() => release.listSymbolNames().forEach(name => release.parseExpression(release.findSymbol(name)!.depends ?? 'y'))).not.toThrow();
  });
});

test.each([
  { constant: 'TEST_BRACKET', name: '[' },
  { constant: 'TEST_DOUBLE_BRACKET', name: '[[' },
  { constant: 'MKFS_VFAT', name: 'mkfs.vfat' },
  { constant: 'START_STOP_DAEMON', name: 'start-stop-daemon' },
  { constant: 'LSBLK', name: 'lsblk' },
] as const)('Applet.$constant is $name', ({ constant, name }) => {
  expect(Applet[constant]).toBe(name);
});

test('what is generated is what the catalogs say', () => {
  for (const [name, text] of Object.entries(render(CATALOGS))) expect(readFileSync(`${__dirname}/../../src/catalog/${name}`, 'utf8')).toBe(text);
});
