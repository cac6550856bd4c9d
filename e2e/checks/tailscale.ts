import assert from 'node:assert/strict';
import { Check, Subject } from './check';

const KNOBS = { 'net.ipv4.ip_forward': '/proc/sys/net/ipv4/ip_forward', 'net.ipv6.conf.all.forwarding': '/proc/sys/net/ipv6/conf/all/forwarding' };
/** A daemon that needs no tun device and no capability. */
const DAEMON = ['--tun=userspace-networking', '--no-logs-no-support', '--state=mem:', '--socket=/var/run/tailscale/tailscaled.sock'];
const ANSWERS = /Logged out\./;

const knobs = (value: 0 | 1) => Object.keys(KNOBS).flatMap(knob => ['--sysctl', `${knob}=${value}`]);

/** The program is the release that the Dockerfile names. */
export const version: Check = {
  name: 'tailscale version is the declared release',
  holds: async ({ containers, args }) => {
    const { stdout } = await containers.run(['--entrypoint', '/usr/local/bin/tailscale'], ['version']);
    assert.equal(stdout.split('\n')[0], args.TAILSCALE_VERSION.replace(/^v/, ''));
    assert.doesNotMatch(stdout, /-dev|ERR/);
  },
};

/** The daemon serves its socket without any privilege, and ends when told to. */
export const daemon: Check = {
  name: 'the daemon comes up without privileges, answers, and ends within a second of SIGTERM',
  holds: async ({ containers }) => {
    const container = await containers.start([...knobs(1)], DAEMON);
    await container.until(['tailscale', 'status'], ANSWERS);
    const { seconds, code } = await container.terminate();
    assert.equal(code, 0, await container.log());
    assert.ok(seconds < 1, `it took ${seconds} s`);
  },
};

/** With a tun device the daemon makes its interface, as it will on the router. */
export const tun: Check = {
  name: 'the daemon makes tailscale0 where it has a tun device',
  holds: async ({ containers, image }) => {
    const container = await containers.start([
      ...knobs(1), '--cap-add', 'NET_ADMIN', '--cap-add', 'NET_RAW', '--device', '/dev/net/tun',
    ], image.config.config.Cmd);
    await container.until(['tailscale', 'status'], ANSWERS);
    await container.until(['ip', 'link'], /tailscale0/);
  },
};

/** What the entrypoint itself prints: the daemon is asked for its version only, which goes to standard output. */
async function entrypointSays({ containers }: Subject, options: string[]): Promise<string[]> {
  return (await containers.run(options, ['--version'])).stderr.split('\n').filter(Boolean);
}

/** Where /proc/sys cannot be written, one line a knob says so, and the shell complains about nothing. */
export const readOnlyKnobs: Check = {
  name: 'the entrypoint says one clear line per knob that it cannot switch',
  holds: async subject => {
    const lines = await entrypointSays(subject, knobs(0));
    assert.equal(lines.length, Object.keys(KNOBS).length, lines.join('\n'));
    for (const [index, path] of Object.values(KNOBS).entries()) assert.match(lines[index], new RegExp(`^entrypoint: .*${path}`));
    assert.doesNotMatch(lines.join('\n'), /can't create|not found|syntax error/);
  },
};

/** Where forwarding is on already there is nothing to say. */
export const quiet: Check = {
  name: 'the entrypoint is quiet where forwarding is on',
  holds: async subject => assert.deepEqual(await entrypointSays(subject, knobs(1)), []),
};

/** Where it may, the entrypoint switches forwarding on. */
export const effective: Check = {
  name: 'the entrypoint switches forwarding on where it may',
  holds: async ({ containers }) => {
    const container = await containers.start(['--privileged', ...knobs(0)], DAEMON);
    await container.until(['tailscale', 'status'], ANSWERS);
    assert.equal((await container.exec(['cat', ...Object.values(KNOBS)])).stdout, '1\n1\n');
    assert.doesNotMatch(await container.log(), /entrypoint:/);
  },
};
