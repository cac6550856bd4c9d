import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillMaven } from './maven';
import { fillNpm } from './npm';
import { fillPypi, listLocked } from './pypi';
import { makeOnce } from '../make-once';

/** What pip and uv need to build a source distribution; no lock file names it. */
const BUILDERS = ['setuptools==75.6.0', 'wheel==0.45.1'];

/** Puts what the lock files and the POMs of some projects name into the tree. */
export async function fillFor(folders: readonly string[]): Promise<void> {
  const npm = await readAll(folders, 'package-lock.json');
  await makeOnce('npm', npm.map(({ text }) => text), async () => {
    for (const { text } of npm) await fillNpm(text);
  });
  const pypi = [...BUILDERS, ...(await readAll(folders, 'uv.lock')).flatMap(({ text }) => listLocked(text))];
  await makeOnce('pypi', pypi, () => fillPypi(pypi));
  const maven = await readAll(folders, 'pom.xml');
  await makeOnce('maven', maven.map(({ text }) => text), async () => {
    for (const { folder } of maven) await fillMaven(folder);
  });
}

async function readAll(folders: readonly string[], name: string): Promise<{ folder: string; text: string }[]> {
  const entries = (await Promise.all(folders.map(folder => readdir(folder, { recursive: true, withFileTypes: true })))).flat();
  const files = entries.filter(entry => entry.isFile() && entry.name === name && !entry.parentPath.includes('node_modules'));
  return Promise.all(files.map(async ({ parentPath: folder }) => ({ folder, text: await readFile(join(folder, name), 'utf8') })));
}
