import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BuildStage, ContainerImage, Platform, ScratchImage } from '../../src';
import { Problems } from '../../src/core';
import { _toImageName } from '../../src/image';
import { DEBIAN, newImage, problemsOf } from '../support/image';
import { detachedRoot } from '../support/root';

/** The path of a repository. https://github.com/distribution/reference/blob/v0.6.0/regexp.go */
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

test.each([
  ['App', 'app'],
  ['a.b', 'a-b'],
  ['my_app', 'my_app'],
  ['a--b', 'a--b'],
  ['a___b', 'a-b'],
  ['a_-b', 'a-b'],
  ['-rf', 'rf'],
  ['_private_', 'private'],
  ['Café au lait', 'cafe-au-lait'],
  ['Zürich', 'zurich'],
  ['日本 app', 'app'],
  ['0', '0'],
  ['日本', ''],
  ['🚀', ''],
  ['…', ''],
])('the image %j is called %j', (id, name) => {
  expect(_toImageName(id)).toBe(name);
});

test('what a name is made of is what registries, bake and file systems take', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), id => {
    const name = _toImageName(id);
    expect(name === '' || (REPOSITORY.test(name) && /^[\w-]+$/.test(name))).toBe(true);
  }));
  fc.assert(fc.property(fc.stringMatching(/^[\w.-]{1,20}$/), id => {
    expect(_toImageName(id)).toMatch(/[A-Za-z0-9]/.test(id) ? REPOSITORY : /^$/);
  }));
});

test.each(['日本', '🚀', 'Ж', 'x'.repeat(201)])('the id %j is one problem, that names it', id => {
  const image = new ContainerImage(detachedRoot(), id, { platforms: [Platform.LINUX_AMD64] });
  new ScratchImage(image, 'Runtime', { contents: [], assembledIn: DEBIAN });
  const found = problemsOf(image);
  expect(found.map(each => each.id)).toEqual(['image/id']);
  expect(found[0].what).toContain(id.slice(0, 40));
  expect(found[0].fix).toContain('new ContainerImage(project, "app"');
});

describe('a stage', () => {
  test.each([
    ['Service', 'service'],
    ['GoBuild', 'go-build'],
    ['0', 'stage-0'],
    ['1.2', 'stage-1.2'],
    ['2fa', 'stage-2fa'],
    ['-rf', 'rf'],
    ['Café', 'cafe'],
    ['Scratch', 'stage-scratch'],
    ['context', 'stage-context'],
    ['日本 build', 'build'],
    ['tag', 'tag'],
  ])('of the id %j is named %j', (id, name) => {
    const stage = new BuildStage(newImage(), id, { base: DEBIAN });
    expect(stage.name).toBe(name);
    expect(Problems.of(stage).all()).toEqual([]);
  });

  test.each(['日本', '🚀', '_'])('of the id %j is one problem, that names it, and nothing follows from it', id => {
    const image = newImage();
    const build = new BuildStage(image, id, { base: DEBIAN, purpose: 'builds' });
    build.run(['make']);
    new ScratchImage(image, 'Runtime', { contents: [{ artifact: build.artifact({ root: '/out', entries: [] }) }], assembledIn: DEBIAN });
    const found = problemsOf(image);
    expect(found.map(each => each.id)).toEqual(['image/stage-name']);
    expect(found[0].what).toContain(JSON.stringify(id));
  });

  test('says once of a block that it has no name, however many stages it has', () => {
    const image = newImage();
    new ScratchImage(image, '日本', { contents: [], assembledIn: DEBIAN });
    expect(problemsOf(image).map(({ id, where }) => [id, where])).toEqual([['image/stage-name', 'Image/日本']]);
  });

  test('that differs from another one in what was replaced is no other stage', () => {
    const image = newImage();
    new BuildStage(image, 'a.b c', { base: DEBIAN });
    new BuildStage(image, 'a.b,c', { base: DEBIAN });
    expect(Problems.of(image).all().map(({ id }) => id)).toEqual(['image/duplicate-stage']);
  });

  test('whose name is no tag cannot be a target', () => {
    const image = newImage();
    image.addTarget(new BuildStage(image, 'x'.repeat(129), { base: DEBIAN }));
    expect(Problems.of(image).all().map(({ id, what }) => `${id}: ${what}`)).toEqual([`image/stage-name: The name of the stage "${'x'.repeat(40)}…" has 129 characters.`]);
  });
});
