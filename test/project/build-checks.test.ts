import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from 'projen';
import { describe, expect, test } from 'vitest';
import { BaseImage, BuildStage, Checks, ContainerImage, ExistingDockerfile, Platform, Severity, StagePlatform } from '../../src';
import { Cmd, Command, Copy, CopySource, Entrypoint, Env, KeyValue, Word } from '../../src/dockerfile';
import { Examination } from '../../src/project/examination';
import { newProject } from '../support/project';

const DIGEST = `sha256:${'0'.repeat(64)}`;

function imageIn(project: Project, platforms = [Platform.LINUX_AMD64]): ContainerImage {
  return new ContainerImage(project, 'App', { platforms });
}

/** An image whose last stage starts from a base. */
function stageOf(image: ContainerImage, base = 'docker.io/library/alpine:3.23', id = 'Runtime'): BuildStage {
  const stage = new BuildStage(image, id, { base: BaseImage.registry(`${base}@${DIGEST}`), runsOn: StagePlatform.TARGET, purpose: 'runs' });
  image.defineRuntime(stage);
  return stage;
}

const shellForm = (stage: BuildStage) => stage.addNode(new Entrypoint(Command.shell('exec java $JAVA_OPTS -jar app.jar')));

const env = (name: string, template: string) => new Env([KeyValue.word(Word.literal(name), Word.template(template))]);

/** The directive of the Dockerfile that is written, and its lines about checks. */
function written(project: Project): string[] {
  project.synth();
  const lines = readFileSync(join(project.outdir, 'Dockerfile'), 'utf8').split('\n');
  return [lines[0], ...lines.filter(line => line.includes('does not check'))];
}

function refused(project: Project): string {
  try {
    project.synth();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It was written.');
}

describe('a check of BuildKit', () => {
  test('stops the synthesis, with its own reason and fix', () => {
    const project = newProject();
    shellForm(stageOf(imageIn(project)));
    const message = refused(project);
    expect(message).toContain('dockerfile/JSONArgsRecommended');
    expect(message.replace(/\s+/g, ' ')).toContain('A shell runs the program as its child');
    expect(message).not.toMatch(/The build would stop there|docs\//);
  });

  test.each(['image', 'stage', 'project'] as const)('is accepted at the %s, and BuildKit is told', place => {
    const project = newProject();
    const image = imageIn(project);
    const stage = stageOf(image);
    shellForm(stage);
    Checks.of({ image, stage, project }[place]).acknowledge('dockerfile/JSONArgsRecommended', 'exec replaces the shell');
    expect(written(project)).toEqual([
      '# check=skip=JSONArgsRecommended;error=true',
      '# BuildKit does not check JSONArgsRecommended: exec replaces the shell',
    ]);
  });

  test('is accepted for one stage, not for another', () => {
    const project = newProject();
    const image = imageIn(project);
    const build = new BuildStage(image, 'Build', { base: BaseImage.scratch(), purpose: 'builds' });
    build.env({ API_TOKEN: 'x' });
    const stage = stageOf(image);
    stage.env({ OTHER_TOKEN: 'x' });
    stage.addNode(new Copy({ copyFrom: build.name, sources: [CopySource.path(Word.literal('/a'))], destination: Word.literal('/a') }));
    Checks.of(stage).acknowledge('dockerfile/SecretsUsedInArgOrEnv', 'not a secret');
    expect(refused(project).match(/for sensitive data \(ENV "\w+"\)/g)).toEqual(['for sensitive data (ENV "API_TOKEN")']);
  });

  test.each([
    [Severity.WARNING, 'a policy downgrades it to a warning'],
    [Severity.INFO, 'a policy downgrades it to information'],
  ])('is made a %s by a policy', (severity, reason) => {
    const project = newProject();
    shellForm(stageOf(imageIn(project)));
    Checks.of(project).apply({ severities: { 'dockerfile/JSONArgsRecommended': severity } });
    expect(written(project)).toEqual(['# check=skip=JSONArgsRecommended;error=true', `# BuildKit does not check JSONArgsRecommended: ${reason}`]);
  });

  test('that is accepted where nothing is found is stale, and nothing is written', () => {
    const project = newProject();
    const image = imageIn(project);
    stageOf(image).addNode(new Cmd(Command.exec(['sh'])));
    Checks.of(image).acknowledge('dockerfile/JSONArgsRecommended', 'so');
    expect(new Examination(project).problems.map(({ id }) => id)).toContain('checks/stale');
    expect(written(project)).toEqual(['# check=error=true']);
  });

  test('that only the registry decides can be accepted beforehand', () => {
    const project = newProject();
    const stage = stageOf(imageIn(project));
    stage.addNode(new Cmd(Command.exec(['sh'])));
    Checks.of(stage).acknowledge('dockerfile/InvalidBaseImagePlatform', 'the base is for amd64 alone, and runs emulated');
    expect(written(project)).toEqual([
      '# check=skip=InvalidBaseImagePlatform;error=true',
      '# BuildKit does not check InvalidBaseImagePlatform: the base is for amd64 alone, and runs emulated',
    ]);
  });

  test('is a reason of many lines on one, as wide as other comments', () => {
    const project = newProject();
    const stage = stageOf(imageIn(project));
    shellForm(stage);
    Checks.of(stage).acknowledge('dockerfile/JSONArgsRecommended', `check=skip=all\n\tand ${'so on '.repeat(30)}`);
    written(project);
    const lines = readFileSync(join(project.outdir, 'Dockerfile'), 'utf8').split('\n');
    expect(lines.slice(3, 7).map(line => line.slice(0, 70))).toEqual([
      '# BuildKit does not check JSONArgsRecommended: check=skip=all and so on'.slice(0, 70),
      expect.stringMatching(/^# (on|so) /),
      '# so on so on',
      '#',
    ]);
  });
});

describe('what nobody can tell', () => {
  test('does not stop BuildKit, and is said', () => {
    const project = newProject();
    const stage = stageOf(imageIn(project), 'acme.dev/go:1');
    stage.addNode(env('A', '$GOLANG_VERSION/$ODD'));
    expect(written(project)).toEqual([
      '# check=skip=UndefinedVar;error=true',
      '# BuildKit does not check UndefinedVar: it is not known whether acme.dev/go:1 sets $GOLANG_VERSION and $ODD',
    ]);
  });

  test.each(['fedora:44', 'alpine:3.23'])('is nothing on %s, whose variables are known', base => {
    const project = newProject();
    stageOf(imageIn(project), `docker.io/library/${base}`).addNode(env('A', '$PATH'));
    expect(written(project)).toEqual(['# check=error=true']);
  });

  test('but no image sets TARGETARCH', () => {
    const project = newProject();
    stageOf(imageIn(project), 'acme.dev/go:1').addNode(env('A', '$TARGETARCH'));
    expect(refused(project)).toContain("Usage of undefined variable '$TARGETARCH'. The builder sets it for a stage that declares it: write ARG TARGETARCH.");
  });
});

test('what BuildKit rejects cannot be acknowledged', () => {
  const project = newProject();
  const image = imageIn(project);
  new ExistingDockerfile(image, 'Old', { text: 'FROM alpine:3.23\nCOPY dist/ /srv/\n', dockerignore: ['dist'] });
  image.defineRuntime((image.node.findChild('Old') as ExistingDockerfile).last);
  Checks.of(image).acknowledge('dockerfile/ignored-source', 'so');
  const message = refused(project).replace(/\s+/g, ' ');
  expect(message).toContain('"dist/" is excluded from the build context by "dist" in .dockerignore.');
  expect(message).toContain('BuildKit itself stops there: neither a directive nor a severity makes it read the file.');
});

test('an existing file keeps its directive, and BuildKit is told where it stops at checks', () => {
  const project = newProject();
  const image = imageIn(project);
  const old = new ExistingDockerfile(image, 'Old', { text: '# check=skip=StageNameCasing;error=true\nFROM alpine:3.23\nCMD app\n' });
  image.defineRuntime(old.last);
  Checks.of(old).acknowledge('dockerfile/JSONArgsRecommended', 'so');
  expect(written(project)[0]).toBe('# check=skip=StageNameCasing,JSONArgsRecommended;error=true');
});

test('findings name the lines of the file that is written', () => {
  const project = newProject();
  const image = imageIn(project);
  const stage = stageOf(image);
  stage.env({ REPO: 'https://ci:s3cret@git.acme.dev/a' });
  shellForm(stage);
  Checks.of(stage).acknowledge('dockerfile/JSONArgsRecommended', 'exec replaces the shell');
  const found = new Examination(project).problems.find(({ id }) => id === 'dockerfile/credentials-in-url')!;
  project.synth();
  const lines = readFileSync(join(project.outdir, 'Dockerfile'), 'utf8').split('\n');
  expect([found.dockerfile, found.code]).toEqual([`Dockerfile:${lines.findIndex(each => each.startsWith('ENV REPO=')) + 1}`, expect.stringMatching(/^ENV REPO=/)]);
});
