import { describe, expect, test } from 'vitest';
import { AllowedVersions, UpdateKind, Versions, _createRenovateConfig, type RenovateOptions, type _RenovateSurroundings } from '../../src/versions';

const HEX = '0123456789abcdef'.repeat(4);
const versions = Versions.parse(JSON.stringify({
  images: { go: { ref: `golang:1.26.3-alpine@sha256:${HEX}` } },
  packages: {
    TAILSCALE_VERSION: { datasource: 'github-releases', depName: 'tailscale', packageName: 'tailscale/tailscale', version: 'v1.98.3' },
    BUSYBOX_VERSION: { datasource: 'docker', depName: 'busybox', versioning: 'docker', version: '1.37.0' },
  },
  actions: { 'actions/checkout': { version: 'v7.0.1', digest: HEX.slice(0, 40) } },
}));

interface Config {
  readonly customManagers: Record<string, unknown>[];
  readonly packageRules: Record<string, unknown>[];
}

function config(options?: RenovateOptions, pins = versions, surroundings: _RenovateSurroundings = { isGated: true }): Config {
  return _createRenovateConfig(pins, options, surroundings) as Config;
}

describe('the rules for Renovate', () => {
  test('match by datasource and package, never by manager, and ignore nothing', () => {
    const text = JSON.stringify(config({ rules: [{ pin: 'go', automerge: [UpdateKind.PATCH] }] }));
    expect(text).not.toMatch(/matchManagers|matchFileNames|ignoreDeps/);
  });

  test('pin images by digest, but not packages whose version alone is pinned', () => {
    expect(config().packageRules[0]).toEqual({
      description: 'Images are pinned by digest', matchDatasources: ['docker'], matchPackageNames: ['!busybox'], pinDigests: true,
    });
  });

  test('merge refreshed digests without a person unless told otherwise', () => {
    expect(config().packageRules.slice(1)).toEqual([
      { description: 'Merged without a person', matchUpdateTypes: ['digest', 'pinDigest'], automerge: true },
    ]);
    expect(config({ automerge: [] }).packageRules.slice(1)).toEqual([]);
  });

  test('say for one pin which versions to propose and which updates to merge', () => {
    const rule = { pin: 'TAILSCALE_VERSION', allowedVersions: AllowedVersions.evenMinor(), automerge: [UpdateKind.MINOR, UpdateKind.PATCH] };
    const match = { matchDatasources: ['github-releases'], matchPackageNames: ['tailscale/tailscale'] };
    expect(config({ automerge: [], rules: [rule] }).packageRules.slice(1)).toEqual([
      { description: 'TAILSCALE_VERSION: versions to propose', ...match, allowedVersions: '/^v?\\d+\\.\\d*[02468]\\.\\d+$/' },
      { description: 'TAILSCALE_VERSION: merged by a person', ...match, automerge: false },
      { description: 'TAILSCALE_VERSION: merged without a person', ...match, matchUpdateTypes: ['minor', 'patch'], automerge: true },
    ]);
  });

  test.each([
    { pin: 'go', match: { matchDatasources: ['docker'], matchPackageNames: ['golang'] } },
    { pin: 'BUSYBOX_VERSION', match: { matchDatasources: ['docker'], matchPackageNames: ['busybox'] } },
    { pin: 'actions/checkout', match: { matchDatasources: ['github-tags'], matchPackageNames: ['actions/checkout'] } },
  ])('for $pin match what it is called upstream', ({ pin, match }) => {
    expect(config({ rules: [{ pin, automerge: [] }] }).packageRules.at(-1)).toMatchObject({ ...match, automerge: false });
  });

  test('for a pin that does not exist are refused', () => {
    expect(() => config({ rules: [{ pin: 'TAILSCALE' }] })).toThrow([
      'versions/unknown  at versions.json',
      '  A rule for Renovate names the pin "TAILSCALE", but versions.json has no such pin.',
      '  Why: The rule would match nothing, and Renovate would not report it.',
      '  Fix: Use one of: go, TAILSCALE_VERSION, BUSYBOX_VERSION, actions/checkout.',
    ].join('\n'));
  });
});

describe('the managers for Renovate', () => {
  test('read the sections that hold pins, from that file alone', () => {
    const pins = Versions.parse(JSON.stringify({ images: { go: { ref: `golang:1.26.3-alpine@sha256:${HEX}` } } }), 'docker/versions.json');
    expect(config({}, pins).customManagers.map(({ managerFilePatterns }) => managerFilePatterns)).toEqual([['/^docker/versions\\.json$/']]);
    expect(config().customManagers.map(({ customType }) => customType)).toEqual(['regex', 'jsonata', 'jsonata']);
  });

  test('ask the server of Forgejo for the actions that it has, and GitHub for all others', () => {
    const action = { version: 'v4', digest: HEX.slice(0, 40) };
    const pins = Versions.parse(JSON.stringify({ images: {}, actions: { 'actions/checkout': action, 'forgejo/upload-artifact': action } }));
    const { customManagers, packageRules } = config({ rules: [{ pin: 'forgejo/upload-artifact', automerge: [] }] }, pins);
    expect(customManagers[0].matchStrings).toEqual([expect.stringContaining('"datasource": $name = "forgejo/upload-artifact" ? "forgejo-tags" : "github-tags",')]);
    expect(packageRules.at(-1)).toMatchObject({ matchDatasources: ['forgejo-tags'], matchPackageNames: ['forgejo/upload-artifact'] });
    expect(config().customManagers[2].matchStrings).toEqual([expect.stringContaining('"datasource": "github-tags",')]);
  });

  test.each([
    { ref: `golang:1.26.3-alpine@sha256:${HEX}`, depName: 'golang', currentValue: '1.26.3-alpine' },
    { ref: `localhost:5000/acme/tool:v1@sha256:${HEX}`, depName: 'localhost:5000/acme/tool', currentValue: 'v1' },
  ])('read $depName out of its reference', ({ ref, depName, currentValue }) => {
    const pattern = new RegExp((config().customManagers[0].matchStrings as string[])[0]);
    expect({ ...pattern.exec(JSON.stringify({ ref }, null, 2))?.groups }).toEqual({ depName, currentValue, currentDigest: `sha256:${HEX}` });
  });
});

describe('versions to propose', () => {
  const accepts = (allowed: AllowedVersions, version: string) => new RegExp(allowed.text.slice(1, -1)).test(version);

  test.each([['v1.98.3', true], ['1.100.0', true], ['v1.99.0', false], ['v1.98.3-rc1', false], ['v1.98', false]])('with an even minor: %s %s', (version, expected) => {
    expect(accepts(AllowedVersions.evenMinor(), version)).toBe(expected);
  });

  test('match as a whole', () => {
    expect(accepts(AllowedVersions.matching('1\\.36|1\\.37'), '1.37')).toBe(true);
    expect(accepts(AllowedVersions.matching('1\\.36|1\\.37'), '1.370')).toBe(false);
  });

  test('that are no regular expression are refused', () => {
    expect(() => AllowedVersions.matching('1\\.36)|(?:2')).toThrow(/^renovate\/allowed-versions\n/);
    expect(() => AllowedVersions.matching('(')).toThrow(/^renovate\/allowed-versions\n {2}"\(" is not a regular expression/);
  });
});
