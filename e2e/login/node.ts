import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Container, Containers } from '../containers';
import { Headscale, LOGIN_SERVER } from './headscale';

/** What a program says of a node's settings. */
export interface Prefs {
  readonly ControlURL: string;
  readonly Hostname: string;
  readonly CorpDNS: boolean;
  readonly RouteAll: boolean;
  readonly AdvertiseRoutes: readonly string[] | null;
}

interface Status {
  readonly Peer?: Readonly<Record<string, { readonly HostName: string; readonly PeerAPIURL?: readonly string[] }>>;
}

const ROUTES = '192.168.88.0/24';

/** The flags of `tailscale up` that say what the variables of a node say. */
export const FLAGS = (name: string): string[] => [
  `--login-server=${LOGIN_SERVER}`, `--hostname=${name}`, '--accept-routes', '--accept-dns=false', `--advertise-routes=${ROUTES}`,
];

/** A container of the image, as a router runs it: one mounted folder with its state and its key, settings in the environment. */
export class Node {
  /** @param folder what becomes /var/lib/tailscale */
  public static async start(
    containers: Containers, server: Headscale, network: readonly string[], name: string, key: string, folder: string,
  ): Promise<Node> {
    await mkdir(folder, { mode: 0o700 });
    await writeFile(join(folder, 'authkey'), key, { mode: 0o600 });
    const container = await containers.start([
      ...network, ...server.known, '--hostname', name, '--cap-add', 'NET_ADMIN', '--cap-add', 'NET_RAW', '--device', '/dev/net/tun',
      '--sysctl', 'net.ipv4.ip_forward=1', '--sysctl', 'net.ipv6.conf.all.disable_ipv6=0', '--sysctl', 'net.ipv6.conf.all.forwarding=1',
      '--read-only', '--tmpfs', '/run', '--volume', `${folder}:/var/lib/tailscale`,
      ...Object.entries({
        TS_LOGIN_SERVER: LOGIN_SERVER, TS_HOSTNAME: name, TS_ROUTES: ROUTES, TS_ACCEPT_ROUTES: 'true', TS_ACCEPT_DNS: 'false',
      }).flatMap(([variable, value]) => ['--env', `${variable}=${value}`]),
    ]);
    return new Node(container, key, folder);
  }

  private constructor(public readonly container: Container, private readonly key: string, private readonly folder: string) {}

  /** `tailscale …` in it. */
  public async tailscale(...words: string[]): Promise<string> {
    return (await this.container.exec(['tailscale', ...words])).stdout.trim();
  }

  /** Waits until it sees another node. */
  public async sees(name: string): Promise<void> {
    await this.container.until(['tailscale', 'status'], new RegExp(` ${name} `), 60);
  }

  /** Its settings. */
  public async prefs(): Promise<Prefs> {
    return JSON.parse(await this.tailscale('debug', 'prefs')) as Prefs;
  }

  /** Addresses at which another node answers HTTP, through the tunnel. */
  public async peerApi(name: string): Promise<readonly string[]> {
    const { Peer = {} } = JSON.parse(await this.tailscale('status', '--json')) as Status;
    return Object.values(Peer).find(({ HostName }) => HostName === name)?.PeerAPIURL ?? [];
  }

  /** The file of the key: what is in it, and who may read it. */
  public async keyFile(): Promise<{ content: string; mode: string }> {
    const file = join(this.folder, 'authkey');
    return { content: await readFile(file, 'utf8'), mode: ((await stat(file)).mode % 0o1000).toString(8) };
  }

  /** Where the key is besides its file: in the log, the environment, a command line, the configuration file, the container's settings or another file of the state. */
  public async leaks(): Promise<string[]> {
    const show = async (...command: string[]) => (await this.container.exec(command)).stdout;
    const others = (await readdir(this.folder)).filter(name => name !== 'authkey');
    const places: Record<string, string> = {
      'the log': await this.container.log(),
      'an environment': await show('sh', '-c', 'cat /proc/[0-9]*/environ'),
      'a command line': await show('sh', '-c', 'cat /proc/[0-9]*/cmdline'),
      'the configuration file': await show('cat', '/run/tailscaled.json'),
      'the settings of the container': await this.container.inspect('{{json .}}'),
    };
    for (const name of others) {
      const file = join(this.folder, name);
      if ((await stat(file)).isFile()) places[name] = await readFile(file, 'latin1');
    }
    return Object.entries(places).filter(([, text]) => text.includes(this.key)).map(([place]) => place);
  }
}
