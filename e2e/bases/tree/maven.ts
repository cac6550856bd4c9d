import { existsSync } from 'node:fs';
import { copyFile, cp, link, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { TREE } from './tree';
import { CACHE } from '../../cache';
import { run } from '../../process';
import { makeOnce } from '../make-once';

/** The version in the stand-in: its own POM says which plugins a project gets that names none, so the tree is filled with the same one. */
const MAVEN = '3.9.9';
const FOLDER = join(TREE, 'maven');
const WORK = join(CACHE, 'tree-maven');

/** What Maven notes in its local repository about where a file is from. */
const TRACES = /\.lastUpdated$|^_remote\.repositories$|^resolver-status\.properties$|\.part$|\.lock$|\.repositories$/;

/** Puts what Maven resolves for projects into the tree; the text of each is its POM. */
export async function fillMaven(projects: readonly { readonly folder: string; readonly text: string }[]): Promise<void> {
  await makeOnce({ path: FOLDER, maker: __filename, inputs: projects.map(({ text }) => text) }, async () => {
    const mvn = await install();
    for (const { folder } of projects) await fillProject(mvn, folder);
  });
}

async function fillProject(mvn: string, project: string): Promise<void> {
  const copy = join(WORK, 'project');
  await rm(copy, { recursive: true, force: true });
  await cp(project, copy, { recursive: true });
  const repository = join(WORK, 'repository');
  await run(mvn, ['-q', '-B', '-DskipTests', `-Dmaven.repo.local=${repository}`, 'dependency:go-offline', 'package'], { cwd: copy });
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
