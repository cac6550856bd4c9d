import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { draw, layered, readRows } from './many';
import { ImageBuilder, NamedContext } from '../../../src';
import { Forge, ImagePipelineProps, ImageTag, ReleaseScheme } from '../../../src/ci';
import { Platform, Problems, _formatReport } from '../../../src/core';
import { ContainerImage } from '../../../src/image';
import { detachedRoot } from '../../support/root';
import { temporaryFolder } from '../../support/temporary';
import { forgejo, gitea, github, pipelineOf, woodpecker } from '../samples';

const [GITHUB, GITEA] = [github(), gitea()].map(forge => draw({ images: layered(), forges: [forge] }));
const { build, release } = Object.fromEntries(Object.entries(GITHUB).map(([name, text]) => [name.replace('.yml', ''), parse(text)]));

test.each(['build.yml', 'release.yml'])('images that are built from others: %s', async name => {
  await expect(GITHUB[name]).toMatchFileSnapshot(`../../golden/ci/github-ordered/${name}`);
});

test('images that are built from others on a forge whose matrices are fixed', async () => {
  await expect(GITEA['build.yml']).toMatchFileSnapshot('../../golden/ci/gitea-ordered/build.yml');
});

const stepsOf = (job: any, ...names: string[]): any[] => job.steps.filter(({ name }: any) => names.includes(name));

describe('the builds of a change', () => {
  test('are a job for each level, which waits for that below it', () => {
    const jobs = Object.entries<any>(build.jobs).map(([id, { needs, if: condition }]) => [id, needs, condition]);
    expect(jobs.slice(0, -1)).toEqual([
      ['affected', undefined, undefined],
      ['build', 'affected', "needs.affected.outputs.count != '0'"],
      ['build-2', ['affected', 'build'], "needs.affected.outputs.count-2 != '0'"],
      ['build-3', ['affected', 'build-2'], "needs.affected.outputs.count-3 != '0'"],
    ]);
    expect(build.jobs.passed.needs).toEqual(['affected', 'build', 'build-2', 'build-3']);
    expect(Object.keys(build.jobs.affected.outputs)).toEqual(['matrix', 'count', 'matrix-2', 'count-2', 'matrix-3', 'count-3']);
  });

  test('have rows that say what they need, level by level', () => {
    expect(readRows(build).map(({ file, platform, needs }) => [file, platform, needs])).toEqual([
      ['python/Dockerfile', 'linux/arm64', undefined],
      ['python/Dockerfile', 'linux/amd64', undefined],
      ['tools/Dockerfile', 'linux/amd64', undefined],
      ['worker/Dockerfile', 'linux/amd64', ['python/Dockerfile']],
      ['service/Dockerfile', 'linux/arm64', ['python/Dockerfile']],
      ['service/Dockerfile', 'linux/amd64', ['python/Dockerfile']],
      ['site/Dockerfile', 'linux/amd64', ['service/Dockerfile', 'tools/Dockerfile']],
    ]);
  });

  test('keep what others are built from, and no more', () => {
    const conditions = ['build', 'build-2', 'build-3'].map(id => stepsOf(build.jobs[id], 'Keep the image').map(step => step.if));
    expect(conditions).toEqual([[undefined], ["matrix.kept == 'true'"], []]);
    expect(readRows(build).filter(({ kept }) => kept === 'true').map(({ image }) => image)).toEqual(['service', 'service']);
  });

  test('get all platforms of what they are built from, as the index that is published', () => {
    const [get, unpack, run] = stepsOf(build.jobs['build-2'], 'Get the images that it is built from', 'Unpack them', 'Build');
    expect(get.with).toEqual({ pattern: 'python.*', path: '${{ runner.temp }}/bases' });
    expect(unpack.env).toEqual({ LAYOUTS: '${{ matrix.layouts }}' });
    expect(readRows(build).map(({ image, layouts }) => [image, layouts]).slice(3, 5)).toEqual([
      ['worker', 'python base linux-arm64 linux-amd64'], ['service', 'python base,runtime linux-arm64 linux-amd64'],
    ]);
    expect(run.with['build-contexts']).toBe('${{ matrix.contexts }}\n${{ steps.bases.outputs.contexts }}');
    expect(readRows(build).flatMap(({ contexts = [] }) => contexts)).toEqual(['shared=shared', 'shared=shared']);
    expect(stepsOf(build.jobs.build, 'Get the images that it is built from', 'Unpack them')).toEqual([]);
  });

  test('can be built from several', () => {
    const [get, unpack, run] = stepsOf(build.jobs['build-3'], 'Get the images that it is built from', 'Unpack them', 'Build');
    expect(get.with.pattern).toBe('{service,tools}.*');
    expect(unpack.env.LAYOUTS).toBe('service app linux-arm64 linux-amd64\ntools tools linux-amd64');
    expect(run.with['build-contexts']).toBe('${{ steps.bases.outputs.contexts }}');
  });

  // https://github.com/actions/download-artifact/blob/v8.0.1/src/download-artifact.ts: `artifacts.length === 1 ? resolvedPath : …`
  test.each([
    ['in folders of their names', 'python base,runtime linux-arm64 linux-amd64', ['python.linux-arm64', 'python.linux-amd64']],
    ['without a folder, as an artifact that is alone', 'python base,runtime linux-arm64', ['.']],
  ])('unpack archives %s', (_, layouts, folders) => {
    const [temporary, tools, output] = [temporaryFolder(), temporaryFolder(), join(temporaryFolder(), 'output')];
    const slugs = layouts.split(' ').slice(2);
    folders.forEach((folder, i) => {
      mkdirSync(join(temporary, 'bases', folder), { recursive: true });
      writeFileSync(join(tools, 'index.json'), `{"manifests":[{"digest":"sha256:${i}"}]}`);
      execFileSync('tar', ['-cf', join(temporary, 'bases', folder, `${slugs[i]}.tar`), '-C', tools, 'index.json']);
    });
    writeFileSync(join(tools, 'docker'), `#!/bin/sh
echo "$@"
layout=\${5#oci-layout://}
mkdir "\${layout%:*}"
echo '{"manifests":[{"digest":"sha256:abc"}]}' > "\${layout%:*}/index.json"
`);
    chmodSync(join(tools, 'docker'), 0o755);
    const { status, stderr } = spawnSync('bash', ['--norc', '-c', stepsOf(build.jobs['build-2'], 'Unpack them')[0].run], {
      encoding: 'utf8', env: { PATH: [tools, process.env.PATH].join(delimiter), RUNNER_TEMP: temporary, GITHUB_OUTPUT: output, LAYOUTS: layouts },
    });
    const layout = `oci-layout://${temporary}/bases/python`;
    expect({ status, stderr }).toEqual({
      status: 0, stderr: `buildx imagetools create --tag ${layout}:base ${slugs.map((slug, i) => `${layout}.${slug}@sha256:${i}`).join(' ')}\n`,
    });
    expect(readFileSync(output, 'utf8')).toBe(`contexts<<END_OF_CONTEXTS\nbase=${layout}@sha256:abc\nruntime=${layout}@sha256:abc\nEND_OF_CONTEXTS\n`);
  });

  test('of one image of a level are still named', () => {
    expect(build.jobs['build-3'].name).toBe('build ${{ matrix.image }} ${{ matrix.platform }}');
  });

  test('get what they are built from before the keys and secrets of the build are there', () => {
    const names = build.jobs['build-2'].steps.map(({ name }: any) => name);
    expect(names.slice(names.indexOf('Set up BuildKit'))).toEqual([
      'Set up BuildKit', 'Source date', 'Get the images that it is built from', 'Unpack them', 'Build', 'Keep the image', 'Set up Node.js', 'Install imagewright', 'Verify',
    ]);
  });

  test.each([['Forgejo', forgejo(), 'decided'], ['Gitea 1.28', gitea({ serverVersion: '1.28' }), 'decided'], ['Gitea', gitea(), 'fixed']])('on %s', (_, forge, kind) => {
    const { jobs } = parse(draw({ images: layered(), forges: [forge] })['build.yml']);
    expect(['build', 'build-2', 'build-3'].map(id => jobs[id].needs)).toEqual(['affected', ['affected', 'build'], ['affected', 'build-2']]);
    expect(typeof jobs['build-2'].strategy.matrix === 'string').toBe(kind === 'decided');
  });

  test('whose matrices are fixed look for their images in the matrix of their level', () => {
    const { jobs } = parse(GITEA['build.yml']);
    expect(jobs['build-3'].env.AFFECTED).toBe('${{ contains(needs.affected.outputs.matrix-3, format(\'"image":"{0}"\', matrix.image)) }}');
    expect(readRows({ jobs }).map(({ image, needs }) => [image, needs])).toEqual([
      ['python', undefined], ['tools', undefined], ['worker', ['python/Dockerfile']], ['service', ['python/Dockerfile']], ['site', ['service/Dockerfile', 'tools/Dockerfile']],
    ]);
    expect(jobs['build-3'].strategy.matrix.include).toEqual([{ image: 'site', platform: 'linux/amd64', slug: 'linux-amd64', runner: 'ubuntu-latest' }]);
  });

  test('need a client for the index if another program builds', () => {
    const { jobs } = parse(draw({ images: layered(), builder: ImageBuilder.depot('project') })['build.yml']);
    const names = jobs['build-2'].steps.map(({ name }: any) => name);
    expect(names.slice(names.indexOf('Get the images that it is built from')).slice(0, 3)).toEqual(['Get the images that it is built from', 'Set up the client', 'Unpack them']);
  });
});

test('a level of more jobs than a matrix has is several jobs: what needs them is not skipped if one of them is', () => {
  const root = detachedRoot();
  const platforms = [Platform.LINUX_AMD64, Platform.LINUX_ARM64];
  const bases = Array.from({ length: 129 }, (_, i) => new ContainerImage(root, `base${i}`, { platforms }));
  const above = new ContainerImage(root, 'above', { platforms, contexts: { base: NamedContext.image(bases[128]) } });
  const { jobs } = parse(draw({ images: [...bases, above].map(image => ({ image, repository: `acme/${image.node.id}` })) })['build.yml']);
  expect(['build', 'build-2', 'build-3'].map(id => [jobs[id].needs, jobs[id].if])).toEqual([
    ['affected', "needs.affected.outputs.count != '0'"],
    ['affected', "needs.affected.outputs.count-2 != '0'"],
    [['affected', 'build', 'build-2'], "!failure() && !cancelled() && needs.affected.outputs.count-3 != '0'"],
  ]);
});

test('so is a level above the next one: what was skipped skips all that needs what needs it', () => {
  const root = detachedRoot();
  const platforms = [Platform.LINUX_AMD64, Platform.LINUX_ARM64];
  const bases = Array.from({ length: 129 }, (_, i) => new ContainerImage(root, `base${i}`, { platforms }));
  const middle = new ContainerImage(root, 'middle', { platforms, contexts: { base: NamedContext.image(bases[128]) } });
  const top = new ContainerImage(root, 'top', { platforms, contexts: { base: NamedContext.image(middle) } });
  const { jobs } = parse(draw({ images: [...bases, middle, top].map(image => ({ image, repository: `acme/${image.node.id}` })) })['build.yml']);
  expect(jobs['build-4']).toMatchObject({ needs: ['affected', 'build-3'], if: "!failure() && !cancelled() && needs.affected.outputs.count-4 != '0'" });
});

describe('a release', () => {
  test('builds level by level, and publishes nothing before all are built', () => {
    const needs = Object.fromEntries(Object.entries<any>(release.jobs).map(([id, job]) => [id, job.needs]));
    expect(needs).toEqual({ 'build': undefined, 'build-2': 'build', 'build-3': 'build-2', 'publish': ['build', 'build-2', 'build-3'], 'promote': ['publish'] });
  });

  test('keeps all images, and builds from them', () => {
    for (const id of ['build', 'build-2', 'build-3']) expect(stepsOf(release.jobs[id], 'Keep the image').map(step => step.if)).toEqual([undefined]);
    expect(stepsOf(release.jobs['build-3'], 'Build')[0].with['build-contexts']).toBe('${{ steps.bases.outputs.contexts }}');
  });

  test('has the address of an image that is alone in its level', () => {
    const { jobs } = parse(draw({ images: layered(), sbom: true })['release.yml']);
    expect(['build', 'build-3'].map(id => jobs[id].env)).toEqual([{ IMAGE: 'registry.example.com/${{ matrix.repository }}' }, { IMAGE: 'registry.example.com/acme/site' }]);
  });
});

describe('builds that are published, and scheduled ones', () => {
  const props: Partial<ImagePipelineProps> = { images: layered(), rebuildSchedule: '0 3 * * 1', tags: [ImageTag.newest(), ImageTag.edge(), ImageTag.change()] };
  const [onGithub, onGitea] = [github(), gitea()].map(forge => draw({ ...props, forges: [forge] }));
  const jobsOf = (name: string, files = onGithub) => parse(files[`${name}.yml`]).jobs;

  test.each([['github', onGithub], ['gitea', onGitea]])('on %s', async (name, files) => {
    for (const file of ['snapshot.yml', 'rebuild.yml']) await expect(files[file]).toMatchFileSnapshot(`../../golden/ci/${name}-ordered/${file}`);
  });

  test('have the same levels, and publish after all of them', () => {
    const needs = (name: string) => Object.fromEntries(Object.entries<any>(jobsOf(name)).map(([id, job]) => [id, job.needs]));
    expect(needs('rebuild')).toEqual({ 'build': undefined, 'build-2': 'build', 'build-3': 'build-2' });
    const builds = { 'build': 'affected', 'build-2': ['affected', 'build'], 'build-3': ['affected', 'build-2'], 'publish': ['affected', 'build', 'build-2', 'build-3'] };
    expect(needs('snapshot')).toEqual({ affected: undefined, ...builds });
    expect(needs('build')).toMatchObject(builds);
    expect(jobsOf('snapshot').publish.if).toBe("!failure() && !cancelled() && needs.affected.outputs.publish-count != '0'");
  });

  test('keep what others are built from, of a change of a fork as well', () => {
    const conditions = (name: string) => ['build', 'build-2', 'build-3'].map(id => stepsOf(jobsOf(name)[id], 'Keep the image').map(step => step.if));
    expect(conditions('snapshot')).toEqual([[undefined], [undefined], [undefined]]);
    expect(conditions('rebuild')).toEqual([[undefined], ["matrix.kept == 'true'"], []]);
    expect(conditions('build')).toEqual([
      [undefined], [expect.stringMatching(/^matrix\.kept == 'true' \|\| github\.event_name == 'pull_request' && /)], [expect.stringMatching(/^github\.event_name == 'pull_request' && /)],
    ]);
  });

  test.each([['GitHub', onGithub], ['Gitea', onGitea]])('publish what is affected, and not what is built for that only: %s', (_, files) => {
    const rows = readRows({ jobs: jobsOf('snapshot', files) }, 'published');
    expect(rows.map(({ file }) => file)).toEqual(['site', 'worker', 'service', 'python', 'tools'].map(name => `${name}/Dockerfile`));
    for (const row of rows) expect(row).not.toHaveProperty('needs');
    expect(JSON.stringify(jobsOf('snapshot', files).publish)).toContain('needs.affected.outputs.publish-matrix');
  });
});

describe('what is not built in order is reported', () => {
  const problemsOf = (props: Partial<ImagePipelineProps>) => Problems.of(pipelineOf({ images: layered(), forges: [github()], ...props })).all();
  const whatsOf = (props: Partial<ImagePipelineProps>) => problemsOf(props).map(({ what }) => what);

  test('nothing by default', () => {
    for (const forge of [github(), gitea(), forgejo(), Forge.script()]) expect(whatsOf({ forges: [forge] }).filter(what => what.includes('context'))).toEqual([]);
  });

  test('images that another git tag releases, and those that the pipeline does not have', () => {
    const [site, worker, service, python] = layered();
    expect(whatsOf({ images: [worker, { ...python, release: ReleaseScheme.byHand('v*', { gitTagPrefix: 'base-' }) }] })).toEqual([
      'GitHub cannot release worker: its context "base" is python, which another git tag releases, base-v*.',
    ]);
    expect(whatsOf({ images: [site, service, python] })).toEqual(['GitHub cannot build site: its context "tools" is tools, which is no image of the pipeline.']);
  });

  test('images on Woodpecker, whose plugin has no contexts', () => {
    expect(whatsOf({ forges: [woodpecker()] })).toContain('Woodpecker cannot pass named contexts to the build of worker: base.');
  });
});
