import { expect, test } from 'vitest';
import { _isOlderGo, _findLeastGo } from '../../src/catalog';

test.each([
  ['tailscale.com', 'v1.98.3', '1.26.3'], ['tailscale.com', 'v1.98.10', '1.26.5'], ['tailscale.com', '1.100.0', '1.26.4'], ['tailscale.com', 'v1.102.5', '1.26.6'],
  ['tailscale.com', 'v1.104.0', '1.27.1'], ['tailscale.com', 'v1.104.7', '1.27.4'], ['tailscale.com', 'v1.104.3', '1.27.3'], ['tailscale.com', 'v1.104.99', '1.27.4'],
])('%s %s needs Go %s', (module, version, least) => {
  expect(_findLeastGo(module, version)).toBe(least);
});

test.each([
  ['tailscale.com', 'v1.106.0'], ['tailscale.com', 'v1.99.0-pre'], ['tailscale.com', 'main'], ['tailscale.com', 'v1.88.0'], ['example.com/other', 'v1.98.3'], ['toString', 'v1.98.3'],
])('of %s %s it is not known', (module, version) => {
  expect(_findLeastGo(module, version)).toBeUndefined();
});

test.each([
  ['1.26.3', '1.26.3', false], ['1.26.3', '1.27', true], ['1.26.3', '1.26.5', true], ['1.26.10', '1.26.9', false], ['1.26', '1.26.3', undefined], ['1.26', '1.27.1', true],
  ['1.27', '1.26.3', false], ['1', '1.26', undefined],
])('Go %s is older than %s: %s', (version, than, expected) => {
  expect(_isOlderGo(version, than)).toBe(expected);
});
