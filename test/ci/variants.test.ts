import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FORGES, filesOf, pipelineOf, router } from './samples';
import { ImagePipelineProps, ImageRegistry, ImageTag, ReleaseScheme } from '../../src/ci';
import { Problems } from '../../src/core';
import { detachedRoot } from '../support/root';

/** Two variants of an image in one repository. */
function variants(root = detachedRoot()) {
  const [usual, packed] = ['router', 'router-packed'].map(id => ({ ...router(root, id), repository: 'acme/router' }));
  return [usual, { ...packed, tagSuffix: 'packed' }];
}

describe.each(FORGES)('two variants in one repository: $name', forge => {
  const files = filesOf(pipelineOf({ forges: [forge], images: variants(), furtherRegistries: [ImageRegistry.dockerHub()] }));

  test.each(Object.keys(files).filter(path => /rollback|(github\/workflows|gitlab\/images\/child|woodpecker)\/(build|release)\.ya?ml/.test(path)))('%s', async path => {
    await expect(files[path]).toMatchFileSnapshot(`../golden/ci/${forge.name.toLowerCase()}-variants/${basename(path)}`);
  });

  test('the label, and the commit that is built, have the name of the release', () => {
    const [release] = Object.entries(files).filter(([path]) => /(github\/workflows|gitlab\/images\/child|woodpecker)\/release\.ya?ml/.test(path)).map(([, text]) => text);
    expect(release).not.toMatch(/VERSION=.*-packed|refs\/tags\/.*-packed/);
    expect(parse(release)).toBeTypeOf('object');
  });

  test('a pipeline whose only variant has a suffix asks for none', () => {
    const [, packed] = variants();
    const rollback = Object.entries(filesOf(pipelineOf({ forges: [forge], images: [packed] }))).find(([path]) => path.includes('rollback'))![1];
    expect(rollback).toContain('move "$ROLLBACK_TAG-packed"');
    expect(rollback).not.toContain('ROLLBACK_SUFFIX');
  });
});

function whatOf(props: Partial<ImagePipelineProps>): string[] {
  return Problems.of(pipelineOf(props)).all().map(({ id, what }) => `${id}: ${what}`);
}

test('variants with different suffixes are fine, with one suffix they are a problem', () => {
  const [usual, packed] = variants();
  expect(whatOf({ images: [usual, packed] })).toEqual([]);
  expect(whatOf({ images: [packed, { ...usual, tagSuffix: 'packed' }] })).toEqual([
    'ci/duplicate-image: Two images are published as "acme/router" with the suffix "packed".',
  ]);
});

test.each(['', '-a', 'a-', 'a--b', 'A', 'a.b', 'a_b', '日本', 'a\nb', '$x', 'a'.repeat(31)])('%j is no suffix', tagSuffix => {
  const [usual] = variants();
  expect(whatOf({ images: [{ ...usual, tagSuffix }] })).toEqual([expect.stringMatching(/^ci\/tag: .* cannot be the suffix of tags\.$/)]);
});

test('a floating tag of a variant is no release, and not one of another variant', () => {
  expect(whatOf({ images: variants(), release: ReleaseScheme.byHand('*-packed'), tags: [ImageTag.newest()] })).toEqual([
    'ci/tag: The tag :stable-packed looks like a release: stable-packed matches *-packed.',
  ]);
  expect(whatOf({ images: variants(), tags: [ImageTag.newest('stable'), ImageTag.newest('stable-packed')] })).toEqual([
    'ci/tag: Two variants of an image have the tag :stable-packed.',
  ]);
});
