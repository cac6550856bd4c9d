import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ADDRESS, TREE } from './tree';
import { run } from '../../process';
import { makeOnce } from '../make-once';

const FOLDER = join(TREE, 'npm');
/** How many packages one `npm pack` fetches. */
const BATCH = 40;

/** An entry of `packages` of a package-lock.json. */
interface Locked {
  readonly name?: string;
  readonly version: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly os?: string[];
  readonly cpu?: string[];
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/** Puts the packages of package-lock.json files into the tree: tarballs, and the metadata of each package. */
export async function fillNpm(locks: readonly string[]): Promise<void> {
  await makeOnce({ path: FOLDER, maker: __filename, inputs: locks }, async () => {
    await mkdir(FOLDER, { recursive: true });
    for (const lock of locks) await fillLocked(lock);
  });
}

async function fillLocked(lock: string): Promise<void> {
  const wanted = listPackages(JSON.parse(lock));
  const missing = wanted.filter(each => !existsSync(tarball(each)));
  for (let at = 0; at < missing.length; at += BATCH) await pack(missing.slice(at, at + BATCH));
  for (const each of wanted) await addMetadata(each);
}

/** What npm would ask for in an image of ours. */
function listPackages({ packages }: { packages: Record<string, Locked> }): Package[] {
  const found = new Map<string, Package>();
  for (const [path, { name = path.replace(/^.*node_modules\//, ''), version, integrity, link, os, cpu }] of Object.entries(packages)) {
    const foreign = (os !== undefined && !os.includes('linux')) || (cpu !== undefined && !cpu.includes('x64') && !cpu.includes('arm64'));
    if (path !== '' && !link && integrity !== undefined && !foreign) found.set(`${name}@${version}`, { name, version, integrity });
  }
  return [...found.values()];
}

function tarball({ name, version }: Package): string {
  return join(FOLDER, name, '-', `${basename(name)}-${version}.tgz`);
}

async function pack(packages: Package[]): Promise<void> {
  const temporary = await mkdtemp(join(FOLDER, '.new-'));
  const words = packages.map(({ name, version }) => `${name}@${version}`);
  await run('npm', ['pack', '--silent', '--pack-destination', temporary, ...words], { cwd: temporary });
  for (const each of packages) {
    const packed = join(temporary, `${each.name.replace('@', '').replace('/', '-')}-${each.version}.tgz`);
    const [, algorithm, sum] = /^([^-]+)-(.*)$/.exec(each.integrity)!;
    if (createHash(algorithm).update(await readFile(packed)).digest('base64') !== sum) {
      throw new Error(`The registry's ${each.name}@${each.version} is not what the lock file says.`);
    }
    await mkdir(join(FOLDER, each.name, '-'), { recursive: true });
    await rename(packed, tarball(each));
  }
  await rm(temporary, { recursive: true });
}

/** @see https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md#getpackage */
async function addMetadata(added: Package): Promise<void> {
  const { name, version, integrity } = added;
  const path = join(FOLDER, name, 'index.json');
  const known = existsSync(path) ? JSON.parse(await readFile(path, 'utf8')) : { name, 'dist-tags': {}, 'versions': {} };
  if (version in known.versions) return;
  const members = (await run('tar', ['-tzf', tarball(added)])).stdout.split('\n');
  const member = members.find(each => /^[^/]+\/package\.json$/.test(each))!;
  const own = JSON.parse((await run('tar', ['-xzOf', tarball(added), member])).stdout);
  known.versions[version] = { ...own, name, version, dist: { tarball: `${ADDRESS}/${name}/-/${basename(tarball(added))}`, integrity } };
  known['dist-tags'].latest = version;
  await writeFile(path, JSON.stringify(known));
}
