/**
 * Spoils a real image in many ways, one at a time, and asks whether `imagewright verify` finds each of them.
 *
 *     npm run e2e -- --example mikrotik-tailscale-packed --platform linux/arm/v7     # builds what is spoiled here
 *     npx tsx e2e/verify-faults.ts
 *
 * Faults that borrow from the image for another platform are skipped where that was not built.
 * Exit codes: 0 all faults were found, and none in the image as it was built; 1 not; 3 there is no image to spoil.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Header, extract, pack } from 'tar-stream';
import { _Refusal } from '../src/core';
import { _parseManifest } from '../src/manifest';
import { _readImage } from '../src/oci';
import { _listFindings, _verify } from '../src/verify';

const PLATFORM = 'linux/arm/v7';
const BUILT = join(__dirname, '.out/mikrotik-tailscale-packed');
const MANIFEST = join(__dirname, '../examples/mikrotik-tailscale/packed/Dockerfile.imagewright.json');

const DAEMON = 'usr/local/bin/tailscale.combined';
const ENTRYPOINT = 'usr/local/bin/entrypoint.sh';
const INDEX = 'application/vnd.oci.image.index.v1+json';

interface Entry { header: Header; content: Buffer }
/** Of one layer, by name. */
type Layer = Map<string, Entry>;

/** An image as it can be spoiled: what is changed here is written with right digests and sizes. */
interface Parts {
  readonly layers: Layer[];
  /** `config` of the configuration. */
  readonly run: Record<string, any>;
  platform: { os: string; architecture: string; variant?: string };
  /** Changes the manifest. */
  manifest?: (manifest: Record<string, any>) => void;
  /** Changes the list of the index. */
  index?: (manifests: Record<string, any>[], layout: Layout) => void;
  /** Changes what was written. */
  blobs?: (layout: Layout) => void;
  /** Follows the end of each tar. */
  tail?: Buffer;
  /** Follows the end of what is compressed. */
  padding?: Buffer;
}

/** What is done to the image, and what has to be found: an id, and a part of where it is. */
const FAULTS: [fault: string, spoil: (parts: Parts) => void, id: string, where?: string][] = [
  ['a file is missing', ({ layers: [layer] }) => layer.delete('etc/group'), 'verify/missing-file', '/etc/group'],
  ['a link is missing', ({ layers: [layer] }) => layer.delete('bin/ls'), 'verify/missing-file', '/bin/ls'],
  ['a file is too much', ({ layers: [layer] }) => put(layer, 'etc/resolv.conf', ''), 'verify/extra-file', '/etc/resolv.conf'],
  ['a link is too much', ({ layers: [layer] }) => link(layer, 'bin/su', '/bin/busybox'), 'verify/extra-file', '/bin/su'],
  ['a copy is where a link should be', ({ layers: [layer] }) => layer.set('bin/ls', of(layer, 'bin/busybox')), 'verify/kind', '/bin/ls'],
  ['a mode is different', ({ layers: [layer] }) => change(layer, 'etc/passwd', { mode: 0o600 }), 'verify/mode', '/etc/passwd'],
  ['/etc is closed (COPY --chmod=0644)', ({ layers: [layer] }) => change(layer, 'etc/', { mode: 0o644 }), 'verify/mode', '/etc'],
  ['the entrypoint may not be executed', ({ layers: [layer] }) => change(layer, 'usr/local/bin/entrypoint.sh', { mode: 0o644 }), 'verify/start', 'entrypoint.sh'],
  ['BusyBox is setuid', ({ layers: [layer] }) => change(layer, 'bin/busybox', { mode: 0o4755 }), 'verify/privilege', '/bin/busybox'],
  ['/tmp lacks its sticky bit', ({ layers: [layer] }) => change(layer, 'tmp/', { mode: 0o777 }), 'verify/privilege', '/tmp'],
  ['the state directory is open', ({ layers: [layer] }) => change(layer, 'var/lib/tailscale/', { mode: 0o755 }), 'verify/mode', '/var/lib/tailscale'],
  ['an owner is different', ({ layers: [layer] }) => change(layer, DAEMON, { uid: 1000, gid: 1000 }), 'verify/owner', DAEMON],
  ['a link has another target', ({ layers: [layer] }) => change(layer, 'bin/sh', { linkname: '/usr/local/bin/tailscale' }), 'verify/link-target', '/bin/sh'],
  ['a link dangles', ({ layers: [layer] }) => change(layer, 'usr/local/bin/tailscaled', { linkname: 'tailscale.gone' }), 'verify/dangling-link', 'tailscaled'],
  ['links go in a ring', ({ layers: [layer] }) => change(layer, 'bin/ls', { linkname: '/bin/ls' }), 'verify/dangling-link', '/bin/ls'],
  ['a device node is there', ({ layers: [layer] }) => layer.set('dev/null', {
    header: { name: 'dev/null', type: 'character-device', devmajor: 1, devminor: 3, mode: 0o666 } as Header, content: Buffer.alloc(0),
  }), 'verify/device', '/dev/null'],
  ['there are no accounts', ({ layers: [layer] }) => put(layer, 'etc/passwd', ''), 'verify/empty-file', '/etc/passwd'],
  ['the entrypoint is cut off', ({ layers: [layer] }) => put(layer, 'usr/local/bin/entrypoint.sh', '#!/bin/sh\n'), 'verify/size', 'entrypoint.sh'],
  ['the entrypoint wants bash', ({ layers: [layer] }) => edit(layer, 'usr/local/bin/entrypoint.sh', '#!/bin/sh', '#!/bin/su'), 'verify/interpreter', 'entrypoint.sh'],
  ['BusyBox is that of arm/v5', ({ layers: [layer] }) => borrow(layer, 'bin/busybox', 'linux-arm-v5'), 'verify/elf-platform', '/bin/busybox'],
  ['BusyBox is that of amd64', ({ layers: [layer] }) => borrow(layer, 'bin/busybox', 'linux-amd64'), 'verify/elf-platform', '/bin/busybox'],
  ['the daemon is that of arm64', ({ layers: [layer] }) => borrow(layer, DAEMON, 'linux-arm64'), 'verify/elf-platform', DAEMON],
  ['the daemon is not packed', ({ layers: [layer] }) => edit(layer, DAEMON, 'UPX!', 'upx?'), 'verify/not-packed', DAEMON],
  ['the daemon is a text', ({ layers: [layer] }) => put(layer, DAEMON, '404: Not Found'), 'verify/not-elf', DAEMON],
  ['the entrypoint is another', ({ run }) => { run.Entrypoint = ['/usr/local/bin/tailscaled']; }, 'verify/config'],
  ['the entrypoint is not there', ({ run }) => { run.Entrypoint = ['/entrypoint.sh']; }, 'verify/start'],
  ['an argument is missing', ({ run }) => run.Cmd.shift(), 'verify/config'],
  ['a variable is too much', ({ run }) => run.Env.push('TS_AUTHKEY=secret'), 'verify/config'],
  ['PATH lacks a directory', ({ run }) => { run.Env = ['PATH=/usr/bin:/bin']; }, 'verify/config'],
  ['it runs as somebody', ({ run }) => { run.User = 'nobody'; }, 'verify/config'],
  ['the volume is missing', ({ run }) => { delete run.Volumes; }, 'verify/config'],
  ['the stop signal is another', ({ run }) => { run.StopSignal = 'SIGKILL'; }, 'verify/config'],
  ['a label is missing', ({ run }) => { delete run.Labels['org.opencontainers.image.source']; }, 'verify/label'],
  ['a label was added (auto labels)', ({ run }) => { run.Labels['org.opencontainers.image.created'] = 'now'; }, 'verify/label'],
  ['the layer is there twice', ({ layers }) => layers.push(layers[0]), 'verify/duplicate-bytes', DAEMON],
  ['a later layer only changes a mode', ({ layers }) => {
    layers.push(new Map([[DAEMON, layers[0].get(DAEMON)!]]));
    change(layers[0], DAEMON, { mode: 0o644 });
  }, 'verify/duplicate-bytes', DAEMON],
  ['a later layer removes a secret', ({ layers }) => {
    put(layers[0], 'root/.netrc', 'password');
    layers.push(new Map());
    put(layers[1], 'root/.wh..netrc', '');
  }, 'verify/shadowed-bytes', '/root/.netrc'],
  ['it is for another platform', parts => { parts.platform = { os: 'linux', architecture: 'arm', variant: 'v6' }; }, 'verify/missing-platform', PLATFORM],
  ['it is there twice', parts => {
    parts.index = (manifests, layout) => manifests.push({
      ...manifests[0], ...layout.blob(manifests[0].mediaType, { ...layout.json(manifests[0].digest), annotations: { copy: 'yes' } }),
    });
  }, 'verify/platform-twice', PLATFORM],
  ['the layer is of Docker\'s type', parts => { parts.manifest = ({ layers: [layer] }) => { layer.mediaType = 'application/vnd.docker.image.rootfs.diff.tar.gzip'; }; }, 'verify/media-type'],
  ['the index has an attestation', parts => {
    parts.index = (manifests, layout) => manifests.push({
      ...layout.blob('application/vnd.oci.image.manifest.v1+json', {
        schemaVersion: 2, config: layout.blob('application/vnd.oci.image.config.v1+json', {}), layers: [],
      }),
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': manifests[0].digest },
    });
  }, 'verify/attestation', PLATFORM],
  ['the first line ends with a carriage return', ({ layers: [layer] }) => edit(layer, ENTRYPOINT, '#!/bin/sh\n', '#!/bin/sh\r\n'), 'verify/start', 'entrypoint.sh'],
  ['the entrypoint asks env for bash', ({ layers: [layer] }) => edit(layer, ENTRYPOINT, '#!/bin/sh', '#!/usr/bin/env bash'), 'verify/command'],
  ['the program that the entrypoint calls is gone', ({ layers: [layer] }) => edit(layer, ENTRYPOINT, 'exec ', 'exec gosu root '), 'verify/command'],
  ['its user is not there', ({ run }) => { run.User = 'nosuch'; }, 'verify/user'],
  ['its user may not read the entrypoint', ({ layers: [layer], run }) => {
    run.User = '65532:65532';
    change(layer, ENTRYPOINT, { mode: 0o700 });
  }, 'verify/permission'],
  ['the health check is not there', ({ run }) => { run.Healthcheck = { Test: ['CMD', 'curl', '-f', 'http://localhost'] }; }, 'verify/command'],
  ['the shell of the entrypoint is for another machine', ({ layers: [layer] }) => borrow(layer, 'bin/busybox', 'linux-amd64'), 'verify/start', 'entrypoint.sh'],
  ['a whiteout follows its own file', ({ layers: [layer] }) => put(layer, 'etc/.wh.passwd', ''), 'verify/missing-file', '/etc/passwd'],
  ['a signature of cosign is in the index', parts => { parts.index = (manifests, layout) => manifests.push(signature(layout)); }, 'verify/artifact'],
  ['a file is sparse', ({ layers: [layer] }) => put(layer, 'etc/motd', 'x', { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' }), 'oci/sparse'],
  ['something else follows what is compressed', parts => { parts.padding = Buffer.from('junk'); }, 'oci/tail'],
  ['a blob has other bytes than its digest', parts => { parts.blobs = layout => layout.write(layout.layers[0], Buffer.from('other')); }, 'oci/'],
  ['a blob is missing', parts => { parts.blobs = layout => rmSync(layout.path(layout.layers[0])); }, 'oci/missing-blob'],
];

/** What is done to the image, and what engines take all the same. */
const SOUND: [change: string, spoil: (parts: Parts) => void][] = [
  ['as it was built', () => undefined],
  ['a table of contents follows the tar (eStargz)', parts => { parts.tail = Buffer.concat([Buffer.alloc(1024), Buffer.from('stargz.index.json'.padEnd(512, '\0')), Buffer.alloc(1024)]); }],
  ['zeros follow what is compressed', parts => { parts.padding = Buffer.alloc(512); }],
  ['a signature with a tag of its own is beside it', parts => {
    parts.index = (manifests, layout) => manifests.push({ ...signature(layout), annotations: { 'org.opencontainers.image.ref.name': 'sha256-abc.sig' } });
  }],
];

/** As `cosign save` leaves it: the configuration is that of an image, and what is signed stands in the place of a layer. */
function signature(layout: Layout): Record<string, any> {
  const signed = layout.blob('application/vnd.dev.cosign.simplesigning.v1+json', { critical: {} });
  const config = layout.blob('application/vnd.oci.image.config.v1+json', { os: '', architecture: '', config: {}, rootfs: { type: 'layers', diff_ids: [signed.digest] } });
  return layout.blob('application/vnd.oci.image.manifest.v1+json', { schemaVersion: 2, config, layers: [signed] });
}

/** An OCI layout on disk. */
class Layout {
  /** Digests of the layers. */
  public layers: string[] = [];

  public constructor(public readonly folder: string) {
    mkdirSync(join(folder, 'blobs/sha256'), { recursive: true });
  }

  public path(digest: string): string {
    return join(this.folder, 'blobs', ...digest.split(':'));
  }

  public json(digest: string): Record<string, any> {
    return JSON.parse(readFileSync(this.path(digest), 'utf8'));
  }

  public write(digest: string, data: Buffer): void {
    writeFileSync(this.path(digest), data);
  }

  public blob(mediaType: string, content: Buffer | object): { mediaType: string; digest: string; size: number } {
    const data = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
    const digest = sha256(data);
    this.write(digest, data);
    return { mediaType, digest, size: data.length };
  }
}

/** The only image of a layout. */
async function take(folder: string): Promise<{ parts: Parts; config: Record<string, any>; manifest: Record<string, any> }> {
  const layout = new Layout(folder);
  const manifest = layout.json(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')).manifests[0].digest);
  const config = layout.json(manifest.config.digest);
  const { os, architecture, variant } = config;
  const tars = (manifest.layers as { digest: string }[]).map(({ digest }) => gunzipSync(readFileSync(layout.path(digest))));
  const layers = await Promise.all(tars.map(read));
  return { parts: { layers, run: config.config, platform: { os, architecture, variant } }, config, manifest };
}

/** Writes an image as a layout with one index for its platforms, as a pipeline makes it. */
async function write(folder: string, built: Awaited<ReturnType<typeof take>>): Promise<void> {
  const { parts, config, manifest } = built;
  const layout = new Layout(folder);
  const tars = (await Promise.all(parts.layers.map(packed))).map(tar => Buffer.concat([tar, parts.tail ?? Buffer.alloc(0)]));
  const stored = tars.map(tar => Buffer.concat([gzipSync(tar, { level: 1 }), parts.padding ?? Buffer.alloc(0)]));
  const layers = stored.map(blob => layout.blob(manifest.layers[0].mediaType, blob));
  layout.layers = layers.map(({ digest }) => digest);
  const rootfs = { type: 'layers', diff_ids: tars.map(sha256) };
  const configured = layout.blob(manifest.config.mediaType, { ...config, ...parts.platform, config: parts.run, rootfs });
  const own = { ...manifest, config: configured, layers };
  parts.manifest?.(own);
  const manifests: Record<string, any>[] = [{ ...layout.blob(manifest.mediaType, own), platform: parts.platform }];
  parts.index?.(manifests, layout);
  writeFileSync(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }));
  parts.blobs?.(layout);
}

/** What `imagewright verify --platform` says, as `id where`. */
async function found(folder: string): Promise<string[]> {
  try {
    const verification = _verify(_parseManifest(readFileSync(MANIFEST, 'utf8')), await _readImage(folder), [PLATFORM]);
    return _listFindings(verification).map(({ id, where = '' }) => `${id} ${where}`);
  } catch (error) {
    if (error instanceof _Refusal) return [`${error.problem.id} ${error.problem.where ?? ''}`];
    throw error;
  }
}

async function read(tar: Buffer): Promise<Layer> {
  const entries = extract();
  entries.end(tar);
  const layer: Layer = new Map();
  for await (const entry of entries) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    layer.set(entry.header.name, { header: { ...entry.header, pax: undefined } as unknown as Header, content: Buffer.concat(chunks) });
  }
  return layer;
}

async function packed(layer: Layer): Promise<Buffer> {
  const archive = pack();
  for (const [name, { header, content }] of layer) archive.entry({ ...header, name, size: content.length }, content);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function of(layer: Layer, name: string): Entry {
  const entry = layer.get(name);
  if (entry === undefined) throw new Error(`There is no ${name} in the layer to spoil.`);
  return entry;
}

function change(layer: Layer, name: string, header: Partial<Header>): void {
  const { content, header: before } = of(layer, name);
  layer.set(name, { content, header: { ...before, ...header } });
}

function put(layer: Layer, name: string, text: string, pax?: Record<string, string>): void {
  const { header } = layer.get(name) ?? { header: { mode: 0o644, type: 'file', name } as Header };
  layer.set(name, { header: { ...header, ...pax === undefined ? {} : { pax } } as Header, content: Buffer.from(text) });
}

function edit(layer: Layer, name: string, from: string, to: string): void {
  const { header, content } = of(layer, name);
  layer.set(name, { header, content: Buffer.from(content.toString('latin1').replaceAll(from, to), 'latin1') });
}

function link(layer: Layer, name: string, linkname: string): void {
  layer.set(name, { header: { name, type: 'symlink', linkname, mode: 0o777 } as Header, content: Buffer.alloc(0) });
}

/** An image for a platform that a fault needs was not built. */
class NotBuilt extends Error {}

/** The same file of the image for another platform. */
function borrow(layer: Layer, name: string, platform: string): void {
  const other = others.get(platform);
  if (other === undefined) throw new NotBuilt(platform);
  layer.set(name, { header: of(layer, name).header, content: of(other, name).content });
}

function sha256(data: Buffer): string {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}

const others = new Map<string, Layer>();

async function main(): Promise<number> {
  for (const platform of ['linux-arm-v7', 'linux-arm-v5', 'linux-amd64', 'linux-arm64']) {
    const folder = join(BUILT, platform, 'image');
    if (existsSync(join(folder, 'index.json'))) others.set(platform, (await take(folder)).parts.layers[0]);
  }
  if (!others.has('linux-arm-v7')) {
    console.error(`There is no image for ${PLATFORM}: run \`npm run e2e -- --example mikrotik-tailscale-packed --platform ${PLATFORM}\` first.`);
    return 3;
  }
  let failed = 0;
  const attempt = async (fault: string, spoil: (parts: Parts) => void, holds: (all: string[]) => boolean) => {
    const folder = mkdtempSync(join(tmpdir(), 'imagewright-fault-'));
    try {
      const built = await take(join(BUILT, 'linux-arm-v7', 'image'));
      spoil(built.parts);
      await write(folder, built);
      const all = await found(folder);
      const ok = holds(all);
      if (!ok) failed++;
      console.log(`${ok ? 'ok  ' : 'FAIL'} ${fault.padEnd(46)} ${all.length === 0 ? 'nothing' : `${all[0].replaceAll(folder, 'IMAGE').slice(0, 90)}${all.length > 1 ? ` and ${all.length - 1} more` : ''}`}`);
    } catch (error) {
      if (!(error instanceof NotBuilt)) throw error;
      console.log(`skip ${fault.padEnd(46)} there is no image for ${error.message}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  for (const [words, spoil] of SOUND) await attempt(words, spoil, all => all.length === 0);
  for (const [fault, spoil, id, where = ''] of FAULTS) await attempt(fault, spoil, all => all.some(each => each.startsWith(id) && each.includes(where)));
  console.log(`\n${FAULTS.length} faults and ${SOUND.length} that are none, ${failed} not as expected.`);
  return failed === 0 ? 0 : 1;
}

void main().then(code => { process.exitCode = code; });
