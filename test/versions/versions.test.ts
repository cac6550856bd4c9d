import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PackagePin, Versions } from '../../src/versions';

const HEX = '0123456789abcdef'.repeat(4);
const PINS = {
  images: { go: { ref: `golang:1.26.3-alpine@sha256:${HEX}` }, tool: { ref: `localhost:5000/acme/tool:v1@sha256:${HEX}` } },
  packages: {
    TAILSCALE_VERSION: {
      datasource: 'github-releases',
      depName: 'tailscale',
      packageName: 'tailscale/tailscale',
      versioning: 'semver',
      version: 'v1.98.3',
      h1: 'h1:caAbG4UfkKfKPE6b1fj5t4ep5qrwEis5AJu91ruvePw=',
      release: true,
    },
    BUSYBOX_VERSION: { datasource: 'docker', depName: 'busybox', version: '1.37.0', sha256: HEX },
  },
  actions: { 'actions/checkout': { version: 'v7.0.1', digest: '3d3c42e5aac5ba805825da76410c181273ba90b1' } },
};
const versions = Versions.parse(JSON.stringify(PINS));

function refusal(make: () => unknown): string {
  try { make(); } catch (error) { return (error as Error).message; }
  throw new Error('nothing was refused');
}

describe('a pin', () => {
  test('of an image has name, tag and digest', () => {
    expect(versions.imagePin('go')).toEqual({
      key: 'go', ref: `golang:1.26.3-alpine@sha256:${HEX}`, name: 'golang', tag: '1.26.3-alpine', digest: `sha256:${HEX}`,
    });
  });

  test('of an image may name a registry with a port', () => {
    expect(versions.imagePin('tool')).toMatchObject({ name: 'localhost:5000/acme/tool', tag: 'v1' });
  });

  test('of a package has the fields of the file', () => {
    expect(versions.packagePin('TAILSCALE_VERSION')).toMatchObject({ name: 'TAILSCALE_VERSION', ...PINS.packages.TAILSCALE_VERSION });
    expect(versions.packagePin('BUSYBOX_VERSION')).toMatchObject({ name: 'BUSYBOX_VERSION', version: '1.37.0', sha256: HEX, release: false });
  });

  test('of an action names its commit', () => {
    expect(versions.actionPin('actions/checkout').uses).toBe('actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1');
  });

  test.each([
    { name: 'TAILSCALE_VERSION', annotation: '# renovate: datasource=github-releases depName=tailscale packageName=tailscale/tailscale versioning=semver' },
    { name: 'BUSYBOX_VERSION', annotation: '# renovate: datasource=docker depName=busybox' },
  ])('of $name is annotated as Renovate wants it', ({ name, annotation }) => {
    expect(versions.packagePin(name).annotation()).toBe(annotation);
  });

  test('is found by the pattern of the preset customManagers:dockerfileVersions', () => {
    // https://github.com/renovatebot/renovate/blob/44.121.2/lib/config/presets/internal/custom-managers.preset.ts
    const preset = new RegExp('# renovate: datasource=(?<datasource>[a-zA-Z0-9-._]+?) depName=(?<depName>[^\\s]+?)(?: (?:lookupName|packageName)=(?<packageName>[^\\s]+?))?'
      + '(?: versioning=(?<versioning>[^\\s]+?))?(?: extractVersion=(?<extractVersion>[^\\s]+?))?(?: registryUrl=(?<registryUrl>[^\\s]+?))?\\s'
      + '(?:ENV|ARG)\\s+[A-Za-z0-9_]+?_VERSION[ =]["\']?(?<currentValue>.+?)["\']?\\s');
    const text = versions.packages.map(pin => `${pin.annotation()}\nARG ${pin.name}=${pin.version}\n`);
    expect(text.map(each => ({ ...preset.exec(each)?.groups }))).toEqual([
      expect.objectContaining({ datasource: 'github-releases', depName: 'tailscale', packageName: 'tailscale/tailscale', versioning: 'semver', currentValue: 'v1.98.3' }),
      expect.objectContaining({ datasource: 'docker', depName: 'busybox', packageName: undefined, versioning: undefined, currentValue: '1.37.0' }),
    ]);
  });

  test('that the file does not have is refused with the nearest name', () => {
    expect(refusal(() => versions.packagePin('TAILSCALE_VERSIONS'))).toBe([
      'versions/unknown  at versions.json',
      '  versions.json pins no package "TAILSCALE_VERSIONS". Did you mean "TAILSCALE_VERSION"?',
      '  Why: There is no version to build with.',
      '  Fix: Add it to "packages", or use one of: TAILSCALE_VERSION, BUSYBOX_VERSION.',
    ].join('\n'));
    expect(refusal(() => Versions.parse('{}').imagePin('go'))).toContain('Fix: Add it to "images".');
  });

  test('written in code is checked like one of the file', () => {
    expect(new PackagePin('BUSYBOX_VERSION', { datasource: 'docker', depName: 'busybox', version: '1.37.0' }).version).toBe('1.37.0');
    expect(refusal(() => new PackagePin('BUSYBOX', { datasource: 'docker', depName: 'busy box', version: '1.37.0' }))).toBe([
      'versions/pin',
      '  The pin "BUSYBOX" is malformed:',
      '  packages.BUSYBOX: "BUSYBOX" is not an upper-case name that ends in _VERSION. Rename it, e.g. "BUSYBOX_VERSION": Renovate finds only such build arguments.',
      '  packages.BUSYBOX.depName: "busy box" is not a name without spaces and quotes. Write a short name, e.g. "tailscale".',
      '  Why: The image would not be built from the pinned version, or Renovate would not find the pin.',
      '  Fix: Correct the fields listed above.',
    ].join('\n'));
  });
});

describe('a versions file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-versions-'));

  test('is read from disk', () => {
    writeFileSync(join(directory, 'versions.json'), JSON.stringify(PINS));
    const file = Versions.fromFile(join(directory, 'versions.json'));
    expect(file.images.map(({ key }) => key)).toEqual(['go', 'tool']);
    expect(file.packages.map(({ name }) => name)).toEqual(['TAILSCALE_VERSION', 'BUSYBOX_VERSION']);
    expect(file.actions.map(({ name }) => name)).toEqual(['actions/checkout']);
  });

  test('that does not exist is named, with the directory it was looked for in', () => {
    expect(refusal(() => Versions.fromFile('no/versions.json'))).toBe([
      'versions/missing  at no/versions.json',
      '  There is no file "no/versions.json".',
      '  Why: It contains the pins of base images and upstream versions; without them a build cannot be repeated.',
      `  Fix: \`npx imagewright pin name:tag\` creates it. Without images, write {"images":{},"packages":{}}, or name another file. The search started at "${process.cwd()}".`,
    ].join('\n'));
  });

  test('that is a directory cannot be read', () => {
    expect(refusal(() => Versions.fromFile(directory))).toContain('cannot be read: it is a directory.');
  });

  test.skipIf(process.platform === 'win32')('that has no end is not read', () => {
    expect(refusal(() => Versions.fromFile('/dev/zero'))).toContain('The file "/dev/zero" cannot be read: it is a device, not a file.');
    writeFileSync(join(directory, 'long.json'), '');
    truncateSync(join(directory, 'long.json'), 2 ** 40);
    expect(refusal(() => Versions.fromFile('long.json', directory))).toContain('The file "long.json" cannot be read: it is longer than 64 MiB, the limit.');
  });

  test('that is not JSON is refused with line and column', () => {
    expect(refusal(() => Versions.parse('{\n  "images": {},\n}'))).toBe([
      'versions/syntax  at versions.json:3:1',
      '  versions.json is not JSON: expected another entry after the comma before "}", found "}".',
      '  Why: Neither this library nor Renovate can read the pins.',
      '  Fix: Correct line 3, column 1. JSON allows no comments, no single quotes and no comma before a closing bracket.',
    ].join('\n'));
  });

  test('with several mistakes is refused once, with all of them', () => {
    const text = `{
  "images": {
    "go": { "ref": "golang:1.26" },
    "alpine": { "reff": "alpine:3" }
  },
  "packages": {
    "BUSYBOX": { "datasource": "docker", "depName": "busybox", "version": 1.37 },
    "TAILSCALE_VERSION": { "depName": "tailscale", "version": "v1.98.3", "release": "yes" }
  },
  "action": {},
  "actions": {
    "actions/checkout": { "version": "v7", "digest": "abc" },
    "actions/checkout": "v7"
  }
}`;
    expect(refusal(() => Versions.parse(text, 'pins.json'))).toBe([
      'versions/invalid  at pins.json',
      '  pins.json has 10 errors:',
      '    line 3, images.go.ref: "golang:1.26" is not name:tag@sha256:<64 lower-case hex digits>. Write it with tag and digest. `npx imagewright pin name:tag` adds an image, `npx imagewright pin --update` a missing digest.',
      '    line 4, images.alpine.reff: "reff" is not a known key. Did you mean "ref"? Use one of: ref.',
      '    line 4, images.alpine: "ref" is missing: name:tag@sha256:<64 lower-case hex digits>. Write it with tag and digest. `npx imagewright pin name:tag` adds an image, `npx imagewright pin --update` a missing digest.',
      '    line 7, packages.BUSYBOX: "BUSYBOX" is not an upper-case name that ends in _VERSION. Rename it, e.g. "BUSYBOX_VERSION": Renovate finds only such build arguments.',
      '    line 7, packages.BUSYBOX.version: 1.37 is not a version of letters, digits and . _ : + ~ -. Write it as upstream does, e.g. "v1.98.3".',
      '    line 8, packages.TAILSCALE_VERSION.release: "yes" is not true or false. Write true for the program that the image is named after, and omit it elsewhere.',
      '    line 8, packages.TAILSCALE_VERSION: "datasource" is missing: the name of a Renovate datasource. Name one, e.g. "github-releases", "github-tags", "docker" or "go".',
      '    line 10, action: "action" is not a known key. Did you mean "actions"? Use one of: images, packages, actions, $schema.',
      '    line 12, actions.actions/checkout.digest: "abc" is not 40 lower-case hex digits. Write "" and run `npx imagewright pin --complete`, or write the output of `git ls-remote REPOSITORY "refs/tags/VERSION^{}"`.',
      '    line 13, actions.actions/checkout: "actions/checkout" already appears on line 12, and readers use only one of the two. Keep one.',
      '  Why: The image would not be built from the pinned version, or Renovate would not find the pin.',
      '  Fix: Correct each line as described.',
    ].join('\n'));
  });

  test.each([
    { text: '[]', says: 'line 1, the file: [] is not an object.' },
    { text: '{"images": ["a"]}', says: 'line 1, images: ["a"] is not an object.' },
    { text: '{"$schema": 1}', says: 'line 1, $schema: 1 is not a string.' },
    { text: '{"images": {"go": {"ref": {"a": [1]}}}}', says: 'line 1, images.go.ref: {"a":[1]} is not name:tag@' },
    { text: `{"images": {"go": {"ref": "golang@sha256:${HEX}"}}}`, says: 'is not name:tag@' },
    { text: `{"images": {"go": {"ref": "golang:1@sha256:${HEX.toUpperCase()}"}}}`, says: 'is not name:tag@' },
    { text: '{"packages": {"__proto__": {}}}', says: 'line 1, packages.__proto__: "__proto__" is not an upper-case name' },
  ])('$text is refused in words', ({ text, says }) => {
    expect(refusal(() => Versions.parse(text))).toContain(says);
  });
});
