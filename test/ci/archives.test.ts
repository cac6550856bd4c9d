import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ALL_FORGES, PINS, filesOf, github, gitlab, pipelineOf, woodpecker } from './samples';
import { Forge, ImagePipelineProps, PublishedImage } from '../../src/ci';
import { Platform, Problems } from '../../src/core';
import { ContainerImage, TargetProfile } from '../../src/image';
import { detachedRoot } from '../support/root';

const SCRIPT = Forge.script({ versions: PINS });

function device(scope: Construct, id = 'router', target = TargetProfile.routerOs(), archives = true): PublishedImage {
  const platforms = [Platform.LINUX_AMD64, Platform.LINUX_ARM_V7];
  return { image: new ContainerImage(scope, id, { platforms, target, archives }), repository: `acme/${id}` };
}

function release(forge: Forge, props: Partial<ImagePipelineProps> = {}): string {
  const files = filesOf(pipelineOf({ forges: [forge], images: [device(detachedRoot())], renovate: undefined, hostedBot: undefined, ...props }));
  return Object.entries(files).find(([path]) => /\/(release\.|images\.sh)/.test(path))![1];
}

describe.each([...ALL_FORGES, SCRIPT])('$name', forge => {
  test('a release has archives', async () => {
    const path = `../golden/ci/archives/release.${forge.name.toLowerCase()}.${forge === SCRIPT ? 'sh' : 'yaml'}`;
    await expect(release(forge)).toMatchFileSnapshot(path);
  });

  test('nothing of it is there for an image without archives', () => {
    const root = detachedRoot();
    expect(release(forge, { images: [device(root, 'router', TargetProfile.routerOs(), false)] })).not.toMatch(/skopeo|release-files|archive_image|docker-archive/);
  });

  test('it is supported', () => {
    const pipeline = pipelineOf({ forges: [forge], images: [device(detachedRoot())], renovate: undefined, hostedBot: undefined });
    expect(Problems.of(pipeline)._own.filter(({ what }) => /archive/.test(what))).toEqual([]);
  });
});

test('only the form of archives for RouterOS is checked', () => {
  expect(release(github())).toContain('--target routeros');
  expect(release(github(), { images: [device(detachedRoot(), 'app', TargetProfile.generic())] })).not.toContain('--target');
});

test('on GitHub, only the job that attaches the archives may write, and it neither checks out nor installs anything of the repository', () => {
  const { jobs } = parse(release(github()));
  const { archive, 'release-files': files, promote } = jobs;
  expect(archive.permissions).toEqual({ contents: 'read' });
  expect(files.permissions).toEqual({ contents: 'write' });
  expect(files.needs).toEqual(['publish', 'archive']);
  expect(files.steps.map(({ name }: any) => name)).toEqual(['Get the archives', 'Set up Node.js', 'Attach them']);
  expect(promote.needs).toEqual(['publish', 'release-files']);
});

test('on GitHub, the archives are kept before programs of others run', () => {
  const names: string[] = parse(release(github())).jobs.archive.steps.map(({ name }: any) => name);
  expect(names.indexOf('Keep the archives')).toBeLessThan(names.indexOf('Install imagewright'));
});

test('on GitHub, the workflow that calls the release may write to releases', () => {
  const files = filesOf(pipelineOf({ forges: [github()], images: [device(detachedRoot())], renovate: undefined, hostedBot: undefined }));
  const text = files['.github/workflows/release-tag.yml'];
  expect(parse(text).jobs.release.permissions).toMatchObject({ contents: 'write' });
  expect(text.match(/contents: write # .*/g)).toEqual(['contents: write # push the tag', 'contents: write # attach the archives to the release']);
});

test('on GitHub, of several images those with archives have a row each, and one job attaches all of them', () => {
  const root = detachedRoot();
  const images = [device(root, 'one'), device(root, 'two', TargetProfile.generic()), device(root, 'three', TargetProfile.routerOs(), false)];
  const { jobs } = parse(release(github(), { images }));
  expect(jobs.archive.strategy.matrix.include).toEqual([{ image: 'one', target: 'routeros', repository: 'acme/one' }, { image: 'two', repository: 'acme/two' }]);
  expect(jobs['release-files'].strategy).toBeUndefined();
});

test('on GitLab, the job with the token of the project gets the archives of the job that made them', () => {
  const jobs = parse(release(gitlab()));
  expect(jobs['images:release:files'].needs).toEqual([
    { job: 'images:release:archives' }, { job: 'images:release:verify archives', artifacts: false }, { job: 'images:release:publish', artifacts: false },
  ]);
  expect(jobs['images:release:promote'].needs).toContainEqual({ job: 'images:release:files', artifacts: false });
});

test('on Woodpecker, only the last step has the token, by the name of its secret', () => {
  const { steps } = parse(release(woodpecker({ secrets: { releaseToken: 'own_token' } })));
  const withToken = steps.filter((step: any) => JSON.stringify(step).includes('own_token'));
  expect(withToken.map(({ name }: any) => name)).toEqual(['attach the archives']);
});
