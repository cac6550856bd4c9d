import assert from 'node:assert/strict';
import { Check, Subject } from './check';

const KNOBS = { 'net.ipv4.ip_forward': '/proc/sys/net/ipv4/ip_forward', 'net.ipv6.conf.all.forwarding': '/proc/sys/net/ipv6/conf/all/forwarding' };
/** A daemon that needs no tun device and no capability. */
export const DAEMON = ['--tun=userspace-networking', '--no-logs-no-support', '--state=mem:', '--socket=/var/run/tailscale/tailscaled.sock'];
export const ANSWERS = /Logged out\./;

export const knobs = (value: 0 | 1) => Object.keys(KNOBS).flatMap(knob => ['--sysctl', `${knob}=${value}`]);

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

/** On a read-only root, the tmpfs that the image declares holds all that it writes, but for its state. */
export const readOnlyRoot: Check = {
  name: 'the daemon runs on a read-only root, with /run as the tmpfs that is declared',
  holds: async ({ containers, image }) => {
    const container = await containers.start(
      ['--read-only', '--tmpfs', '/run', '--tmpfs', '/var/lib/tailscale', ...knobs(1)],
      [...image.config.config.Cmd!, '--tun=userspace-networking'],
    );
    await container.until(['tailscale', 'status'], ANSWERS);
  },
};

/** Lines of a higher level than `--verbose` do not reach the log. */
export const quietLog: Check = {
  name: 'the log has no line of the levels v1 and v2, unless they are asked for',
  holds: async ({ containers }) => {
    const logged = async (...more: string[]) => {
      const container = await containers.start([...knobs(1)], [...DAEMON, ...more]);
      await container.until(['tailscale', 'status'], ANSWERS);
      return (await container.log()).match(/\[v[12]\] /g)?.length ?? 0;
    };
    assert.equal(await logged(), 0);
    assert.ok(await logged('--verbose=2') > 0, 'with --verbose=2 there is none either');
  },
};

/** What the commands of the CLI print when nobody has logged in, once each; a command that the features leave out is not listed. */
const COMMANDS: Readonly<Record<string, readonly [args: string[], prints: RegExp]>> = {
  'debug': [['prefs'], /"ControlURL"/],
  'dns': [['--help'], /USAGE/],
  'down': [[], /^(Tailscale was already stopped\.)?$/],
  'exit-node': [['list'], /./],
  'ip': [[], /no current Tailscale IPs|NeedsLogin/],
  'licenses': [[], /https:/],
  'login': [['--help'], /USAGE/],
  'logout': [[], /^$/],
  'netcheck': [['--help'], /USAGE/],
  'ping': [['100.64.0.1'], /./],
  'set': [['--hostname=router'], /^$/],
  'status': [['--json'], /"BackendState"/],
  'switch': [['--list'], /./],
  'up': [['--timeout=2s'], /./],
  'version': [['--json'], /"majorMinorPatch"/],
  'wait': [['--timeout=1s'], /./],
  'whois': [['100.64.0.1'], /./],
};

/** Every command of the CLI is tried once with its help, and once for real: none dies, whatever the features leave out. */
export const commands: Check = {
  name: 'every command of the CLI answers',
  holds: async ({ containers }) => {
    const container = await containers.start([...knobs(1)], DAEMON);
    await container.until(['tailscale', 'status'], ANSWERS);
    const tried = async (...args: string[]) => (await container.exec(['sh', '-c', 'timeout 20 tailscale "$@" 2>&1; echo "exit $?"', 'sh', ...args])).stdout;
    const [, list = ''] = (await tried('--help')).split(/SUBCOMMANDS\n/);
    const names = [...list.split(/\n\S/)[0].matchAll(/^ {2}(\S+) /gm)].map(([, name]) => name);
    assert.ok(names.includes('up') && names.length > 10, `commands: ${names.join(' ')}`);
    const wrong: string[] = [];
    for (const name of names) {
      const help = await tried(name, '--help');
      if (!/USAGE/.test(help) || !/exit 0\n$/.test(help)) wrong.push(`${name} --help: ${help}`);
      const [args, prints] = COMMANDS[name] ?? [['--help'], /USAGE/];
      const said = await tried(name, ...args);
      const [, text, code] = /^([^]*?)exit (\d+)\n$/.exec(said) ?? [];
      if (text === undefined || Number(code) > 124 || /panic|SIGSEGV|not supported by this binary|404 page/.test(text) || !prints.test(text.trim())) {
        wrong.push(`${name} ${args.join(' ')}: ${said}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.doesNotMatch(await container.log(), /panic|goroutine \d+ \[/);
  },
};
