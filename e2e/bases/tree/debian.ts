import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TREE } from './tree';
import { CACHE } from '../../cache';
import { Unavailable } from '../../engine';
import { run } from '../../process';

/** The release of Debian that the stand-ins are made of. */
export const SUITE = 'trixie';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const FOLDER = join(TREE, 'debian');

/** Packages of one `apt-get install`. */
export interface Packages {
  readonly names: readonly string[];
  /** A dpkg status file: what it lacks of their dependencies comes along. Without one, exactly these packages. */
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

/**
 * Puts packages of one architecture into the tree, with Debian's own signed index and the whole list of packages, so the checks of
 * apt stay in force in builds. A package that is not in the tree is a 404 that names it.
 */
export async function fillDebian(architecture: string, sets: readonly Packages[]): Promise<void> {
  const apt = await Apt.update(architecture);
  for (const set of sets) await apt.fetch(set);
}

/** An apt of its own for one architecture, beside the machine's. */
class Apt {
  public static async update(architecture: string): Promise<Apt> {
    const mirror = await findMirror();
    const folder = join(CACHE, 'tree-apt', architecture);
    await mkdir(join(folder, 'lists/partial'), { recursive: true });
    await mkdir(join(folder, 'cache/archives/partial'), { recursive: true });
    await writeFile(join(folder, 'sources.list'), `deb [arch=${architecture} signed-by=${KEYRING}] ${mirror} ${SUITE} main\n`);
    await writeFile(join(folder, 'apt.conf'), `
      APT::Architecture "${architecture}";
      APT::Architectures { "${architecture}"; };
      APT::Sandbox::User "root";
      Dir::Etc::sourcelist "${folder}/sources.list";
      Dir::Etc::sourceparts "/dev/null";
      Dir::Etc::preferencesparts "/dev/null";
      Dir::State::lists "${folder}/lists";
      Dir::Cache "${folder}/cache";
      Acquire::Languages "none";
      Acquire::Retries "5";
      Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
    `);
    const apt = new Apt(mirror, architecture, folder);
    await apt.run('apt-get', ['update']);
    await apt.copyIndex();
    return apt;
  }

  private constructor(private readonly mirror: string, private readonly architecture: string, private readonly folder: string) {}

  public async fetch({ names, onto }: Packages): Promise<void> {
    const archives = join(this.folder, 'cache/archives');
    const install = onto === undefined ? ['download'] : ['-y', '--no-install-recommends', '-o', `Dir::State::status=${onto}`, 'install'];
    const printed = await this.run('apt-get', ['--print-uris', ...install, ...names], archives);
    await this.run('apt-get', [...onto === undefined ? [] : ['--download-only'], ...install, ...names], archives);
    for (const [, uri, file] of printed.matchAll(/^'([^']*)' (\S+) /gm)) {
      const path = join(FOLDER, decodeURIComponent(uri.slice(this.mirror.length)));
      if (existsSync(path)) continue;
      await mkdir(dirname(path), { recursive: true });
      await link(join(archives, file), path);
    }
  }

  /** The InRelease that apt has just checked, and the list that it names. */
  private async copyIndex(): Promise<void> {
    const lists = join(this.folder, 'lists');
    const release = (await readdir(lists)).find(name => name.endsWith('_InRelease'))!;
    const index = `main/binary-${this.architecture}/Packages.xz`;
    const dists = join(FOLDER, 'dists', SUITE);
    await mkdir(dirname(join(dists, index)), { recursive: true });
    await copyFile(join(lists, release), join(dists, 'InRelease'));
    const [, sums] = (await readFile(join(dists, 'InRelease'), 'utf8')).split(/^SHA256:$/m);
    const sum = sums.split('\n').map(line => line.trim().split(/\s+/)).find(([, , path]) => path === index)![0];
    if (existsSync(join(dists, index)) && createHash('sha256').update(await readFile(join(dists, index))).digest('hex') === sum) return;
    await this.run('/usr/lib/apt/apt-helper', ['download-file', `${this.mirror}/dists/${SUITE}/${index}`, join(dists, index), `SHA256:${sum}`]);
  }

  private async run(command: string, args: string[], cwd = this.folder): Promise<string> {
    return (await run(command, ['-qq', ...args], { cwd, env: { ...process.env, APT_CONFIG: join(this.folder, 'apt.conf') } })).stdout;
  }
}
