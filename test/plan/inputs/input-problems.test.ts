import { describe, expect, test } from 'vitest';
import {
  BaseImage, BuildSecret, BuildStage, ContainerImage, ContainerImageProps, NamedContext, Problem, SshSource, dockerfile,
} from '../../../src';
import { DEBIAN, TAILSCALE, newImage, problemsOf } from '../../support/image';

const { Mount } = dockerfile;
const SECRET = BuildSecret.environment('TOKEN');

/** The problems of what an image declares and its stage uses. */
function problemsWith(props: Partial<ContainerImageProps>, use: (stage: BuildStage, image: ContainerImage) => void = () => undefined): Problem[] {
  const image = newImage(props);
  const stage = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
  use(stage, image);
  image.defineRuntime(stage);
  return problemsOf(image).filter(({ id }) => /^image\/(?!build-platform)/.test(id));
}

const summary = (problems: Problem[]) => problems.map(({ id, what }) => `${id}: ${what}`);
const mount = (...mounts: dockerfile.Mount[]) => (stage: BuildStage) => stage.run(['make'], { mounts });

test('a required secret without a source is an error with everything that helps', () => {
  const [problem, ...others] = problemsWith({}, mount(Mount.secret({ id: 'index_url', env: 'URL', required: true })));
  expect(others).toEqual([]);
  const { id, severity, where, what, why, fix } = problem;
  expect({ id, severity, where, what, why, fix }).toEqual({
    id: 'image/undeclared-secret',
    severity: 'error',
    where: 'Image/Build',
    what: 'The stage "build" uses the secret "index_url", but the image does not declare its source.',
    why: 'Neither docker-bake.json nor a pipeline passes it, so every build stops: "secret index_url: not found".',
    fix: "Declare it on the image: new ContainerImage(…, { secrets: { 'index_url': BuildSecret.environment('INDEX_URL') }, or BuildSecret.file(…) }).",
  });
});

test('a secret that the command can do without is a warning', () => {
  expect(problemsWith({}, mount(Mount.secret({ id: 'token' }))).map(({ id, severity }) => [id, severity])).toEqual([['image/undeclared-secret', 'warning']]);
});

describe('secrets and SSH keys', () => {
  test.each<[string, Partial<ContainerImageProps>, (stage: BuildStage) => void, string[]]>([
    ['are found by the file that they are mounted as', { secrets: { netrc: SECRET } }, mount(Mount.secret({ target: '/root/netrc', required: true })), []],
    ['are reported once, however often they are mounted', {}, stage => { mount(Mount.secret({ id: 'a' }))(stage); mount(Mount.secret({ id: 'a', required: true }))(stage); },
      ['image/undeclared-secret: The stage "build" uses the secret "a", but the image does not declare its source.']],
    ['are suggested by name', { secrets: { npm_token: SECRET } }, mount(Mount.secret({ id: 'npm-token', required: true })), [
      'image/undeclared-secret: The stage "build" uses the secret "npm-token", but the image does not declare its source. Did you mean "npm_token"?',
      'image/unused-secret: No stage of the image uses the secret "npm_token". Did you mean "npm-token"?',
    ]],
    ['may be used by a mount whose id is not known', { secrets: { a: SECRET } }, mount(Mount.secret({ id: 'a$B' })), []],
    ['of BuildKit itself are used by no mount', { secrets: { 'GIT_AUTH_TOKEN.github.com': SECRET } }, () => undefined, []],
    ['have the id "default" if they are for SSH', { ssh: { default: SshSource.agent() } }, mount(Mount.ssh({})), []],
    ['are needed by git over SSH', {}, stage => stage.add(['git@github.com:acme/app.git'], '/src', {}),
      ['image/undeclared-ssh: The stage "build" uses the SSH agent or key "default", but the image does not declare its source.']],
  ])('%s', (_, props, use, expected) => expect(summary(problemsWith(props, use))).toEqual(expected));
});

describe('build arguments', () => {
  test.each<[string, Record<string, string>, (stage: BuildStage, image: ContainerImage) => void, string[]]>([
    ['are declared by a stage', { LEVEL: 'high' }, stage => stage.arg('LEVEL', 'low'), []],
    ['are declared above the stages', { BASE: 'a' }, (_, image) => image.addRequiredArg('BASE'), []],
    ['need no declaration if BuildKit knows them', { https_proxy: 'http://proxy:3128' }, () => undefined, []],
    ['are suggested by name', { LEVL: 'high' }, stage => stage.arg('LEVEL'), ['image/build-arg: No ARG of the image declares LEVL. Did you mean "LEVEL"?']],
    ['do not set a pin', { TAILSCALE_VERSION: 'v2' }, stage => stage.pin(TAILSCALE), ['image/build-arg: buildArgs sets TAILSCALE_VERSION, which is a pin.']],
    ['do not set the release', { OCI_VERSION: 'v2' }, () => undefined, ['image/build-arg: buildArgs sets OCI_VERSION, the argument of the release.']],
    ['are not called like a variable of bake', {}, (_, image) => image.addRequiredArg('IMAGE_REGISTRY'),
      ['image/build-arg: The build must set the argument IMAGE_REGISTRY, but docker-bake.json has a variable with that name.']],
  ])('%s', (_, buildArgs, use, expected) => expect(summary(problemsWith({ buildArgs }, use))).toEqual(expected));
});

describe('contexts', () => {
  const contexts = { shared: NamedContext.directory('shared') };
  const from = (base: BaseImage, id = 'Other') => (stage: BuildStage, image: ContainerImage) => {
    stage.copyFrom(new BuildStage(image, id, { base, purpose: 'has files' }), '/a', '/a');
  };

  test.each<[string, Partial<ContainerImageProps>, (stage: BuildStage, image: ContainerImage) => void, string[]]>([
    ['are bases', { contexts }, from(BaseImage.context('shared')), []],
    ['are sources of mounts', { contexts }, mount(Mount.bind({ mountFrom: 'shared', target: '/shared' })), []],
    ['are not mistaken for a stage with a similar name', { contexts: { biuld: NamedContext.directory('a') } }, mount(Mount.bind({ mountFrom: 'biuld', target: '/a' })), []],
    ['are suggested by name', { contexts }, from(BaseImage.context('sharde')), [
      'image/unknown-context: The stage "other" starts from the context "sharde", which the image does not have. Did you mean "shared"?',
      'image/unused-context: Nothing uses the context "shared". Did you mean "sharde"?',
    ]],
    ['do not replace a stage', { contexts: { other: NamedContext.directory('a') } }, from(DEBIAN), ['image/context: A context and a stage are both called "other".']],
  ])('%s', (_, props, use, expected) => expect(summary(problemsWith(props, use))).toEqual(expected));
});
