import { describe, expect, test } from 'vitest';
import { LayoutWriter, OCI } from './support/layout-writer';
import { refusal, STORAGES } from './support/read';
import * as tar from './support/tar-writer';
import { _readImage } from '../../src/oci';

const LAYER = tar.tar(tar.file('a'));

/** Two platforms, each with an attestation. The blobs of those that are not to be read are missing. */
function twoPlatforms({ missing }: { missing: RegExp }): string {
  const writer = new LayoutWriter();
  const images = ['linux/amd64', 'linux/arm64/v8'].map(platform => writer.image([LAYER], { platform, config: { config: { Cmd: [platform] } } }));
  const attestations = images.map(({ digest }) => writer.blob(OCI.manifest, {
    schemaVersion: 2,
    config: writer.blob(OCI.config, { about: digest }),
    layers: [writer.blob('application/vnd.in-toto+json', { about: digest })],
  }, {
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': digest },
  }));
  const named = { 'amd64': images[0], 'arm64': images[1], 'attestation 0': attestations[0], 'attestation 1': attestations[1] };
  for (const [name, { digest }] of Object.entries(named)) if (missing.test(name)) writer.files.delete(`blobs/${digest.replace(':', '/')}`);
  return STORAGES.directory(writer.top([...images, ...attestations]));
}

describe('of the platforms of an image', () => {
  test('only those that are asked for are read', async () => {
    const { manifests, attestations, index } = await _readImage(twoPlatforms({ missing: /amd64|attestation/ }), { platforms: ['linux/arm64'], attestations: false });
    expect(manifests.map(({ platform, config }) => [platform, config.cmd])).toEqual([['linux/arm64', ['linux/arm64/v8']]]);
    expect(attestations).toEqual([]);
    expect(index?.manifests).toHaveLength(4);
  });

  test('attestations are read unless they are not wanted', async () => {
    expect((await _readImage(twoPlatforms({ missing: /amd64/ }), { platforms: ['linux/arm64'] })).attestations).toHaveLength(2);
    expect(await refusal(twoPlatforms({ missing: /attestation 1/ }))).toMatch(/^oci\/missing-blob /);
  });

  test('one that is not there is refused, with those that are', async () => {
    expect(await refusal(twoPlatforms({ missing: /nothing/ }), { platforms: ['linux/arm64', 'linux/s390x', 'linux/386'] }))
      .toBe('oci/no-platform at IMAGE: It has no image for linux/s390x, linux/386, only for linux/amd64, linux/arm64.');
  });

  test('a platform that only the configuration names counts too', async () => {
    const writer = new LayoutWriter();
    const image = writer.image([LAYER], { platform: 'linux/arm/v7', descriptor: { platform: undefined } });
    const layout = STORAGES.directory(writer.top([image]));
    expect((await _readImage(layout, { platforms: ['linux/arm/v7'] })).manifests).toHaveLength(1);
    expect(await refusal(layout, { platforms: ['linux/amd64'] })).toBe('oci/no-platform at IMAGE: It has no image for linux/amd64, only for linux/arm/v7.');
  });
});

test('of an archive of docker save, only the chosen platforms are read', async () => {
  const writer = new LayoutWriter();
  const image = writer.image([LAYER], { platform: 'linux/arm64' });
  const { config, layers } = JSON.parse(writer.files.get(`blobs/${image.digest.replace(':', '/')}`)!.toString()) as { config: { digest: string }; layers: { digest: string }[] };
  const nameOf = ({ digest }: { digest: string }) => `blobs/${digest.replace(':', '/')}`;
  const archive = STORAGES.directory(writer.json('manifest.json', [{ Config: nameOf(config), Layers: layers.map(nameOf) }]));
  expect((await _readImage(archive, { platforms: ['linux/arm64'] })).manifests).toHaveLength(1);
  expect(await refusal(archive, { platforms: ['linux/386'] })).toBe('oci/no-platform at IMAGE: It has no image for linux/386, only for linux/arm64.');
});
