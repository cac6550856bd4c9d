import { expect, test } from 'vitest';
import { _compareVersions, _listFeatures, _parseMinor, _TAILSCALE } from '../../src/catalog';

test.each([
  ['1.90', 66], ['1.92', 67], ['1.94', 68], ['1.96', 72], ['1.98', 73], ['1.100', 75], ['1.102', 79], ['1.104', 86],
])('Tailscale %s has %i features, and each needs only such', (minor, count) => {
  const features = _listFeatures(_TAILSCALE, minor);
  expect(features.size).toBe(count);
  expect([...features.values()].flat().filter(name => !features.has(name))).toEqual([]);
});

test('minors are in order', () => {
  expect([..._TAILSCALE.minors].sort(_compareVersions)).toEqual(_TAILSCALE.minors);
});

test('what we know besides is about features that exist, and says where it is from', () => {
  for (const { feature, other, since, until, source } of _TAILSCALE.couplings) {
    expect(_TAILSCALE.features).toHaveProperty(feature);
    expect(_TAILSCALE.features).toHaveProperty(other);
    expect(source).toMatch(/^https:/);
    for (const minor of [since, until]) expect([undefined, ..._TAILSCALE.minors]).toContain(minor);
  }
  for (const { feature, source } of _TAILSCALE.losses) {
    expect(_TAILSCALE.features).toHaveProperty(feature);
    expect(source).toMatch(/^https:/);
  }
  for (const feature of Object.keys(_TAILSCALE.commands)) expect(_TAILSCALE.features).toHaveProperty(feature);
});

test.each([
  ['v1.98.3', '1.98'], ['1.100.0', '1.100'], ['v1.104', '1.104'], ['v1.99.0-pre', '1.99'], ['main', undefined], ['', undefined], ['v1', undefined],
])('the minor of "%s" is %s', (version, minor) => {
  expect(_parseMinor(version)).toBe(minor);
});
