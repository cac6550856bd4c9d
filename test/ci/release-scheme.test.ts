import { expect, test } from 'vitest';
import { UPSTREAM } from './samples';
import { ReleaseScheme } from '../../src/ci';

test.each([
  { scheme: ReleaseScheme.upstream(UPSTREAM, 'mt'), tag: 'v1.98.3-mt.1', release: true },
  { scheme: ReleaseScheme.upstream(UPSTREAM, 'mt'), tag: 'v1.98.3', release: false },
  { scheme: ReleaseScheme.upstream(UPSTREAM, 'mt'), tag: 'v1.98.3-mtx1', release: false },
  { scheme: ReleaseScheme.byHand(), tag: 'v2', release: true },
  { scheme: ReleaseScheme.byHand(), tag: 'stable', release: false },
  { scheme: ReleaseScheme.byHand('release-*'), tag: 'release-2026-01', release: true },
  { scheme: ReleaseScheme.byHand('v*', { gitTagPrefix: 'api/' }), tag: 'api/v1', release: true },
  { scheme: ReleaseScheme.byHand('v*', { gitTagPrefix: 'api/' }), tag: 'v1', release: false },
  { scheme: ReleaseScheme.calendar('0 4 * * 1', 'v', { gitTagPrefix: '@acme/docs@' }), tag: '@acme/docs@v2026.11.30', release: true },
  { scheme: ReleaseScheme.upstream(UPSTREAM, 'mt', { gitTagPrefix: 'router-' }), tag: 'router-v1.98.3-mt.2', release: true },
])('$scheme.tagPattern, $tag: $release', ({ scheme, tag, release }) => {
  expect(scheme.isRelease(tag)).toBe(release);
});

test.each([
  { make: () => ReleaseScheme.upstream(UPSTREAM, 'MT-1') },
  { make: () => ReleaseScheme.upstream(UPSTREAM, '') },
  { make: () => ReleaseScheme.upstream(UPSTREAM, 'a'.repeat(120)) },
  { make: () => ReleaseScheme.byHand('v'.repeat(129)) }, // the longest tag of an image has 128 characters
  { make: () => ReleaseScheme.byHand('v$(id)') },
  { make: () => ReleaseScheme.byHand('v1..*') },
  { make: () => ReleaseScheme.byHand('v*.lock') },
  { make: () => ReleaseScheme.byHand('v1.') },
  { make: () => ReleaseScheme.byHand('releases/*') },
])('$make is refused', ({ make }) => {
  expect(make).toThrow(/^ci\/release-scheme\n/);
});

test.each(['-a', '/a', 'a//', 'a/.b', 'a..', 'a.lock/', 'a.', 'a b', 'a*', 'a?', 'a[', 'a$(id)', 'a\n', 'a~', 'a^', 'a:', 'a\\', '@{', 'ä', 'a'.repeat(101)])('the prefix %j of git tags is refused', gitTagPrefix => {
  expect(() => ReleaseScheme.byHand('v*', { gitTagPrefix })).toThrow(/^ci\/release-scheme\n/);
  expect(() => ReleaseScheme.onMerge('v', { gitTagPrefix })).toThrow(/^ci\/release-scheme\n/);
});

test('the name of a release has no prefix', () => {
  const scheme = ReleaseScheme.byHand('*.*.*', { gitTagPrefix: 'api-v' });
  expect({ tagPattern: scheme.tagPattern, gitTagPrefix: scheme.gitTagPrefix }).toEqual({ tagPattern: 'api-v*.*.*', gitTagPrefix: 'api-v' });
  expect(scheme._isName('1.2.3')).toBe(true);
});

test('a refusal says what, why and what to do', () => {
  expect(() => ReleaseScheme.byHand('a b')).toThrow(`ci/release-scheme
  "a b" cannot select releases.
  Why: A release is also an image tag, which can only have letters, digits, ".", "_" and "-".
  Fix: Use only those and "*", e.g. v*.`);
});
