import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { EVERYTHING, count, draw, drawAll, listRows, readRows } from './many';
import { ContainerImage } from '../../../src';
import { ImageSigning, ImageTag, PipelineCache, ReleaseScheme } from '../../../src/ci';
import { Platform, Problems, _formatReport } from '../../../src/core';
import { detachedRoot } from '../../support/root';
import { forgejo, gitea, github, pipelineOf, router } from '../samples';

const FILES = draw({ registry: 'ghcr.io', cache: PipelineCache.forge() });
const { build, release, rollback } = Object.fromEntries(Object.entries(FILES).map(([name, text]) => [name.replace('.yml', ''), parse(text)]));

test.each(['build.yml', 'release.yml', 'rollback.yml', 'release-tag.yml'])('three images: %s', async name => {
  await expect(FILES[name]).toMatchFileSnapshot(`../../golden/ci/github-many/${name}`);
});

describe('what is published, and what is scheduled', () => {
  const files = draw({ registry: 'ghcr.io', ...EVERYTHING });

  test.each([['build.yml', 'build-of-change.yml'], ['snapshot.yml', 'snapshot.yml'], ['rebuild.yml', 'rebuild.yml']])('three images: %s', async (name, golden) => {
    await expect(files[name]).toMatchFileSnapshot(`../../golden/ci/github-many/${golden}`);
  });

  test.each(['build.yml', 'snapshot.yml'])('who can write in %s runs nothing of the repository', name => {
    const { jobs } = parse(files[name]);
    const writers = Object.entries<any>(jobs).filter(([, { permissions }]) => Object.values(permissions).includes('write'));
    expect(writers.map(([id, { permissions }]) => [id, permissions])).toEqual([['publish', { packages: 'write' }]]);
    expect(JSON.stringify(writers[0][1].steps)).not.toMatch(/checkout|setup-node|npm|npx|build-push/);
    const steps = jobs.build.steps.map((step: any) => step.name);
    expect(steps.indexOf('Keep the image')).toBeLessThan(steps.indexOf('Install imagewright'));
  });

  test('a change of the repository itself is published, one of a fork is not', () => {
    const { publish, passed } = parse(files['build.yml']).jobs;
    expect(publish.if).toMatch(/^needs\.affected\.outputs\.publish-count != '0' && github\.event_name == 'pull_request' && github\.event\.pull_request\.head\.repo\.full_name == github\.repository && /);
    expect(passed.needs).toEqual(['affected', 'build']);
  });

  test('a published image has the archives of its platforms, in their order, and its suffix', () => {
    expect(readRows(parse(files['snapshot.yml']), 'published')).toEqual([
      { image: 'server', slugs: 'linux-amd64 linux-arm64', repository: 'acme/server', file: 'server/Dockerfile' },
      { image: 'client', slugs: 'linux-arm-v7 linux-amd64', repository: 'acme/client', file: 'client/Dockerfile' },
      { image: 'packed', slugs: 'linux-amd64', suffix: '-packed', repository: 'acme/client', file: 'packed/Dockerfile' },
    ]);
  });

  test('each push is built, since another one affects other images', () => {
    for (const tags of [[ImageTag.edge()], [ImageTag.commit()]]) {
      expect(parse(draw({ tags })['snapshot.yml']).concurrency).toEqual({ 'group': 'snapshot', 'cancel-in-progress': false, 'queue': 'max' });
    }
  });

  test('a matrix without a row is no failure of those after it', () => {
    const root = detachedRoot();
    const jobsOf = (length: number) => parse(draw({ ...EVERYTHING, images: Array.from({ length }, (_, i) => router(root, `image${length}-${i}`)) })['snapshot.yml']).jobs;
    expect(jobsOf(64).publish.if).toBe("needs.affected.outputs.publish-count != '0'");
    expect(jobsOf(65).publish).toMatchObject({ needs: ['affected', 'build', 'build-2'], if: "!failure() && !cancelled() && needs.affected.outputs.publish-count != '0'" });
  });
});

describe('a build', () => {
  test('filters a table with a row for each image and platform, which has what differs between them', () => {
    expect(readRows(build).map(({ image: name, platform, file, context }) => [name, platform, file, context])).toEqual([
      ['server', 'linux/amd64', 'server/Dockerfile', undefined],
      ['server', 'linux/arm64', 'server/Dockerfile', undefined],
      ['client', 'linux/arm/v7', 'client/Dockerfile', undefined],
      ['client', 'linux/amd64', 'client/Dockerfile', undefined],
      ['packed', 'linux/amd64', 'packed/Dockerfile', undefined],
    ]);
    expect(readRows(build)[0].args).toBe('LEVEL=high ${{ 1 }}');
    expect(FILES['build.yml']).not.toContain('${{ 1 }}');
  });

  test('has each column that it uses, and uses each column that a row has', () => {
    const everything = drawAll(github(), [ImageTag.change()]);
    for (const workflow of [build, release, everything.build, everything.release, everything.snapshot, everything.rebuild]) {
      for (const [id, job] of Object.entries<any>(workflow.jobs).filter(([, { strategy }]) => strategy !== undefined)) {
        const isFiltered = typeof job.strategy.matrix === 'string';
        const rows = listRows(workflow, job)!;
        const used = [...JSON.stringify(job).matchAll(/matrix\.([\w-]+)/g)].map(([, column]) => column);
        const given = rows.flatMap((row: object) => Object.keys(row)).concat(isFiltered && id === 'build' ? ['runner'] : []).filter(column => column !== 'file' || id === 'build');
        expect({ id, columns: [...new Set(given)].sort() }).toEqual({ id, columns: [...new Set(used)].sort() });
      }
    }
  });

  test('gives an image no secret of another', () => {
    const { steps } = build.jobs.build;
    const secrets = steps.flatMap((step: any) => Object.entries<string>(step.env ?? {}).filter(([, value]) => value.includes('secrets.')));
    expect(new Set(secrets.map(([name, value]: string[]) => `${name} ${value}`))).toEqual(new Set([
      "PIP_INDEX_URL ${{ matrix.image == 'server' && secrets.PIP_INDEX_URL || '' }}",
      "SSH_KEY ${{ matrix.image == 'server' && secrets.SSH_KEY || '' }}",
    ]));
  });

  test('has one job that decides, and one that reports', () => {
    expect(Object.keys(build.jobs)).toEqual(['affected', 'build', 'passed']);
    expect(build.jobs.affected.permissions).toEqual({ contents: 'read' });
    expect(build.jobs.build).toMatchObject({ if: "needs.affected.outputs.count != '0'", strategy: { 'fail-fast': false, 'matrix': '${{ fromJSON(needs.affected.outputs.matrix) }}' } });
    expect(build.jobs.passed.needs).toEqual(['affected', 'build']);
  });
});

describe('a release', () => {
  const root = detachedRoot();

  test('publishes nothing before all images are built, and promotes nothing before all are published and tested', () => {
    const needs = Object.fromEntries(Object.entries<any>(release.jobs).map(([id, job]) => [id, job.needs]));
    expect(needs).toEqual({ build: undefined, publish: 'build', smoke: 'publish', promote: ['publish', 'smoke'] });
  });

  test('promotes one after the other in a repository, together with the rollbacks there', () => {
    expect(release.jobs.promote.concurrency).toEqual({ 'group': 'promote-${{ matrix.repository }}', 'cancel-in-progress': false, 'queue': 'max' });
    expect(rollback.jobs.rollback.concurrency.group).toBe('promote-${{ inputs.image }}');
  });

  test('has the address of an image that alone has smoke tests and archives', () => {
    const images = ['one', 'two'].map(id => new ContainerImage(root, id, { platforms: [Platform.LINUX_AMD64], archives: id === 'two' }))
      .map(image => ({ image, repository: `acme/${image.node.id}`, smokeTests: image.node.id === 'two' ? [{ command: ['/two'] }] : undefined }));
    const { jobs } = parse(draw({ images })['release.yml']);
    for (const id of ['smoke', 'archive']) {
      expect([jobs[id].env, jobs[id].strategy.matrix.include.map(({ image }: any) => image)]).toEqual([{ IMAGE: 'registry.example.com/acme/two' }, ['two']]);
    }
  });

  test('has the address of each image', () => {
    expect(release.env).not.toHaveProperty('IMAGE');
    for (const id of ['publish', 'smoke', 'promote']) expect(release.jobs[id].env).toEqual({ IMAGE: 'ghcr.io/${{ matrix.repository }}' });
  });
});

/** The images of each job, or of each row of its matrix, once for each platform that it has. */
function listImages(workflows: Record<string, any>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(workflows).flatMap(([file, workflow]) => Object.entries<any>(workflow.jobs).map(([id, job]) => [
    `${file} ${id}`, (listRows(workflow, job) ?? [{ image: '' }]).map(({ image: name }) => name),
  ])));
}

describe('with every option, each image has each of its jobs', () => {
  const [platforms, images, tested] = [['server', 'server', 'client', 'client', 'packed'], ['server', 'client', 'packed'], ['server', 'server', 'client', 'client']];
  const all = {
    'build build': platforms,
    'release build': platforms,
    'release publish': images,
    'release attach': images,
    'release sign': images,
    'release smoke': tested,
    'release promote': images,
    'snapshot build': platforms,
    'snapshot publish': images,
    'rebuild build': platforms,
  };

  test.each([
    ['GitHub', github()], ['Gitea', gitea()], ['Gitea 1.28', gitea({ serverVersion: '1.28' })], ['Forgejo 13', forgejo({ serverVersion: '13.0' })], ['Forgejo', forgejo()],
  ])('in workflows that all share on %s', (_, forge) => {
    const drawn = listImages(drawAll(forge, []));
    expect(drawn).toMatchObject(all);
    expect(Object.keys(drawn).filter(name => name.startsWith('build'))).toEqual(['build affected', 'build build', 'build passed']);
    expect(listImages(drawAll(forge, [ImageTag.change()]))).toMatchObject({ ...all, 'build publish': images });
  });
});

describe('registries', () => {
  const { build: cached, release: copied } = drawAll(github(), []);
  const stepsOf = (job: any, name: string) => job.steps.filter((step: any) => step.name.startsWith(name));

  test('have the layers of each image and platform', () => {
    const { with: given } = stepsOf(cached.jobs.build, 'Build')[0];
    expect(given['cache-from']).toBe('${{ matrix.cache-from }}');
    expect(readRows(cached).map(row => row['cache-from'])).toEqual([
      'type=registry,ref=registry.example.com/acme/server:cache-server-linux-amd64',
      'type=registry,ref=registry.example.com/acme/server:cache-server-linux-arm64',
      'type=registry,ref=registry.example.com/acme/client:cache-client-linux-arm-v7',
      'type=registry,ref=registry.example.com/acme/client:cache-client-linux-amd64',
      'type=registry,ref=registry.example.com/acme/client:cache-packed-linux-amd64',
    ]);
  });

  test('can have other paths of an image', () => {
    expect(stepsOf(copied.jobs.publish, 'Copy')[0].env.COPY).toBe('docker.io/${{ matrix.repository-2 }}');
    for (const [id, name] of [['attach', 'Attach, in'], ['sign', 'Sign, in'], ['promote', 'Move the floating tags to the same digest, in']]) {
      expect(stepsOf(copied.jobs[id], name)[0].env.IMAGE).toBe('docker.io/${{ matrix.repository-2 }}');
      expect(copied.jobs[id].strategy.matrix.include.map((row: any) => row['repository-2'])).toEqual(['hub/server', 'acme/client', 'acme/client']);
    }
  });

  test('get no login that outlives the build of an image', () => {
    for (const { jobs } of [cached, copied]) {
      const names = jobs.build.steps.map(({ name }: any) => name);
      expect(names.indexOf('Log out')).toBe(names.indexOf('Remove the SSH keys') + 1);
      expect(names.indexOf('Log in to docker.io, to read')).toBe(1);
    }
  });
});

describe('signatures and lists of contents', () => {
  const { release: signed } = drawAll(github(), []);
  const find = (id: string, name: string) => signed.jobs[id].steps.find((step: any) => step.name === name);

  test('are those of the image in the row', () => {
    expect(find('sign', 'Sign').run).toMatch(/^DIGEST=\$\(docker buildx imagetools inspect "\$IMAGE:\$TAG\$SUFFIX" /);
    expect(find('sign', 'Sign').env).toEqual({ SUFFIX: '${{ matrix.suffix }}', COSIGN_PRIVATE_KEY: '${{ secrets.COSIGN_PRIVATE_KEY }}', COSIGN_PASSWORD: '${{ secrets.COSIGN_PASSWORD }}' });
    expect(find('attach', 'Attach').env).toEqual({ SUFFIX: '${{ matrix.suffix }}', PLATFORMS: '${{ matrix.platforms }}' });
    expect(find('attach', 'Attach').run).toContain('\nfor platform in $PLATFORMS; do\n');
    expect(signed.jobs.attach.strategy.matrix.include.map(({ platforms }: any) => platforms)).toEqual(['linux/amd64 linux/arm64', 'linux/arm/v7 linux/amd64', 'linux/amd64']);
    for (const id of ['build', 'attach', 'sign']) expect(signed.jobs[id].env).toEqual({ IMAGE: 'registry.example.com/${{ matrix.repository }}' });
  });

  test('have names that fit each other and no image', () => {
    expect(find('build', 'Keep the list').with.name).toBe('_sbom.${{ matrix.image }}.${{ matrix.slug }}');
    expect(find('attach', 'Get the lists').with.pattern).toBe('_sbom.${{ matrix.image }}.*');
    expect(find('publish', 'Get the verified images').with.pattern).toBe('${{ matrix.image }}.*');
  });

  test('come before the promotion of any image', () => {
    expect(signed.jobs.promote.needs).toEqual(['publish', 'attach', 'sign', 'smoke']);
  });

  test('can be verified as the comment says, for each image', () => {
    const text = draw({ signing: ImageSigning.key() })['release.yml'];
    expect(text.match(/^# {3}cosign verify .*$/gm)).toEqual([
      '#   cosign verify --key cosign.pub --insecure-ignore-tlog registry.example.com/acme/server:TAG',
      '#   cosign verify --key cosign.pub --insecure-ignore-tlog registry.example.com/acme/client:TAG',
      '#   cosign verify --key cosign.pub --insecure-ignore-tlog registry.example.com/acme/client:TAG-packed',
    ]);
    expect(text.match(/^# To verify the signature/gm)).toHaveLength(1);
  });
});

describe('the number of files and jobs', () => {
  test.each([
    [1, [1, 2, 1], [2, 1, 2, 1]],
    [2, [1, 4, 1], [4, 2, 4, 2]],
    [50, [1, 100, 1], [100, 50, 100, 50]],
    [200, [1, 256, 144, 1], [256, 144, 200, 256, 144, 200]],
  ])('of %d images for two platforms', (images, builds, releases) => {
    expect(count(images)).toMatchObject({ files: 7, build: builds, release: releases });
  });

  test.each([
    [1, [1, 2, 1, 1], [2, 1], [2]],
    [50, [1, 100, 1, 50], [1, 100, 50], [100]],
    [200, [1, 256, 144, 1, 200], [1, 256, 144, 200], [256, 144]],
  ])('of %d images that are published and built on a schedule', (images, changes, snapshot, rebuild) => {
    expect(count(images, github(), undefined, EVERYTHING)).toMatchObject({ files: 9, build: changes, snapshot, rebuild });
  });

  test('is six files with all of these and no bot', () => {
    const files = draw({ ...EVERYTHING, release: ReleaseScheme.byHand(), renovate: undefined, hostedBot: undefined });
    expect(Object.keys(files)).toEqual(['build.yml', 'snapshot.yml', 'rebuild.yml', 'release.yml', 'rollback.yml', 'synthesis.yml']);
  });

  test('has the limit of the size of a file, which is reported', () => {
    const list = (length: number) => {
      const root = detachedRoot();
      return Array.from({ length }, (_, i) => router(root, `image${i}`));
    };
    const problemsOf = (length: number) => _formatReport(Problems.of(pipelineOf({ images: list(length), forges: [github()] })).all());
    expect(Math.max(...Object.values(draw({ images: list(200) })).map(text => Buffer.byteLength(text)))).toBeLessThan(500_000);
    expect(problemsOf(200)).toBe('');
    expect(problemsOf(500)).toMatch(/^error {2}ci\/unsupported\n {2}\.github\/workflows\/release\.yml has \d+ kB for 500 images\.\n/);
  });

  test('is four files without options', () => {
    expect(Object.keys(draw({ release: ReleaseScheme.byHand(), renovate: undefined, hostedBot: undefined }))).toEqual(['build.yml', 'release.yml', 'rollback.yml', 'synthesis.yml']);
  });
});
