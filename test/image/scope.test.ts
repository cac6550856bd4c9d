import { Construct, RootConstruct } from 'constructs';
import { describe, expect, test } from 'vitest';
import {
  BaseImage, BuildStage, BusyboxApplets, CaCertificates, ContainerImage, CrossToolchain, ExistingDockerfile, Forge, GoCrossBuild, GoSource,
  ImagePipeline,
  Platform, ReleaseScheme, RenovateConfiguration, RouterOsEntrypoint, ScratchImage, UpxCompress, Versions,
} from '../../src';
import { BUSYBOX, DEBIAN, GO, newImage } from '../support/image';
import { newProject } from '../support/project';

/** A root as those of CDK and cdk8s. */
class App extends RootConstruct {}

const image = () => newImage();
const source = GoSource.directory('service');

/** Every public construct. */
const MADE: Record<string, (scope: Construct, id: string) => Construct> = {
  ContainerImage: (scope, id) => new ContainerImage(scope, id, { platforms: [] }),
  ImagePipeline: (scope, id) => new ImagePipeline(scope, id, { registry: 'ghcr.io', images: [], release: ReleaseScheme.byHand(), forges: [Forge.github()] }),
  RenovateConfiguration: (scope, id) => new RenovateConfiguration(scope, id, { versions: Versions.parse('{"images":{},"packages":{}}') }),
  BuildStage: (scope, id) => new BuildStage(scope, id, { base: DEBIAN }),
  ExistingDockerfile: (scope, id) => new ExistingDockerfile(scope, id, { text: 'FROM scratch\n' }),
  GoCrossBuild: (scope, id) => new GoCrossBuild(scope, id, { toolchain: GO, source, binaries: [{ mainPackage: '.', path: '/app' }] }),
  BusyboxApplets: (scope, id) => new BusyboxApplets(scope, id, {
    version: BUSYBOX, toolchain: CrossToolchain.debianMusl(DEBIAN), applets: [],
  } as never),
  CaCertificates: (scope, id) => new CaCertificates(scope, id, { base: DEBIAN }),
  RouterOsEntrypoint: (scope, id) => new RouterOsEntrypoint(scope, id, { exec: ['/app'] }),
  ScratchImage: (scope, id) => new ScratchImage(scope, id, { contents: [] }),
  UpxCompress: (scope, id) => new UpxCompress(scope, id, { base: DEBIAN, input: new BuildStage(image(), 'Build', { base: DEBIAN }).artifact({ root: '/', entries: [] }) }),
};

/** The id of the problem, and what it says first. */
function refusal(make: () => unknown): [string, string] {
  try {
    make();
  } catch (error) {
    const { problem } = error as { problem?: { id: string; what: string } };
    if (problem === undefined) throw error;
    return [problem.id, problem.what];
  }
  throw new Error('It was made.');
}

describe.each(Object.entries(MADE))('%s', (name, make) => {
  test.each([
    ['undefined', undefined, 'undefined'],
    ['a string', 'app', 'the string "app"'],
    ['no construct', {}, 'an object'],
  ])('refuses %s as its scope', (_, scope, said) => {
    expect(refusal(() => make(scope as never, 'It'))).toEqual(['construct/scope', `The scope of ${name} "It" is ${said}, not a construct.`]);
  });

  test('is refused outside of a projen project, below a root of its own or in an app', () => {
    const app = new App();
    for (const scope of [app, new Construct(app, 'Stack')]) {
      const [id, what] = refusal(() => make(scope, 'It'));
      expect(['construct/scope', 'image/no-image']).toContain(id);
      expect(what).toContain(`${name} "It" is declared below `);
    }
  });

  test.each(['', ' ', '__proto__', 'constructor', 'a\u202eb', 'a\nb', 'a\u001b[2J', '\ud800', 'ImagewrightSynthesis', 'ImagewrightFiles'])('refuses the id %j in words', id => {
    const scope = ['ContainerImage', 'ImagePipeline', 'RenovateConfiguration'].includes(name) ? newProject() : image();
    const [problem, what] = refusal(() => make(scope, id));
    expect(problem).toBe('construct/id');
    // eslint-disable-next-line no-control-regex -- that is what must not be in it
    expect(what).not.toMatch(/[\u0000-\u001f\u202e\ud800]/);
  });

  test('says which construct has its id already', () => {
    const scope = ['ContainerImage', 'ImagePipeline', 'RenovateConfiguration'].includes(name) ? newProject() : image();
    new Construct(scope, 'It');
    const [problem, what] = refusal(() => make(scope, 'It'));
    expect(problem).toBe('construct/id-twice');
    expect(what).toMatch(/ already has a construct with the id "It": Construct .*It\.$/);
  });
});

test('the message says what a scope is, and how to make a project', () => {
  const app = new App();
  expect(() => new ContainerImage(app, 'Hello', { platforms: [Platform.LINUX_AMD64] })).toThrow([
    'construct/scope',
    '  ContainerImage "Hello" is declared below App, which is not a projen project.',
    '  Why: Only a projen project writes files when it is synthesized. Here no file would be written or checked, without any message.',
    '  Fix: Declare it in .projenrc.ts, below a project: new ContainerImage(project, "Hello", …), with const project = new ContainerImageProject({ name: "images" }), '
      + 'or any other projen project. A CDK or cdk8s app uses the reference of the image instead.',
  ].join('\n'));
  expect(() => new BuildStage(newProject(), 'Build', { base: BaseImage.scratch() })).toThrow(/^image\/no-image\n {2}BuildStage "Build" is declared below Project /);
});

test('a class of a user is called by its own name', () => {
  class TeamImage extends ContainerImage {}
  expect(refusal(() => new TeamImage(undefined as never, 'App', { platforms: [] }))[1]).toBe('The scope of TeamImage "App" is undefined, not a construct.');
});
