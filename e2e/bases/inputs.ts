import { chmod, mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeOnce, Product, readStamp } from './make-once';
import { CACHE } from '../cache';
import { run } from '../process';
import { findMirror, SUITE } from './tree/debian';

/** The build context of the stand-ins: what is in them besides Debian packages. */
export const INPUTS = join(CACHE, 'bases');

/** Node.js comes from packages of npm; not every release is there for every CPU. */
const NODE: Record<string, { cpu: string; version: string }> = {
  amd64: { cpu: 'x64', version: '22.12.0' },
  arm64: { cpu: 'arm64', version: '22.13.1' },
};
const NPM = '10.9.0';
const UV = '0.9.5';
const UV_CPU: Record<string, string> = { amd64: 'x86_64', arm64: 'aarch64' };

export const ARCHITECTURES = Object.keys(NODE);

/** Without documentation, as slim images are, and without what is of this machine. */
const SLIM = [
  ...['doc', 'man', 'locale'].map(folder => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
  '--aptopt=Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false"', '--aptopt=Acquire::Languages "none"', '--aptopt=Acquire::Retries "5"',
  '--skip=output/dev', '--customize-hook=rm "$1/etc/resolv.conf" "$1/etc/hostname"',
];

/** Makes all inputs that are missing. */
export async function makeInputs(): Promise<void> {
  await mkdir(INPUTS, { recursive: true });
  await makeOnce(product('slim.tar'), makeSlim);
  for (const architecture of ARCHITECTURES) {
    await makeOnce(product(`node-${architecture}`), () => makeNode(architecture));
    await makeOnce(product(`uv-${architecture}`), () => makeUv(architecture));
  }
}

/** Checksums of the inputs, which change with them. */
export async function readInputStamps(): Promise<string[]> {
  return Promise.all(['slim.tar', ...ARCHITECTURES.flatMap(name => [`node-${name}`, `uv-${name}`])].map(readStamp));
}

/** What it is, is in this file. */
function product(name: string): Product {
  return { path: join(INPUTS, name), maker: __filename, inputs: [SUITE] };
}

/** The dpkg status of the slim image, as it is on another architecture: the packages are the same. */
export async function readStatus(architecture: string): Promise<string> {
  const { stdout } = await run('tar', ['-xOf', join(INPUTS, 'slim.tar'), './var/lib/dpkg/status']);
  return stdout.replace(/^Architecture: amd64$/gm, `Architecture: ${architecture}`);
}

async function makeSlim(): Promise<void> {
  const file = join(INPUTS, 'slim.new.tar');
  await run('mmdebstrap', [
    '--quiet', '--variant=minbase', '--architectures=amd64', '--format=tar', ...SLIM,
    SUITE, file, `deb [arch=amd64] ${await findMirror()} ${SUITE} main`,
  ]);
  await rename(file, join(INPUTS, 'slim.tar'));
}

/** The tree below `/usr/local` of the images of Node.js. */
async function makeNode(architecture: string): Promise<void> {
  const { cpu, version } = NODE[architecture];
  const folder = join(INPUTS, `node-${architecture}`);
  const npm = join(folder, 'lib/node_modules/npm');
  await rm(folder, { recursive: true, force: true });
  await mkdir(npm, { recursive: true });
  await inTemporaryFolder(async work => {
    await run('npm', ['pack', '--silent', `node-linux-${cpu}@${version}`, `npm@${NPM}`], { cwd: work });
    const unpack = (file: string, to: string, ...members: string[]) =>
      run('tar', ['-xzf', join(work, file), '-C', to, '--strip-components=1', '--no-same-owner', ...members]);
    await unpack(`node-linux-${cpu}-${version}.tgz`, folder, 'package/bin');
    await unpack(`npm-${NPM}.tgz`, npm);
  });
  for (const name of ['npm', 'npx']) {
    await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, join(folder, 'bin', name));
    await chmod(join(npm, 'bin', `${name}-cli.js`), 0o755);
  }
  await symlink('node', join(folder, 'bin/nodejs'));
  await chmod(join(folder, 'bin/node'), 0o755);
}

/** The static program of uv's wheel for musl. */
async function makeUv(architecture: string): Promise<void> {
  await inTemporaryFolder(async work => {
    await run('pip', [
      'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:',
      '--platform', `musllinux_1_1_${UV_CPU[architecture]}`, '--dest', work, `uv==${UV}`,
    ]);
    const [wheel] = await readdir(work);
    await run('python3', ['-m', 'zipfile', '-e', join(work, wheel), work]);
    const program = join(work, `uv-${UV}.data/scripts/uv`);
    await chmod(program, 0o755);
    await run('cp', [program, join(INPUTS, `uv-${architecture}`)]);
  });
}

async function inTemporaryFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'imagewright-bases-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
