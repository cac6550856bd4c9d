/**
 * Checks with the real Renovate that an update is complete: everything that it would change is in versions.json, in each place where it stands,
 * and a synthesis after its edit changes nothing. Without a network and without a forge.
 *
 *     npx tsx e2e/renovate/main.ts [--all] [--only TEXT] [--show]
 *
 * --all also checks the examples that have no pipeline of their own, with one added; --only those whose name contains the text; --show prints
 * all branches. First, planted faults have to be found. Needs `e2e/ci/ci-tools.sh install renovate` (500 MB) and openssl.
 *
 * Exit codes: 0 all is as it should be, 1 it is not, 3 Renovate cannot be had on this machine, 64 wrong usage.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FAULTS, Fault } from './faults';
import { Branch, chooseTogether, findFaults, listBranches } from './judge';
import { PROJECTS, Project } from './projects';
import { RENOVATE, lookUp } from './renovate';

/** Registries of the images in the projects, and those of packages that the examples' own programs need: no version of such a package is known there. */
const HOSTS = ['ghcr.io', 'gcr.io', 'quay.io', 'registry.example.com', 'registry.npmjs.org', 'pypi.org', 'repo.maven.apache.org', 'proxy.golang.org'];

let failed = 0;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { all: { type: 'boolean' }, only: { type: 'string' }, show: { type: 'boolean' } } });
  spawnSync(join(__dirname, '../ci/ci-tools.sh'), ['install', 'renovate'], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (!existsSync(RENOVATE.node)) {
    console.error('Renovate is not to be had on this machine.');
    return 3;
  }
  const chosen = PROJECTS.filter(({ name, isQuick }) => (values.only === undefined ? isQuick || values.all : name.includes(values.only)));
  if (values.only === undefined) await plant(FAULTS);
  for (const project of chosen) await check(project, values.show === true);
  console.log(failed === 0 ? '\nall updates are complete' : `\n${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function check(project: Project, isShown: boolean): Promise<void> {
  const repository = project.create();
  await repository.synthesize();
  repository.commit();
  const found = await lookUp(repository.directory, repository.texts, HOSTS);
  const branches = listBranches(found);
  const count = Object.values(found).flat().flatMap(({ deps }) => deps).length;
  if (isShown) branches.forEach(show);
  report(`${project.name}: ${count} dependencies, ${branches.length} branches, each complete`, findFaults(branches, found, repository.texts));
  const isAdopted = ({ edits }: Branch) => edits.some(({ dependency }) => Object.hasOwn(project.adopted ?? {}, dependency.depName));
  const applied = chooseTogether(branches.filter(branch => !isAdopted(branch)));
  await repository.apply(applied);
  const edited = repository.changed;
  repository.commit();
  await repository.synthesize();
  report(`${project.name}: ${applied.length} branches applied, ${edited.length} files edited, and a synthesis changes nothing`,
    repository.changed.length === 0 ? [] : [`It changes ${repository.changed.join(', ')}:\n${repository.diff}`]);
}

/** Each fault has to be found, in a copy of the project in which nothing else is wrong. One run of Renovate sees all of them. */
async function plant(faults: readonly Fault[]): Promise<void> {
  const [{ create }] = PROJECTS;
  const repository = create();
  await repository.synthesize();
  for (const fault of faults) fault.plant(repository);
  repository.commit();
  const found = await lookUp(repository.directory, repository.texts, HOSTS);
  const told = findFaults(listBranches(found), found, repository.texts);
  for (const { name, told: expected } of faults) report(`found: ${name}`, told.some(text => expected.test(text)) ? [] : [`Only these were found:\n${told.join('\n')}`]);
}

function show({ name, edits, files }: Branch): void {
  console.log(`     ${name}`);
  const changes = edits.map(({ dependency: { depName, datasource, currentValue }, update }) => (
    `${depName} (${datasource}): ${update.updateType} ${currentValue} -> ${update.newValue} ${update.newDigest?.slice(0, 14) ?? ''}`
  ));
  for (const change of new Set(changes)) console.log(`         ${change}`);
  console.log(`         in ${files.join(', ')}`);
}

function report(what: string, faults: readonly string[]): void {
  console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${what}`);
  for (const fault of faults) console.log(fault.replace(/^/gm, '     '));
  if (faults.length > 0) failed++;
}

void main().then(code => process.exitCode = code, error => {
  console.error(error);
  process.exitCode = 1;
});

