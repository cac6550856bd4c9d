import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PINS, filesOf, gitea, github, gitlab, pipelineOf, router, woodpecker } from './samples';
import { Forge, ImagePipelineProps, ImageRegistry, ImageSigning, ImageTag, ImageStep, PipelineStep, PipelineSteps, ReleaseScheme, VulnerabilityScan } from '../../src/ci';
import { Platform, Problems, _formatReport } from '../../src/core';
import { detachedRoot } from '../support/root';

const SCRIPT = Forge.script({ versions: PINS });
const FORGES = [github(), gitlab(), woodpecker(), gitea(), SCRIPT];

/** A step at each place. */
const STEPS: PipelineSteps = {
  beforeBuild: [
    { name: 'Generate', commands: ['make generate', 'echo "${HOME}" \'$[[ inputs.x ]]\''], secrets: ['NPM_TOKEN'], environment: { LEVEL: 'a $b ${c} %d%' }, image: 'golang:1.26' },
    { name: 'Check', commands: ['test -s generated.txt'] },
  ],
  afterVerify: [{ name: 'Integration tests', commands: ['test/run.sh "$ARCHIVE"'], platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] }],
  afterPublish: [{ name: 'Deploy', commands: ['deploy "$IMAGE@$DIGEST"'], secrets: ['DEPLOY_KEY'] }],
  afterPromote: [{ name: 'Announce', commands: ['announce "$NAME" "$TAG"'] }],
};

function propsOf(forge: Forge, props: Partial<ImagePipelineProps>): Partial<ImagePipelineProps> {
  return { forges: [forge], renovate: undefined, hostedBot: undefined, release: ReleaseScheme.byHand(), ...props };
}

function files(forge: Forge, props: Partial<ImagePipelineProps> = {}): Record<string, string> {
  return filesOf(pipelineOf(propsOf(forge, { steps: STEPS, ...props })));
}

function fileOf(forge: Forge, name: string, props: Partial<ImagePipelineProps> = {}): string {
  return Object.entries(files(forge, props)).find(([path]) => path.includes(`/${name}.`))![1];
}

describe.each(FORGES)('$name', forge => {
  test.each(forge === SCRIPT ? ['images'] : ['build', 'release'])('%s has the steps of its places', async name => {
    const [path, text] = Object.entries(files(forge)).find(([each]) => each.includes(`/${name}.`))!;
    await expect(text).toMatchFileSnapshot(`../golden/ci/steps/${forge.name.toLowerCase()}.${basename(path)}`);
  });

  test('nothing changes without steps, nor with places that have none', () => {
    const [none, empty] = [undefined, { beforeBuild: [], afterVerify: [], afterPublish: [], afterPromote: [] }].map(steps => files(forge, { steps }));
    expect(empty).toEqual(none);
  });

  test('a step of one image is not in the pipeline of another', () => {
    const root = detachedRoot();
    const images = [router(root), router(root, 'other')];
    const steps: PipelineSteps = { beforeBuild: [{ name: 'Generate', commands: ['make generate'], images: [images[1].image] }] };
    const all = Object.entries(files(forge, { images, steps }));
    for (const [path, text] of all) {
      if (/(build|release)-router\./.test(path)) expect(text, path).not.toContain('make generate');
      if (/(build|release)-other\./.test(path)) expect(text, path).toContain('make generate');
    }
    expect(all.some(([, text]) => text.includes('make generate'))).toBe(true);
  });

  test('what builds without being released has the steps of builds', () => {
    const all = Object.entries(files(forge, { rebuildSchedule: '0 3 * * 1', tags: [ImageTag.newest(), ImageTag.edge()] }));
    for (const [path, text] of all) {
      if (!/\/(build|snapshot|rebuild)\./.test(path)) continue;
      expect(text, path).toContain('make generate');
      expect(text, path).toContain('test/run.sh');
      expect(text, path).not.toMatch(/deploy "|announce "/);
    }
  });
});

test('many images on GitHub: a job has the steps of its image, and finds the digest of its image', async () => {
  const root = detachedRoot();
  const images = [router(root), router(root, 'other', [Platform.LINUX_AMD64]), router(root, 'third', [Platform.LINUX_ARM64])];
  const [one, other] = images.map(({ image }) => image);
  const steps: PipelineSteps = {
    beforeBuild: [{ name: 'Generate', commands: ['make generate'], images: [one, other] }],
    afterVerify: [{ name: 'Tests', commands: ['test/run.sh'], platforms: [Platform.LINUX_AMD64], images: [one] }],
    afterPublish: [{ name: 'Deploy', commands: ['deploy "$IMAGE@$DIGEST"'], secrets: ['DEPLOY_KEY'] }],
    afterPromote: [{ name: 'Announce', commands: ['announce'], images: [other] }],
  };
  const made = files(github(), { images, steps, signing: ImageSigning.key(), sbom: true });
  for (const name of ['build', 'release']) {
    await expect(made[`.github/workflows/${name}.yml`]).toMatchFileSnapshot(`../golden/ci/steps/github-many.${name}.yml`);
  }
  const { jobs } = parse(made['.github/workflows/release.yml']);
  expect(jobs['after-publish'].needs).toEqual(['publish', 'attach', 'sign', 'smoke']);
  expect(jobs.promote.needs).toEqual(['publish', 'attach', 'sign', 'smoke', 'after-publish']);
  expect(jobs['after-promote'].needs).toEqual(['publish', 'promote']);
  expect(jobs['after-promote'].strategy).toBeUndefined();
});

describe('many images elsewhere', () => {
  const root = detachedRoot();
  // The first one has no smoke test and fewer steps.
  const images = [{ ...router(root, 'one'), smokeTests: [] }, router(root, 'two')];
  const second = [images[1].image];
  const steps: PipelineSteps = {
    beforeBuild: [{ name: 'Generate', commands: ['make generate'] }, { name: 'Check', commands: ['test -s generated.txt'], images: second }],
    afterVerify: [{ name: 'Tests', commands: ['test/run.sh'], images: second }],
    afterPublish: [{ name: 'Deploy', commands: ['deploy'], images: second }, { name: 'Report', commands: ['report'], images: second }],
    afterPromote: [{ name: 'Announce', commands: ['announce'] }],
  };
  const read = (forge: Forge, path: string) => parse(files(forge, { images, steps })[path]);

  test('on GitLab, a build waits for its steps, also where it is built for another image', () => {
    const { script } = read(gitlab(), '.gitlab/images/build.yml')['images:build:affected'];
    const [, table] = /<<'ROWS'\n([^]*)\nROWS\n$/.exec(script.at(-1))!;
    const needs = Object.fromEntries(JSON.parse(table).map((row: any) => [row.job, row.needs?.map(({ job }: any) => job)]));
    expect(needs).toMatchObject({
      'images:build-two:before the build: Check': ['images:build-two:before the build: Generate'],
      'images:build-two': ['images:build-two:before the build: Check'],
      'images:build-one': ['images:build-one:before the build: Generate'],
    });
  });

  test('on GitLab, each place has its stage, in which the steps of an image run one after the other', () => {
    const jobs = read(gitlab(), '.gitlab/images/child/release.yml');
    expect(jobs.stages).toEqual(['build', 'verify', 'publish', 'test', 'after the publication', 'promote', 'after the promotion']);
    expect(jobs['images:release-two:build'].needs).toEqual([{ job: 'images:release-two:before the build: Check' }]);
    expect(jobs['images:release-two:after the verification: Tests']).toMatchObject({ stage: 'verify', needs: expect.arrayContaining([{ job: 'images:release-two:verify', artifacts: false }]) });
    expect(jobs['images:release-two:after the publication: Deploy']).toMatchObject({ stage: 'after the publication', dependencies: ['images:release-two:publish'] });
    expect(jobs['images:release-two:after the publication: Deploy'].needs).toBeUndefined();
    expect(jobs['images:release-two:after the publication: Report'].needs).toEqual([
      { job: 'images:release-two:publish' }, { job: 'images:release-two:after the publication: Deploy', artifacts: false },
    ]);
  });

  test('on Woodpecker, each place comes for all images before the next one', () => {
    const { steps: all } = read(woodpecker(), '.woodpecker/release.yaml');
    expect(all.map(({ name }: any) => name)).toEqual([
      'before the build: Generate: one', 'before the build: Generate: two', 'before the build: Check: two', 'build: one', 'build: two', 'install imagewright',
      'verify: one', 'verify: two', 'after the verification: Tests: two', 'verify again: two', 'publish: one', 'publish: two',
      'smoke test: two: /usr/local/bin/tailscale version', 'after the publication: Deploy: two', 'after the publication: Report: two',
      'promote: one', 'promote: two', 'after the promotion: Announce: one', 'after the promotion: Announce: two',
    ]);
    const find = (name: string) => all.find((step: any) => step.name === name).commands.join('\n');
    expect(find('after the verification: Tests: two')).toContain('ARCHIVE="$PWD/../two.tar"');
    expect(find('after the publication: Deploy: two')).toContain('cat ../two.digest');
  });
});

test('on GitHub, the steps of a release whose git tag has a prefix check that tag out, and know the name', () => {
  const { jobs } = parse(fileOf(github(), 'release', { release: ReleaseScheme.byHand('v*', { gitTagPrefix: 'api-' }) }));
  for (const id of ['build', 'after-publish', 'after-promote']) {
    expect(jobs[id].steps[0].name, id).toBe('Name the release');
    expect(jobs[id].steps[1].with.ref, id).toBe('refs/tags/${{ env.GIT_TAG }}');
  }
});

describe('no step has a token that writes to the registry', () => {
  test('on GitHub: its job can read, and logs in nowhere', () => {
    const { jobs } = parse(fileOf(github(), 'release', { registry: 'ghcr.io' }));
    for (const id of ['build', 'after-publish', 'after-promote']) {
      expect(jobs[id].permissions, id).toEqual({ contents: 'read' });
      expect(JSON.stringify(jobs[id]), id).not.toMatch(/login-action|github\.token/);
    }
  });

  test('on GitHub: the steps before a build come before its logins, those after it when they have ended', () => {
    const names = parse(fileOf(github(), 'build', { logins: [ImageRegistry.dockerHub()] })).jobs.build.steps.map(({ name }: any) => name);
    expect(names).toEqual([
      'Check out', 'Generate', 'Check', 'Log in to docker.io, to read', 'Set up BuildKit', 'Build', 'Log out', 'Set up Node.js', 'Install imagewright', 'Verify',
      'Set up QEMU', 'Smoke test: /usr/local/bin/tailscale version', 'Integration tests',
    ]);
  });

  test('on GitHub: the archive is kept before the steps see it', () => {
    const names = parse(fileOf(github(), 'release')).jobs.build.steps.map(({ name }: any) => name);
    expect(names.indexOf('Keep the image')).toBeLessThan(names.indexOf('Integration tests'));
  });

  test.each(['build', 'release'])('on GitLab: the jobs of %s', name => {
    const jobs = Object.entries<any>(parse(fileOf(gitlab(), name))).filter(([key]) => /: (before|after) the|:(before|after) the/.test(key));
    expect(jobs).toHaveLength(name === 'build' ? 3 : 5);
    for (const [key, { script, environment }] of jobs) {
      expect(script.join('\n'), key).not.toContain('REGISTRY_TOKEN');
      expect(environment, key).toBeUndefined();
    }
  });

  test('on Woodpecker: the steps have their own secrets, and what is pushed is verified after them', () => {
    const { steps } = parse(fileOf(woodpecker(), 'release', { scan: VulnerabilityScan.grype(), sbom: true }));
    expect(steps.map(({ name }: any) => name)).toEqual([
      'before the build: Generate', 'before the build: Check', 'build', 'scan', 'list the contents', 'verify', 'after the verification: Integration tests', 'verify again',
      'publish', 'attach the list of contents', 'smoke test: /usr/local/bin/tailscale version', 'after the publication: Deploy', 'promote', 'after the promotion: Announce',
    ]);
    const secrets = steps.filter(({ name }: any) => / the /.test(name) && !/contents/.test(name)).map(({ environment }: any) => JSON.stringify(environment).match(/(?<="from_secret":")\w+/g));
    expect(secrets).toEqual([['NPM_TOKEN'], null, null, ['DEPLOY_KEY'], null]);
  });
});

test('on GitLab, nothing is published before the steps have succeeded, and no tag moves', () => {
  const jobs = parse(fileOf(gitlab(), 'release'));
  expect(jobs['images:release:build'].needs).toEqual([{ job: 'images:release:before the build: Check' }]);
  expect(jobs['images:release:build'].dependencies).toBeUndefined();
  expect(jobs['images:release:before the build: Check'].needs).toEqual([{ job: 'images:release:before the build: Generate' }]);
  expect(jobs['images:release:publish'].needs).toContainEqual({ job: 'images:release:after the verification: Integration tests', artifacts: false });
  expect(jobs['images:release:promote'].needs).toContainEqual({ job: 'images:release:after the publication: Deploy', artifacts: false });
});

test('a release that another workflow calls gets the secrets of the steps', () => {
  const all = filesOf(pipelineOf({ forges: [github()], renovate: undefined, hostedBot: undefined, steps: STEPS }));
  expect(parse(all['.github/workflows/release-tag.yml']).jobs.release.secrets).toMatchObject({ NPM_TOKEN: '${{ secrets.NPM_TOKEN }}', DEPLOY_KEY: '${{ secrets.DEPLOY_KEY }}' });
  expect(parse(all['.github/workflows/release.yml']).on.workflow_call.secrets).toMatchObject({ NPM_TOKEN: { required: false } });
});

/** The problems of a step after the verification. */
function problemsOf(step: Partial<ImageStep>, props: Partial<ImagePipelineProps> = {}) {
  const steps = { afterVerify: [{ name: 'Tests', commands: ['make test'], ...step }] };
  return Problems.of(pipelineOf({ steps, ...props })).all().filter(({ id }) => id !== 'ci/unpinned');
}

test.each<[string, Partial<ImageStep>]>([
  ['name', { name: 'Tests' }],
  ['the name of a file', { name: 'run-tests.v2_x' }],
  ['lines', { commands: ['for x in 1 2; do\n  echo "$x"\ndone', 'cat <<END\n${x}\nEND'] }],
  ['a value of several lines', { environment: { KEY: 'a\nb: $c ${d} %e%' } }],
  ['an image', { image: `golang:1.26@sha256:${'0'.repeat(64)}` }],
  ['a platform', { platforms: [Platform.LINUX_ARM_V7] }],
])('%s: fine', (_, step) => {
  expect(problemsOf(step)).toEqual([]);
});

test.each<[string, string, Partial<ImageStep>]>([
  ['ci/step', 'no name', { name: '' }],
  ['ci/step', 'a name with an expression', { name: '${{ github.token }}' }],
  ['ci/step', 'a name of two lines', { name: 'a\nb' }],
  ['ci/step', 'a name that is too long', { name: 'a'.repeat(51) }],
  ['ci/step', 'no commands', { commands: [] }],
  ['ci/option', 'an empty command', { commands: [' '] }],
  ['ci/option', 'a command with an expression', { commands: ['echo ${{ github.token }}'] }],
  ['ci/option', 'a command with what is not seen', { commands: ['echo \u202e'] }],
  ['ci/option', 'lines that end as on Windows', { commands: ['a\r\nb'] }],
  ['ci/option', 'a value with an expression', { environment: { KEY: '${{ github.token }}' } }],
  ['ci/option', 'an image that is none', { image: 'a b' }],
  ['ci/step', 'a variable that is none', { environment: { 'a-b': 'x' } }],
  ['ci/step', 'a variable of the pipeline', { environment: { ARCHIVE: 'x' } }],
  ['ci/step', 'a secret in a variable of the pipeline', { secrets: ['NAME'] }],
  ['ci/step', 'a variable of a forge', { environment: { GITHUB_TOKEN: 'x' } }],
  ['ci/step', 'a variable with two values', { environment: { KEY: 'x' }, secrets: ['KEY'] }],
  ['ci/step', 'an image of nobody', { images: [router().image] }],
  ['ci/step', 'no image', { images: [] }],
  ['ci/step', 'no platform', { platforms: [] }],
  ['ci/step', 'a platform that is not built', { platforms: [Platform.LINUX_S390X] }],
])('%s: %s', (id, _, step) => {
  expect(problemsOf(step).map(problem => problem.id)).toEqual([id]);
});

test('two steps have two names, at any place', () => {
  const step: PipelineStep = { name: 'Same', commands: ['true'] };
  const problems = Problems.of(pipelineOf({ steps: { beforeBuild: [step], afterPromote: [step] } })).all().filter(({ id }) => id === 'ci/step');
  expect(_formatReport(problems)).toBe(`error  ci/step
  Two steps of the pipeline are called "Same".
    at pipeline
  Why: Nobody could tell their jobs from each other.
  Fix: Give each step a name of its own.`);
});

test('without a floating tag, nothing follows a promotion', () => {
  const steps = { afterPromote: [{ name: 'Announce', commands: ['announce'] }] };
  expect(Problems.of(pipelineOf({ steps, tags: [] })).all().filter(({ id }) => id === 'ci/step').map(({ what }) => what)).toEqual([
    'There are steps afterPromote, and the pipeline has no floating tags.',
  ]);
});

test('a secret that is no name is refused, and not printed', () => {
  expect(() => problemsOf({ secrets: ['ghp_0123456789 abc'] })).toThrow(/^(?!.*0123)ci\/secret-name\n {2}"ghp_…" \(18 characters\) is not/);
});

test.each([[SCRIPT, 'WORK'], [gitlab(), 'GIT_DEPTH']])('a secret in a variable that the pipeline sets: %#', (forge, secret) => {
  expect(problemsOf({ secrets: [secret] }, { forges: [forge] }).map(({ id }) => id).filter(id => id !== 'ci/unsupported')).toEqual(['ci/secret-name']);
});

test('the jobs with steps after a release have environments of their own on GitHub', () => {
  const root = detachedRoot();
  const several = [router(root, 'a'), router(root, 'b')];
  const forge = github({ environments: { publish: 'registry', afterPublish: 'staging', afterPromote: 'chat' } });
  for (const images of [[router()], several]) {
    const jobs = parse(fileOf(forge, 'release', { images })).jobs;
    expect(Object.fromEntries(Object.entries<any>(jobs).map(([id, { environment }]) => [id, environment]))).toMatchObject({
      'publish': 'registry', 'after-publish': 'staging', 'promote': undefined, 'after-promote': 'chat',
    });
  }
});
