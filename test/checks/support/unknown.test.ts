import { describe, expect, test } from 'vitest';
import { BaseImage, BuildStage, RootfsEntry, ScratchImage } from '../../../src';
import type { IRule } from '../../../src/checks';
import {
  startBashism, rootfsDanglingLink, rootfsEntrypointMissing, startFirstLine, volumeHidesFile, rootfsMissingInterpreter, startMissingShell,
  startNoExec, startNoReaper, rootfsNoTmp, rootfsNotExecutableByUser, userRoot, startShellSyntax, userUnknown, volumeNotWritable,
} from '../../../src/checks/rules';
import { Cmd, Command, Entrypoint, User, Volume, Word } from '../../../src/dockerfile';
import { DEBIAN } from '../../support/image';
import { findingsOf, saidOf } from '../findings';

/** A base of which the name says nothing. */
const UNKNOWN = BaseImage.registry(`acme/base:1@sha256:${'0'.repeat(64)}`);

/** A program, a user and a volume that only the base image can bring. */
const UNSEEN = [new Volume([Word.literal('/data')]), new User(Word.literal('app')), new Entrypoint(Command.exec(['/usr/bin/uvicorn']))];

describe('over a base image that nobody has looked into', () => {
  test.each<[string, IRule]>(Object.entries({
    startBashism,
    rootfsEntrypointMissing,
    startFirstLine,
    volumeHidesFile,
    startNoExec,
    startNoReaper,
    rootfsNoTmp,
    rootfsNotExecutableByUser,
    startShellSyntax,
    userUnknown,
    volumeNotWritable,
  }))('%s says that it cannot tell, and why', (_, rule) => {
    const found = findingsOf(rule, image => {
      const stage = new BuildStage(image, 'Runtime', { base: UNKNOWN, purpose: 'is the image' });
      UNSEEN.forEach(node => stage.addNode(node));
      image.defineRuntime(stage);
    });
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ undecided, unknown }) => [undecided, unknown])).toEqual(found.map(() => [true, 'the files of acme/base:1 are not known (`npx imagewright pin --bases` reads this base)']));
  });

  test.each<[string, IRule, string]>([
    ['a program without an entrypoint', userRoot, 'CMD ["/usr/bin/uvicorn"]'],
    ['what the base image starts', userRoot, 'LABEL a=b'],
  ])('who runs it is not known either: %s', (_, rule, instructions) => {
    expect(saidOf(rule, `FROM acme/python:3.13-slim\n${instructions}\n`)).toEqual(['? It is not known whether the program runs as root.']);
  });

  test('the name of a well-known one says who runs it', () => {
    expect(saidOf(userRoot, 'FROM python:3.13-slim\nLABEL a=b\n')).toEqual(['The program runs as root.']);
    expect(saidOf(userRoot, 'FROM gcr.io/distroless/static:nonroot\nCMD ["/app"]\n')).toEqual([]);
  });

  test('what does not depend on it is decided', () => {
    expect(saidOf(userRoot, 'FROM python\nUSER 0\nCMD ["/app"]\n')).toEqual(['The program runs as root.']);
    expect(saidOf(userRoot, 'FROM python\nUSER 1000\nCMD ["/app"]\n')).toEqual([]);
    expect(saidOf(rootfsEntrypointMissing, 'FROM python\nCOPY --chmod=0644 <<E /start\necho\nE\nENTRYPOINT ["/start"]\n')).toEqual(['The entrypoint "/start" is a file with mode 0644.']);
  });
});

describe('why it is not known', () => {
  const reasonOf = (declare: (stage: BuildStage) => void) => findingsOf(startMissingShell, image => {
    const stage = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
    stage.run(['make install DESTDIR=/out']);
    const runtime = new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [RootfsEntry.file('/app')] })] }).stage;
    declare(runtime);
    runtime.addNode(new Cmd(Command.shell('echo hello')));
  }).map(({ unknown }) => unknown);

  test('a command that says nothing of what it does', () => {
    expect(reasonOf(stage => stage.run(['make']))).toEqual(['the effects of the commands of the stage "runtime" are not known']);
  });

  test('a base that no command can read, because it has no digest', () => {
    const found = findingsOf(rootfsNoTmp, image => {
      const stage = new BuildStage(image, 'Runtime', { base: BaseImage.unpinned('acme/base:1', 'a test'), purpose: 'is the image' });
      UNSEEN.forEach(node => stage.addNode(node));
      image.defineRuntime(stage);
    });
    expect(found.map(({ unknown }) => unknown)).toEqual(['the files of acme/base:1 are not known']);
  });

  test('a copy of what is not known', () => {
    expect(reasonOf(stage => stage.copyFrom(stage.image.stages[0], '/etc/', '/bin/'))).toEqual(['what is copied into the stage "runtime" is not known']);
  });
});

test('a link into what is not known', () => {
  expect(findingsOf(rootfsDanglingLink, image => {
    const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
    build.run(['make']);
    const stage = new BuildStage(image, 'Runtime', { base: DEBIAN, purpose: 'is the image' });
    stage.copyArtifact(build.artifact({ root: '/out', entries: [RootfsEntry.symlink('/usr/bin/app', 'python3')] }), '/');
    image.defineRuntime(stage);
  }).map(({ undecided, what }) => [undecided, what])).toEqual([
    [true, 'The link /usr/bin/app leads to python3, and it is not known whether the image has it.'],
  ]);
});

test('an interpreter that may be in the base image', () => {
  expect(saidOf(rootfsMissingInterpreter, "FROM python\nCOPY --chmod=0755 <<'E' /start\n#!/usr/bin/env python3\nE\n")).toEqual([
    '? /start is run by /usr/bin/env, and it is not known whether the image has it.',
  ]);
});

describe('what a container of a base image starts', () => {
  test('is not known where it may be the arguments of an entrypoint', () => {
    expect(saidOf(rootfsEntrypointMissing, 'FROM acme/base:1\nCMD ["/app"]\n')).toEqual(['? It is not known what a container starts: the base image may have an entrypoint.']);
  });

  test('is not judged where the image says nothing', () => expect(saidOf(rootfsEntrypointMissing, 'FROM acme/base:1\nLABEL a=b\n')).toEqual([]));
});
