import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ARCHITECTURES, INPUTS, makeInputs, readInputStamps, readStatus } from './inputs';
import { makeOnce } from './make-once';
import { CACHE } from '../cache';
import { Engine } from '../engine';
import { fillDebian, writeRelease } from './tree/debian';

const FILES = join(__dirname, 'standin');
/** Where `images.sh contexts` looks for the layouts too. */
const IMAGES = join(CACHE, 'images');
const BOTH = 'linux/amd64,linux/arm64';
const NATIVE = 'linux/amd64';

/** A stage of `standin/Dockerfile`. */
export interface StandIn {
  readonly platforms: string;
  /** The image that it is for, without its registry. */
  readonly image?: string;
}

/** In the order in which they are made. */
export const STAND_INS: Readonly<Record<string, StandIn>> = {
  'slim-amd64': { platforms: NATIVE },
  'maven': { platforms: NATIVE, image: 'library/maven:3.9.9-eclipse-temurin-21' },
  'slim': { platforms: BOTH, image: 'library/debian:trixie-slim' },
  'python': { platforms: BOTH, image: 'library/python:3.13-slim-trixie' },
  'uv': { platforms: BOTH, image: 'astral-sh/uv:0.9.5' },
  'node': { platforms: BOTH, image: 'library/node:22-bookworm-slim' },
  'distroless-static': { platforms: BOTH, image: 'distroless/static-debian12:nonroot' },
  'distroless-nodejs': { platforms: BOTH, image: 'distroless/nodejs22-debian12:nonroot' },
  'nginx': { platforms: BOTH, image: 'nginxinc/nginx-unprivileged:1.27-alpine' },
  'jre': { platforms: BOTH, image: 'library/eclipse-temurin:21-jre-noble' },
};
const NAMES = Object.keys(STAND_INS);

/** Layouts that later stages start from, as programs of the build machine. */
const CONTEXTS = ['slim-amd64', 'maven'];

/** What the stand-ins install, and the images of the cases. */
const INSTALLED = [
  ['ca-certificates', 'netbase', 'tzdata'],
  ['python3.13', 'libpython3.13-dev', 'python3.13-venv', 'python3-pip'],
  ['nginx', 'busybox'],
  ['openjdk-21-jre-headless'],
  ['gcc', 'libpq-dev'],
  ['libpq5'],
];
const INSTALLED_NATIVE = [['maven', 'openjdk-21-jdk-headless', 'git', 'curl', 'ca-certificates', 'locales']];
const UNPACKED = ['base-files', 'netbase', 'tzdata', 'media-types', 'ca-certificates', 'libc6', 'libgcc-s1', 'libstdc++6', 'libgomp1', 'gcc-14-base'];

/** Fills Debian's part of the tree, and makes all layouts. The tree has to be served. */
export async function makeStandIns(engine: Engine): Promise<void> {
  await mkdir(IMAGES, { recursive: true });
  await makeInputs();
  await Promise.all(ARCHITECTURES.map(fillArchitecture));
  await writeRelease(ARCHITECTURES);
  const inputs = [...await readInputStamps(), ...await readFiles(FILES)];
  for (const [name, { platforms }] of Object.entries(STAND_INS)) {
    await makeOnce({ name: `image-${name}`, path: join(IMAGES, name), maker: __filename, inputs }, () => makeLayout(engine, name, platforms));
  }
}

/** The layout of a stand-in, as a build context. */
export async function findLayout(name: string): Promise<string> {
  return `oci-layout://${join(IMAGES, name)}@${(await readFile(join(IMAGES, `${name}.digest`), 'utf8')).trim()}`;
}

/** Pushes the layouts to a registry on the engine's loopback, under the names of the images that they are for. */
export async function pushStandIns(engine: Engine, registry: string): Promise<void> {
  for (const [name, { image }] of Object.entries(STAND_INS)) {
    if (image === undefined) continue;
    await engine.near('crane', ['push', '--insecure', join(IMAGES, name), `${registry}/${image}`]);
    console.error(`  ${registry}/${image}`);
  }
}

async function fillArchitecture(architecture: string): Promise<void> {
  const onto = await readStatus(architecture);
  const installed = architecture === 'amd64' ? [...INSTALLED, ...INSTALLED_NATIVE] : INSTALLED;
  const sets = [...installed.map(names => ({ names, onto })), { names: [...UNPACKED, ...listPackages(onto)] }];
  await fillDebian(architecture, sets);
}

function listPackages(status: string): string[] {
  return [...status.matchAll(/^Package: (.*)$/gm)].map(([, name]) => name);
}

async function makeLayout(engine: Engine, name: string, platforms: string): Promise<void> {
  const layout = join(IMAGES, name);
  const metadata = `${layout}.json`;
  const contexts = await Promise.all(CONTEXTS.slice(0, NAMES.indexOf(name)).map(async context => `${context}-image=${await findLayout(context)}`));
  await rm(`${layout}.new`, { recursive: true, force: true });
  const result = await engine.docker([
    'buildx', 'build', '--progress', 'plain', '--provenance=false', '--platform', platforms, '--target', name,
    ...[`files=${FILES}`, ...contexts].flatMap(context => ['--build-context', context]),
    '--metadata-file', metadata, '--output', `type=oci,tar=false,dest=${layout}.new,compression=uncompressed`,
    '--file', join(FILES, 'Dockerfile'), INPUTS,
  ]);
  await writeFile(`${layout}.log`, result.stderr);
  // A build that runs beside this one sees the old image or the new one.
  await rm(layout, { recursive: true, force: true });
  await rename(`${layout}.new`, layout);
  await writeFile(`${layout}.digest`, `${JSON.parse(await readFile(metadata, 'utf8'))['containerimage.digest']}\n`);
}

async function readFiles(folder: string): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(file => file.isFile());
  const paths = files.map(file => join(file.parentPath, file.name)).sort();
  return Promise.all(paths.map(async path => `${path.slice(folder.length)}\n${await readFile(path, 'utf8')}`));
}
