import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refusalOf } from './support';
import { BuildStage, Checks, ContainerImage, ContainerImageProps, Layering, Platform, RootfsEntry, ScratchImage } from '../../src';
import { DEBIAN } from '../support/image';
import { newProject } from '../support/project';

/** An image of two parts. */
function declare(scope: ReturnType<typeof newProject>, layering: Layering, props: Partial<ContainerImageProps> = {}): ContainerImage {
  Checks.of(scope).acknowledge('start/nothing', 'not what this is about');
  const image = new ContainerImage(scope, 'App', { platforms: [Platform.LINUX_ARM64], archives: true, ...props });
  const stage = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
  stage.run(['make']);
  new ScratchImage(image, 'Runtime', { contents: ['/a', '/b'].map(root => stage.artifact({ root, entries: [RootfsEntry.file(root)] })), layering, assembledIn: DEBIAN });
  return image;
}

test('a project whose images have archives has a task for them, and git ignores what it builds', () => {
  const project = newProject();
  declare(project, Layering.SINGLE);
  project.synth();
  expect(project.tasks.tryFind('image:archive')!.steps).toEqual([{ exec: 'docker buildx bake --file docker-bake.json app-archives', receiveArgs: true }]);
  expect(readFileSync(join(project.outdir, '.gitignore'), 'utf8').split('\n')).toContain('/archives/');
});

test('a project without has neither', () => {
  const project = newProject();
  declare(project, Layering.PER_ARTIFACT, { archives: false });
  project.synth();
  expect(project.tasks.tryFind('image:archive')).toBeUndefined();
  expect(readFileSync(join(project.outdir, '.gitignore'), 'utf8')).not.toContain('archives');
});

test('an image of several layers has no archive', () => {
  const project = newProject();
  declare(project, Layering.PER_ARTIFACT);
  expect(refusalOf(project)).toMatch(/image\/archive-layers\n {2}The image is to be written to archives, and it has \d layers\.\n/);
});

test('an image on a base has layers of that', () => {
  const project = newProject();
  const image = new ContainerImage(project, 'App', { platforms: [Platform.LINUX_ARM64], archives: true });
  image.defineRuntime(new BuildStage(image, 'Runtime', { base: DEBIAN }));
  expect(refusalOf(project)).toMatch(/The image is to be written to archives, and it starts from debian:\S+, which has layers of its own\.\n/);
});

test('a stage that is called like the group of its archives is an error', () => {
  const project = newProject();
  const image = declare(project, Layering.SINGLE);
  const stage = new BuildStage(image, 'Archives', { base: DEBIAN, purpose: 'another' });
  image.addTarget(stage);
  expect(refusalOf(project)).toContain('Both the target "archives" of App and an archive of App are called "app-archives" in docker-bake.json.');
});
