import { describe, expect, test } from 'vitest';
import { Platform } from '../../../src/core';
import { Add, Arg, Copy, CopySource, DockerfileNode, Env, Heredoc, KeyValue, User, Word, Workdir } from '../../../src/dockerfile';
import { Artifact, BaseImage, BuildStage, ContainerImage } from '../../../src/image';
import { StageModel, _resolveImage } from '../../../src/plan';
import { ExecutableFormat, RootfsEntry } from '../../../src/rootfs';
import { DEBIAN, newImage, stageOf } from '../../support/image';

function stage(image: ContainerImage, base = BaseImage.scratch(), id = 'Result'): BuildStage {
  return new BuildStage(image, id, { base, purpose: 'is looked at' });
}

function modelOf(image: ContainerImage, last: BuildStage): StageModel {
  image.defineRuntime(last);
  return _resolveImage(image).models[0].result;
}

function after(...nodes: DockerfileNode[]): StageModel {
  const image = newImage();
  const last = stage(image);
  for (const node of nodes) last.addNode(node);
  return modelOf(image, last);
}

const paths = ({ rootfs }: StageModel) => rootfs.entries.map(({ entry }) => entry.path);
const text = (content: string, to: string, chmod?: string) => new Copy({
  sources: [CopySource.heredoc(Heredoc.literal(content, 'name'))], destination: Word.template(to), chmod: chmod === undefined ? undefined : Word.literal(chmod),
});
const copy = (from: string, source: string, to: string, more: object = {}) => new Copy({
  copyFrom: from, sources: [CopySource.path(Word.literal(source))], destination: Word.literal(to), ...more,
});

describe('a text', () => {
  test.each([
    ['#!/bin/sh\n', '0755', '/bin/sh'],
    ['#! /usr/bin/env sh\n', '+x', '/usr/bin/env'],
    ['#!/bin/sh\n', '0644', undefined],
    ['#!/bin/sh\n', undefined, undefined],
    ['echo\n', '0755', undefined],
  ])('%j with mode %s is run by %s', (content, mode, interpreter) => {
    const { entry } = after(text(content, '/start', mode)).rootfs.lookup('/start').placed!;
    expect(entry.executable).toEqual(interpreter === undefined ? undefined : { format: ExecutableFormat.SCRIPT, interpreter });
    expect(entry.text).toBe(content);
  });

  test('has what its block says of it, but the mode of the copy', () => {
    const image = newImage();
    const last = stage(image);
    last.copyArtifact(Artifact.text([{ entry: RootfsEntry.file('/bin/app', { mode: '0700', executable: { format: ExecutableFormat.SCRIPT, interpreter: '/bin/x' } }), content: 'x\n' }]), '/');
    const { entry } = modelOf(image, last).rootfs.lookup('/bin/app').placed!;
    expect([entry.mode, entry.executable?.interpreter]).toEqual(['0700', '/bin/x']);
  });

  test('whose tabs are removed, or in which variables are replaced, is no other text', () => {
    const chomped = after(new Copy({ sources: [CopySource.heredoc(Heredoc.literal('\ta\n').chomped())], destination: Word.literal('/a') }));
    const expanded = after(new Copy({ sources: [CopySource.heredoc(Heredoc.expanding(Word.template('$A\n')))], destination: Word.literal('/a') }));
    expect([chomped, expanded].map(({ rootfs }) => rootfs.lookup('/a').placed!.entry.text)).toEqual(['a\n', undefined]);
  });
});

describe('a destination', () => {
  test.each<[string, DockerfileNode[], string]>([
    ['is below the working directory', [new Workdir(Word.literal('/w')), text('', 'a/')], '/w/a/name'],
    ['may be the working directory', [new Workdir(Word.literal('/w')), text('', '.')], '/w/name'],
    ['may go up', [new Workdir(Word.literal('/w/x')), text('', '../a')], '/w/a'],
    ['may be a variable', [new Env([KeyValue.of('HERE', '/h')]), text('', '$HERE/a')], '/h/a'],
  ])('%s', (_, nodes, path) => {
    expect(paths(after(...nodes))).toContain(path);
  });

  test('that nobody knows makes everything uncertain', () => {
    const { rootfs } = modelOf(...(() => {
      const image = newImage();
      const last = stage(image);
      last.addNode(text('', '/a'));
      last.arg('WHERE');
      last.addNode(text('', '$WHERE'));
      return [image, last] as const;
    })());
    expect([rootfs.lookup('/a').placed!.isCertain, rootfs.isComplete]).toEqual([false, false]);
  });
});

describe('a copy from a stage', () => {
  function copied(make: (build: BuildStage) => void, ...nodes: DockerfileNode[]): StageModel {
    const image = newImage();
    make(stage(image, DEBIAN, 'Build'));
    const last = stage(image);
    for (const node of nodes) last.addNode(node);
    return modelOf(image, last);
  }
  const out = (build: BuildStage) => build.artifact({ root: '/out', entries: [RootfsEntry.file('/bin/app')] });

  test('of what it has declared is known in full', () => {
    const model = copied(out, copy('build', '/out', '/'));
    expect([paths(model), model.rootfs.isComplete]).toEqual([['/', '/bin', '/bin/app'], true]);
  });

  test('of what nobody knows is not', () => {
    const model = copied(out, copy('build', '/etc/passwd', '/etc/'));
    expect([paths(model), model.rootfs.isComplete, model._missing]).toEqual([['/', '/etc'], false, []]);
  });

  test('of what is not there is told', () => {
    const model = copied(out, copy('build', '/out/bin/ap', '/'));
    expect(model._missing.map(({ stage: from, path }) => `${from}: ${path}`)).toEqual(['build: /out/bin/ap']);
  });

  test('of a part of the sources is known, but where there are exceptions', () => {
    const model = copied(out, copy('build', '/out', '/a/', { exclude: ['bin/app'] }), copy('build', '/out/bin/app', '/b/', { exclude: ['app'] }));
    expect([paths(model), model.rootfs.isComplete]).toEqual([['/', '/a', '/a/bin', '/b', '/b/app'], true]);
    const other = copied(out, copy('build', '/out', '/a/', { exclude: ['*', '!bin'] }));
    expect([paths(other), other.rootfs.lookup('/a/x').isUnknown]).toEqual([['/', '/a'], true]);
  });

  test('of an artifact in a whole system brings links as links', () => {
    const entries = [RootfsEntry.file('/real/lib.so.1'), RootfsEntry.symlink('/real/lib.so', '/real/lib.so.1'), RootfsEntry.symlink('/bin', 'usr/bin')];
    const image = newImage();
    const build = stage(image, DEBIAN, 'Build');
    const last = stage(image);
    last.copyArtifact(build.artifact({ root: '/', entries }), '/');
    const { rootfs } = modelOf(image, last);
    expect(rootfs.entries.map(({ entry: { kind, path, target } }) => [kind, path, target].filter(Boolean).join(' '))).toEqual([
      'directory /', 'symlink /bin usr/bin', 'directory /real', 'symlink /real/lib.so /real/lib.so.1', 'file /real/lib.so.1',
    ]);
    expect([rootfs.isComplete, stageOf(image, 'result').split('\n').filter(line => line.includes('--parents'))]).toEqual([
      true, ['COPY --from=build --parents /real/./lib.so /real/', 'COPY --from=build --parents /./bin /'],
    ]);
  });

  test('with an owner or a mode that a variable holds is known but for that', () => {
    const given = { chown: Word.template('$OWNER'), chmod: Word.template('$MODE') };
    const modes = [[new Env([KeyValue.of('MODE', '0700')])], [new Arg([{ name: 'MODE' }])], []].map(nodes => (
      copied(out, new Arg([{ name: 'OWNER' }]), ...nodes, copy('build', '/out/bin/app', '/app', given)).rootfs.lookup('/app').placed!.entry
    ));
    expect(modes.map(({ mode, owner }) => [mode, owner])).toEqual([['0700', undefined], [undefined, undefined], ['0644', undefined]]);
  });

  test('that is a layer of its own is a plain copy where it has a mode', () => {
    const into = text('', '/tmp/', undefined);
    const linked = (more: object) => copied(out, new Workdir(Word.literal('/x')), into, copy('build', '/out/bin/app', '/tmp', { link: true, ...more }));
    expect(paths(linked({}))).toEqual(['/', '/tmp', '/x']);
    expect(paths(linked({ chmod: Word.literal('0755') }))).toEqual(['/', '/tmp', '/tmp/app', '/tmp/name', '/x']);
  });
});

describe('a command', () => {
  const run = (effects?: object): StageModel => {
    const image = newImage();
    const last = stage(image);
    last.write('/a/b', 'x\n');
    last.run(['make'], { effects });
    return modelOf(image, last);
  };

  test('of which nobody says what it does may do anything', () => {
    const { rootfs, steps } = run();
    expect([rootfs.lookup('/a/b').placed!.isCertain, rootfs.lookup('/c').isUnknown]).toEqual([false, true]);
    expect(steps.find(({ before }) => before !== undefined)!.before!.lookup('/c').isMissing).toBe(true);
  });

  test('does what is said, and nothing else', () => {
    const { rootfs } = run({ creates: [RootfsEntry.file('/c/d')], changes: ['/a'] });
    expect([rootfs.lookup('/a/b').placed!.isCertain, rootfs.lookup('/c/d').placed!.isCertain, rootfs.lookup('/e').isMissing]).toEqual([false, true, true]);
  });
});

test('what a copy of the repository or a download brings is not known, but where it is', () => {
  const model = after(new Add({ sources: [CopySource.path(Word.literal('https://example.com/app'))], destination: Word.literal('/opt/app') }));
  expect([paths(model), model.rootfs.lookup('/opt/app').isUnknown, model.rootfs.lookup('/opt/other').isMissing]).toEqual([['/', '/opt'], true, true]);
});

test('a working directory is made in the name of the user', () => {
  const { rootfs } = after(new User(Word.literal('5')), new Workdir(Word.literal('/w')), new Arg([{ name: 'WHO' }]), new User(Word.template('$WHO')), new Workdir(Word.literal('/x')));
  expect([rootfs.at('/w'), rootfs.at('/x')].map(({ placed }) => placed!.entry.owner)).toEqual(['5:5', undefined]);
});

test('the root is no layer as a working directory; any other is', () => {
  expect(after(new Workdir(Word.literal('/')), new Workdir(Word.literal('/w')), text('', '/a')).layers.map(({ node }) => node.constructor.name)).toEqual(['Workdir', 'Copy']);
});

test('a stage that continues another one has its files, its layers and its configuration', () => {
  const image = newImage();
  const below = stage(image, BaseImage.scratch(), 'Below');
  below.addNode(text('', '/a'));
  const last = stage(image, BaseImage.stage(below));
  last.addNode(text('', '/b'));
  const model = modelOf(image, last);
  expect([paths(model), model.layers.length, model.rootfs.lookup('/b').placed!.layer, model.basedOn!.name]).toEqual([['/', '/a', '/b'], 2, 1, 'below']);
});

test('files of some platforms make groups of platforms', () => {
  const image = newImage({ platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64, Platform.LINUX_ARM_V7] });
  const last = stage(image);
  last.artifact({ root: '/out', entries: [RootfsEntry.file('/a'), RootfsEntry.file('/b', { platforms: ['linux/arm64'] })] });
  image.defineRuntime(last);
  expect(_resolveImage(image).models.map(({ platforms, result }) => [platforms.map(String), result.rootfs.lookup('/out/b').isMissing])).toEqual([
    [['linux/amd64', 'linux/arm/v7'], true],
    [['linux/arm64'], false],
  ]);
});

test('a program in a directory that a command may have made stays known when the directory is copied', () => {
  const image = newImage();
  const build = stage(image, DEBIAN, 'Build');
  build.run(['install /opt/new'], { effects: { adds: ['/opt/new', '/opt/other'], programs: ['/opt/new/bin/tool'] } });
  const last = stage(image, DEBIAN);
  last.copyFrom(build, '/opt/new', '/srv/new');
  const { rootfs } = modelOf(image, last);
  expect(rootfs.lookup('/srv/new/bin/tool').placed?.entry.isExecutable).toBe(true);
  expect(rootfs.lookup('/srv/new/bin/gone').isUnknown).toBe(true);
});
