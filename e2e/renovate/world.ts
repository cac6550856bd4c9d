import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { IncomingMessage, Server, ServerResponse, createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Releases, Texts, findReleases } from './pins-in-use';

/** Older than any age that Renovate waits for. */
const RELEASED = '2020-01-01T00:00:00Z';

const INDEX = 'application/vnd.oci.image.index.v1+json';

interface Answer {
  /** A text, or what is printed as JSON. */
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/**
 * The registries that Renovate asks, on loopback: an HTTPS proxy that answers itself for every host, so that renovate.json is used unchanged.
 * Each package that the texts contain has a newer release; nothing else exists. Knows Docker Hub, Quay, other registries of images, GitHub, and the server of Forgejo.
 */
export class World {
  /** @param hosts besides those of Docker Hub, GitHub and Forgejo */
  public static async start(texts: Texts, hosts: readonly string[]): Promise<World> {
    const world = new World(texts);
    await world.listen(hosts);
    return world;
  }

  /** What was asked, with the status of the answer. */
  public readonly requests: string[] = [];
  private readonly directory = mkdtempSync(join(tmpdir(), 'imagewright-world-'));

  private proxy?: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly texts: Texts) {}

  /** The environment in which a program sees only this world. */
  public get env(): Record<string, string> {
    const url = `http://127.0.0.1:${(this.proxy!.address() as AddressInfo).port}`;
    return {
      HTTP_PROXY: url,
      HTTPS_PROXY: url,
      NO_PROXY: '',
      NODE_EXTRA_CA_CERTS: join(this.directory, 'ca.pem'),
      // Without any token, Renovate does not look up what is on GitHub.
      GITHUB_COM_TOKEN: 'not-a-token',
    };
  }

  public end(): void {
    this.proxy?.close();
    this.sockets.forEach(socket => socket.destroy());
    rmSync(this.directory, { recursive: true });
  }

  private async listen(hosts: readonly string[]): Promise<void> {
    this.createCertificates([...new Set(['index.docker.io', 'registry-1.docker.io', 'auth.docker.io', 'hub.docker.com', 'api.github.com', 'github.com', 'code.forgejo.org', ...hosts])]);
    const inside = createTlsServer({ key: this.read('host.key'), cert: this.read('host.pem') }, (request, response) => void this.handle(request, response));
    const proxy = createServer((_, response) => response.writeHead(501).end());
    proxy.on('connect', (_, socket: Socket) => {
      this.sockets.add(socket.on('error', () => socket.destroy()));
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      inside.emit('connection', socket);
    });
    this.proxy = proxy;
    await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const host = (request.headers.host ?? '').replace(/:443$/, '');
    const answer = this.answer(host, request.url ?? '/', Buffer.concat(chunks).toString());
    const status = answer === undefined ? 404 : 200;
    this.requests.push(`${status} ${request.method} https://${host}${request.url}`);
    const content = answer?.body ?? { message: 'Not Found' };
    const body = typeof content === 'string' ? content : JSON.stringify(content);
    response.writeHead(status, { 'content-type': 'application/json', ...answer?.headers });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  private answer(host: string, path: string, body: string): Answer | undefined {
    if (host === 'api.github.com') return path === '/graphql' ? this.answerGithub(JSON.parse(body)) : undefined;
    if (host === 'github.com') return this.listTags(path);
    if (host === 'code.forgejo.org') return this.answerForgejo(path);
    const find = (name: string) => {
      const releases = findReleases(this.texts, 'docker', /docker\.(?:io|com)$/.test(host) ? name : `${host}/${name}`);
      return releases.size === 0 ? undefined : releases;
    };
    const [, hub] = /^\/v2\/repositories\/(.+)\/tags\?/.exec(path) ?? [];
    if (hub !== undefined) return describeHub(find(hub));
    const [, quay] = host === 'quay.io' ? /^\/api\/v1\/repository\/(.+)\/tag\/\?/.exec(path) ?? [] : [];
    if (quay !== undefined) return describeQuay(find(quay));
    if (path === '/v2/') return { body: {}, headers: { 'docker-distribution-api-version': 'registry/2.0' } };
    const [, name, kind, reference] = /^\/v2\/(.+)\/(tags|manifests)\/([^?]+)/.exec(path) ?? [];
    const releases = name === undefined ? undefined : find(name);
    if (releases === undefined) return undefined;
    if (kind === 'tags') return { body: { name, tags: [...releases.keys()] } };
    const digest = releases.get(reference) ?? [...releases.values()].find(each => each === reference);
    return digest === undefined ? undefined : {
      body: { schemaVersion: 2, mediaType: INDEX, manifests: [] }, headers: { 'content-type': INDEX, 'docker-content-digest': digest },
    };
  }

  /** The tags of a repository, as a server with the first version of git's protocol sends them. https://git-scm.com/docs/http-protocol */
  private listTags(path: string): Answer | undefined {
    const [, name] = /^\/([^/]+\/[^/]+?)(?:\.git)?\/info\/refs\?service=git-upload-pack$/.exec(path) ?? [];
    if (name === undefined) return undefined;
    const print = (line: string) => `${(line.length + 5).toString(16).padStart(4, '0')}${line}\n`;
    const tags = [...findReleases(this.texts, 'github', name)].map(([version, commit]) => `${commit} refs/tags/${version}`);
    return {
      body: [print('# service=git-upload-pack'), '0000', ...tags.map(print), '0000'].join(''),
      headers: { 'content-type': 'application/x-git-upload-pack-advertisement' },
    };
  }

  /** https://code.forgejo.org/api/swagger#/repository/repoListTags */
  private answerForgejo(path: string): Answer | undefined {
    const [, name, wanted] = /^\/api\/v1\/repos\/([^/]+\/[^/]+)\/tags(?:\/([^?]+))?(?:\?|$)/.exec(path) ?? [];
    const tags = name === undefined ? [] : [...findReleases(this.texts, 'forgejo', name)].map(([version, sha]) => ({ name: version, commit: { sha, created: RELEASED } }));
    if (wanted === undefined) return tags.length === 0 ? undefined : { body: tags };
    const tag = tags.find(each => each.name === decodeURIComponent(wanted));
    return tag && { body: tag };
  }

  private answerGithub({ query, variables: { owner, name } }: { query: string; variables: { owner: string; name: string } }): Answer {
    const releases = findReleases(this.texts, 'github', `${owner}/${name}`);
    const nodes = [...releases].reverse().map(([version, oid], id) => (query.includes('refs/tags/')
      ? { version, target: { type: 'Commit', oid, releaseTimestamp: RELEASED } }
      : {
        version,
        releaseTimestamp: RELEASED,
        isDraft: false,
        isPrerelease: false,
        url: `https://github.com/${owner}/${name}/releases/tag/${version}`,
        id,
        name: version,
        description: '',
      }));
    const payload = { pageInfo: { hasNextPage: false, endCursor: null }, nodes };
    return { body: { data: { repository: releases.size === 0 ? null : { isRepoPrivate: false, payload } } } };
  }

  /** An authority that only the programs with this environment trust, and one certificate of it for all hosts. */
  private createCertificates(hosts: readonly string[]): void {
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: this.directory, stdio: ['ignore', 'ignore', 'pipe'] });
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=a world on loopback', '-addext', 'basicConstraints=critical,CA:TRUE');
    openssl('req', ...key, '-keyout', 'host.key', '-out', 'host.csr', '-subj', '/CN=a host');
    writeFileSync(join(this.directory, 'host.ext'), `subjectAltName=${hosts.map(host => `DNS:${host}`).join(',')}\n`);
    openssl('x509', '-req', '-in', 'host.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'host.ext', '-out', 'host.pem');
  }

  private read(name: string): Buffer {
    return readFileSync(join(this.directory, name));
  }
}

/** The interface of Docker Hub's website, which Renovate uses instead of that of the registry. */
function describeHub(releases: Releases | undefined): Answer | undefined {
  return releases && {
    body: {
      count: releases.size,
      next: null,
      results: [...releases].map(([name, digest], id) => ({
        id: id + 1, name, digest, last_updated: RELEASED, tag_last_pushed: RELEASED, images: [{ architecture: 'amd64', digest }],
      })),
    },
  };
}

/** That of Quay, which Renovate asks for tags: https://docs.quay.io/api/swagger/#operation--api-v1-repository--repository--tag--get */
function describeQuay(releases: Releases | undefined): Answer | undefined {
  return releases && { body: { tags: [...releases.keys()].map(name => ({ name })), page: 1, has_additional: false } };
}
