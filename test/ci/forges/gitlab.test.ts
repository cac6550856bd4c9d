import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { GitlabBuilder, ImageRegistry, ImageSigning, PipelineCache, ReleaseScheme, VulnerabilityScan } from '../../../src/ci';
import { TAKEN } from '../../../src/ci/forges/gitlab/variable';
import { Platform, Problems } from '../../../src/core';
import { BuildCache, BuildSecret, ContainerImage, NamedContext, SshSource } from '../../../src/image';
import { detachedRoot } from '../../support/root';
import { filesOf, gitlab, pipelineOf, router } from '../samples';

type Props = NonNullable<Parameters<typeof pipelineOf>[0]>;

function text(name: string, props: Props = {}): string {
  return filesOf(pipelineOf({ forges: [gitlab()], ...props }))[`.gitlab/images/${name}.yml`];
}

function jobs(name: string, props?: Props): Record<string, any> {
  return parse(text(name, props));
}

function problems(props: Props): string[] {
  return Problems.of(pipelineOf({ forges: [gitlab()], ...props })).all().map(({ id, what }) => `${id}: ${what}`);
}

/** The script of a job, as the shell gets it. */
function script(name: string, job: string, props?: Props): string {
  return jobs(name, props)[`images:${name}${job}`].script.join('\n');
}

const rootless = { forges: [gitlab({ builder: GitlabBuilder.ROOTLESS })] };

test('a file has jobs only: nothing that would change what the project has already', () => {
  for (const [path, content] of Object.entries(filesOf(pipelineOf({ forges: [gitlab()] })))) {
    for (const [name, job] of Object.entries<any>(parse(content))) {
      expect(name, path).toMatch(/^\.?images:/);
      expect(job.stage === 'build' || job.extends !== undefined, name).toBe(true);
    }
  }
});

test('all jobs of a pipeline with a name have it, so that two pipelines have different jobs', () => {
  const files = filesOf(pipelineOf({ forges: [gitlab()], name: 'api' }));
  expect(Object.values(files).flatMap(content => Object.keys(parse(content))).every(name => /^\.?images:api-/.test(name))).toBe(true);
});

test('a job takes no files of earlier stages into its work tree, and no script of "default"', () => {
  for (const content of Object.values(filesOf(pipelineOf({ forges: [gitlab()] })))) {
    for (const [name, job] of Object.entries<any>(parse(content))) {
      if (name.startsWith('.')) expect(job.inherit.default).toEqual(['tags', 'timeout', 'retry']);
      else expect(job.needs ?? job.dependencies, name).toBeDefined();
    }
  }
});

test.each<Props>([
  {},
  { sbom: true, scan: VulnerabilityScan.grype(), signing: ImageSigning.key(), rebuildSchedule: '0 3 * * 1' },
  { furtherRegistries: [ImageRegistry.dockerHub()] }, { name: 'api' }, { tags: [], release: ReleaseScheme.byHand() },
])(
  'a job waits only for jobs that run whenever it does: %j', props => {
    for (const content of Object.values(filesOf(pipelineOf({ forges: [gitlab()], ...props })))) {
      const all: Record<string, any> = parse(content);
      for (const [name, job] of Object.entries(all).filter(([each]) => !each.startsWith('.'))) {
        expect(job.rules, name).toBeUndefined();
        for (const { job: other } of job.needs ?? []) expect(all[other]?.extends, `${name} needs ${other}`).toBe(job.extends);
      }
    }
  });

describe('names of variables that the jobs have', () => {
  test('of a login are reported', () => {
    const found = problems({ furtherRegistries: [ImageRegistry.of('quay.io', 'QUAY_USER', 'TAG')] });
    expect(found).toEqual(['ci/secret-name: GitLab cannot have a secret in the variable TAG: the pipeline sets TAG itself.']);
  });

  test('are all known', () => {
    const samples: Props[] = [
      {}, rootless, { furtherRegistries: [ImageRegistry.dockerHub()] }, { sbom: true, scan: VulnerabilityScan.grype(), signing: ImageSigning.key() },
    ];
    const files = samples.flatMap(props => Object.values(filesOf(pipelineOf({ forges: [gitlab()], ...props }))));
    const names = files.flatMap(content => Object.values<any>(parse(content))).flatMap(({ variables = {} }) => Object.keys(variables));
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter(name => !TAKEN.has(name))).toEqual([]);
  });
});

describe('when jobs run', () => {
  const rules = (name: string, props?: Props) => jobs(name, props)[`.images:${name}`].rules.map((rule: any) => rule.if);
  test.each([
    ['build', ['$CI_PIPELINE_SOURCE == "merge_request_event"', '$CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == "main"']],
    ['release', ['$CI_COMMIT_TAG =~ /^v.*-mt\\..*$/']],
    ['rollback', ['$CI_PIPELINE_SOURCE =~ /^(web|api)$/ && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $IMAGES_TASK == "rollback"']],
    ['complete-update', ['$CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH =~ /^renovate\\/.*$/']],
  ])('%s', (name, expected) => {
    expect(rules(name)).toEqual(expected);
  });

  test('a release of any tag needs a tag: the empty variable of other pipelines would match', () => {
    expect(rules('release', { tags: [], release: ReleaseScheme.byHand('*') })).toEqual(['$CI_COMMIT_TAG']);
  });

  test('a branch is one branch, whatever its name means in a condition', () => {
    expect(rules('build', { branch: 'it\'s"a"/b+' })[1]).toBe('$CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH =~ /^it\\x27s\\x22a\\x22\\/b\\x2b$/');
  });

  test('* stays within a part of a branch, ** does not', () => {
    expect(rules('complete-update', { hostedBot: { branches: ['bot/*/x', 'a.b/**'] } })).toEqual([
      '$CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH =~ /^bot\\/[^\\/]*\\/x$/',
      '$CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH =~ /^a\\.b\\/.*$/',
    ]);
  });
});

test('a change of nothing but ignored paths succeeds without a build', () => {
  expect(script('build', '')).toContain("':(top,exclude,glob)docs/**'");
  expect(script('build', ':verify')).toMatch(/^if \[ ! -e image.tar \]/);
  expect(script('build', ':verify', { ignoredPaths: [] })).not.toContain('-e image.tar');
  expect(jobs('release')['images:release:verify'].script).not.toContain('-e image.tar');
});

describe('the registry of the project', () => {
  const props = { forges: [gitlab({ projectRegistry: true })], registry: 'registry.gitlab.com' };
  test('is known only to GitLab, and so is its login', () => {
    expect(jobs('release', props)['.images:release'].variables).toEqual({ REGISTRY: '$CI_REGISTRY', IMAGE: '$CI_REGISTRY_IMAGE/acme/router', TAG: '$CI_COMMIT_TAG' });
    expect(script('release', ':publish', props)).toContain('printf %s "$CI_REGISTRY_PASSWORD" | oras login --username "$CI_REGISTRY_USER"');
    expect(text('release', props)).not.toContain('registry.gitlab.com');
    expect(text('release', props)).not.toMatch(/the CI\/CD variable/);
  });

  test('with several images a rollback chooses one of them', () => {
    const root = detachedRoot();
    const several = { ...props, images: ['a', 'b'].map(id => router(root, id)) };
    expect(jobs('rollback', several)['.images:rollback'].variables).toEqual({ REGISTRY: '$CI_REGISTRY', IMAGES: '$CI_REGISTRY_IMAGE' });
    expect(script('rollback', '', several)).toContain('acme/a | acme/b) IMAGE=$IMAGES/$ROLLBACK_IMAGE ;;');
  });
});

test('each further registry has its own jobs, and no tag moves before all of them have the release', () => {
  const props = { furtherRegistries: [ImageRegistry.of('git.example.com:3000', 'OWN_USER', 'OWN_TOKEN')] };
  const made = jobs('release', props);
  expect(Object.keys(made).filter(name => name.includes('git.example.com'))).toEqual(['images:release:publish git.example.com:3000', 'images:release:promote git.example.com:3000']);
  const promote = made['images:release:promote git.example.com:3000'];
  expect(promote.variables).toMatchObject({ REGISTRY: 'git.example.com:3000', IMAGE: 'git.example.com:3000/acme/router' });
  expect(promote.needs.map(({ job }: any) => job)).toEqual([
    'images:release:publish', 'images:release:publish git.example.com:3000', 'images:release:smoke',
  ]);
  expect(Object.keys(jobs('rollback', props))).toContain('images:rollback:git.example.com:3000');
  expect(problems({ furtherRegistries: [ImageRegistry.ghcr()] })).toEqual(['ci/unsupported: GitLab cannot log in to ghcr.io with the token of the workflow.']);
});

test('all promotions and rollbacks run one after the other', () => {
  expect([jobs('release')['images:release:promote'], jobs('rollback')['images:rollback']].map(job => job.resource_group)).toEqual(['images-promote', 'images-promote']);
});

describe('without root', () => {
  test('there is no service, and the same is built', () => {
    const job = jobs('release', rootless)['images:release:build'];
    expect(job).not.toHaveProperty('services');
    expect(job.image.entrypoint).toEqual(['']);
    expect(script('release', ':build', rootless)).toMatch(
      /^buildctl-daemonless\.sh build [^]*--opt build-arg:OCI_VERSION="\$TAG" [^]*,name="\$IMAGE:\$TAG",oci-mediatypes=true,rewrite-timestamp=true/,
    );
  });

  test('a smoke test is the step of a build', () => {
    expect(script('release', ':smoke', rootless)).toContain('"$IMAGE:$TAG" \'RUN ["/usr/local/bin/tailscale", "version"]\' > smoke/Dockerfile');
  });
});

const TOOLS = `alpine:3.23@sha256:${'0'.repeat(64)}`;

describe('what a build needs from outside', () => {
  const image = new ContainerImage(detachedRoot(), 'service', {
    platforms: [Platform.LINUX_AMD64],
    secrets: { index_url: BuildSecret.environment('PIP_INDEX_URL') },
    ssh: { default: SshSource.agent() },
    buildArgs: { LEVEL: 'it\'s $HOME, "high"' },
    cacheFrom: [BuildCache.registry('ghcr.io/acme/service:cache')],
    contexts: { shared: NamedContext.directory('shared dir'), tools: NamedContext.registry(TOOLS) },
  });
  const props = { images: [{ image, repository: 'acme/service' }] };

  test.each([
    ['docker', {}, [
      '--build-arg "LEVEL=it\'s \\$HOME, \\"high\\""', '--secret id=index_url,env=PIP_INDEX_URL', '--ssh default="$SSH_KEY"',
      '--cache-from type=registry,ref=ghcr.io/acme/service:cache', "--build-context 'shared=shared dir'", '--build-context tools=docker-image://' + TOOLS,
    ]],
    ['buildctl', rootless, [
      '--opt build-arg:"LEVEL=it\'s \\$HOME, \\"high\\""', '--secret id=index_url,env=PIP_INDEX_URL', '--ssh default="$SSH_KEY"',
      '--import-cache type=registry,ref=ghcr.io/acme/service:cache', "--local 'shared=shared dir' --opt context:shared=local:shared",
      '--opt context:tools=docker-image://' + TOOLS,
    ]],
  ])('gets it from %s', (_, more, expected) => {
    for (const each of expected) expect(script('build', '', { ...props, ...more })).toContain(each);
  });

  test('a release reads no cache', () => {
    expect(script('release', ':build', props)).not.toMatch(/cache/);
  });

  test('an OCI layout needs Docker', () => {
    const layout = new ContainerImage(detachedRoot(), 'service', { platforms: [Platform.LINUX_AMD64], contexts: { base: NamedContext.ociLayout('vendor/base', { tag: 'v1' }) } });
    const one = { images: [{ image: layout, repository: 'acme/service' }] };
    expect(problems(one)).toEqual([]);
    expect(problems({ ...one, ...rootless })).toEqual(['ci/unsupported: GitLab cannot pass OCI layouts to the build of service without root: base.']);
  });
});

test('the cache of the forge is in the registry of the project: only the main branch writes it, and releases read none', () => {
  expect(script('build', '', { cache: PipelineCache.forge() })).toContain(`set -- --cache-from type=registry,ref="$CI_REGISTRY_IMAGE"/cache:router
if [ "$CI_PIPELINE_SOURCE" != merge_request_event ]; then
  set -- "$@" --cache-to type=registry,ref="$CI_REGISTRY_IMAGE"/cache:router,mode=max
fi
`);
  expect(script('build', '', { cache: PipelineCache.forge() })).toContain('"$@" \\\n  --output');
  expect(text('release', { cache: PipelineCache.forge() })).not.toMatch(/cache:router|"\$@" \\/);
  expect(problems({ cache: PipelineCache.forge() })).toEqual([]);
});

test('a smoke test runs on the platform of the runner, or is reported', () => {
  const images = [{ ...router(detachedRoot()), smokeTests: [{ command: ['/bin/a'], platforms: [Platform.LINUX_ARM64] }] }];
  expect(problems({ images })).toEqual(['ci/unsupported: GitLab cannot run the smoke test "/bin/a" of router on linux/arm64.']);
  expect(problems({ images, forges: [gitlab({ runnerPlatform: Platform.LINUX_ARM64 })] })).toEqual([]);
});

test('the token that completes a branch can be kept from the job that runs its code', () => {
  expect(jobs('complete-update')['images:complete-update:push'].environment).toEqual({ name: 'complete-update', action: 'access' });
  expect(script('complete-update', ':synthesize')).not.toContain('TOKEN');
});

test('a text with $ in an entry of variables is escaped, and in a script it is a word', () => {
  const made = script('renovate', '', { renovate: { gitAuthor: 'Bot $CI_JOB_TOKEN <bot@example.com>' } });
  expect(made).toContain('export RENOVATE_GIT_AUTHOR=');
  expect(made).not.toMatch(/RENOVATE_GIT_AUTHOR="[^"]*[^\\]\$CI_JOB_TOKEN/);
});

test('a release by hand of any version', () => {
  expect(jobs('release', { release: ReleaseScheme.byHand() })['.images:release'].rules).toEqual([{ if: '$CI_COMMIT_TAG =~ /^v.*$/' }]);
});

test('a secret in the place of its name is refused when the forge is made', () => {
  expect(() => gitlab({ secrets: { registryToken: 'glpat-0123456789' } })).toThrow(/^ci\/secret-name\n/);
  expect(() => gitlab({ secrets: { sshKeys: { default: '-----BEGIN' } } })).toThrow(/^ci\/secret-name\n/);
});
