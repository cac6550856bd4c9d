import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Container, Containers } from '../containers';
import { Engine } from '../engine';
import { run } from '../process';

/** The name that the nodes know the server by. */
const NAME = 'hs';
const PORT = 8443;

/** Where the server is. */
export const LOGIN_SERVER = `https://${NAME}:${PORT}`;

/** A node, as the server lists it. */
export interface ListedNode {
  readonly name: string;
  readonly given_name: string;
  readonly node_key: string;
  readonly online?: boolean;
}

/** A coordination server in a container, with a certificate of an authority of its own, a relay and STUN. */
export class Headscale {
  /**
   * @param containers of an image with a shell; the server is mounted into one
   * @param folder for its data
   */
  public static async start(engine: Engine, containers: Containers, network: readonly string[], address: string, folder: string): Promise<Headscale> {
    const program = await engine.headscale();
    await mkdir(folder);
    await run('openssl', [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', `/CN=${NAME}`,
      '-addext', `subjectAltName=DNS:${NAME},IP:${address}`, '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem'),
    ]);
    await writeFile(join(folder, 'config.yaml'), JSON.stringify(describe(address), undefined, 2));
    const container = await containers.start([
      ...network, '--ip', address, '--volume', `${folder}:/data`, '--volume', `${program}:/headscale:ro`, '--entrypoint', '/headscale',
    ], ['-c', '/data/config.yaml', 'serve']);
    const server = new Headscale(container, address, join(folder, 'cert.pem'));
    await container.until(['/headscale', '-c', '/data/config.yaml', 'users', 'list'], /Username/);
    await server.ask('users', 'create', 'home');
    return server;
  }

  private constructor(private readonly container: Container, private readonly address: string, private readonly certificate: string) {}

  /** Words of `docker run` with which a container knows the server, and trusts it. */
  public get known(): string[] {
    return ['--add-host', `${NAME}:${this.address}`, '--volume', `${this.certificate}:/ca.pem:ro`, '--env', 'SSL_CERT_FILE=/ca.pem'];
  }

  /** A key that one node can log in with, within an hour. */
  public async createKey(): Promise<string> {
    const [{ id }] = await this.ask('users', 'list') as { id: number }[];
    return (await this.ask('preauthkeys', 'create', '--user', `${id}`, '--expiration', '1h') as { key: string }).key;
  }

  /** The nodes that have logged in. */
  public async nodes(): Promise<ListedNode[]> {
    return (await this.ask('nodes', 'list') as ListedNode[] | null) ?? [];
  }

  /** Stops it in the middle of what it does. */
  public async pause(): Promise<void> {
    await this.container.pause();
  }

  /** Lets it go on. */
  public async resume(): Promise<void> {
    await this.container.resume();
  }

  /** What it printed. */
  public async log(): Promise<string> {
    return this.container.log();
  }

  private async ask(...command: string[]): Promise<unknown> {
    const { stdout } = await this.container.exec(['/headscale', '-c', '/data/config.yaml', ...command, '-o', 'json']);
    return JSON.parse(stdout) as unknown;
  }
}

/** The settings of the server; YAML reads JSON. */
function describe(address: string): object {
  return {
    server_url: LOGIN_SERVER,
    listen_addr: `0.0.0.0:${PORT}`,
    metrics_listen_addr: '127.0.0.1:9090',
    grpc_listen_addr: '127.0.0.1:50443',
    noise: { private_key_path: '/data/noise.key' },
    prefixes: { v4: '100.64.0.0/10', v6: 'fd7a:115c:a1e0::/48', allocation: 'sequential' },
    derp: {
      server: {
        enabled: true,
        region_id: 999,
        region_code: 'own',
        region_name: 'own',
        verify_clients: false,
        stun_listen_addr: '0.0.0.0:3478',
        private_key_path: '/data/derp.key',
        automatically_add_embedded_derp_region: true,
        ipv4: address,
      },
      urls: [],
      paths: [],
      auto_update_enabled: false,
    },
    disable_check_updates: true,
    database: { type: 'sqlite', sqlite: { path: '/data/db.sqlite' } },
    tls_cert_path: '/data/cert.pem',
    tls_key_path: '/data/key.pem',
    log: { level: 'info', format: 'text' },
    policy: { mode: 'file', path: '' },
    dns: { magic_dns: true, base_domain: 'tail.example', override_local_dns: false, nameservers: { global: [] } },
    unix_socket: '/data/hs.sock',
    unix_socket_permission: '0770',
  };
}
