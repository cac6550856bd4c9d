import { describe, expect, test } from 'vitest';
import { BuiltRouter, builtRouter, routerManifest, written } from './support/router';
import { _Manifest } from '../../src/manifest';
import { _readImage } from '../../src/oci';
import { _CHECKED_TARGETS, _Verification, _listFindings, _verify } from '../../src/verify';
import { LayoutWriter, OCI } from '../oci/support/layout-writer';
import { saved } from '../oci/support/read';
import { temporaryFolder } from '../support/temporary';

/** Where the image runs is not what it declares. */
const MANIFEST: _Manifest = { ...routerManifest(), target: { name: 'generic', attestations: true } };

async function check(path: string, manifest = MANIFEST): Promise<_Verification> {
  return _verify(manifest, await _readImage(path), [], undefined, _CHECKED_TARGETS.routeros);
}

function findings(verification: _Verification): string[] {
  return _listFindings(verification).map(({ id, what }) => `${id}: ${what}`);
}

/** The findings of the target alone: the image of these tests has two layers. */
function ofTarget(verification: _Verification): string[] {
  return verification.cases.filter(({ family }) => family === 'target').flatMap(each => each.findings.map(({ id, what }) => `${id}: ${what}`));
}

/** The router for one platform as BuildKit exports it with `type=docker`: a layout that has a `manifest.json`, too. */
function archive(router: BuiltRouter, change: (manifest: { Config: string; Layers: string[] }[]) => void = () => undefined): LayoutWriter {
  const [only] = router.platforms;
  const isLayer = (data: Buffer) => data.subarray(257, 262).toString() === 'ustar' || data[0] === 0x1f;
  const writer = written({ platforms: [only] });
  const blobs = [...writer.files].filter(([name]) => name.startsWith('blobs/'));
  const Layers = blobs.filter(([, data]) => isLayer(data)).map(([name]) => name);
  const Config = blobs.find(([, data]) => !isLayer(data) && data.includes('"rootfs"'))![0];
  const manifest = [{ Config, RepoTags: ['router:1'], Layers }];
  change(manifest);
  return writer.json('manifest.json', manifest);
}

/** Right but for its two layers. */
function oneLayer(): BuiltRouter {
  const router = builtRouter();
  for (const each of router.platforms) {
    each.layers = [Object.assign({}, ...each.layers) as BuiltRouter['platforms'][0]['layers'][0]];
    each.layerType = OCI.tar;
  }
  return router;
}

describe('an archive for RouterOS', () => {
  test('holds with one platform and one layer that is not compressed', async () => {
    const verification = await check(saved(archive(oneLayer()).toTar()));
    expect(findings(verification)).toEqual(['verify/layer-count: There are 1 layers; the Dockerfile creates 2.']);
    expect(verification.platforms.map(({ platform, measures }) => [platform, measures.transferred])).toEqual([['linux/amd64', undefined]]);
  });

  test('is no archive to be pulled, even if it declares RouterOS', async () => {
    const verification = _verify(routerManifest(), await _readImage(saved(archive(oneLayer()).toTar())));
    expect(findings(verification)).toEqual(['verify/layer-count: There are 1 layers; the Dockerfile creates 2.']);
  });

  test('has one layer', async () => {
    const router = builtRouter();
    router.platforms.forEach(each => { each.layerType = OCI.tar; });
    expect(ofTarget(await check(saved(archive(router).toTar())))).toEqual(['verify/archive-layer: The archive has 2 layers, not one.']);
  });

  test('has layers that are not compressed', async () => {
    const router = oneLayer();
    delete router.platforms[0].layerType;
    expect(ofTarget(await check(saved(archive(router).toTar())))).toEqual([`verify/archive-layer: Layer 1 is compressed ("${OCI.gzip}").`]);
  });

  test('is a file', async () => {
    expect(ofTarget(await check(archive(oneLayer()).toDirectory(temporaryFolder())))).toEqual(['verify/archive-form: It is a directory, and not an archive.']);
  });

  test('lists one image', async () => {
    expect(ofTarget(await check(saved(archive(oneLayer(), list => list.push(list[0])).toTar())))).toEqual([
      'verify/archive-form: The archive has 2 images, of which manifest.json lists 2; RouterOS loads an archive of one.',
    ]);
  });

  test('names the blobs that were verified', async () => {
    expect(ofTarget(await check(saved(archive(oneLayer(), ([only]) => { only.Layers = [only.Config]; }).toTar())))).toEqual([
      'verify/archive-form: manifest.json names other blobs than the index.',
    ]);
  });

  test('is for a platform that RouterOS has', async () => {
    const router = oneLayer();
    router.platforms[0].platform = 'linux/386';
    const manifest = { ...MANIFEST, groups: MANIFEST.groups.map(group => ({ ...group, platforms: ['linux/386'] })) };
    expect(ofTarget(await check(saved(archive(router).toTar()), manifest))).toEqual([
      'verify/target-platform: There is an image for linux/386. RouterOS has linux/amd64, linux/arm64, linux/arm/v7, linux/arm/v5.',
    ]);
  });
});

describe('an image that RouterOS pulls', () => {
  const pulled = async (router: BuiltRouter) => check(written(router).toDirectory(temporaryFolder()));

  test('holds as it was built', async () => {
    expect(findings(await pulled(builtRouter()))).toEqual([]);
  });

  test('has gzip layers', async () => {
    const router = builtRouter();
    router.platforms[0].layerType = OCI.tar;
    expect(findings(await pulled(router))[0]).toContain('the target "RouterOS" can only unpack gzip');
  });

  test('has no attestations', async () => {
    expect(findings(await pulled({ ...builtRouter(), attestation: true }))).toEqual([
      'verify/attestation: There is an attestation ("https://slsa.dev/provenance/v1"); the target "RouterOS" accepts none.',
    ]);
  });

  test('has its platforms in the declared order', async () => {
    const router = builtRouter();
    router.platforms.reverse();
    expect(findings(await pulled(router))).toEqual([
      'verify/platform-order: The index lists linux/arm/v7, linux/amd64; declared are linux/amd64, linux/arm/v7.',
    ]);
  });

  test('starts something', async () => {
    const router = builtRouter();
    for (const { config } of router.platforms) Object.assign(config, { Entrypoint: undefined, Cmd: undefined });
    expect(ofTarget(await pulled(router))).toEqual(Array(2).fill('verify/no-command: It has neither an entrypoint nor a command.'));
  });
});
