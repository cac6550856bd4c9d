import { expect, test } from 'vitest';
import type { Answer } from './commands';
import { DeviceError } from './device';
import { SOURCES } from './matrix';
import { Bench, NEW, OLD, SECRET, scriptsOf } from './run';
import type { RouterOsDeploymentProps } from '../../../src';
import { printGuide } from '../../../src/routeros/guide/guide';
import { MODES, sampleDeployment } from '../sample';

const PRIVATE = SOURCES['private registry'].props;
const LOGIN = `acme-bot:${SECRET}`;
const HUB = 'https://auth.docker.io/token?service=registry.docker.io&scope=repository:acme/tailscale:pull';

/** A router, and a registry with one address for tokens and one for the manifest. */
function routerOf(tokens: string, manifest: string, props: Partial<RouterOsDeploymentProps>, answer: object = { token: 't0k' }): Bench {
  const router = new Bench(scriptsOf({ mode: MODES.flash, ...props }), { version: '7.24' });
  const proof = props.registryLogin === undefined ? undefined : `Basic ${Buffer.from(LOGIN).toString('base64')}`;
  router.fetch = (url, headers): Answer => {
    if (url === tokens && headers.Authorization === proof) return { data: JSON.stringify(answer), headers: {} };
    if (url === manifest && headers.Authorization === 'Bearer t0k') return { data: '{}', headers: { 'docker-content-digest': router.registry.digest } };
    throw new DeviceError(`failure: ${url}`);
  };
  return router;
}

/** References, where tokens for them come from, and from where RouterOS pulls. */
test.each([
  ['acme/tailscale:stable', HUB, 'registry-1.docker.io', 'acme/tailscale'],
  ['tailscale:stable', 'https://auth.docker.io/token?service=registry.docker.io&scope=repository:library/tailscale:pull', 'registry-1.docker.io', 'library/tailscale'],
  ['docker.io/acme/tailscale:stable', HUB, 'registry-1.docker.io', 'acme/tailscale'],
  ['registry-1.docker.io/acme/tailscale:stable', HUB, 'registry-1.docker.io', 'acme/tailscale'],
  ['ghcr.io/acme/tailscale:stable', 'https://ghcr.io/token?scope=repository:acme/tailscale:pull', 'ghcr.io', 'acme/tailscale'],
  ['registry.gitlab.com/acme/vpn/tailscale:stable', 'https://gitlab.com/jwt/auth?service=container_registry&scope=repository:acme/vpn/tailscale:pull', 'registry.gitlab.com', 'acme/vpn/tailscale'],
  ['quay.io/acme/tailscale:stable', 'https://quay.io/v2/auth?service=quay.io&scope=repository:acme/tailscale:pull', 'quay.io', 'acme/tailscale'],
  ['codeberg.org/acme/tailscale:stable', 'https://codeberg.org/v2/token?scope=repository:acme/tailscale:pull', 'codeberg.org', 'acme/tailscale'],
])('%s: installed and updated with tokens from %s', (reference, tokens, host, repository) => {
  const router = routerOf(tokens, `https://${host}/v2/${repository}/manifests/stable`, { reference });
  router.import('preflight.rsc');
  expect(router.printed).toEqual(['yes: tailscale can be installed']);
  expect(router.import('install.rsc')).toBeUndefined();
  expect(router.device.containers.map(row => row['remote-image'])).toEqual([`${host}/${repository}@${OLD}`]);
  router.registry.digest = NEW;
  router.import('update.rsc');
  expect(router.printed).toEqual([`tailscale: updated to ${NEW}`]);
  expect(router.device.containers.map(row => row['remote-image'])).toEqual([`${host}/${repository}@${NEW}`]);
});

const MANIFEST = 'https://registry-1.docker.io/v2/acme/tailscale/manifests/stable';
const REFERENCE = 'docker.io/acme/tailscale:stable';

test('a token that is called access_token', () => {
  const router = routerOf(HUB, MANIFEST, { reference: REFERENCE }, { access_token: 't0k', expires_in: 300 });
  expect(router.import('install.rsc')).toBeUndefined();
});

test('an answer without a token', () => {
  const router = routerOf(HUB, MANIFEST, { reference: REFERENCE }, { expires_in: 300 });
  router.import('preflight.rsc');
  expect(router.printed[0]).toBe('no: registry-1.docker.io does not answer with the image: registry-1.docker.io gave no token');
});

/** A router with a private image of Docker Hub. */
function privateRouter(): Bench {
  const router = routerOf(HUB, MANIFEST, { reference: REFERENCE, ...PRIVATE });
  router.device.login = LOGIN;
  expect(router.import('install.rsc')).toBeUndefined();
  return router;
}

test('a private image of Docker Hub: the login is stored for the host that answers', () => {
  const { device: { config } } = privateRouter();
  expect(config).toMatchObject({ 'registry-url': 'https://registry-1.docker.io', 'username': 'acme-bot', 'password': SECRET });
});

test.each(['docker.io/acme/other:1', 'registry-1.docker.io/acme/other:1'])('the login at Docker Hub stays at the removal if another container pulls %s', reference => {
  const router = privateRouter();
  router.device.store.add('/container', { 'name': 'other', 'remote-image': reference, 'root-dir': 'other', 'interface': 'veth-other', '$startedAt': '' });
  expect(router.import('uninstall.rsc')).toBeUndefined();
  expect(router.device.config.username).toBe('acme-bot');
});

test('the guide names the host that answers', () => {
  expect(printGuide(sampleDeployment({ mode: MODES.flash, reference: REFERENCE }), 'generated')).toContain('; registry-1.docker.io/acme/tailscale:stable, ');
});
