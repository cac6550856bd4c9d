import { ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../process';

/** The reference implementation. */
const MODULE = 'github.com/distribution/distribution/v3/cmd/registry';
const VERSION = 'v3.0.0'; // renovate: datasource=go depName=github.com/distribution/distribution/v3

/** How a registry answers. */
export interface RegistryOptions {
  /** Lines of a file of htpasswd with bcrypt; without, nobody has to log in. */
  readonly htpasswd?: string;
  /** The registry that this one is a mirror of. */
  readonly mirrorOf?: string;
  /** Files of a certificate and its key, for https. */
  readonly certificate?: { readonly certificate: string; readonly key: string };
}

/** A real registry on this machine. Needs Go and its module proxy for the first start: about three minutes. */
export class Registry {
  public static async start(options: RegistryOptions = {}): Promise<Registry> {
    const program = await install();
    const folder = await mkdtemp(join(tmpdir(), 'imagewright-registry-'));
    const host = `127.0.0.1:${await findPort()}`;
    const { htpasswd, mirrorOf, certificate } = options;
    if (htpasswd !== undefined) await writeFile(join(folder, 'htpasswd'), htpasswd);
    // JSON is YAML.
    await writeFile(join(folder, 'config.yml'), JSON.stringify({
      version: '0.1',
      storage: { filesystem: { rootdirectory: join(folder, 'data') } },
      http: { addr: host, secret: 'e2e', ...certificate === undefined ? {} : { tls: certificate } },
      log: { level: 'error', accesslog: { disabled: true } },
      ...htpasswd === undefined ? {} : { auth: { htpasswd: { realm: 'e2e', path: join(folder, 'htpasswd') } } },
      ...mirrorOf === undefined ? {} : { proxy: { remoteurl: `http://${mirrorOf}` } },
    }));
    const child = spawn(program, ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
    const registry = new Registry(host, folder, child);
    await registry.waitFor(certificate === undefined ? 'http' : 'https');
    return registry;
  }

  private constructor(public readonly host: string, private readonly folder: string, private readonly child: ChildProcess) {}

  public async stop(): Promise<void> {
    const ended = new Promise(done => this.child.once('exit', done));
    if (this.child.exitCode === null && this.child.kill()) await ended;
    await rm(this.folder, { recursive: true, force: true });
  }

  /**
   * Pushes the image of a layout.
   *
   * @param files of the layout, by their names
   * @param authorization header of a login
   */
  public async push(files: ReadonlyMap<string, Buffer>, repository: string, tag: string, authorization?: string): Promise<void> {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const base = `http://${this.host}/v2/${repository}`;
    const { manifests: [top] } = JSON.parse(files.get('index.json')!.toString()) as { manifests: { digest: string }[] };
    const blobs = [...files].filter(([name]) => name.startsWith('blobs/')).map(([, data]) => data);
    for (const data of blobs) {
      const begun = await send(`${base}/blobs/uploads/`, { method: 'POST', headers });
      const url = new URL(begun.headers.get('location')!, base);
      url.searchParams.set('digest', computeDigest(data));
      await send(url.href, { method: 'PUT', headers: { ...headers, 'content-type': 'application/octet-stream' }, body: new Uint8Array(data) });
    }
    // A manifest needs what it names, an index its manifests.
    for (const kind of ['manifest', 'index']) {
      for (const data of blobs) {
        const mediaType = findMediaType(data);
        if (!mediaType.includes(kind)) continue;
        const digest = computeDigest(data);
        for (const name of [digest, ...digest === top.digest ? [tag] : []]) {
          await send(`${base}/manifests/${name}`, { method: 'PUT', headers: { ...headers, 'content-type': mediaType }, body: new Uint8Array(data) });
        }
      }
    }
  }

  private async waitFor(scheme: 'http' | 'https'): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      if (this.child.exitCode !== null) throw new Error(`The registry ended with the exit code ${this.child.exitCode}.`);
      // By https, any fault but a refused connection is an answer: nobody knows the certificate.
      const isUp = await fetch(`${scheme}://${this.host}/v2/`).then(() => true, error => scheme === 'https' && error.cause?.code !== 'ECONNREFUSED');
      if (isUp) return;
      await new Promise(done => void setTimeout(done, 100));
    }
    throw new Error(`The registry at ${this.host} does not answer.`);
  }
}

/** The path of the program, which is compiled if it is not there. */
async function install(): Promise<string> {
  const folder = join(process.env.E2E_HOME ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'imagewright-e2e'), 'registry', VERSION);
  const program = join(folder, 'registry');
  if (existsSync(program)) return program;
  await mkdir(folder, { recursive: true });
  const env = { ...process.env, GOBIN: folder, GOFLAGS: '-buildvcs=false', GOWORK: 'off', CGO_ENABLED: '0' };
  await run('go', ['install', '-trimpath', '-ldflags=-s -w', `${MODULE}@${VERSION}`], { env, timeoutSeconds: 1200 });
  return program;
}

async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => void server.close(done));
  return port;
}

async function send(url: string, request: RequestInit): Promise<Response> {
  const response = await fetch(url, request);
  if (!response.ok) throw new Error(`${request.method} ${url}: ${response.status} ${await response.text()}`);
  await response.body?.cancel();
  return response;
}

function computeDigest(data: Buffer): string {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}

/** That of a manifest or index; empty for a layer. */
function findMediaType(data: Buffer): string {
  return data[0] === 0x7b ? String((JSON.parse(data.toString()) as { mediaType?: string }).mediaType ?? '') : '';
}
