import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FORGES, PINS, filesOf, github, pipelineOf, router } from './samples';
import { Forge, ImagePipelineProps, ImageRegistry, ImageTag, ReleaseScheme } from '../../src/ci';
import { Problems } from '../../src/core';
import { detachedRoot } from '../support/root';

const MAIN = [ImageTag.newest('latest'), ImageTag.edge(), ImageTag.commit()];

/** The workflows of builds, by the name of their file. */
function builds(forge: Forge, tags: ImageTag[], more: Partial<ImagePipelineProps> = {}): Map<string, string> {
  const files = Object.entries(filesOf(pipelineOf({ forges: [forge], tags, ...more })));
  return new Map(files.map(([path, text]): [string, string] => [basename(path).split('.')[0], text]).filter(([name]) => /^(build|snapshot)/.test(name)));
}

function findings(props: Partial<ImagePipelineProps>): string[] {
  return Problems.of(pipelineOf({ renovate: undefined, hostedBot: undefined, ...props })).all().map(({ severity, id, what }) => `${severity ?? 'error'} ${id} ${what}`);
}

describe.each(FORGES)('$name', forge => {
  test.each([...builds(forge, MAIN).keys()])('%s of the main branch', async name => {
    await expect(builds(forge, MAIN).get(name)!).toMatchFileSnapshot(`../golden/ci/${forge.name.toLowerCase()}-tags/${name}.yml`);
  });

  test('the check of a change has no credentials, and the main branch is built once', () => {
    const build = builds(forge, MAIN).get('build')!;
    expect(build).not.toMatch(/registry\.example\.com|REGISTRY_TOKEN|registry_token|packages: write/);
    expect(build).not.toMatch(/event: push|push:|CI_COMMIT_BRANCH/);
  });

  test('without such tags there is no snapshot', () => {
    expect([...builds(forge, [ImageTag.newest()]).keys()]).toEqual(['build']);
  });

  test('several images share one, in the main registry only', () => {
    const root = detachedRoot();
    const files = builds(forge, MAIN, { images: ['a', 'b'].map(id => router(root, id)), furtherRegistries: [ImageRegistry.dockerHub()] });
    expect([...files.keys()].filter(name => !/\/child\//.test(name))).toEqual(['build', 'snapshot']);
    for (const text of files.values()) expect(text).not.toContain('docker.io');
  });
});

describe('on GitHub', () => {
  const read = (tags: ImageTag[], name: string) => parse(builds(github(), tags, { registry: 'ghcr.io' }).get(name)!);

  test('a change of the repository itself is published, one of a fork is not', async () => {
    await expect(builds(github(), [ImageTag.change()]).get('build')!).toMatchFileSnapshot('../golden/ci/github-tags/build-of-change.yml');
    const { on, jobs } = read([ImageTag.change()], 'build');
    expect(on).toMatchObject({ pull_request: {}, push: { branches: ['main'] } });
    expect(jobs.publish.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
    expect(jobs.build.steps.find(({ name }: any) => name === 'Keep the image').if).toBe(jobs.publish.if);
    expect(jobs.passed.needs).toEqual(['changes', 'build']);
  });

  test.each(['build', 'snapshot'])('who can write in %s runs nothing of the repository', name => {
    const { jobs } = read([ImageTag.edge(), ImageTag.change()], name);
    const writers = Object.values<any>(jobs).filter(({ permissions }) => Object.values(permissions).includes('write'));
    expect(writers.map(({ permissions }) => permissions)).toEqual([{ packages: 'write' }]);
    expect(JSON.stringify(writers[0].steps)).not.toMatch(/checkout|setup-node|npm|npx|build-push/);
    expect(jobs.build.steps.map((step: any) => step.name).indexOf('Keep the image')).toBeLessThan(jobs.build.steps.map((step: any) => step.name).indexOf('Install imagewright'));
  });

  test('no commit loses its tag, and without such a tag the newest build is enough', () => {
    expect(read([ImageTag.edge(), ImageTag.commit()], 'snapshot').concurrency).toEqual({ 'group': 'snapshot', 'cancel-in-progress': false, 'queue': 'max' });
    expect(read([ImageTag.edge()], 'snapshot').concurrency).toEqual({ 'group': 'snapshot', 'cancel-in-progress': false });
  });
});

test('what a forge cannot do is said', () => {
  const [woodpecker, , gitlab] = FORGES;
  for (const forge of [woodpecker, gitlab]) {
    expect(findings({ forges: [forge], tags: [ImageTag.edge(), ImageTag.change()] })).toEqual([
      `error ci/unsupported ${forge.name} does not publish proposed changes: ImageTag.change().`,
      `warning ci/unsupported ${forge.name} publishes builds of the main branch of router without their smoke tests.`,
    ]);
  }
  expect(findings({ forges: [github()], tags: [ImageTag.edge(), ImageTag.commit(), ImageTag.change()] })).toEqual([]);
  expect(findings({ forges: [Forge.script({ versions: PINS })], tags: [ImageTag.commit()] }))
    .toEqual(['warning ci/unsupported Script publishes releases only: ImageTag.edge(), commit() and change() have no effect there.']);
});

test.each<{ tags: ImageTag[]; release?: ReleaseScheme; says: string }>([
  { tags: [ImageTag.newest('edge'), ImageTag.edge()], says: 'The tag :edge is given twice.' },
  { tags: [ImageTag.edge('pr-7'), ImageTag.change()], says: 'The tag :pr-7 can be one of the tags :pr-<number>.' },
  { tags: [ImageTag.newest('sha-0123456789ab'), ImageTag.commit()], says: 'The tag :sha-0123456789ab can be one of the tags :sha-<commit>.' },
  { tags: [ImageTag.edge()], release: ReleaseScheme.byHand('e*'), says: 'The tag :edge looks like a release: edge matches e*.' },
  { tags: [ImageTag.commit()], release: ReleaseScheme.byHand('*'), says: 'The tag :sha-<commit> looks like a release: sha-0123456789ab matches *.' },
])('$says', ({ tags, release = ReleaseScheme.byHand(), says }) => {
  expect(findings({ forges: [github()], tags, release })).toEqual([`error ci/tag ${says}`]);
});

test.each(['', '-x', 'a b', 'x'.repeat(129)])('the tag %j is refused', name => {
  expect(() => ImageTag.edge(name)).toThrow(/^ci\/tag\n/);
});
