/**
 * Lets other programs read a generated Compose file and dev containers: the schema of Compose, Compose itself where Docker has it, and the
 * command for dev containers. Of each reader, a fault that is planted has to be found.
 *
 *     npx tsx e2e/compose.ts
 *
 * Exit codes: 0 all is read as planned, 1 not, 3 a tool cannot be had on this machine.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CACHE } from './cache';
import { Engine, UNAVAILABLE, Unavailable } from './engine';
import { Result, run } from './process';
import {
  BaseImage, BuildSecret, BuildStage, ComposeFile, ComposeService, ContainerImage, ContainerImageProject, DevContainer, DevContainerSource,
  NamedContext, Platform, dockerfile,
} from '../src';

const DEVCONTAINERS = '@devcontainers/cli@0.89.0'; // renovate: datasource=npm depName=@devcontainers/cli
const ZEROS = '0'.repeat(64);
/** A text that each of the readers could expand. */
const NASTY = 'a $HOME ${HOME} $$ {}';

function declare(outdir: string): void {
  const project = new ContainerImageProject({ name: 'service', outdir, projenrcTs: false });
  const image = new ContainerImage(project, 'Service', {
    platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64],
    secrets: { token: BuildSecret.environment('TOKEN'), settings: BuildSecret.file('~/settings.xml') },
    buildArgs: { LEVEL: NASTY },
    contexts: { shared: NamedContext.directory('shared') },
  });
  const stage = new BuildStage(image, 'Runtime', { base: BaseImage.registry(`debian:trixie-slim@sha256:${ZEROS}`), emulated: 'for this test' });
  stage.arg('LEVEL', 'low');
  stage.run(['true'], {
    mounts: [
      ...['token', 'settings'].map(id => dockerfile.Mount.secret({ id })), dockerfile.Mount.bind({ mountFrom: 'shared', target: '/shared' }),
    ],
  });
  stage.expose(['8000', '53/udp']);
  stage.volume(['/var/lib/service']);
  stage.healthcheckShell(['test -e "/ready$X"']);
  stage.user('65532:65532');
  stage.cmd(['/bin/sh']);
  image.defineRuntime(stage);
  const compose = new ComposeFile(project, 'Compose', {
    services: {
      web: ComposeService.of(image, { environment: { NASTY }, passedEnvironment: ['PASSWORD'], volumes: ['./settings:/etc/service:ro'], dependsOn: ['db'] }),
      db: ComposeService.pulled(`postgres:17@sha256:${ZEROS}`, { volumes: ['data:/var/lib/postgresql/data'] }),
    },
  });
  new DevContainer(project, 'Stage', { source: DevContainerSource.stage(image, stage), environment: { NASTY }, postCreateCommand: ['echo', NASTY] });
  new DevContainer(project, 'Second', { source: DevContainerSource.service(compose, 'web'), path: '.devcontainer/web/devcontainer.json' });
  project.synth();
}

/** Whether the schema of Compose accepts a file. https://check-jsonschema.readthedocs.io has a copy of it. */
async function checkSchema(...files: string[]): Promise<Result> {
  return run(join(CACHE, 'bin/check-jsonschema'), ['--builtin-schema', 'vendor.compose-spec', ...files], { mayFail: true });
}

async function checkCompose(folder: string): Promise<void> {
  const path = join(folder, 'compose.yaml');
  const files = [path, join(folder, '.devcontainer/web/compose.yaml')];
  const accepted = await checkSchema(...files);
  assert.equal(accepted.code, 0, accepted.stdout);
  const wrong = join(folder, 'wrong.yaml');
  await writeFile(wrong, (await readFile(path, 'utf8')).replace('healthcheck:', 'healthchek:'));
  assert.equal((await checkSchema(wrong)).code, 1, 'the schema of Compose accepts a wrong key');
  console.log('the schema of Compose accepts both files');

  const compose = await run('docker', ['compose', 'version'], { mayFail: true }).catch(() => undefined);
  if (compose?.code !== 0) {
    console.log('SKIPPED: Docker has no Compose here');
    return;
  }
  const config = async (env: object) => run('docker', ['compose', ...files.flatMap(file => ['-f', file]), 'config', '--format', 'json'], { mayFail: true, env: { ...process.env, ...env } });
  const { code, stdout, stderr } = await config({ PASSWORD: 'p$w', TOKEN: 't' });
  assert.equal(code, 0, stderr);
  // What it prints is a Compose file again, in which "$" is doubled.
  const { web } = (JSON.parse(stdout.replaceAll('$$', '$')) as { services: Record<string, { environment: object; build: { args: object }; image: string; healthcheck: { test: string[] } }> }).services;
  assert.deepEqual(web.environment, { NASTY, PASSWORD: 'p$w' });
  assert.deepEqual(web.build.args, { LEVEL: NASTY, OCI_VERSION: 'dev' });
  assert.equal(web.image, 'service:dev');
  assert.deepEqual(web.healthcheck.test, ['CMD-SHELL', 'test -e "/ready$X"']);
  assert.match((await config({ TOKEN: 't' })).stderr, /required variable PASSWORD/);
  console.log('Compose reads what is planned, and stops without a required variable');
}

async function checkDevContainers(engine: Engine, folder: string): Promise<void> {
  const home = join(CACHE, 'devcontainers');
  const command = join(home, 'node_modules/.bin/devcontainer');
  await mkdir(home, { recursive: true });
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefix', home, DEVCONTAINERS]);
  const read = async (path: string) => {
    const { stdout } = await engine.run(command, ['read-configuration', '--workspace-folder', folder, '--config', join(folder, path)], { env: { HOME: folder } });
    return (JSON.parse(stdout) as { configuration: Record<string, unknown> }).configuration;
  };
  const stage = await read('.devcontainer/devcontainer.json');
  assert.deepEqual(stage.build, {
    dockerfile: '../Dockerfile',
    context: '..',
    target: 'runtime',
    args: { LEVEL: NASTY },
    options: ['--secret=id=token,env=TOKEN', `--secret=id=settings,src=${folder}/settings.xml`, `--build-context=shared=${folder}/shared`],
  });
  assert.deepEqual([stage.remoteEnv, stage.postCreateCommand, stage.forwardPorts], [{ NASTY }, ['echo', NASTY], [8000]]);
  const service = await read('.devcontainer/web/devcontainer.json');
  assert.deepEqual([service.dockerComposeFile, service.service, service.workspaceFolder], [['../../compose.yaml', './compose.yaml'], 'web', '/workspace']);
  console.log('the command for dev containers reads what is planned');
}

async function main(): Promise<void> {
  await run(join(__dirname, 'ci/ci-tools.sh'), ['install', 'lint'], { mayFail: true });
  if (!existsSync(join(CACHE, 'bin/check-jsonschema'))) {
    console.error('Not to be had on this machine: check-jsonschema.');
    process.exitCode = 3;
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'imagewright-compose-'));
  try {
    await mkdir(join(folder, 'shared'));
    await writeFile(join(folder, 'shared/a.txt'), 'a\n');
    declare(folder);
    await checkCompose(folder);
    // The command asks the engine for containers of the folder.
    await checkDevContainers(await Engine.start(), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
});
