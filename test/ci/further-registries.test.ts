import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { filesOf, github, pipelineOf, router, woodpecker } from './samples';
import { ImagePipelineProps, ImageRegistry } from '../../src/ci';
import { printCopyScript } from '../../src/ci/publish-script';
import { Problems, _formatReport } from '../../src/core';
import { detachedRoot } from '../support/root';
import { temporaryFolder } from '../support/temporary';

const HUB = ImageRegistry.dockerHub();
const OWN = ImageRegistry.of('git.example.com:3000', 'own_user', 'own_token');

function workflow(path: string, props: Partial<ImagePipelineProps>): any {
  return parse(filesOf(pipelineOf(props))[path]);
}

describe('on GitHub', () => {
  const props = { forges: [github()], furtherRegistries: [HUB, ImageRegistry.ghcr()] };
  const { jobs, on } = workflow('.github/workflows/release.yml', props);

  test('the index is copied by digest, after the login to each registry', () => {
    const steps = jobs.publish.steps.slice(-4);
    expect(steps.map(({ name }: any) => name)).toEqual(['Log in to docker.io', 'Copy to docker.io', 'Log in to ghcr.io', 'Copy to ghcr.io']);
    expect(steps[0].with).toEqual({ registry: 'docker.io', username: '${{ secrets.DOCKERHUB_USERNAME }}', password: '${{ secrets.DOCKERHUB_TOKEN }}' });
    expect(steps[1].env).toEqual({ COPY: 'docker.io/acme/router', DIGEST: '${{ steps.index.outputs.digest }}' });
    expect(steps[2].with).toEqual({ registry: 'ghcr.io', username: '${{ github.actor }}', password: '${{ github.token }}' });
  });

  test('the tags move in each registry', () => {
    const [, main, , hub, , ghcr] = jobs.promote.steps;
    expect(main.env).toEqual({ DIGEST: '${{ needs.publish.outputs.digest }}' });
    expect(hub).toEqual({ ...main, name: 'Move the floating tags to the same digest, in docker.io', env: { ...main.env, IMAGE: 'docker.io/acme/router' } });
    expect(ghcr.env.IMAGE).toBe('ghcr.io/acme/router');
  });

  test('a rollback moves the tag in each registry', () => {
    const images = ['a', 'b'].map(id => router(detachedRoot(), id));
    const { rollback } = workflow('.github/workflows/rollback.yml', { ...props, images }).jobs;
    expect(rollback.steps.map((step: any) => step.env?.IMAGE)).toEqual([
      undefined, undefined, undefined, 'docker.io/${{ inputs.image }}', undefined, 'ghcr.io/${{ inputs.image }}',
    ]);
  });

  test('only jobs that write to GitHub\'s registry may', () => {
    expect(Object.entries<any>(jobs).filter(([, { permissions }]) => permissions.packages !== undefined).map(([id]) => id)).toEqual(['publish', 'promote']);
    expect(workflow('.github/workflows/release.yml', { forges: [github()], furtherRegistries: [HUB] }).jobs.promote.permissions).toEqual({});
  });

  test('the secrets are those of a called release, and stand in what to set up', () => {
    expect(Object.keys(on.workflow_call.secrets)).toEqual(['REGISTRY_USER', 'REGISTRY_TOKEN', 'DOCKERHUB_USERNAME', 'DOCKERHUB_TOKEN']);
    expect(filesOf(pipelineOf(props))['.github/workflows/rollback.yml'])
      .toContain('# - the secrets DOCKERHUB_USERNAME and DOCKERHUB_TOKEN: the credentials for docker.io\n');
  });

  test('a secret is passed once, however its name is written', () => {
    const logins = [ImageRegistry.of('git.example.com', 'hub_user', 'HUB_token')];
    const furtherRegistries = [ImageRegistry.dockerHub('HUB_USER', 'HUB_TOKEN')];
    const release = workflow('.github/workflows/release.yml', { forges: [github()], logins, furtherRegistries });
    expect(release.on.workflow_call.secrets).toEqual({
      hub_user: { required: true }, HUB_token: { required: true }, REGISTRY_USER: { required: true }, REGISTRY_TOKEN: { required: true },
    });
  });

  test('no build knows them', () => {
    const text = JSON.stringify(Object.entries(jobs).filter(([id]) => id === 'build'));
    expect(text).not.toMatch(/docker\.io|DOCKERHUB/);
  });
});

describe('on Woodpecker', () => {
  const props = { forges: [woodpecker()], furtherRegistries: [OWN] };

  test('the verified archive is pushed to each registry, and the tags move in each', () => {
    const { steps } = workflow('.woodpecker/release.yaml', props);
    expect(steps.map(({ name }: any) => name)).toEqual([
      'build', 'verify', 'publish', 'publish to git.example.com:3000', 'smoke test: /usr/local/bin/tailscale version', 'promote', 'promote in git.example.com:3000',
    ]);
    for (const [main, other] of [[steps[2], steps[3]], [steps[5], steps[6]]]) {
      expect({ ...other, name: main.name, environment: main.environment }).toEqual(main);
      expect(other.environment).toEqual({
        REGISTRY: 'git.example.com:3000',
        IMAGE: 'git.example.com:3000/${REPOSITORY}',
        TAG: '${CI_COMMIT_TAG}',
        REGISTRY_USER: { from_secret: 'own_user' },
        REGISTRY_TOKEN: { from_secret: 'own_token' },
      });
    }
  });

  test('a rollback moves the tag in each registry, and the secrets stand in what to set up', () => {
    expect(workflow('.woodpecker/rollback.yaml', props).steps.map(({ name }: any) => name)).toEqual(['rollback', 'rollback in git.example.com:3000']);
    expect(filesOf(pipelineOf(props))['.woodpecker/rollback.yaml'])
      .toContain('# - the secrets registry_user and registry_token and own_user and own_token, for the event manual\n');
  });

  test('it has no token of GitHub', () => {
    expect(_formatReport(Problems.of(pipelineOf({ ...props, furtherRegistries: [ImageRegistry.ghcr()] })).all())).toBe(`error  ci/unsupported
  Woodpecker cannot log in to ghcr.io with the token of the workflow.
    at pipeline
  Why: Only GitHub gives its workflows a token for that registry.
  Fix: Name secrets of the forge: ImageRegistry.of('ghcr.io', 'ghcr_user', 'ghcr_token').`);
  });
});

test.each([
  { registry: 'docker.io', furtherRegistries: [HUB] },
  { furtherRegistries: [HUB, ImageRegistry.of('docker.io', 'a', 'b')] },
])('a registry that is given twice is a problem: %#', props => {
  expect(_formatReport(Problems.of(pipelineOf(props)).all())).toBe(`error  ci/registry
  The registry "docker.io" is given twice.
    at pipeline
  Why: The same tags would be moved twice.
  Fix: Pass each registry once, and the main one only as registry.`);
});

test('a registry is a host, and a secret is a name', () => {
  expect(() => ImageRegistry.of('https://docker.io', 'user', 'token')).toThrow(/^ci\/registry\n/);
  expect(() => ImageRegistry.of('docker.io', 'user', 'dckr_pat_0123-456789')).toThrow(/^ci\/secret-name\n/);
  expect(OWN.host).toBe('git.example.com:3000');
});

/** Runs the script with a docker that says this of the published release, and returns what it was asked to create. */
function copy(published: string, status: number, suffix = '') {
  const tools = temporaryFolder();
  const log = join(tools, 'log');
  writeFileSync(log, '');
  writeFileSync(join(tools, 'docker'), `#!/bin/sh
if [ "$3" = inspect ]; then printf '%s\\n' "$PUBLISHED"; exit "$STATUS"; fi
printf '%s\\n' "$*" >> "$LOG"
`);
  chmodSync(join(tools, 'docker'), 0o755);
  const run = spawnSync('sh', ['-c', printCopyScript(suffix)], {
    encoding: 'utf8',
    env: {
      PATH: [tools, process.env.PATH].join(delimiter),
      PUBLISHED: published,
      STATUS: `${status}`,
      LOG: log,
      IMAGE: 'one/a',
      COPY: 'two/a',
      TAG: 'v1',
      DIGEST: 'sha256:1',
    },
  });
  return { status: run.status, output: `${run.stdout}${run.stderr}`, created: readFileSync(log, 'utf8') };
}

describe('a copy', () => {
  test('is made of a release that is not there', () => {
    expect(copy('ERROR: two/a:v1: not found', 1)).toEqual({
      status: 0, output: '', created: 'buildx imagetools create --prefer-index=false --tag two/a:v1 one/a@sha256:1\n',
    });
  });

  test('of a variant has its suffix', () => {
    expect(copy('ERROR: two/a:v1-packed: not found', 1, '-packed').created).toBe('buildx imagetools create --prefer-index=false --tag two/a:v1-packed one/a@sha256:1\n');
  });

  test('of the same digest is left as it is', () => {
    expect(copy('sha256:1', 0)).toEqual({ status: 0, output: 'two/a:v1 is published already.\n', created: '' });
  });

  test('does not replace another digest', () => {
    const { status, output, created } = copy('sha256:2', 0);
    expect({ status, created }).toEqual({ status: 1, created: '' });
    expect(output).toContain('two/a:v1 is published already, as sha256:2. This release is sha256:1.\nA published release never changes:');
  });

  test('is not made if the registry does not answer', () => {
    expect(copy('unauthorized', 1)).toEqual({ status: 1, output: 'unauthorized\n', created: '' });
  });
});
