import { describe, expect, test } from 'vitest';
import { _suggestNearest, _findNearest } from '../../src/core';

describe('the nearest name', () => {
  test.each([
    { name: 'netstak', candidates: ['netstack', 'network'], nearest: 'netstack' },
    { name: 'NETSTACK', candidates: ['netstack'], nearest: 'netstack' },
    { name: 'linux/am64', candidates: ['linux/arm', 'linux/amd64', 'linux/386'], nearest: 'linux/amd64' },
    { name: 'sl', candidates: ['ls'], nearest: 'ls' },
    { name: 'ls', candidates: ['ln', 'ps'], nearest: 'ln' },
    { name: 'tailscale', candidates: ['busybox'], nearest: undefined },
    { name: 'abcdef', candidates: ['abcxyz'], nearest: 'abcxyz' },
    { name: 'abcdef', candidates: ['abwxyz'], nearest: undefined },
    { name: 'LINUX_ARM64_V9', candidates: ['LINUX_AMD64_V2', 'LINUX_ARM64'], nearest: 'LINUX_ARM64' },
    { name: 'dns', candidates: ['dns'], nearest: undefined },
    { name: 'dns', candidates: ['dns', 'dnt'], nearest: 'dnt' },
    { name: '', candidates: ['a', 'ab'], nearest: 'a' },
    { name: 'a', candidates: [], nearest: undefined },
  ])('to "$name" in $candidates is $nearest', ({ name, candidates, nearest }) => {
    expect(_findNearest(name, candidates)).toBe(nearest);
  });

  test('is found by its shortest way, counting insertions, deletions, changes and swaps', () => {
    expect(_findNearest('kitten', ['sittings', 'sitten', 'mittens'])).toBe('sitten');
  });

  test('is taken from any iterable', () => {
    expect(_findNearest('dsn', new Set(['dns']))).toBe('dns');
  });
});

test('a question follows a sentence, or nothing does', () => {
  expect(`There is no "dsn".${_suggestNearest('dsn', ['dns', 'ssh'])}`).toBe('There is no "dsn". Did you mean "dns"?');
  expect(_suggestNearest('systemd', ['dns', 'ssh'])).toBe('');
});
