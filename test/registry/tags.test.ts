import { describe, expect, test } from 'vitest';
import { brief, createClient, refusal } from './support/client';
import { layout, OCI } from '../oci/support/layout-writer';
import * as tar from '../oci/support/tar-writer';
import { TestRegistry } from '../support/test-registry';
import { reply, sendForever } from '../support/test-server';

const IMAGE = layout([tar.tar(tar.file('a'))]);

async function start(): Promise<{ registry: TestRegistry; reference: string; digest: string }> {
  const registry = await TestRegistry.start();
  const { digest } = registry.add(IMAGE);
  return { registry, reference: `${registry.host}/acme/app:1`, digest };
}

describe('a tag', () => {
  test('is looked up by HEAD, and its manifest by digest, without a token where none is wanted', async () => {
    const { registry, reference, digest } = await start();
    expect(await createClient().resolveTag({ reference })).toEqual({ digest, mediaType: OCI.manifest });
    expect(registry.lines).toEqual(['HEAD /v2/acme/app/manifests/1', `GET /v2/acme/app/manifests/${digest}`]);
    for (const { headers } of registry.seen) {
      expect(headers).toMatchObject({
        'accept': 'application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, '
          + 'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json',
        'accept-encoding': 'identity',
      });
      expect(headers).not.toHaveProperty('authorization');
    }
  });

  test('is latest if none is given', async () => {
    const { registry } = await start();
    registry.add(IMAGE, { tag: 'latest' });
    await createClient().resolveTag({ reference: `${registry.host}/acme/app` });
    expect(registry.lines[0]).toBe('HEAD /v2/acme/app/manifests/latest');
  });

  test('that has not moved is not downloaded', async () => {
    const { registry, reference, digest } = await start();
    expect(await createClient().resolveTag({ reference, known: digest })).toEqual({ digest, mediaType: OCI.manifest });
    expect(registry.lines).toEqual(['HEAD /v2/acme/app/manifests/1']);
  });

  test('that moves meanwhile is what HEAD said', async () => {
    const { registry, reference, digest } = await start();
    registry.answer(/^HEAD/, (_, response) => {
      registry.add(layout([tar.tar(tar.file('b'))]));
      reply(response, { headers: { 'docker-content-digest': digest } });
    });
    expect((await createClient().resolveTag({ reference })).digest).toBe(digest);
  });

  test.each([
    ['without a digest', { status: 200 }],
    ['with a digest that is none', { status: 200, headers: { 'docker-content-digest': 'sha256:0' } }],
    ['with 405', { status: 405 }],
    ['with 404, although GET has it', { status: 404 }],
  ])('is read by GET where HEAD is answered %s', async (_, answer) => {
    const { registry, reference, digest } = await start();
    registry.answer(/^HEAD/, answer);
    registry.answer(/^GET/, (__, response) => reply(response, { body: IMAGE.files.get(`blobs/${digest.replace(':', '/')}`)!, headers: { 'content-type': OCI.manifest } }));
    expect(await createClient().resolveTag({ reference })).toEqual({ digest, mediaType: OCI.manifest });
  });

  test('is refused if the header and the bytes have different digests', async () => {
    const { registry, reference } = await start();
    const other = `sha256:${'0'.repeat(64)}`;
    registry.answer(/^HEAD/, { status: 405 }).answer(/^GET/, { body: { schemaVersion: 2, mediaType: OCI.index, manifests: [{}] }, headers: { 'docker-content-digest': other } });
    expect(await refusal(createClient().resolveTag({ reference }))).toMatchInlineSnapshot(`
      "registry/digest  at HOST/acme/app:1
        HOST names the digest sha256:00000000, but the manifest has the digest sha256:28c6d65b.
        Why: The data is damaged or was modified: engines refuse it.
        Fix: Try again. If it goes on, the registry, a mirror or a proxy on the way changes the data."
    `);
    registry.answer(/^HEAD/, { headers: { 'docker-content-digest': other } });
    expect(await refusal(createClient().resolveTag({ reference }))).toMatchInlineSnapshot(`
      "registry/digest  at HOST/acme/app:1
        The manifest sha256:00000000 has the digest sha256:28c6d65b at HOST.
        Why: The data is damaged or was modified: engines refuse it.
        Fix: Try again. If it goes on, the registry, a mirror or a proxy on the way changes the data."
    `);
  });
});

describe('what is not there is named', () => {
  test('a tag', async () => {
    const { registry } = await start();
    expect(await refusal(createClient().resolveTag({ reference: `${registry.host}/acme/app:2` }))).toMatchInlineSnapshot(`
      "registry/unknown-tag  at HOST/acme/app:2
        HOST has no tag 2 in the repository acme/app.
        Why: There is no image to read.
        Fix: Check the tag. If acme is a mirror of Docker Hub, try HOST/acme/library/app."
    `);
  });

  test('a repository, and where a mirror of Docker Hub has it', async () => {
    const { registry } = await start();
    registry.answer(/^GET/, { status: 404, body: { errors: [{ code: 'NAME_UNKNOWN', message: 'repository name not known to registry' }] } });
    expect(await refusal(createClient().resolveTag({ reference: `${registry.host}/hub/python:3` }))).toMatchInlineSnapshot(`
      "registry/unknown-repository  at HOST/hub/python:3
        HOST has no repository hub/python.
        Why: There is no image to read.
        Fix: Check the name. If hub is a mirror of Docker Hub, try HOST/hub/library/python."
    `);
  });

  test('either, where the registry does not say', async () => {
    const { registry } = await start();
    registry.answer(/./, { status: 404, body: '<html>' });
    expect(await refusal(createClient().resolveTag({ reference: `${registry.host}/a/b/c:3` }))).toMatchInlineSnapshot(`
      "registry/unknown-tag  at HOST/a/b/c:3
        HOST has no repository a/b/c, or no tag 3 in it.
        Why: There is no image to read.
        Fix: Check the name and the tag."
    `);
  });

  test('a manifest that a digest names', async () => {
    const { registry, digest } = await start();
    registry.remove(`acme/app/manifests/${digest}`);
    expect(await refusal(createClient().openImage(`${registry.host}/acme/app@${digest}`))).toMatchInlineSnapshot(`
      "registry/missing-manifest  at HOST/acme/app@sha256:a5f3838a
        The manifest sha256:a5f3838a is not in the repository acme/app of HOST.
        Why: Engines cannot pull this image.
        Fix: Check the digest: the image may have been deleted. If the tag still exists, look up its current digest."
    `);
  });

  test('a text that is not a reference', async () => {
    expect(await refusal(createClient().resolveTag({ reference: 'Python:3' }))).toMatchInlineSnapshot(`
      "registry/reference  at Python:3
        "Python:3" does not name an image: the name of a repository must be in lower case.
        Why: No registry can be asked for it.
        Fix: Write NAME:TAG or HOST/NAME:TAG, e.g. python:3.13-slim; where an image is read, NAME@sha256:…."
    `);
    expect(await refusal(createClient().openImage('python:3'))).toMatchInlineSnapshot(`
      "registry/reference  at python:3
        "python:3" has no digest.
        Why: No registry can be asked for it.
        Fix: Write NAME:TAG or HOST/NAME:TAG, e.g. python:3.13-slim; where an image is read, NAME@sha256:…."
    `);
  });
});

describe('what is not an image is named', () => {
  test.each([
    ['a manifest of schema 1', { schemaVersion: 1 }, 'application/vnd.docker.distribution.manifest.v1+prettyjws',
      'registry/media-type: At HOST, the manifest is of schema 1, which engines do not support any more.'],
    ['an unknown type', { schemaVersion: 2, mediaType: 'application/x-other' }, '', 'registry/media-type: At HOST, it is of the type "application/x-other", not a manifest or index of an image.'],
    ['no type', { schemaVersion: 2 }, '', 'registry/media-type: At HOST, it is of no type, not a manifest or index of an image.'],
    ['an empty index', { schemaVersion: 2, mediaType: OCI.index, manifests: [] }, '', 'registry/no-image: At HOST, it is an index that names no image.'],
    ['a manifest that is an index too', { schemaVersion: 2, mediaType: OCI.index, manifests: [], layers: [] }, '', 'registry/media-type: At HOST, it is a manifest and an index at the same time.'],
    ['a login page', '<html>', 'text/html; charset=utf-8', 'registry/answer: HOST answers with "text/html" that is not a manifest.'],
  ])('%s', async (_, body, type, expected) => {
    const { registry, reference } = await start();
    registry.answer(/^HEAD/, { status: 405 }).answer(/^GET/, { body, headers: { 'content-type': type } });
    expect(await brief(createClient().resolveTag({ reference }))).toBe(expected);
  });

  test('an endless manifest', async () => {
    const { registry, reference } = await start();
    registry.answer(/^HEAD/, { status: 405 }).answer(/^GET/, (_, response) => sendForever(response, 'x'.repeat(1000)));
    expect(await refusal(createClient({ maxManifestBytes: 10_000 }).resolveTag({ reference }))).toMatchInlineSnapshot(`
      "registry/limit  at HOST/acme/app:1
        The manifest has more than 9.8 KiB at HOST (maxManifestBytes).
        Why: Reading it could use up all memory or never end.
        Fix: Check where the image comes from. If it is meant to be this large, raise the limit."
    `);
  });
});

describe('several tags', () => {
  test('are answered in their order, and one that is missing stops no other', async () => {
    const { registry, digest } = await start();
    for (const tag of ['2', '3', '4', '5', '6', '7', '8']) registry.add(IMAGE, { tag });
    const names = ['1', '2', 'gone', '3', '4', '5', '6', '7', '8'];
    const seen: string[] = [];
    const answers = await createClient({ parallel: 3 }).resolveTags(
      names.map(tag => ({ reference: `${registry.host}/acme/app:${tag}` })),
      ({ reference }) => seen.push(reference.split(':')[2]),
    );
    expect(answers.map(({ reference }) => reference.split(':')[2])).toEqual(names);
    expect(answers.map(({ resolved, problem }) => resolved?.digest ?? problem?.id)).toEqual(names.map(tag => tag === 'gone' ? 'registry/unknown-tag' : digest));
    expect(seen.sort()).toEqual([...names].sort());
  });

  test('are looked up a few at a time', async () => {
    const { registry } = await start();
    let open = 0;
    let most = 0;
    registry.answer(/^HEAD/, (_, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        reply(response, { headers: { 'docker-content-digest': `sha256:${'0'.repeat(64)}` } });
      }, 20);
    });
    const known = `sha256:${'0'.repeat(64)}`;
    await createClient({ parallel: 3 }).resolveTags(Array.from({ length: 9 }, (_, i) => ({ reference: `${registry.host}/acme/app:${i}`, known })));
    expect(most).toBe(3);
  });
});

test('no tags are listed', async () => {
  const { registry, reference } = await start();
  await createClient().resolveTag({ reference });
  await refusal(createClient().resolveTag({ reference: `${reference}x` }));
  expect(registry.lines.filter(line => line.includes('/tags/list'))).toEqual([]);
});
