import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TREE } from './tree';
import { CACHE } from '../../cache';
import { Unavailable } from '../../engine';
import { run } from '../../process';
import { makeOnce } from '../make-once';

/** The release of Debian that the stand-ins are made of. */
export const SUITE = 'trixie';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const FOLDER = join(TREE, 'debian');
const DISTS = join(FOLDER, 'dists', SUITE);

/** Packages of one `apt-get install`. */
export interface Packages {
  readonly names: readonly string[];
  /** The text of a dpkg status file: what it lacks of their dependencies comes along. Without one, exactly these packages. */
  readonly onto?: string;
}

/** The mirror that the machine's own apt uses, whatever the format of its sources is. */
export async function findMirror(): Promise<string> {
  if (process.env.E2E_MIRROR !== undefined) return process.env.E2E_MIRROR;
  const { stdout } = await run('apt-get', ['indextargets', '--format', '$(SITE) $(COMPONENT)', 'Created-By: Packages']);
  const sites = stdout.split('\n').map(line => line.split(' ')).filter(([, component]) => component === 'main').map(([site]) => site);
  const mirror = sites.find(site => /debian\/?$/.test(site) && !site.includes('security'));
  if (mirror === undefined) throw new Unavailable('No Debian mirror is in the apt sources of this machine. Set E2E_MIRROR to one.');
  return mirror.replace(/\/$/, '');
}

/** Puts packages of one architecture into the tree. apt checks them, and what it needs of the index. */
export async function fillDebian(architecture: string, sets: readonly Packages[]): Promise<void> {
  const index = join(DISTS, indexFolder(architecture), 'Packages');
  await makeOnce({ name: `debian-${architecture}`, path: index, maker: __filename, inputs: [JSON.stringify(sets)] }, async () => {
    const apt = await Apt.update(architecture);
    for (const set of sets) await apt.fetch(set);
    await apt.writeIndex(index);
  });
}

/**
 * Writes the list of the indexes. It is not signed, as it names only what is in the tree: with the whole index, each `apt-get update`
 * of an emulated build would take minutes.
 *
 * @see https://wiki.debian.org/DebianRepository/Format#A.22Release.22_files
 */
export async function writeRelease(architectures: readonly string[]): Promise<void> {
  const indexes = await Promise.all(architectures.map(async architecture => {
    const content = await readFile(join(DISTS, indexFolder(architecture), 'Packages'));
    return ` ${createHash('sha256').update(content).digest('hex')} ${content.length} ${indexFolder(architecture)}/Packages`;
  }));
  await writeFile(join(DISTS, 'Release'), [
    'Origin: Debian', 'Label: Debian', `Suite: ${SUITE}`, `Codename: ${SUITE}`, `Architectures: ${architectures.join(' ')}`, 'Components: main',
    `Date: ${new Date().toUTCString()}`, 'SHA256:', ...indexes, '',
  ].join('\n'));
}

function indexFolder(architecture: string): string {
  return `main/binary-${architecture}`;
}

/** An apt of its own for one architecture, beside the machine's. */
class Apt {
  public static async update(architecture: string): Promise<Apt> {
    const mirror = await findMirror();
    const folder = join(CACHE, 'tree-apt', architecture);
    await mkdir(join(folder, 'lists/partial'), { recursive: true });
    await mkdir(join(folder, 'cache/archives/partial'), { recursive: true });
    await writeFile(join(folder, 'status'), '');
    await writeFile(join(folder, 'sources.list'), `deb [arch=${architecture} signed-by=${KEYRING}] ${mirror} ${SUITE} main\n`);
    await writeFile(join(folder, 'apt.conf'), `
      APT::Architecture "${architecture}";
      APT::Architectures { "${architecture}"; };
      APT::Sandbox::User "root";
      Dir::Etc::sourcelist "${folder}/sources.list";
      Dir::Etc::sourceparts "/dev/null";
      Dir::Etc::preferencesparts "/dev/null";
      Dir::State::lists "${folder}/lists";
      Dir::State::status "${folder}/status";
      Dir::Cache "${folder}/cache";
      Acquire::Languages "none";
      Acquire::Retries "5";
      Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
    `);
    const apt = new Apt(mirror, folder);
    await apt.run('apt-get', ['update']);
    return apt;
  }

  private constructor(private readonly mirror: string, private readonly folder: string) {}

  public async fetch({ names, onto }: Packages): Promise<void> {
    const archives = join(this.folder, 'cache/archives');
    await writeFile(join(this.folder, 'status'), onto ?? '');
    const install = onto === undefined ? ['download'] : ['-y', '--no-install-recommends', 'install'];
    const printed = await this.run('apt-get', ['--print-uris', ...install, ...names], archives);
    await this.run('apt-get', [...onto === undefined ? [] : ['--download-only'], ...install, ...names], archives);
    for (const [, uri, file] of printed.matchAll(/^'([^']*)' (\S+) /gm)) {
      const path = join(FOLDER, decodeURIComponent(uri.slice(this.mirror.length)));
      if (existsSync(path)) continue;
      await mkdir(dirname(path), { recursive: true });
      await link(join(archives, file), path);
    }
  }

  /** The entries of what is in the tree, as Debian's own index has them, which apt has checked. */
  public async writeIndex(path: string): Promise<void> {
    const lists = join(this.folder, 'lists');
    const index = (await readdir(lists)).find(name => /_Packages(\.\w+)?$/.test(name))!;
    const entries = (await this.run('/usr/lib/apt/apt-helper', ['cat-file', join(lists, index)])).split('\n\n').filter(entry => {
      const file = /^Filename: (.*)$/m.exec(entry)?.[1];
      return file !== undefined && existsSync(join(FOLDER, file));
    });
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, entries.map(entry => `${entry}\n\n`).join(''));
  }

  private async run(command: string, args: string[], cwd = this.folder): Promise<string> {
    return (await run(command, ['-qq', ...args], { cwd, env: { ...process.env, APT_CONFIG: join(this.folder, 'apt.conf') } })).stdout;
  }
}
