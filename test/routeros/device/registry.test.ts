import { expect, test } from 'vitest';
import { SOURCES } from './matrix';
import { replay } from './replay';
import { Bench, SECRET, scriptsOf } from './run';
import { sha256 } from '../../oci/support/layout-writer';
import { TestRegistry } from '../../support/test-registry';
import { Handler, reply } from '../../support/test-server';
import { MODES } from '../sample';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const [FIRST, SECOND] = ['one', 'two'].map(text => Buffer.from(`{"schemaVersion":2,"mediaType":"${INDEX}","manifests":[],"annotations":{"a":"${text}"}}`));

test('token, manifest and digest of a registry on this machine', async () => {
  const registry = await TestRegistry.start();
  registry.answer(/^GET \/v2\/token\?scope=repository:acme\/tailscale:pull$/, { body: { token: 's3cret' } });
  const scripts = scriptsOf({ mode: MODES.flash, reference: `${registry.host}/acme/tailscale:stable` });
  const images = [FIRST, SECOND].map(body => ({ digest: sha256(body) }));
  registry.put('acme/tailscale/manifests/stable', FIRST, INDEX);
  const installed = await replay(new Bench(scripts, { version: '7.24', images }), 'install.rsc');
  expect(installed.printed).toEqual(['tailscale is installed and runs']);
  expect(installed.device.containers.map(row => row['remote-image'])).toEqual([`${registry.host}/acme/tailscale@${sha256(FIRST)}`]);
  expect(registry.seen[registry.seen.length - 1]).toMatchObject({ headers: { authorization: 'Bearer s3cret', accept: INDEX } });

  expect((await replay(installed, 'update.rsc')).printed).toEqual(['tailscale: up to date']);

  registry.put('acme/tailscale/manifests/stable', SECOND, INDEX);
  const updated = await replay(installed, 'update.rsc');
  expect(updated.printed).toEqual([`tailscale: updated to ${sha256(SECOND)}`]);
  expect(updated.device.containers.map(row => row['remote-image'])).toEqual([`${registry.host}/acme/tailscale@${sha256(SECOND)}`]);

  registry.remove('acme/tailscale/manifests/stable');
  const gone = await replay(updated, 'update.rsc');
  expect(gone.printed).toEqual([`tailscale: no update: ${registry.host} gave no digest of acme/tailscale:stable failure: 404`]);
  expect(gone.device.containers.filter(row => gone.device.isRunning(row))).toHaveLength(1);
});

test('a registry on this machine that has one image, and no list of images', async () => {
  const registry = await TestRegistry.start();
  registry.answer(/^GET \/v2\/token\?scope=repository:acme\/tailscale:pull$/, { body: { token: 's3cret' } });
  const type = 'application/vnd.oci.image.manifest.v1+json';
  const one = Buffer.from(`{"schemaVersion":2,"mediaType":"${type}"}`);
  registry.put('acme/tailscale/manifests/stable', one, type);
  registry.answer(/^GET \/v2\/acme\//, (request, response) => (
    request.headers.accept === type ? registry.answerContent(request, response) : reply(response, { status: 404 })));
  const scripts = scriptsOf({ mode: MODES.flash, reference: `${registry.host}/acme/tailscale:stable` });
  const installed = await replay(new Bench(scripts, { version: '7.24', images: [{ digest: sha256(one) }] }), 'install.rsc');
  expect(installed.printed).toEqual(['tailscale is installed and runs']);
  expect(registry.seen[registry.seen.length - 1]).toMatchObject({ headers: { accept: type } });
});

test('a registry on this machine that has a list of Docker, and answers 400 to those who ask for another', async () => {
  const registry = await TestRegistry.start();
  registry.answer(/^GET \/v2\/token\?scope=repository:acme\/tailscale:pull$/, { body: { token: 's3cret' } });
  const type = 'application/vnd.docker.distribution.manifest.list.v2+json';
  const list = Buffer.from(`{"schemaVersion":2,"mediaType":"${type}","manifests":[]}`);
  registry.put('acme/tailscale/manifests/stable', list, type);
  registry.answer(/^GET \/v2\/acme\//, (request, response) => (
    request.headers.accept === type ? registry.answerContent(request, response) : reply(response, { status: 400 })));
  const scripts = scriptsOf({ mode: MODES.flash, reference: `${registry.host}/acme/tailscale:stable` });
  const installed = await replay(new Bench(scripts, { version: '7.24', images: [{ digest: sha256(list) }] }), 'install.rsc');
  expect(installed.printed).toEqual(['tailscale is installed and runs']);
});

test('a registry that cannot be reached at the moment is not asked for one image of the list', async () => {
  const registry = await TestRegistry.start();
  registry.answer(/^GET \/v2\/token\?scope=repository:acme\/tailscale:pull$/, { body: { token: 's3cret' } });
  registry.answer(/^GET \/v2\/acme\/tailscale\/manifests\//, { status: 503 });
  const scripts = scriptsOf({ mode: MODES.flash, reference: `${registry.host}/acme/tailscale:stable` });
  await replay(new Bench(scripts, { version: '7.24' }), 'install.rsc');
  expect(new Set(registry.seen.map(({ headers }) => headers.accept).filter(accept => accept?.startsWith('application/vnd.')))).toEqual(new Set([INDEX]));
});

test('a registry on this machine that wants several parameters for a token', async () => {
  const registry = await TestRegistry.start();
  const address = '/service/token?service=harbor-registry&scope=repository:acme/tailscale:pull';
  registry.answer(new RegExp(`^GET ${address.replace('?', '\\?')}$`), { body: { token: 's3cret' } });
  registry.put('acme/tailscale/manifests/stable', FIRST, INDEX);
  const reference = `${registry.host}/acme/tailscale:stable`;
  const scripts = scriptsOf({ mode: MODES.flash, reference, tokenUrl: `https://${registry.host}${address}` });
  const installed = await replay(new Bench(scripts, { version: '7.24', images: [{ digest: sha256(FIRST) }] }), 'install.rsc');
  expect(installed.printed).toEqual(['tailscale is installed and runs']);
  expect((await replay(installed, 'update.rsc')).printed).toEqual(['tailscale: up to date']);
  expect(registry.seen[registry.seen.length - 1]).toMatchObject({ headers: { authorization: 'Bearer s3cret' } });
});

test('a registry on this machine that gives tokens and digests to one user', async () => {
  const registry = await TestRegistry.start();
  let password = SECRET;
  /** Answers only those who prove who they are. */
  const guard = (proof: () => string, answer: Handler): Handler => (request, response, seen) => (
    request.headers.authorization === proof() ? answer(request, response, seen) : reply(response, { status: 401 }));
  const basic = (): string => `Basic ${Buffer.from(`acme-bot:${password}`).toString('base64')}`;
  registry.answer(/^GET \/v2\/acme\//, guard(() => 'Bearer s3cret', (request, response) => registry.answerContent(request, response)));
  registry.answer(/^GET \/v2\/token\?scope=repository:acme\/tailscale:pull$/, guard(basic, (_, response) => reply(response, { body: { token: 's3cret' } })));
  registry.put('acme/tailscale/manifests/stable', FIRST, INDEX);
  const scripts = scriptsOf({ mode: MODES.flash, reference: `${registry.host}/acme/tailscale:stable`, ...SOURCES['private registry'].props });
  const fresh = new Bench(scripts, { version: '7.24', images: [{ digest: sha256(FIRST) }] });
  fresh.device.login = `acme-bot:${SECRET}`;

  const wrong = fresh.copy();
  wrong.device.answer = 'wrong';
  expect((await replay(wrong, 'preflight.rsc')).printed[0]).toMatch(/^no: .* refuses acme-bot: .*\(failure: 401\)$/);

  const installed = await replay(fresh, 'install.rsc');
  expect(installed.printed).toEqual(['tailscale is installed and runs']);
  expect((await replay(installed, 'update.rsc')).printed).toEqual(['tailscale: up to date']);

  password = 'new';
  expect((await replay(installed, 'update.rsc')).printed[0]).toMatch(/^tailscale: no update: .* refuses acme-bot: .*\(failure: 401\)$/);
});
