import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { BuildSecret, BuildStage, ContainerImage, ContainerImageProps, NamedContext, PublishedImage, SshSource, dockerfile } from '../../../src';
import { GitlabBuilder, ImageRegistry, ImageSigning, ImageTag, PipelineCache, ReleaseScheme, VulnerabilityScan } from '../../../src/ci';
import { TAKEN } from '../../../src/ci/forges/gitlab/variable';
import { printJobRows } from '../../../src/cli/affected/formats/gitlab-rows';
import { readRows } from '../../../src/cli/affected/formats/rows';
import { Platform, Problems, _formatReport } from '../../../src/core';
import { DEBIAN } from '../../support/image';
import { detachedRoot } from '../../support/root';
import { filesOf, gitlab, pipelineOf, router } from '../samples';

const { Mount } = dockerfile;

type Props = NonNullable<Parameters<typeof pipelineOf>[0]>;

/** An image in a folder of its own. */
function image(root: ReturnType<typeof detachedRoot>, id: string, props: Partial<ContainerImageProps>): ContainerImage {
  return Object.assign(new ContainerImage(root, id, { platforms: [Platform.LINUX_AMD64], ...props }), { dockerfile: `${id}/Dockerfile` });
}

/** An image whose build needs a secret and a key, one that is built from it, and a variant of that without smoke tests. */
function three(): PublishedImage[] {
  const root = detachedRoot();
  const server = image(root, 'server', {
    platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64],
    secrets: { index_url: BuildSecret.environment('PIP_INDEX_URL') },
    ssh: { default: SshSource.agent() },
    buildArgs: { LEVEL: 'high $[[ 1 ]]' },
  });
  new BuildStage(server, 'Build', { base: DEBIAN, purpose: 'builds' })
    .run(['make'], { mounts: [Mount.secret({ id: 'index_url', required: true }), Mount.ssh({ required: true })] });
  return [
    { image: image(root, 'client', { contexts: { base: NamedContext.image(server) } }), repository: 'acme/client', smokeTests: [{ command: ['/client', "it's"] }] },
    { image: server, repository: 'acme/server', smokeTests: [{ command: ['/server', '--version'] }] },
    { image: image(root, 'packed', {}), repository: 'acme/client', tagSuffix: 'packed' },
  ];
}

/** The files, by their paths in the folder. */
function draw(props: Props = {}): Record<string, string> {
  const files = filesOf(pipelineOf({ images: three(), forges: [gitlab()], ...props }));
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replace('.gitlab/images/', ''), text]));
}

function problems(props: Props): string[] {
  return Problems.of(pipelineOf({ images: three(), forges: [gitlab()], ...props })).all().map(({ what }) => what);
}

const FILES = draw({ cache: PipelineCache.forge() });

/** Published builds of the main branch, and scheduled ones. */
const PUBLISHED: Props = { rebuildSchedule: '0 3 * * 1', tags: [ImageTag.newest(), ImageTag.edge(), ImageTag.commit()] };

test.each(['build.yml', 'child/build.yml', 'release.yml', 'child/release.yml', 'rollback.yml'])('three images: %s', async path => {
  await expect(FILES[path]).toMatchFileSnapshot(`../../golden/ci/gitlab-many/${path.replace('/', '-')}`);
});

/** The table in the script of the job that finds the affected images. */
function readTable(files: Record<string, string>, workflow: string) {
  const { script } = parse(files[`${workflow}.yml`])[`images:${workflow}:affected`];
  const [, table] = /<<'ROWS'\n([^]*)\nROWS\n$/.exec(script.at(-1))!;
  return readRows(Buffer.from(table), workflow, 'job');
}

/** The child pipeline in which some images are built, as GitLab puts it together. */
function startBuilds(files: Record<string, string>, workflow: 'build' | 'snapshot', ...unaffected: string[]): Record<string, any> {
  const others = unaffected.map(name => `${name}/Dockerfile`);
  const affected = { images: [], all: 3, others, levels: 1, changes: 0, notes: [] };
  const printed = printJobRows(affected, readTable(files, workflow) as unknown as Parameters<typeof printJobRows>[1]);
  return { ...parse(files[`child/${workflow}.yml`]), ...parse(printed) };
}

/** A pipeline with what its jobs extend. Maps are merged, everything else is replaced. */
function resolve(jobs: Record<string, any>): Record<string, any> {
  const merge = (one: any, other: any): any => Object.fromEntries([...new Set([...Object.keys(one), ...Object.keys(other)])].map(key => {
    const isMap = [one[key], other[key]].every(each => typeof each === 'object' && each !== null && !Array.isArray(each));
    return [key, isMap ? merge(one[key], other[key]) : other[key] ?? one[key]];
  }));
  const extend = ({ extends: names = [], ...job }: any): any => [...[names].flat().map((name: string) => extend(jobs[name])), job].reduce(merge, {});
  return Object.fromEntries(Object.entries(jobs).filter(([name]) => !name.startsWith('.') && name !== 'stages').map(([name, job]) => [name, extend(job)]));
}

const namesOf = (jobs: Record<string, any>) => Object.keys(resolve(jobs)).sort();

describe('a build', () => {
  test('has the jobs of the affected images', () => {
    expect(namesOf(startBuilds(FILES, 'build', 'client', 'server'))).toEqual(['images:build-packed', 'images:build-packed:verify']);
    expect(namesOf(startBuilds(FILES, 'build'))).toHaveLength(6);
  });

  test('has the build of what an affected image is built from, and waits for it', () => {
    const jobs = resolve(startBuilds(FILES, 'build', 'server', 'packed'));
    expect(Object.keys(jobs).sort()).toEqual(['images:build-client', 'images:build-client:verify', 'images:build-server']);
    expect(jobs['images:build-client']).toMatchObject({ needs: [{ job: 'images:build-server' }], dependencies: ['images:build-server'] });
    expect(jobs['images:build-server'].artifacts.paths).toEqual(['server.tar']);
    expect(jobs['images:build-client'].script.join('\n')).toContain('tar -xf server.tar -C "$bases"/server\n');
    expect(jobs['images:build-client'].script.at(-1))
      .toContain(' --build-context base=oci-layout://"$bases"/server@"$(grep -o \'sha256:[0-9a-f]*\' "$bases"/server/index.json)" ');
  });

  test('has one job that succeeds if no image is affected', () => {
    const jobs = resolve(startBuilds(FILES, 'build', 'client', 'server', 'packed'));
    expect(jobs).toEqual({ 'images:build:none': expect.objectContaining({ script: ['echo "No image is affected."'], variables: { GIT_STRATEGY: 'none' } }) });
  });

  test('starts one child pipeline, and has its result', () => {
    const { 'images:build': start, 'images:build:affected': affected } = resolve(parse(FILES['build.yml']));
    expect(start.trigger).toEqual({
      include: [{ local: '.gitlab/images/child/build.yml' }, { artifact: 'affected.yml', job: 'images:build:affected' }], strategy: 'depend',
    });
    expect(start.rules).toEqual(affected.rules);
    expect(Object.keys(start).sort()).toEqual(['interruptible', 'needs', 'rules', 'stage', 'trigger']);
  });

  test('compares with the target of a merge request, or with the commit before, unless only ignored paths have changed', () => {
    const script = parse(FILES['build.yml'])['images:build:affected'].script.at(-1);
    expect(script).toContain('since=${CI_MERGE_REQUEST_TARGET_BRANCH_SHA:-${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_BEFORE_SHA}}\n');
    expect(script).toContain("':(top,exclude,glob)renovate.json'; then\n  echo \"Only ignored paths have changed.\"\n  since=HEAD\nfi\n");
    expect(parse(draw({ ignoredPaths: [] })['build.yml'])['images:build:affected'].script.at(-1)).not.toContain('since=HEAD');
    expect(FILES['child/build.yml']).not.toContain('ignored paths');
  });

  test('writes the cache on the main branch only: the source of a child pipeline is not a merge request', () => {
    expect(FILES['child/build.yml']).toContain('if [ "$CI_COMMIT_BRANCH" = main ]; then\n');
    expect(FILES['child/build.yml']).not.toContain('merge_request_event');
  });

  test('gives an image no secret of another', () => {
    const jobs = resolve(startBuilds(FILES, 'build'));
    const using = Object.entries(jobs).filter(([, { script }]) => /PIP_INDEX_URL|SSH_KEY/.test(script.join('\n'))).map(([name]) => name);
    expect(using).toEqual(['images:build-server']);
  });
});

/** A pipeline with everything that a release can have. */
function drawAll(props: Props = {}): Record<string, string> {
  return draw({
    images: three().map(each => ({ ...each, repositories: each.repository === 'acme/server' ? { 'docker.io': 'hub/server' } : undefined })),
    furtherRegistries: [ImageRegistry.dockerHub()],
    logins: [ImageRegistry.dockerHub()],
    cache: PipelineCache.registry(),
    signing: ImageSigning.key(),
    sbom: true,
    scan: VulnerabilityScan.grype(),
    ...props,
  });
}

describe.each([GitlabBuilder.DIND, GitlabBuilder.ROOTLESS])('a release with everything, built with %s', builder => {
  const files = drawAll({ forges: [gitlab({ builder, tags: ['linux'], environments: { publish: 'registry', promote: 'production' } })] });
  const child = parse(files['child/release.yml']);
  const jobs = resolve(child);
  const alone = Object.fromEntries(three().map(({ image: { node: { id } } }) => [id, id]));

  test('has each job of each image', () => {
    const ends = ['build', 'verify', 'scan', 'contents', 'publish', 'publish docker.io', 'attach', 'attach docker.io', 'sign', 'sign docker.io', 'promote', 'promote docker.io'];
    const smoked = ['client', 'server'].map(id => `images:release-${id}:smoke`);
    expect(Object.keys(jobs).sort()).toEqual([...Object.keys(alone).flatMap(id => ends.map(end => `images:release-${id}:${end}`)), ...smoked].sort());
  });

  test('publishes nothing before all images are verified, and promotes nothing before all are published and tested', () => {
    expect(child.stages).toEqual(['build', 'verify', 'publish', 'copy', 'test', 'promote']);
    for (const [name, { stage, needs }] of Object.entries(jobs)) {
      const end = name.replace(/^images:release-\w+:/, '');
      const expected = { 'build': 'build', 'verify': 'verify', 'scan': 'verify', 'contents': 'verify', 'publish': 'publish', 'publish docker.io': 'copy' }[end];
      expect([name, stage]).toEqual([name, expected ?? (end.startsWith('promote') ? 'promote' : 'test')]);
      if (!['build', 'verify'].includes(stage)) expect(needs, name).toBeUndefined();
    }
  });

  test('gets files only of jobs before it, of its own image or of what that is built from', () => {
    for (const [name, { stage, needs = [], dependencies = [] }] of Object.entries(jobs)) {
      const sources: string[] = [...needs.map(({ job }: any) => job), ...dependencies];
      for (const source of sources) {
        expect(child.stages.indexOf(jobs[source].stage), `${name} from ${source}`).toBeLessThanOrEqual(child.stages.indexOf(stage));
        if (source.split(':')[1] !== name.split(':')[1]) expect([name, source]).toEqual(['images:release-client:build', 'images:release-server:build']);
      }
      // Without either of them, a job gets the files of all jobs before it.
      expect(jobs[name].needs ?? jobs[name].dependencies, name).toBeDefined();
    }
    expect(jobs['images:release-server:attach docker.io'].dependencies).toEqual(['images:release-server:publish', 'images:release-server:contents']);
  });

  test('has the address of each image', () => {
    expect(child['.images:release'].variables).toEqual({ REGISTRY: 'registry.example.com', TAG: '$CI_COMMIT_TAG' });
    const address = (name: string) => [jobs[`images:release-${name}`].variables.REGISTRY, jobs[`images:release-${name}`].variables.IMAGE];
    expect(address('server:publish')).toEqual(['registry.example.com', 'registry.example.com/acme/server']);
    expect(address('server:publish docker.io')).toEqual(['docker.io', 'docker.io/hub/server']);
    expect(address('packed:promote docker.io')).toEqual(['docker.io', 'docker.io/acme/client']);
    expect(jobs['images:release-packed:publish'].script.join('\n')).toContain('"$IMAGE:$TAG-packed"');
    expect(jobs['images:release-client:publish'].script.join('\n')).not.toContain('-packed');
  });

  test('has the tags of the runners, the environments and the order of promotions in each job', () => {
    for (const [name, job] of Object.entries(jobs)) {
      expect(job).toMatchObject({ tags: ['linux'], rules: [{ if: '$CI_PIPELINE_SOURCE == "parent_pipeline"' }] });
      if (/:(publish|sign|attach)/.test(name)) expect(job.environment, name).toEqual({ name: 'registry', action: 'access' });
      if (name.includes(':promote')) expect(job).toMatchObject({ environment: { name: 'production', action: 'access' }, resource_group: 'images-promote' });
    }
  });

  test('has the same jobs as that of one image, apart from the order and the address', () => {
    const own = parse(filesOf(pipelineOf({
      images: three().slice(1, 2), forges: [gitlab({ builder, tags: ['linux'] })], signing: ImageSigning.key(), sbom: true, scan: VulnerabilityScan.grype(),
    }))['.gitlab/images/release.yml']);
    const plain = parse(draw({ forges: [gitlab({ builder, tags: ['linux'] })], signing: ImageSigning.key(), sbom: true, scan: VulnerabilityScan.grype() })['child/release.yml']);
    const strip = ({ stage, needs, dependencies, rules, inherit, ...job }: any) => JSON.parse(JSON.stringify(job).replaceAll('server.tar', 'image.tar'));
    const mine = Object.fromEntries(Object.entries(resolve(plain)).flatMap(([name, job]) => (name.includes('-server:') ? [[name.replace('-server', ''), strip(job)]] : [])));
    expect(mine).toEqual(Object.fromEntries(Object.entries(resolve(own)).map(([name, job]) => [name, strip(job)])));
  });
});

test('names of variables that the jobs have are all known', () => {
  for (const text of [FILES, drawAll(), drawAll({ forges: [gitlab({ builder: GitlabBuilder.ROOTLESS })] })].flatMap(files => Object.values(files))) {
    for (const { variables = {} } of Object.values<any>(parse(text))) expect(Object.keys(variables).filter(name => !TAKEN.has(name))).toEqual([]);
  }
});

test('without root, an image that others are built from is passed to buildctl', () => {
  const files = draw({ forges: [gitlab({ builder: GitlabBuilder.ROOTLESS })] });
  expect(parse(files['child/build.yml'])['.images:build-client'].script.at(-1)).toContain(
    ' --oci-layout server="$bases"/server --opt context:base=oci-layout://server@"$(grep -o \'sha256:[0-9a-f]*\' "$bases"/server/index.json)" ',
  );
});

describe('images that are built from others', () => {
  test('are built', () => {
    expect(problems({})).toEqual([]);
  });

  test('are built in the same way if they are published or scheduled', () => {
    expect(problems({ images: three().map(each => ({ ...each, smokeTests: [] })), ...PUBLISHED })).toEqual([]);
    const files = draw(PUBLISHED);
    const snapshot = resolve(startBuilds(files, 'snapshot', 'server', 'packed'));
    expect(Object.keys(snapshot).sort()).toEqual(['images:snapshot-client:build', 'images:snapshot-client:publish', 'images:snapshot-client:verify', 'images:snapshot-server:build']);
    expect(snapshot['images:snapshot-client:build']).toMatchObject({ needs: [{ job: 'images:snapshot-server:build' }], dependencies: ['images:snapshot-server:build'] });
    const rebuild = resolve(parse(files['child/rebuild.yml']));
    expect(rebuild['images:rebuild-client']).toMatchObject({ needs: [{ job: 'images:rebuild-server' }], dependencies: ['images:rebuild-server'] });
  });

  test('are built, too, if a git tag of its own releases an image that has nothing to do with them', () => {
    const release = ReleaseScheme.byHand('v*', { gitTagPrefix: 'packed-' });
    const images = three().map(each => (each.image.node.id === 'packed' ? { ...each, repository: 'acme/packed', release } : each));
    expect(problems({ images })).toEqual([]);
    const files = draw({ images });
    expect(parse(files['child/release.yml'])['images:release-client:build'].dependencies).toEqual(['images:release-server:build']);
    expect(files['release-packed.yml']).toContain('type=oci,dest=image.tar,');
  });

  test('are reported if the pipeline does not build those', () => {
    for (const images of [three().slice(0, 1), [three()[0], three()[2]]]) {
      expect(problems({ images })).toEqual(['GitLab cannot build client: its context "base" is server, which is no image of the pipeline.']);
    }
  });
});

describe('builds that are published', () => {
  const files = draw(PUBLISHED);

  test.each(['snapshot.yml', 'child/snapshot.yml', 'rebuild.yml', 'child/rebuild.yml'])('three images: %s', async path => {
    await expect(files[path]).toMatchFileSnapshot(`../../golden/ci/gitlab-many/${path.replace('/', '-')}`);
  });

  test('have the order of the child pipelines: a job in them would wait for its own parent', () => {
    expect(parse(files['snapshot.yml'])['images:snapshot'].resource_group).toBe('images-snapshot');
    expect(files['child/snapshot.yml']).not.toContain('resource_group');
    expect(files['snapshot.yml'].match(/resource group images-snapshot/g)).toHaveLength(1);
  });

  test('are all images in the first run, and none if only ignored paths have changed', () => {
    const script = parse(files['snapshot.yml'])['images:snapshot:affected'].script.at(-1);
    expect(script).toContain('\ngit cat-file -e "$since:".gitlab/images/snapshot.yml 2>/dev/null || since=\n');
    expect(script).toContain("':(top,exclude,glob)renovate.json'; then\n  echo \"Only ignored paths have changed.\"\n  since=HEAD\nfi\n");
  });

  test('are published one by one: a bad image keeps no other from it', () => {
    for (const [name, { needs = [] }] of Object.entries(resolve(startBuilds(files, 'snapshot')))) {
      const others = needs.map(({ job }: any) => job.split(':')[1]).filter((other: string) => other !== name.split(':')[1]);
      expect([name, ...others].length).toBe(name === 'images:snapshot-client:build' ? 2 : 1);
    }
  });
});

test('the signature of each image can be verified as the comment says', () => {
  const text = draw({ signing: ImageSigning.keyless() })['release.yml'];
  expect(text.match(/^# {3}cosign verify .*$/gm)?.map(line => line.split(' ').at(-1))).toEqual([
    'registry.example.com/acme/client:TAG', 'registry.example.com/acme/server:TAG', 'registry.example.com/acme/client:TAG-packed',
  ]);
  expect(text.match(/^# To verify the signature/gm)).toHaveLength(1);
});

/** How many files a pipeline has, and how many jobs its pipelines, if every image is affected. */
function count(images: number, props: Props = {}) {
  const root = detachedRoot();
  const files = draw({
    images: Array.from({ length: images }, (_, i) => router(root, `image${i}`, [Platform.LINUX_AMD64, Platform.LINUX_ARM64])),
    release: ReleaseScheme.byHand(),
    renovate: undefined,
    hostedBot: undefined,
    ...props,
  });
  const jobs = (name: string) => {
    const parent = namesOf(parse(files[`${name}.yml`])).length;
    if (!(`child/${name}.yml` in files)) return parent;
    return parent + namesOf(name === 'build' || name === 'snapshot' ? startBuilds(files, name) : parse(files[`child/${name}.yml`])).length;
  };
  return { files: Object.keys(files).length, jobs: ['build', 'release', 'snapshot', 'rebuild'].filter(name => `${name}.yml` in files).map(jobs) };
}

describe('the number of files and jobs', () => {
  test.each([
    [1, 4, [2, 5]],
    [50, 6, [102, 251]],
    [200, 6, [402, 1001]],
  ])('of %d images for two platforms', (images, files, jobs) => {
    expect(count(images)).toEqual({ files, jobs });
  });

  test.each([
    [1, 6, [2, 5, 3, 2]],
    [50, 10, [102, 251, 152, 101]],
    [200, 10, [402, 1001, 602, 401]],
  ])('of %d images that are published and built on a schedule', (images, files, jobs) => {
    expect(count(images, PUBLISHED)).toEqual({ files, jobs });
  });

  test('has the limit of GitLab.com, which is reported', () => {
    const root = detachedRoot();
    const images = Array.from({ length: 200 }, (_, i) => router(root, `image${i}`));
    const report = (length: number, props: Props = {}) => (
      _formatReport(Problems.of(pipelineOf({ images: images.slice(0, length), forges: [gitlab()], ...props })).all().filter(({ what }) => what.includes('jobs')))
    );
    expect(report(99)).toBe('');
    expect(report(100)).toBe(`warning  ci/unsupported
  On GitLab these workflows have more than 500 jobs if all images are affected: release (501).
    at pipeline
  Why: In the free tier of GitLab.com, the running pipelines of a project have at most 500 jobs; one with more fails, as job_activity_limit_exceeded.
  Fix: Divide the images among several pipelines, each with a name and its own releases: new ImagePipeline(…, { name: "tools", … }). With another tier, or a server of your own, acknowledge this: Checks.of(pipeline).acknowledge("ci/unsupported", "…").`);
    expect(report(200, PUBLISHED)).toContain(' affected: snapshot (602), release (1001).\n');
  });

  test('has the limit of the size of a file, which is reported', () => {
    const list = (length: number) => {
      const root = detachedRoot();
      return Array.from({ length }, (_, i) => Object.assign(router(root, `image${i}`), { smokeTests: [{ command: [`/usr/bin/${'x'.repeat(4000)}${i}`] }] }));
    };
    const report = (length: number) => _formatReport(Problems.of(pipelineOf({ images: list(length), forges: [gitlab()] })).all());
    expect(report(2)).toBe('');
    expect(report(500)).toMatch(/^error {2}ci\/unsupported\n {2}\.gitlab\/images\/child\/release\.yml takes about [\d.]+ MiB of GitLab's memory for 500 images\.\n/);
  });
});
