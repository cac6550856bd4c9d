import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { image, name, pin, registry, write, useRegistry } from './support/registry';
import { LayoutWriter } from '../../oci/support/layout-writer';
import { file, tar } from '../../oci/support/tar-writer';

useRegistry();

describe('after a failure the old files are whole', () => {
  /** What goes wrong, and the answers that lead to it. */
  const FAULTS: readonly (readonly [string, string, () => void])[] = [
    ['a login that is refused', 'registry/login', () => registry.answer(/other/, { status: 401, headers: { 'www-authenticate': `Bearer realm="${registry.origin}/token"` } }).answer(/token/, { status: 401 })],
    ['a tag that is gone', 'registry/unknown-tag', () => registry.remove('acme/other/manifests/1')],
    ['a limit of requests', 'registry/rate-limit', () => registry.answer(/other/, { status: 429, headers: { 'retry-after': '86400' } })],
    ['a wrong digest', 'registry/digest', () => registry.answer(/GET .*other\/manifests/, { body: { schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', layers: [] } })],
    ['a layer that is gone', 'registry/missing-blob', () => registry.answer(/other\/blobs/, { status: 404 })],
    ['a layer that is cut', 'registry/size', () => registry.answer(/other\/blobs/, ({ url }, response) => {
      response.writeHead(200, { 'content-length': 1000, 'content-type': url! });
      response.end(Buffer.alloc(1000));
    })],
  ];

  test.each(FAULTS)('%s', async (_, id, break_) => {
    const old = registry.add(image('1'));
    registry.add(image('1'), { repository: 'acme/other' });
    write({ app: `${name()}@${old.digest}`, other: `${name('1', 'acme/other')}@${old.digest}` });
    await pin('--bases');
    const files = () => ['versions.json', 'bases/app.linux-amd64.txt', 'bases/other.linux-amd64.txt'].map(path => readFileSync(path, 'utf8'));
    const texts = files();
    registry.add(image('2'));
    registry.add(image('2'), { repository: 'acme/other' });
    break_();
    const { code, out, err } = await pin('--update');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`${id}  at `);
    expect(err).toMatch(/imagewright: 1 error\. No file was changed\.\n$/);
    expect(files()).toEqual(texts);
    expect(readdirSync('.')).toEqual(['bases', 'versions.json']);
    expect(readdirSync('bases')).toHaveLength(2);
  });

  test('a layer of 20 GB is refused before it is read', async () => {
    const made = new LayoutWriter();
    const huge = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: `sha256:${'2'.repeat(64)}`, size: 20e9 };
    const top = made.image([tar(file('a'))], { manifest: { layers: [huge] } });
    const { digest } = registry.add(made.top([top]));
    write({ app: `${name()}@${digest}` });
    const { code, err } = await pin('--bases');
    expect(code).toBe(2);
    expect(err).toContain('registry/limit  at HOST/acme/app:1@sha256:');
    expect(err).toContain('The layers have 18.6 GiB, more than 16.0 GiB (maxDownloadBytes).');
    expect(registry.lines.filter(line => line.includes('2'.repeat(64)))).toEqual([]);
  });
});
