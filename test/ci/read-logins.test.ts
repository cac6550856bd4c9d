import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FORGES, filesOf, github, gitlab, pipelineOf, woodpecker } from './samples';
import { Forge, GitlabBuilder, ImagePipelineProps, ImageRegistry, PipelineCache } from '../../src/ci';
import { printReadLogins } from '../../src/ci/forges/gitlab/read-login';
import { Problems, _formatReport } from '../../src/core';
import { temporaryFolder } from '../support/temporary';

const HUB = ImageRegistry.dockerHub();
const MIRROR = ImageRegistry.of('mirror.example.com:5000', 'MIRROR_USER', 'MIRROR_TOKEN');
const ECR = ImageRegistry.ecr({ account: '123456789012', region: 'eu-central-1', role: 'arn:aws:iam::123456789012:role/pull' });
const LOGINS = { logins: [HUB, MIRROR] };

function parsed(path: string, props: Partial<ImagePipelineProps>): any {
  return parse(filesOf(pipelineOf({ forges: [github()], ...LOGINS, ...props }))[path]);
}

test.each(FORGES)('a build on $name', async forge => {
  const [[path, text]] = Object.entries(filesOf(pipelineOf({ ...LOGINS, forges: [forge] }))).filter(([each]) => each.includes('/build.'));
  await expect(text).toMatchFileSnapshot(`../golden/ci/${forge.name.toLowerCase()}-logins/${path.split('/').at(-1)}`);
});

describe('on GitHub', () => {
  test.each(['build', 'release'])('%s logs in before there is a builder, and out before anything else runs', name => {
    const steps = parsed(`.github/workflows/${name}.yml`, {}).jobs.build.steps.map((step: any) => step.name);
    expect(steps.slice(1, 4)).toEqual(['Log in to docker.io, to read', 'Log in to mirror.example.com:5000, to read', 'Set up BuildKit']);
    expect(steps[steps.indexOf('Build') + 1]).toBe('Log out');
  });

  test('a release can be called without the secrets', () => {
    const { secrets } = parsed('.github/workflows/release.yml', {}).on.workflow_call;
    expect(secrets).toMatchObject({ DOCKERHUB_TOKEN: { required: false }, MIRROR_TOKEN: { required: false }, REGISTRY_TOKEN: { required: true } });
  });

  test('the token of the workflow and an identity are logins, too; forks have no identity', () => {
    const { build } = parsed('.github/workflows/build.yml', { logins: [ImageRegistry.ghcr(), ECR] }).jobs;
    expect(build.permissions).toEqual({ 'contents': 'read', 'packages': 'read', 'id-token': 'write' });
    expect(build.steps[1].env).toEqual({ LOGIN_USER: '${{ github.actor }}', LOGIN_TOKEN: '${{ github.token }}' });
    expect(build.steps.slice(2, 4).map((step: any) => step.if)).toEqual(Array.from({ length: 2 }, () => 'github.event.pull_request.head.repo.fork != true'));
  });
});

test('Woodpecker hands them to the plugin alone', () => {
  const { steps } = parsed('.woodpecker/build.yaml', { forges: [woodpecker()] });
  expect(steps[0].settings.logins).toEqual([
    { registry: 'https://index.docker.io/v1/', username: { from_secret: 'DOCKERHUB_USERNAME' }, password: { from_secret: 'DOCKERHUB_TOKEN' } },
    { registry: 'mirror.example.com:5000', username: { from_secret: 'MIRROR_USER' }, password: { from_secret: 'MIRROR_TOKEN' } },
  ]);
  expect(JSON.stringify(steps.slice(1))).not.toContain('from_secret');
});

test('the script says before which commands one logs in', () => {
  expect(filesOf(pipelineOf({ ...LOGINS, forges: [Forge.script()] }))['ci/images.sh'])
    .toContain('\nLog in before build, publish and release, to read the bases: docker login docker.io, docker login mirror.example.com:5000\n');
});

/** Runs the logins of GitLab with these variables; returns what it says, how docker was called, and the file of docker. */
function logIn(client: 'docker' | 'buildctl', env: Record<string, string>) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'docker'), '#!/bin/sh\nprintf "%s <%s\\n" "$*" "$(cat)" >> "$HOME/calls"\n');
  chmodSync(join(folder, 'docker'), 0o755);
  const logins = [{ host: 'docker.io', user: 'HUB_USER', token: 'HUB_TOKEN' }, { host: '$CI_REGISTRY', user: 'CI_REGISTRY_USER', token: 'CI_REGISTRY_PASSWORD' }];
  const { status, stdout, stderr } = spawnSync('sh', ['-ec', printReadLogins(client, logins).join('\n')], {
    encoding: 'utf8',
    env: { PATH: [folder, process.env.PATH].join(delimiter), HOME: folder, CI_REGISTRY: 'registry.example.com', CI_REGISTRY_USER: 'job', CI_REGISTRY_PASSWORD: 'p"w', ...env },
  });
  const read = (path: string) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : undefined);
  return { status, output: stdout + stderr, calls: read('calls'), config: read('.docker/config.json') };
}

describe('on GitLab', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64');

  test('docker logs in to each', () => {
    expect(logIn('docker', { HUB_USER: 'me', HUB_TOKEN: 'secret' })).toEqual({
      status: 0,
      output: '',
      calls: 'login --username me --password-stdin docker.io <secret\nlogin --username job --password-stdin registry.example.com <p"w\n',
      config: undefined,
    });
  });

  test('BuildKit alone reads them from one file', () => {
    const { status, output, config } = logIn('buildctl', { HUB_USER: 'me', HUB_TOKEN: 'secret' });
    expect({ status, output }).toEqual({ status: 0, output: '' });
    expect(JSON.parse(config!)).toEqual({ auths: { 'https://index.docker.io/v1/': { auth: encode('me:secret') }, 'registry.example.com': { auth: encode('job:p"w') } } });
  });

  test.each(['docker', 'buildctl'] as const)('a login without its variable is left out, and %s says so', client => {
    const { status, output, calls, config } = logIn(client, {});
    expect({ status, output }).toEqual({ status: 0, output: 'No login to docker.io: HUB_TOKEN is empty, as in merge requests of forks.\n' });
    expect(calls ?? JSON.stringify(Object.keys(JSON.parse(config!).auths))).toBe(
      client === 'docker' ? 'login --username job --password-stdin registry.example.com <p"w\n' : '["registry.example.com"]',
    );
  });

  test('without root, the cache is one of the logins', () => {
    const { script } = parsed('.gitlab/images/build.yml', { cache: PipelineCache.forge(), forges: [gitlab({ builder: GitlabBuilder.ROOTLESS })] })['images:build'];
    expect(script.filter((each: string) => each.includes('config.json')).length).toBe(1);
  });
});

test.each([woodpecker(), gitlab()])('$name cannot use what only GitHub has', forge => {
  const what = Problems.of(pipelineOf({ forges: [forge], logins: [ImageRegistry.ghcr(), ECR] })).all().map(problem => problem.what);
  expect(what).toEqual([
    `${forge.name} cannot log in to ghcr.io with the token of the workflow.`,
    `${forge.name} cannot log in to 123456789012.dkr.ecr.eu-central-1.amazonaws.com without a secret.`,
  ]);
});

test('a login that is given twice is a problem', () => {
  expect(_formatReport(Problems.of(pipelineOf({ logins: [HUB, HUB] })).all())).toBe(`error  ci/registry
  The login to "docker.io" is given twice.
    at pipeline
  Why: The second one would replace the first one.
  Fix: Pass each registry once: logins: [ImageRegistry.dockerHub()].`);
});
