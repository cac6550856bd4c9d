import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ADDRESS, TREE } from './tree';
import { CommandFailed, run } from '../../process';
import { makeOnce } from '../make-once';

/** The version of Python in the stand-in, which decides which wheels fit. */
const PYTHON = '3.13';
const CPUS = ['x86_64', 'aarch64'];
const FOLDER = join(TREE, 'pypi');
const FILES = join(FOLDER, 'files');

/** The address of the simple index: builds get it as a secret. */
export const PYPI = `${ADDRESS}/pypi/simple`;

/** The requirements of a `uv.lock`, as `name==version`; the project itself is none. */
export function listLocked(lock: string): string[] {
  return [...lock.matchAll(/^name = "(.*)"\nversion = "(.*)"\nsource = \{ registry = /gm)].map(([, name, version]) => `${name}==${version}`);
}

/** The requirements of a `requirements.txt` with checksums. */
export function listRequired(text: string): string[] {
  return [...text.matchAll(/^(\S+==\S+) \\$/gm)].map(([, requirement]) => requirement);
}

/** Puts wheels for both platforms into the tree, or the source distribution of what has no wheel, and writes the index. */
export async function fillPypi(requirements: readonly string[]): Promise<void> {
  await makeOnce({ path: join(FOLDER, 'simple'), name: 'pypi', maker: __filename, inputs: requirements }, async () => {
    await mkdir(FILES, { recursive: true });
    for (const requirement of requirements) {
      const wheels = [];
      for (const cpu of CPUS) wheels.push(await hasWheel(requirement, cpu));
      if (!wheels.includes(true)) await downloadSource(requirement);
    }
    await writeIndex();
  });
}

async function hasWheel(requirement: string, cpu: string): Promise<boolean> {
  const platforms = [`manylinux_2_28_${cpu}`, `manylinux_2_17_${cpu}`, `manylinux2014_${cpu}`, 'any'];
  const result = await pip(
    ['--only-binary', ':all:', '--python-version', PYTHON, '--implementation', 'cp', ...platforms.flatMap(name => ['--platform', name]), requirement],
    process.env,
  );
  if (result.code !== 0 && !/No matching distribution/.test(result.stderr)) throw new CommandFailed(`pip download ${requirement}`, result);
  return result.code === 0;
}

/** pip runs the setup of a source distribution to learn its name; that of psycopg2 asks a program that the machine need not have. */
async function downloadSource(requirement: string): Promise<void> {
  const stubs = join(FOLDER, 'stubs');
  await mkdir(stubs, { recursive: true });
  await writeFile(join(stubs, 'pg_config'), '#!/bin/sh\necho PostgreSQL 17.0\n');
  await chmod(join(stubs, 'pg_config'), 0o755);
  const result = await pip(['--no-binary', ':all:', requirement], { ...process.env, PATH: `${stubs}:${process.env.PATH}` });
  if (result.code !== 0) throw new CommandFailed(`pip download ${requirement}`, result);
}

function pip(args: string[], env: NodeJS.ProcessEnv) {
  return run('pip', ['download', '--quiet', '--disable-pip-version-check', '--no-deps', '--dest', FILES, ...args], { mayFail: true, env });
}

/** @see https://packaging.python.org/en/latest/specifications/simple-repository-api/ */
async function writeIndex(): Promise<void> {
  const projects = new Map<string, string[]>();
  for (const file of (await readdir(FILES)).sort()) {
    const name = (file.endsWith('.whl') ? file.split('-')[0] : file.replace(/-[^-]*\.(tar\.gz|zip)$/, '')).replace(/[-_.]+/g, '-').toLowerCase();
    projects.set(name, [...projects.get(name) ?? [], file]);
  }
  await rm(join(FOLDER, 'simple'), { recursive: true, force: true });
  await writePage('', [...projects.keys()].map(name => ({ text: name, target: `${name}/` })));
  for (const [name, files] of projects) {
    await writePage(name, await Promise.all(files.map(async file => {
      const sum = createHash('sha256').update(await readFile(join(FILES, file))).digest('hex');
      return { text: file, target: `${ADDRESS}/pypi/files/${file}#sha256=${sum}` };
    })));
  }
}

async function writePage(project: string, links: { text: string; target: string }[]): Promise<void> {
  const folder = join(FOLDER, 'simple', project);
  const lines = links.map(({ text, target }) => `<a href="${target}">${text}</a><br>`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.html'), ['<!DOCTYPE html>', '<html><body>', ...lines, '</body></html>', ''].join('\n'));
}
