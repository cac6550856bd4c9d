import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PINS, filesOf, github, gitlab, pipelineOf, router, woodpecker } from './samples';
import { Forge, ImagePipelineProps, ImageRegistry, ImageSigning } from '../../src/ci';
import { detachedRoot } from '../support/root';

const FURTHER = [ImageRegistry.of('git.example.com:3000', 'OWN_USER', 'OWN_TOKEN')];
const SCRIPT = Forge.script({ versions: PINS });

function release(forge: Forge, props: Partial<ImagePipelineProps>): string {
  const files = filesOf(pipelineOf({ forges: [forge], renovate: undefined, hostedBot: undefined, ...props }));
  return Object.entries(files).find(([path]) => /\/(release\.|images\.sh)/.test(path))![1];
}

describe.each([github(), gitlab(), woodpecker(), SCRIPT])('$name', forge => {
  test('a release has a list of its contents, in each registry', async () => {
    const path = `../golden/ci/sbom/release.${forge.name.toLowerCase()}.${forge === SCRIPT ? 'sh' : 'yaml'}`;
    await expect(release(forge, { sbom: true, furtherRegistries: FURTHER })).toMatchFileSnapshot(path);
  });

  test('nothing of it is there without the option', () => {
    expect(release(forge, {})).not.toMatch(/sbom|syft|oras attach/);
  });
});

test('on GitHub, tags move after the lists and the signature', () => {
  expect(parse(release(github(), { sbom: true, signing: ImageSigning.key() })).jobs.promote.needs).toEqual(['publish', 'attach', 'sign', 'smoke']);
});

test('on GitHub, the publication does not get the lists: its pattern of artifacts has no underscore', () => {
  const { jobs } = parse(release(github(), { sbom: true }));
  const [archives, lists] = [jobs.publish.steps[0], jobs.attach.steps[0]].map(step => step.with.pattern);
  expect([archives, lists]).toEqual(['router.*', '_sbom.router.*']);
});

test('on GitLab, the image is published after the list is made, and the list is attached to what was published', () => {
  const jobs = parse(release(gitlab(), { sbom: true }));
  expect(jobs['images:release:publish'].needs).toContainEqual({ job: 'images:release:contents', artifacts: false });
  expect(jobs['images:release:attach'].needs).toEqual([{ job: 'images:release:publish' }, { job: 'images:release:contents' }]);
});

test('on Woodpecker, what makes the list has no secret, and the verification sees the archive after it', () => {
  const { steps } = parse(release(woodpecker(), { sbom: true }));
  expect(steps.map(({ name }: any) => name).slice(0, 5)).toEqual(['build', 'list the contents', 'verify', 'publish', 'attach the list of contents']);
  expect(JSON.stringify(steps[1])).not.toContain('from_secret');
});

test('on GitHub, the job of several images with the same platforms has no empty list of variables', () => {
  const root = detachedRoot();
  const files = filesOf(pipelineOf({ images: [router(root), router(root, 'other')], sbom: true, forges: [github()] }));
  expect(Object.values(files).join('\n')).not.toContain('env: {}');
});
