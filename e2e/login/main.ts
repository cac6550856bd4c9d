/**
 * Two containers of the Tailscale example log in to a coordination server without a shell, and reach each other.
 *
 *     npx tsx e2e/login/main.ts
 *
 * headscale is compiled once from its Go module, some 4 minutes of CPU. Exit codes: 0 each promise is kept, 1 not, 3 something cannot be had on this machine.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Source } from '../build';
import { Containers } from '../containers';
import { Engine, Unavailable, UNAVAILABLE } from '../engine';
import { Headscale, LOGIN_SERVER } from './headscale';
import { FLAGS, Node } from './node';

const PLATFORM = 'linux/amd64';
const TAG = 'imagewright-e2e/login:linux-amd64';
/** The first three bytes of the addresses of the test's network. */
const SUBNET = `10.77.${process.pid % 250}`;
const NETWORK = `imagewright-login-${process.pid}`;

const begun = Date.now();
const say = (text: string) => console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${text}`);

async function until(holds: () => Promise<boolean>, what: string, seconds = 60): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if (await holds()) return;
    await new Promise(resolve => setTimeout(resolve, 300));
  }
  throw new Error(`Not within ${seconds} s: ${what}`);
}

async function build(engine: Engine): Promise<void> {
  const work = join(__dirname, '../.out/login');
  const source = await Source.prepare(engine, join(__dirname, '../../examples/mikrotik-tailscale'), work);
  await source.image(join(work, 'image'), { platform: PLATFORM, tag: TAG });
  await engine.load(join(work, 'image'));
}

async function tryLogin(engine: Engine, containers: Containers, folder: string): Promise<void> {
  const network = ['--network', NETWORK];
  const server = await Headscale.start(engine, containers, network, `${SUBNET}.2`, join(folder, 'server'));
  say('headscale answers');
  const keys = [await server.createKey(), await server.createKey()];

  await server.pause();
  const left = await Node.start(containers, server, network, 'left', keys[0], join(folder, 'left'));
  await left.container.until(['tailscale', 'status'], /Logged out|NeedsLogin|starting|stopped|unexpected/i);
  await left.container.terminate();
  await left.container.startAgain();
  assert.deepEqual(await left.keyFile(), { content: keys[0], mode: '600' });
  await server.resume();
  say('a start without the server leaves the key for the next one');

  const right = await Node.start(containers, server, network, 'right', keys[1], join(folder, 'right'));
  const online = async () => (await server.nodes()).filter(node => node.online).length === 2;
  await until(online, 'both nodes are online');
  say('both are logged in');

  await left.sees('right');
  const address = await right.tailscale('ip', '-4');
  assert.match(await left.tailscale('ping', '--until-direct=false', '-c', '3', address), /pong from right/);
  assert.match((await left.container.exec(['ping', '-c', '3', address])).stdout, /3 packets received, 0% packet loss/);
  const api = (await left.peerApi('right')).find(url => url.includes(address));
  assert.ok(api, 'right serves no peer API');
  assert.match((await left.container.exec(['wget', '-T', '10', '-q', '-O', '-', api])).stdout, /./);
  say(`left reaches right through the tunnel: ping, and TCP to ${api}`);

  for (const [name, node] of [['left', left], ['right', right]] as const) {
    const { ControlURL, Hostname, CorpDNS, RouteAll, AdvertiseRoutes } = await node.prefs();
    assert.deepEqual({ ControlURL, Hostname, CorpDNS, RouteAll, AdvertiseRoutes }, {
      ControlURL: LOGIN_SERVER, Hostname: name, CorpDNS: false, RouteAll: true, AdvertiseRoutes: ['192.168.88.0/24'],
    });
    await node.tailscale('up', '--timeout=30s', ...FLAGS(name));
    await node.tailscale('set', '--shields-up=false');
  }
  say('the settings are those of the environment, and `tailscale up` and `set` end with 0');

  assert.deepEqual(await right.leaks(), []);
  say('the key is in no log, environment, command line, configuration file or state');

  const identity = async () => (await server.nodes()).map(node => node.node_key).sort();
  const before = await identity();
  const { code, seconds } = await left.container.terminate();
  assert.equal(code, 0, await left.container.log());
  say(`SIGTERM: exit 0 after ${seconds.toFixed(1)} s`);
  await until(async () => !await online(), 'the server notices that left is away');
  await left.container.startAgain();
  await left.sees('right');
  await until(online, 'left is online again');
  assert.deepEqual(await identity(), before);
  assert.deepEqual(await left.keyFile(), { content: '', mode: '600' });
  assert.match(await left.container.log(), /^entrypoint: \/var\/lib\/tailscale\/authkey has been used and is empty now$/m);
  await left.container.terminate();
  await left.container.startAgain();
  await left.sees('right');
  assert.deepEqual(await identity(), before);
  say('started twice more: the same identity, the file of the key is empty');

  for (const node of [left, right]) {
    const log = await node.container.log();
    assert.deepEqual(log.match(/^.*\[v[12]\] .*$/gm), null);
    assert.doesNotMatch(log, /panic|goroutine \d+ \[/);
  }
  say('the logs have no lines of the levels v1 and v2');
}

async function main(): Promise<void> {
  const engine = await Engine.up();
  await engine.headscale();
  await build(engine);
  say('headscale and the image are there');
  const containers = new Containers(engine, TAG, PLATFORM);
  const folder = await mkdtemp(join(tmpdir(), 'imagewright-login-'));
  await engine.docker(['network', 'create', '--internal', '--subnet', `${SUBNET}.0/24`, NETWORK]);
  try {
    await tryLogin(engine, containers, folder);
  } finally {
    await containers.clear();
    await engine.docker(['network', 'rm', NETWORK]);
    await rm(folder, { recursive: true, force: true });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
});
