/**
 * Asks a real registry: plain, with a login, as the scripts of a router do, through a mirror, by https.
 *
 *     npx tsx e2e/registry/main.ts [--pictures]
 *
 * --pictures draws anew what the guide shows of `imagewright pin`.
 *
 * Exit codes: 0 each answer is as it has to be, 1 not.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { followPin } from './pin-picture';
import { Registry } from './registry';
import { followRouter } from './router-login';
import { _Refusal } from '../../src/core';
import { _BuiltImage, _readImage } from '../../src/oci';
import { _RegistryClient } from '../../src/registry';
import { LayoutWriter, OCI } from '../../test/oci/support/layout-writer';
import * as tar from '../../test/oci/support/tar-writer';
import { run } from '../process';

/** `me` with the password `secret pass`, in bcrypt. */
const HTPASSWD = 'me:$2y$05$AxXNX2bhd.z0RNX.M5RkuuWYmUTrznY3JaGoazoMSmfrDMw98ZLuG\n';
const LOGIN = Buffer.from('me:secret pass').toString('base64');

const ROOT = join(__dirname, '../..');

/** An index of two platforms that share a layer. */
function createIndex(): LayoutWriter {
  const base = tar.tar(tar.directory('etc'), tar.file('etc/motd', 'hello\n'.repeat(50_000)));
  const writer = new LayoutWriter();
  const images = ['linux/amd64', 'linux/arm/v7'].map(platform => writer.image([base, tar.tar(tar.file('platform', platform))], { platform }));
  return writer.top([writer.blob(OCI.index, { schemaVersion: 2, mediaType: OCI.index, manifests: images })]);
}

const WRITER = createIndex();
const { manifests: [{ digest: DIGEST }] } = JSON.parse(WRITER.files.get('index.json')!.toString()) as { manifests: { digest: string }[] };

/** What is told of an image, wherever it is. */
function describe({ index, manifests }: _BuiltImage): object {
  return { index, manifests: manifests.map(({ rootfs, ...rest }) => ({ ...rest, rootfs: [...rootfs] })) };
}

async function idOf(work: Promise<unknown>): Promise<string> {
  return work.then(() => 'no refusal', (error: unknown) => {
    if (error instanceof _Refusal) return error.problem.id;
    throw error;
  });
}

async function withRegistries(use: (start: typeof Registry.start, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'imagewright-e2e-'));
  const all: Registry[] = [];
  try {
    await use(async options => {
      all.push(await Registry.start(options));
      return all.at(-1)!;
    }, folder);
  } finally {
    for (const each of all) await each.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  await withRegistries(async (start, folder) => {
    const expected = describe(await _readImage(WRITER.toDirectory(join(folder, 'layout'))));
    const environment = { DOCKER_CONFIG: join(folder, 'none') };
    const plain = new _RegistryClient({ environment });

    const registry = await start();
    await registry.push(WRITER.files, 'acme/app', '1');
    const name = `${registry.host}/acme/app`;
    assert.deepEqual(await plain.resolveTag({ reference: `${name}:1` }), { digest: DIGEST, mediaType: OCI.index });
    assert.deepEqual(describe(await plain.readImage(`${name}@${DIGEST}`)), expected);
    const [arm] = (await plain.readImage(`${name}@${DIGEST}`, { platforms: ['linux/arm/v7'] })).manifests;
    assert.equal(arm.platform, 'linux/arm/v7');
    assert.equal(await idOf(plain.resolveTag({ reference: `${name}:2` })), 'registry/unknown-tag');
    assert.equal(await idOf(plain.readImage(`${name}@sha256:${'0'.repeat(64)}`)), 'registry/missing-manifest');
    console.log('ok: tags, images and platforms');

    await followPin(registry, { writer: WRITER, digest: DIGEST }, folder, process.argv.includes('--pictures'));
    console.log('ok: the picture of pin in the guide');

    const closed = await start({ htpasswd: HTPASSWD });
    await closed.push(WRITER.files, 'acme/app', '1', `Basic ${LOGIN}`);
    const reference = `${closed.host}/acme/app@${DIGEST}`;
    assert.equal(await idOf(plain.readImage(reference)), 'registry/login');
    await writeFile(join(folder, 'config.json'), JSON.stringify({ auths: { [closed.host]: { auth: LOGIN } } }));
    assert.deepEqual(describe(await new _RegistryClient({ environment: { DOCKER_CONFIG: folder } }).readImage(reference)), expected);
    console.log('ok: a login');

    await followRouter(closed, 'me', 'secret pass', DIGEST);
    console.log('ok: the login of a router');

    const [certificate, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '2', ...names]);
    const secure = await start({ certificate: { certificate, key }, mirrorOf: registry.host });
    // Node.js reads certificates when it starts. A host of this machine is asked by https only where a mirror says so; the registry does not exist.
    await writeFile(join(folder, 'ask.ts'), [
      `import { _RegistryClient } from ${JSON.stringify(join(ROOT, 'src/registry'))};`,
      `const client = new _RegistryClient({ mirrors: { 'registry.invalid': ['https://${secure.host}'] } });`,
      `client.readImage('registry.invalid/acme/app@${DIGEST}').then(({ manifests }) => console.log(manifests.length), error => console.log(error.problem.what));`,
    ].join('\n'));
    const ask = async (env: NodeJS.ProcessEnv) => {
      return (await run('npx', ['tsx', join(folder, 'ask.ts')], { cwd: ROOT, env: { ...process.env, ...environment, ...env } })).stdout.trim();
    };
    assert.equal(await ask({}), 'registry.invalid does not exist (ENOTFOUND).');
    assert.equal(await ask({ NODE_EXTRA_CA_CERTS: certificate }), '2');
    console.log('ok: a certificate of our own authority, and one that is not trusted');

    const mirror = await start({ mirrorOf: registry.host });
    const mirrored = new _RegistryClient({ environment, mirrors: { [registry.host]: [mirror.host] } });
    assert.deepEqual(describe(await mirrored.readImage(`${name}@${DIGEST}`)), expected);
    await registry.stop();
    assert.deepEqual(describe(await mirrored.readImage(`${name}@${DIGEST}`)), expected);
    assert.equal(await idOf(mirrored.resolveTag({ reference: `${name}:1` })), 'registry/unreachable');
    console.log('ok: a mirror, after the registry is gone');

  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
