import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { filesOf, github, gitlab, pipelineOf, router, woodpecker } from './samples';
import { Forge, ImageRegistry, PublishedImage } from '../../src/ci';
import { Problems } from '../../src/core';
import { detachedRoot } from '../support/root';

const HUB = ImageRegistry.dockerHub();
const OWN = ImageRegistry.of('git.example.com', 'OWN_USER', 'OWN_TOKEN');
const REGISTRIES = { furtherRegistries: [HUB, OWN] };
const OTHER = { 'docker.io': 'hub/router' };

function draw(forge: Forge, images: PublishedImage[]) {
  return filesOf(pipelineOf({ ...REGISTRIES, forges: [forge], images }));
}

function two(): PublishedImage[] {
  const root = detachedRoot();
  return [{ ...router(root, 'router'), repositories: OTHER }, router(root, 'switch')];
}

function one(): PublishedImage[] {
  return [{ ...router(), repositories: OTHER }];
}

const addresses = (steps: any[]) => steps.flatMap(({ env = {}, environment = {} }) => env.COPY ?? env.IMAGE ?? environment.IMAGE ?? []);

describe('on GitHub', () => {
  const jobsOf = (name: string, images: PublishedImage[]) => parse(draw(github(), images)[`.github/workflows/${name}.yml`]).jobs;

  test('a copy and its tags have the path of their registry', () => {
    const { publish, promote } = jobsOf('release', one());
    expect(addresses(publish.steps)).toEqual(['docker.io/hub/router', 'git.example.com/acme/router']);
    expect(addresses(promote.steps)).toEqual(['docker.io/hub/router', 'git.example.com/acme/router']);
  });

  test('so has a rollback, of one image and of several', () => {
    expect(addresses(jobsOf('rollback', one()).rollback.steps)).toEqual(['docker.io/hub/router', 'git.example.com/acme/router']);
    expect(addresses(jobsOf('rollback', two()).rollback.steps)).toEqual([
      "docker.io/${{ inputs.image == 'acme/router' && 'hub/router' || inputs.image == 'acme/switch' && 'acme/switch' }}",
      'git.example.com/${{ inputs.image }}',
    ]);
  });
});

describe('on GitLab', () => {
  const jobsOf = (name: string, images: PublishedImage[]) => parse(draw(gitlab(), images)[`.gitlab/images/${name}.yml`]);

  test('a copy and its tags have the path of their registry', () => {
    const jobs = jobsOf('release', one());
    for (const job of ['publish', 'promote']) {
      expect(jobs[`images:release:${job} docker.io`].variables.IMAGE).toBe('docker.io/hub/router');
      expect(jobs[`images:release:${job} git.example.com`].variables.IMAGE).toBe('git.example.com/acme/router');
    }
  });

  test.each([
    { job: 'images:rollback:docker.io', image: 'acme/router', path: 'docker.io/hub/router' },
    { job: 'images:rollback:docker.io', image: 'acme/switch', path: 'docker.io/acme/switch' },
    { job: 'images:rollback:git.example.com', image: 'acme/router', path: 'git.example.com/acme/router' },
    { job: 'images:rollback', image: 'acme/router', path: 'registry.example.com/acme/router' },
  ])('a rollback of $image in $job', ({ job, image, path }) => {
    const { '.images:rollback': { variables: shared }, [job]: { script, variables } } = jobsOf('rollback', two());
    const choice = script.find((each: string) => each.includes('case $ROLLBACK_IMAGE'));
    const { stdout } = spawnSync('sh', ['-ec', `${choice}\necho "$IMAGE"`], { encoding: 'utf8', env: { ROLLBACK_IMAGE: image, ...shared, ...variables } });
    expect(stdout).toBe(`${path}\n`);
  });
});

describe('on Woodpecker', () => {
  const flow = (name: string, images: PublishedImage[]) => parse(draw(woodpecker(), images)[`.woodpecker/${name}.yaml`]);

  test('the path is in the matrix, with the other addresses', () => {
    const { matrix, steps } = flow('release', one());
    expect(matrix.include).toEqual([{ REGISTRY: 'registry.example.com', REPOSITORY: 'acme/router', REPOSITORY_2: 'hub/router' }]);
    expect(addresses(steps)).toEqual([1, 2].flatMap(() => ['${REGISTRY}/${REPOSITORY}', 'docker.io/${REPOSITORY_2}', 'git.example.com/${REPOSITORY}']));
  });

  test('of several images, each has its own', () => {
    expect(flow('rollback', two()).matrix.include.map((each: any) => each.REPOSITORY_2)).toEqual(['hub/router', 'acme/switch']);
  });
});

describe('in the script', () => {
  test('a function knows the other paths', () => {
    const text = draw(Forge.script(), two())['ci/images.sh'];
    const [find] = /find_address\(\) \{\n[^]*?\n\}\n/.exec(text)!;
    const run = (name: string, host: string) => spawnSync('sh', ['-ec', `${find}find_address ${host}`], { encoding: 'utf8', env: { NAME: name, REPOSITORY: `acme/${name}` } }).stdout;
    expect(run('router', 'docker.io')).toBe('docker.io/hub/router\n');
    expect(run('switch', 'docker.io')).toBe('docker.io/acme/switch\n');
    expect(run('router', 'git.example.com')).toBe('git.example.com/acme/router\n');
    expect(text.match(/(?:COPY|IMAGE)=\$\(find_address "\$registry"\)/g)).toHaveLength(3);
  });

  test('without them there is none', () => {
    expect(draw(Forge.script(), [router()])['ci/images.sh']).not.toContain('find_address');
  });
});

test.each<[string, () => PublishedImage[]]>([
  ['An image has a path in "quay.io", which is none of furtherRegistries.', () => [{ ...router(), repositories: { 'quay.io': 'a/b' } }]],
  ['An image has a path in "registry.example.com", which is none of furtherRegistries.', () => [{ ...router(), repositories: { 'registry.example.com': 'a/b' } }]],
  ['"Hub/Router" is not the path of a repository in docker.io.', () => [{ ...router(), repositories: { 'docker.io': 'Hub/Router' } }]],
  ['Two images are published as "acme/switch" in docker.io, and not in registry.example.com.', () => {
    const root = detachedRoot();
    return [router(root, 'switch'), { ...router(root, 'router'), repositories: { 'docker.io': 'acme/switch' } }];
  }],
  ['Two variants of "acme/router" have different paths in docker.io.', () => {
    const root = detachedRoot();
    return [router(root, 'router'), { ...router(root, 'packed'), repository: 'acme/router', tagSuffix: 'packed', repositories: OTHER }];
  }],
])('%s', (what, make) => {
  const problems = Problems.of(pipelineOf({ ...REGISTRIES, forges: [github()], images: make() })).all();
  expect(problems.map(each => [each.id, each.what])).toEqual([['ci/repository', what]]);
});
