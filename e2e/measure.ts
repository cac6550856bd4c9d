import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Source, Took } from './build';
import { Engine } from './engine';
import { Example } from './examples/example';
import { Image, readImage } from './image';

/** What is asked of a measurement. */
export interface Wanted {
  readonly cold: boolean;
  readonly twice: boolean;
  readonly bump: boolean;
}

/** One built platform. */
export interface Measured {
  readonly image: Image;
  /** Programs as they were before they were packed. */
  readonly unpacked: ReadonlyMap<string, Buffer>;
  /** The build: from nothing, or with what the cache had. */
  readonly build: Took;
  /** The same build once more. */
  readonly cached: Took;
  /** Digest of a second build from nothing. */
  readonly again?: string;
  /** A build that differs in the most often moved version. */
  readonly bump?: Took;
}

/** Builds one platform as often as is needed to know what is wanted. */
export async function measure(engine: Engine, source: Source, example: Example, platform: string, tag: string, wanted: Wanted): Promise<Measured> {
  const layout = join(source.work, 'image');
  const again = join(source.work, 'again');
  const bumped = join(source.work, 'bumped');
  const build = await source.image(layout, { platform, tag, cold: wanted.cold });
  const cached = await source.image(layout, { platform, tag });
  const bump = wanted.bump && example.bump !== undefined
    ? await source.image(bumped, { platform, buildArgs: { [example.bump.arg]: example.bump.value } })
    : undefined;
  if (wanted.twice) await source.image(again, { platform, tag, cold: true });
  const image = await readImage(layout);
  return {
    image,
    unpacked: await unpack(engine, image, platform, source.work),
    build,
    cached,
    again: wanted.twice ? (await readImage(again)).digest : undefined,
    bump,
  };
}

/** The bytes of a file as `gzip -9` would transfer them: unlike UPX's, its output grows smoothly with its input. */
export function gzipBytes(content: Buffer): number {
  return gzipSync(content, { level: 9 }).length;
}

/** The lines of `busybox.links` of the build. */
export async function busyboxLinks(source: Source, example: Example, platform: string): Promise<string[]> {
  if (example.busyboxLinks === undefined) return [];
  const { stage, path } = example.busyboxLinks;
  const dest = join(source.work, 'links');
  await source.build({ platform, output: `type=local,dest=${dest}`, appended: `FROM scratch\nCOPY --from=${stage} ${path} /links\n` });
  return (await readFile(join(dest, 'links'), 'utf8')).trim().split('\n');
}

async function unpack(engine: Engine, image: Image, platform: string, work: string): Promise<Map<string, Buffer>> {
  const dest = join(work, 'unpacked');
  await rm(dest, { recursive: true, force: true });
  await mkdir(dest);
  const source = await Source.prepare(engine, join(__dirname, 'unpack'), join(work, 'unpack'));
  await source.build({ platform, output: `type=local,dest=${dest}`, contexts: { image: `oci-layout://${image.layout}@${image.digest}` } });
  const files = (await readdir(dest, { recursive: true, withFileTypes: true })).filter(file => file.isFile());
  return new Map(await Promise.all(files.map(async file => {
    const path = join(file.parentPath, file.name);
    return [`/${relative(dest, path)}`, await readFile(path)] as const;
  })));
}
