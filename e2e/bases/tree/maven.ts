import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, cp, link, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { TREE } from './tree';
import { CACHE } from '../../cache';
import { CommandFailed, run } from '../../process';
import { makeOnce } from '../make-once';

/** The version in the stand-in: its own POM says which plugins a project gets that names none, so the tree is filled with the same one. */
const MAVEN = '3.9.9';
const FOLDER = join(TREE, 'maven');
const WORK = join(CACHE, 'tree-maven');

/** What Maven notes in its local repository about where a file is from. */
const TRACES = /\.lastUpdated$|^_remote\.repositories$|^resolver-status\.properties$|\.part$|\.lock$|\.repositories$/;

/** How often a project is tried: a registry may be short of breath. */
const TRIES = 2;

/** A project whose packages a registry does not serve. */
export interface RefusedProject {
  readonly folder: string;
  readonly reason: string;
}

/**
 * Puts what Maven resolves for projects into the tree; the text of each is its POM. Registries that mirror Maven Central may lack a package: this says
 * nothing about the images, so it is returned.
 */
export async function fillMaven(projects: readonly { readonly folder: string; readonly text: string }[]): Promise<RefusedProject[]> {
  const refused: RefusedProject[] = [];
  for (const { folder, text } of projects) {
    const name = createHash('sha256').update(text).digest('hex').slice(0, 12);
    try {
      await makeOnce({ name: `maven-${name}`, path: FOLDER, maker: __filename, inputs: [text] }, async () => fillProject(await install(), folder));
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      refused.push({ folder, reason: error.message.split('\n').find(line => line.includes('ERROR')) ?? error.message });
    }
  }
  return refused;
}

async function fillProject(mvn: string, project: string): Promise<void> {
  const copy = join(WORK, 'project');
  await rm(copy, { recursive: true, force: true });
  await cp(project, copy, { recursive: true });
  const repository = join(WORK, 'repository');
  const words = ['-q', '-B', '-DskipTests', `-Dmaven.repo.local=${repository}`, 'dependency:go-offline', 'package'];
  for (let left = TRIES; left > 0; left--) {
    // -U: what was not found before is asked for again.
    const result = await run(mvn, left === TRIES ? words : ['-U', ...words], { cwd: copy, mayFail: left > 1 });
    if (result.code === 0) break;
  }
  for (const file of await readdir(repository, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || TRACES.test(file.name)) continue;
    const path = join(file.parentPath, file.name);
    // A local repository has the layout of a remote one, but for the name of a remote in metadata.
    const served = join(FOLDER, relative(repository, path)).replace(/\/maven-metadata-[^/]*\.xml/, '/maven-metadata.xml');
    if (existsSync(served)) continue;
    await mkdir(dirname(served), { recursive: true });
    await link(path, served);
  }
}

/** Maven of that version, from the registry that the machine's own Maven uses, and with its settings. */
async function install(): Promise<string> {
  const home = join(WORK, `apache-maven-${MAVEN}`);
  if (!existsSync(join(home, 'bin/mvn'))) {
    await mkdir(WORK, { recursive: true });
    await run('mvn', [
      '-q', '-B', 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy',
      `-Dartifact=org.apache.maven:apache-maven:${MAVEN}:tar.gz:bin`, `-DoutputDirectory=${WORK}`,
    ]);
    await run('tar', ['-xzf', `${home}-bin.tar.gz`, '-C', WORK]);
  }
  const settings = '/etc/maven/settings.xml';
  if (existsSync(settings)) await copyFile(settings, join(home, 'conf/settings.xml'));
  return join(home, 'bin/mvn');
}
