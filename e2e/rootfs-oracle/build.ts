import { createReadStream } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { extract, pack } from 'tar-stream';
import { NO_BASES } from './bases';
import { contentOf, Declared } from './declare';
import { Item, Program } from './program';
import { Engine } from '../engine';
import type { Entry, Rootfs } from '../rootfs';

/** What BuildKit made of a program. */
export type Built = { readonly files: Rootfs } | { readonly error: string };

/**
 * A program, and the prefix with which it was declared. No two have the same: of two files of one name, size and time BuildKit sends one, and
 * builds go on side by side.
 */
export interface Job {
  readonly program: Program;
  readonly prefix: string;
  readonly declared: Declared;
}

/** Builds programs in a folder: all at once, and one by one where that fails. */
export async function build(engine: Engine, folder: string, jobs: readonly Job[], shell: string, bases = NO_BASES): Promise<Built[]> {
  const together = [
    ...jobs.map(({ declared }) => declared.dockerfile),
    'FROM scratch',
    ...jobs.map(({ prefix, declared }) => `COPY --from=${declared.model.result.name} / /${prefix}/`),
  ].join('\n');
  const context = join(folder, 'context');
  for (const { prefix, program } of jobs) {
    await mkdir(join(context, prefix), { recursive: true });
    await writeFile(join(context, prefix, 'tree.tar'), await archive(program.tree, 't'));
    await grow(join(context, prefix, 'secret'), program.secret);
    await grow(join(folder, `${prefix}unknown`), program.secret);
  }
  const dockerfile = join(folder, `${jobs[0].prefix}.Dockerfile`);
  await writeFile(dockerfile, `${together}\n`);
  const contexts = [...new Set(together.match(/^FROM .*(?=unknown AS|shell AS)\S+/gm)?.map(from => from.split(' ').at(-1)!))]
    .flatMap(name => ['--build-context', `${name}=${name === 'shell' ? shell : join(folder, name.replace(/^p/, 'P'))}`]);
  const used = [...bases.contexts].filter(([reference]) => together.includes(` ${reference} AS `)).flatMap(([reference, image]) => ['--build-context', `${reference}=${image}`]);
  const output = join(folder, 'image.tar');
  const { code, stderr } = await engine.docker(
    ['buildx', 'build', '--progress', 'plain', '--output', `type=tar,dest=${output}`, ...contexts, ...used, '-f', dockerfile, context],
    { mayFail: true, timeoutSeconds: 300 },
  );
  const files = code === 0 ? await readTar(output) : undefined;
  await rm(folder, { recursive: true, force: true });
  if (files !== undefined) return jobs.map(({ prefix }) => ({ files: below(files, `/${prefix}`) }));
  if (jobs.length === 1) return [{ error: /^ERROR: (.*)$/m.exec(stderr)?.[1] ?? stderr }];
  const built: Built[] = [];
  for (const job of jobs) built.push(...await build(engine, folder, [job], shell, bases));
  return built;
}

function below(files: Rootfs, root: string): Rootfs {
  return new Map([...files].filter(([path]) => path.startsWith(`${root}/`)).map(([path, entry]) => [path.slice(root.length), entry]));
}

/** The items as an archive, which keeps their modes and owners. */
async function archive(items: readonly Item[], root: string): Promise<Buffer> {
  const tar = pack();
  const made = new Map<string, { mode: number; gid: number }>();
  // One that nobody names is as mkdir would make it: in one with the set-group-ID bit it has that too, and its group.
  const directory = (path: string) => {
    if (made.has(path)) return;
    const parent = made.get(path.slice(0, path.lastIndexOf('/')));
    const header = parent !== undefined && (parent.mode & 0o2000) !== 0 ? { mode: 0o2755, gid: parent.gid } : { mode: 0o755, gid: 0 };
    made.set(path, header);
    tar.entry({ name: `${path}/`, type: 'directory', ...header });
  };
  directory(root);
  const explicit = new Set(items.filter(({ kind }) => kind === 'directory').map(({ path }) => `${root}${path}`));
  // A directory that is named itself comes first, with its own mode.
  for (const item of [...items].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const names = item.path.split('/').slice(1, -1);
    names.map((_, i) => `${root}/${names.slice(0, i + 1).join('/')}`).filter(parent => !explicit.has(parent)).forEach(directory);
    const [uid, gid] = item.kind === 'link' ? [0, 0] : item.owner.split(':').map(Number);
    const header = { name: `${root}${item.path}`, mode: parseInt(item.mode, 8), uid, gid };
    if (item.kind === 'file') {
      tar.entry(header, contentOf(item));
    } else if (item.kind === 'directory') {
      made.set(header.name, header);
      tar.entry({ ...header, name: `${header.name}/`, type: 'directory' });
    } else {
      tar.entry({ ...header, type: 'symlink', linkname: item.target });
    }
  }
  tar.finalize();
  return buffer(tar);
}

/** The items on the disk of this machine. */
async function grow(folder: string, items: readonly Item[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'here'), 'here\n');
  for (const item of items) {
    const path = join(folder, item.path);
    await mkdir(join(path, '..'), { recursive: true });
    if (item.kind === 'file') await writeFile(path, 'secret\n');
    else if (item.kind === 'directory') await mkdir(path, { recursive: true });
    else await symlink(item.target, path);
  }
}

const KIND: Record<string, Entry['kind']> = { file: 'file', directory: 'directory', symlink: 'symlink' };

/** The files of an archive, with their contents. */
export async function readTar(path: string): Promise<Rootfs> {
  const files = new Map<string, Entry>();
  const entries = extract();
  createReadStream(path).pipe(entries);
  for await (const entry of entries) {
    const { header } = entry;
    const content = await buffer(entry);
    const linked = header.type === 'link' ? files.get(posix.resolve('/', header.linkname!)) : undefined;
    const kind = KIND[header.type!];
    const name = posix.resolve('/', header.name);
    if (linked !== undefined) files.set(name, linked);
    else if (kind !== undefined) files.set(name, { kind, mode: header.mode! % 0o10000, uid: header.uid!, gid: header.gid!, content, target: kind === 'symlink' ? header.linkname! : '' });
  }
  return files;
}
