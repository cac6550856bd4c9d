/**
 * `npx tsx bench/oci.ts`: how fast a built image is read and how much memory that takes, beside `gzip -dc | sha256sum` on the same layer.
 * Makes images of 2 GB in a temporary folder and deletes them; `--quick` makes 200 MB. Asserts nothing, for time depends on the machine.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { _readImage } from '../src/oci';

const MB = 1_000_000;
const total = process.argv.includes('--quick') ? 200 * MB : 2_000 * MB;

/** How many files an image of this size has. */
const SHAPES = { '4 large files': 4, '200,000 small files': total / 10_000 };

async function main(): Promise<void> {
  const [, , command, image, ...options] = process.argv;
  if (command === 'read') return measure(image, options.includes('digests'));
  const folder = mkdtempSync(join(tmpdir(), 'imagewright-bench-'));
  try {
    for (const [shape, files] of Object.entries(SHAPES)) {
      const layout = join(folder, String(files));
      const { layer, tarBytes } = await makeImage(layout, files);
      console.log(`${(tarBytes / MB).toFixed(0)} MB in ${files} files, ${shape}`);
      print('gzip -dc | sha256sum', tarBytes, peer(layer));
      for (const option of ['', 'digests']) {
        const answer = execFileSync(process.execPath, [...process.execArgv, __filename, 'read', layout, option], { encoding: 'utf8' });
        const measured = JSON.parse(answer) as Measured;
        const { growth, peak } = measured;
        print(`imagewright${option && `, ${option}`}`, tarBytes, measured, `RSS ${(peak / MB).toFixed(0)} MB, grown by ${(growth / MB).toFixed(0)} MB`);
      }
      rmSync(layout, { recursive: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Took {
  readonly elapsed: number;
  /** Seconds of all cores: what counts on a machine that does something else too. */
  readonly cpu: number;
}

interface Measured extends Took {
  /** In bytes, as `growth`. */
  readonly peak: number;
  readonly growth: number;
}

/** Reads an image in this process, which has done nothing else. */
async function measure(image: string, digests: boolean): Promise<void> {
  const before = process.memoryUsage.rss();
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const { manifests: [{ rootfs }] } = await _readImage(image, { digests });
  const elapsed = (performance.now() - start) / 1_000;
  const peak = process.resourceUsage().maxRSS * 1_024;
  if (rootfs.size === 0) throw new Error('Nothing was read.');
  const { user, system } = process.cpuUsage(cpuBefore);
  const measured: Measured = { elapsed, cpu: (user + system) / 1_000_000, peak, growth: peak - before };
  console.log(JSON.stringify(measured));
}

/** An OCI layout of one layer, always the same. */
async function makeImage(layout: string, files: number): Promise<{ layer: string; tarBytes: number }> {
  const blobs = join(layout, 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  const diffId = createHash('sha256');
  const digest = createHash('sha256');
  const unnamed = join(blobs, 'layer');
  let tarBytes = 0;
  let size = 0;
  await pipeline(
    tar(files),
    through(piece => { diffId.update(piece); tarBytes += piece.length; }),
    createGzip({ level: 1 }),
    through(piece => { digest.update(piece); size += piece.length; }),
    createWriteStream(unnamed),
  );
  const layerDigest = digest.digest('hex');
  const layer = join(blobs, layerDigest);
  renameSync(unnamed, layer);
  const blob = (value: object) => {
    const text = JSON.stringify(value);
    const name = createHash('sha256').update(text).digest('hex');
    writeFileSync(join(blobs, name), text);
    return { digest: `sha256:${name}`, size: Buffer.byteLength(text) };
  };
  const type = (name: string) => `application/vnd.oci.image.${name}`;
  const config = blob({ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [`sha256:${diffId.digest('hex')}`] } });
  const manifest = blob({
    schemaVersion: 2,
    config: { mediaType: type('config.v1+json'), ...config },
    layers: [{ mediaType: type('layer.v1.tar+gzip'), digest: `sha256:${layerDigest}`, size }],
  });
  writeFileSync(join(layout, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType: type('manifest.v1+json'), ...manifest }] }));
  return { layer, tarBytes };
}

/** Half of it is noise, the other half is one letter: gzip halves it, as it does with programs. */
function noise(): Buffer {
  const data = Buffer.alloc(MB, 'x');
  for (let at = 0; at < MB; at += 64) createHash('sha256').update(String(at)).digest().copy(data, at);
  return data;
}

function* tar(files: number): Generator<Buffer> {
  const data = noise();
  const size = total / files;
  for (let i = 0; i < files; i++) {
    yield header(`usr/lib/${Math.floor(i / 1_000)}/file-${i}`, size);
    for (let at = 0; at < size;) {
      const from = (i * 7_919 + at) % MB;
      const piece = data.subarray(from, Math.min(MB, from + size - at));
      yield piece;
      at += piece.length;
    }
    yield Buffer.alloc((512 - size % 512) % 512);
  }
  yield Buffer.alloc(1_024);
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  block.write(name);
  for (const [value, at, length] of [[0o644, 100, 8], [0, 108, 8], [0, 116, 8], [size, 124, 12], [0, 136, 12]]) {
    block.write(value.toString(8).padStart(length - 1, '0'), at);
  }
  block.write('        0', 148);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0`, 148);
  return block;
}

function through(see: (piece: Buffer) => void): Transform {
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      see(piece);
      done(null, piece);
    },
  });
}

function peer(layer: string): Took {
  const start = performance.now();
  const answer = execFileSync('bash', ['-c', `gzip -dc '${layer}' | sha256sum; times`], { encoding: 'utf8' });
  const elapsed = (performance.now() - start) / 1_000;
  // The last line is what the children took: `0m1.234s 0m0.056s`.
  const cpu = [...answer.trim().split('\n').at(-1)!.matchAll(/(\d+)m([\d.]+)s/g)]
    .reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
  return { elapsed, cpu };
}

function print(what: string, bytes: number, { elapsed, cpu }: Took, more = ''): void {
  const speed = (bytes / MB / elapsed).toFixed(0).padStart(5);
  console.log(`  ${what.padEnd(24)} ${speed} MB/s ${elapsed.toFixed(2).padStart(7)} s ${cpu.toFixed(2).padStart(7)} CPU s   ${more}`);
}

void main();
