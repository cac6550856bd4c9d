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

test('a refusal says what, why and what to do', () => {
  expect(() => ReleaseScheme.byHand('a b')).toThrow(`ci/release-scheme
  "a b" cannot select releases.
  Why: A release is also an image tag, which can only have letters, digits, ".", "_" and "-".
  Fix: Use only those and "*", e.g. v*.`);
});
