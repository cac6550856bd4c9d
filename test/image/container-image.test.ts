import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { BaseImage, BuildStage, Platform, ScratchImage } from '../../src';
import { _dockerfile, _resolve } from '../../src/plan';
import { DEBIAN, idsOf, newImage, problemsOf, stageOf } from '../support/image';

describe('a mistake is reported', () => {
  test('no platform', () => expect(idsOf(newImage({ platforms: [] }))).toContain('image/no-platform'));

  test('a platform twice, under any of its names', () => {
    expect(idsOf(newImage({ platforms: [Platform.LINUX_ARM64, Platform.parse('linux/aarch64')] }))).toContain('image/duplicate-platform');
  });

  test('no result', () => expect(idsOf(newImage())).toEqual(['image/no-runtime']));

  test('two stages of one name', () => {
    const image = newImage();
    for (const id of ['My App', 'my-app']) new BuildStage(image, id, { base: DEBIAN, purpose: 'builds' });
    expect(idsOf(image)).toContain('image/duplicate-stage');
  });

  test('stages that need each other', () => {
    const image = newImage();
    const [a, b] = ['A', 'B'].map(id => new BuildStage(image, id, { base: DEBIAN, purpose: 'builds' }));
    a.copyFrom(b, '/x', '/x');
    b.copyFrom(a, '/x', '/x');
    image.defineRuntime(a);
    expect(problemsOf(image).map(({ id, what }) => `${id}: ${what}`)).toEqual(['image/circular-stages: The stages need each other: b <- a <- b.']);
  });

  test('a stage outside of an image', () => {
    const root = new Construct(undefined as unknown as Construct, '');
    expect(() => new BuildStage(root, 'Lost', { base: DEBIAN, purpose: 'builds' })).toThrow(/^image\/no-image/);
  });

  test('a base that can move, unless it is said why', () => {
    expect(() => BaseImage.registry('alpine:3.23')).toThrow(/^base\/pinned/);
    expect(() => BaseImage.unpinned('alpine:edge', ' ')).toThrow(/^base\/reason/);
    const image = newImage();
    const stage = new BuildStage(image, 'Edge', { base: BaseImage.unpinned('alpine:edge', 'we test what comes'), purpose: 'tests' });
    image.defineRuntime(stage);
    expect(stageOf(image, 'edge')).toMatch(/^# edge tests\n# The base is not pinned: we test what comes\nFROM --platform=\$BUILDPLATFORM alpine:edge AS edge/);
  });
});

describe('stages', () => {
  test('stand in the order in which they are needed; what nothing needs is left out, which is told', () => {
    const image = newImage();
    const last = new BuildStage(image, 'Last', { base: BaseImage.scratch(), purpose: 'is last' });
    new BuildStage(image, 'Unused', { base: DEBIAN, purpose: 'is not used' });
    const first = new BuildStage(image, 'First', { base: DEBIAN, purpose: 'is first' });
    last.copyFrom(first, '/a', '/a');
    image.defineRuntime(last);
    const plan = _resolve(image);
    expect(plan.stages.map(({ name }) => name)).toEqual(['first', 'last']);
    expect(idsOf(image)).toEqual(['image/unused-stage']);
  });
});

test('local files are let into the context, and nothing else', () => {
  const image = newImage();
  const stage = new BuildStage(image, 'App', { base: DEBIAN, purpose: 'copies' });
  stage.copyLocal(['./conf/app.ini', 'static/'], '/etc/', { mode: '0644' });
  image.defineRuntime(stage);
  expect(_resolve(image).contextPaths).toEqual(['conf/app.ini', 'static']);
});

test('the top of the Dockerfile says what it is and for which devices', () => {
  const image = newImage({
    title: 'app',
    description: 'does it',
    frontend: 'docker/dockerfile:1.24',
    devices: [{ platform: Platform.LINUX_AMD64, devices: 'PCs' }],
    excluded: [{ platform: Platform.LINUX_MIPSLE, reason: 'nobody asked' }],
  });
  new ScratchImage(image, 'Runtime', { contents: [], assembledIn: DEBIAN });
  expect(_dockerfile(_resolve(image), 'generated').split('\n\n')[0]).toBe([
    '# syntax=docker/dockerfile:1.24',
    '# check=error=true',
    '# generated',
    '#',
    '# app: does it',
    '#',
    '#   linux/amd64   PCs',
    '#   linux/mipsle  not built: nobody asked',
    '#',
    '#   runtime-rootfs -> runtime',
  ].join('\n'));
});
