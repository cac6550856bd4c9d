import { expect, test } from 'vitest';
import { SOURCES } from './matrix';
import { Bench, NEW, OLD, SECRET, Scripts, scriptsOf } from './run';
import { printGuide } from '../../../src/routeros/guide/guide';
import { MODES, sampleDeployment } from '../sample';

const { props } = SOURCES['private registry'];
const SCRIPTS = scriptsOf({ mode: MODES.flash, ...props });
const LOGIN = `acme-bot:${SECRET}`;
const STORE = '/container/config/set registry-url=https://ghcr.io username="acme-bot" password="..."';
const REFUSED = `ghcr.io refuses acme-bot: the password is wrong or has expired, or this user may not pull acme/tailscale. To store another password: ${STORE} (failure: Fetch failed with status 401)`;
const OURS = { 'registry-url': 'https://ghcr.io', 'username': 'acme-bot', 'password': SECRET };
const NONE = { 'registry-url': '', 'username': '', 'password': '' };
const MISSING = 'no: things that are missing: 1';
const NOT_INSTALLED = 'tailscale is not installed: see the lines above';

function privateRouter(scripts: Scripts = SCRIPTS, version = '7.24'): Bench {
  return new Bench(scripts, { version }).lock(LOGIN);
}

function installedRouter(scripts: Scripts = SCRIPTS, version = '7.24'): Bench {
  const bench = privateRouter(scripts, version);
  expect(bench.import('install.rsc')).toBeUndefined();
  return bench;
}

/** The login in the settings of the router. */
function loginOf({ device: { config } }: Bench): object {
  return { 'registry-url': config['registry-url'], 'username': config.username, 'password': config.password };
}

/** How often the password was asked for. */
const timesAsked = (bench: Bench): number => bench.device.questions.filter(question => question === 'Token of acme-bot').length;

test('preflight asks for the password, tries it and keeps it nowhere', () => {
  const bench = privateRouter();
  const before = bench.mine();
  bench.import('preflight.rsc');
  expect(bench.printed).toEqual(['yes: tailscale can be installed']);
  expect(bench.device.questions).toEqual(['Token of acme-bot']);
  expect(bench.registry.proofs).toEqual([`Basic ${Buffer.from(LOGIN).toString('base64')}`, 'Bearer t0k']);
  expect([bench.mine(), [...bench.device.globals]]).toEqual([before, []]);
});

test('the installation asks once, stores the login, and pulls; the removal puts back the registry', () => {
  const bench = privateRouter();
  bench.device.config['registry-url'] = 'https://lscr.io/';
  expect(bench.import('install.rsc')).toBeUndefined();
  expect(bench.printed).toEqual([
    'note: until the removal, images without a registry in their names come from https://ghcr.io, and no longer from https://lscr.io/',
    'tailscale is installed and runs',
  ]);
  expect(bench.findFault([OLD])).toBeUndefined();
  expect([timesAsked(bench), loginOf(bench)]).toEqual([1, OURS]);
  expect([...bench.device.globals.values()]).not.toContain(SECRET);
  bench.import('install.rsc');
  expect(timesAsked(bench)).toBe(1);
  expect(bench.import('uninstall.rsc')).toBeUndefined();
  expect(loginOf(bench)).toEqual({ ...NONE, 'registry-url': 'https://lscr.io/' });
});

test.each([
  ['a wrong password', 'wrong', `no: ghcr.io does not answer with the image: ${REFUSED}`],
  ['no password', '', `no: ghcr.io does not answer with the image: the password of acme-bot is empty, or hidden from a user without the policy sensitive: ${STORE}`],
])('%s: preflight says what to do, and the installation changes nothing', (_, answer, said) => {
  const bench = privateRouter();
  bench.device.answer = answer;
  const before = bench.mine();
  bench.import('preflight.rsc');
  expect(bench.printed).toEqual([said, MISSING]);
  expect(bench.import('install.rsc')).toBe(NOT_INSTALLED);
  expect([bench.mine(), [...bench.device.globals]]).toEqual([before, []]);
});

test.each([
  ['of another registry', 'https://registry-1.docker.io', 'acme-bot'],
  ['of another registry whose name is like ours', 'https://ghcrzio', 'acme-bot'],
  ['of another user', 'https://ghcr.io', 'somebody'],
  ['of a registry that is not named', '', 'acme-bot'],
])('a router with the login %s is refused, and not asked for a password', (_, url, username) => {
  const bench = privateRouter();
  Object.assign(bench.device.config, { 'registry-url': url, username, 'password': 'theirs' });
  const before = bench.mine();
  bench.import('preflight.rsc');
  expect(bench.printed).toEqual([
    `no: the router has the login of "${username}" at "${url}", and RouterOS has one for all containers: those of that registry could not be pulled again. If there are none: /container/config/set username="" password=""`, MISSING,
  ]);
  expect(bench.import('install.rsc')).toBe(NOT_INSTALLED);
  expect(bench.mine()).toEqual(before);
  expect([bench.device.questions, bench.registry.proofs]).toEqual([[], []]);
});

test.each(['https://ghcr.io', 'https://ghcr.io/', 'ghcr.io'])('a login that the router has already, at %s, is used and stays', url => {
  const bench = privateRouter();
  Object.assign(bench.device.config, { ...OURS, 'registry-url': url });
  bench.device.login = undefined;
  bench.device.mayPull = () => true;
  expect(bench.import('install.rsc')).toBeUndefined();
  expect(timesAsked(bench)).toBe(0);
  bench.import('uninstall.rsc');
  expect(loginOf(bench)).toEqual({ ...OURS, 'registry-url': url });
});

test('a password that RouterOS hides from the user who imports', () => {
  const bench = privateRouter();
  Object.assign(bench.device.config, { ...OURS, password: '' });
  bench.import('preflight.rsc');
  expect(bench.printed[0]).toBe(`no: ghcr.io does not answer with the image: the password of acme-bot is empty, or hidden from a user without the policy sensitive: ${STORE}`);
});

test.each(['7.20', '7.24'])('RouterOS %s: with a password that has expired, the container runs on, and the next update takes the new one', version => {
  const bench = installedRouter(SCRIPTS, version);
  bench.registry.digest = NEW;
  bench.lock('acme-bot:new');
  bench.import('update.rsc');
  expect(bench.printed).toEqual([`tailscale: no update: ${REFUSED}`]);
  expect(bench.device.containers.filter(row => bench.device.isRunning(row))).toHaveLength(1);
  bench.device.config.password = 'new';
  bench.import('update.rsc');
  expect(bench.printed).toEqual([`tailscale: updated to ${NEW}`]);
});

test('the router sends no password of another login', () => {
  const bench = installedRouter();
  bench.registry.proofs.length = 0;
  Object.assign(bench.device.config, { 'registry-url': 'https://registry.example.com', 'username': 'somebody', 'password': 'theirs' });
  bench.import('update.rsc');
  expect(bench.printed).toEqual([`tailscale: no update: the router has lost the login of acme-bot at ghcr.io: ${STORE}`]);
  expect(bench.registry.proofs).toEqual([]);
  bench.import('uninstall.rsc');
  expect(loginOf(bench)).toEqual({ 'registry-url': 'https://registry.example.com', 'username': 'somebody', 'password': 'theirs' });
});

test('in memory, after a restart with a password that has expired, the log says so; with another one the container runs', () => {
  const bench = installedRouter(scriptsOf({ mode: MODES['ram-root'], ...props }));
  bench.lock('acme-bot:new');
  bench.restart();
  bench.wait(20);
  const reason = `warning tailscale: the image could not be pulled: ghcr.io/acme/tailscale@${OLD}, perhaps because the password of acme-bot has expired: ${STORE}`;
  expect(bench.device.log).toContain(reason);
  bench.device.config.password = 'new';
  bench.wait(30);
  expect(bench.device.containers.filter(row => bench.device.isRunning(row))).toHaveLength(1);
});

test('the login stays at the removal if another container pulls from there', () => {
  const bench = installedRouter();
  bench.device.store.add('/container', { 'name': 'other', 'remote-image': 'ghcr.io/acme/other:1', 'root-dir': 'other', 'interface': 'veth-other', '$startedAt': '' });
  expect(bench.import('uninstall.rsc')).toBeUndefined();
  expect(bench.printed[0]).toBe('The login of acme-bot at ghcr.io stays, because other containers pull from there. To remove it: /container/config/set username="" password="" registry-url=');
  expect(loginOf(bench)).toEqual(OURS);
});

test('a registry without tokens is shown the password with each request', () => {
  const bench = installedRouter(scriptsOf({ mode: MODES.flash, ...props, tokenUrl: '' }));
  const proof = `Basic ${Buffer.from(LOGIN).toString('base64')}`;
  expect(bench.registry.proofs).toEqual([proof, proof]);
  bench.lock('acme-bot:new');
  bench.import('update.rsc');
  expect(bench.printed).toEqual([`tailscale: no update: ${REFUSED}`]);
});

test('an error that is not about the login is told as it is', () => {
  const bench = installedRouter();
  bench.registry.isUp = false;
  bench.import('update.rsc');
  expect(bench.printed).toEqual(['tailscale: no update: failure: connection timeout']);
});

test('the guide says who pulls, what is asked, and what to do when the password has expired', () => {
  const guide = printGuide(sampleDeployment({ mode: MODES.flash, ...props }), 'generated');
  expect(guide).toContain('| login | `acme-bot` at `ghcr.io`, in `/container/config`: one login for all containers of the router |');
  expect(guide).toContain('It asks for **Token of acme-bot**, unless the router has the login already, tries it at the registry, and keeps it nowhere.');
  expect(guide).toContain('It asks for: **Token of acme-bot**, **Auth key**.');
  expect(guide).toContain(`the next update takes what you store: \`${STORE}\` |`);
});
