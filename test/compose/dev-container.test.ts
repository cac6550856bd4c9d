import { expect, test } from 'vitest';
import { devContainerOf, serviceImage } from './samples';
import { ComposeFile, ComposeService, DevContainerSource } from '../../src/compose';
import { BaseImage, BuildCache, BuildSecret, BuildStage, NamedContext, SshSource } from '../../src/image';
import { DEBIAN } from '../support/image';
import { detachedRoot } from '../support/root';

test('a dev container of a stage is built like the image, with its stage as the target', () => {
  const image = serviceImage(detachedRoot(), 'Web', {
    directory: 'web',
    secrets: { index: BuildSecret.environment('INDEX_URL'), settings: BuildSecret.file('~/settings.xml'), local: BuildSecret.file('token.txt') },
    ssh: { default: SshSource.agent() },
    buildArgs: { LEVEL: 'a$b' },
    cacheFrom: [BuildCache.registry('ghcr.io/acme/web:cache')],
    contexts: { shared: NamedContext.directory('shared') },
  }, stage => stage.expose(['8000', '53/udp', '9000-9010']));
  const tools = new BuildStage(image, 'Tools', { base: DEBIAN });
  image.addTarget(tools);
  image.addRequiredArg('CHANNEL');
  const { files } = devContainerOf([image], {
    source: DevContainerSource.stage(image, tools),
    name: 'Web',
    extensions: ['ms-python.python'],
    features: ['ghcr.io/devcontainers/features/git:1'],
    postCreateCommand: ['pip', 'install', '-e', '.'],
    environment: { LEVEL: '$1' },
    user: 'dev',
  });
  expect(files.map(({ path }) => path)).toEqual(['.devcontainer/devcontainer.json']);
  const [first, ...rest] = files[0].text.split('\n');
  expect(first).toBe('// Generated.');
  expect(JSON.parse(rest.join('\n'))).toEqual({
    name: 'Web',
    build: {
      dockerfile: '../web/Dockerfile',
      context: '..',
      target: 'tools',
      args: { CHANNEL: '${localEnv:CHANNEL}', LEVEL: 'a$b' },
      options: [
        '--secret=id=index,env=INDEX_URL', '--secret=id=settings,src=${localEnv:HOME}/settings.xml', '--secret=id=local,src=${localWorkspaceFolder}/token.txt',
        '--ssh=default', '--build-context=shared=${localWorkspaceFolder}/shared',
      ],
      cacheFrom: ['type=registry,ref=ghcr.io/acme/web:cache'],
    },
    forwardPorts: [8000],
    features: { 'ghcr.io/devcontainers/features/git:1': {} },
    remoteUser: 'dev',
    remoteEnv: { LEVEL: '$1' },
    postCreateCommand: ['pip', 'install', '-e', '.'],
    customizations: { vscode: { extensions: ['ms-python.python'] } },
  });
});

test('a dev container of a service adds the repository to it', () => {
  const root = detachedRoot();
  const image = serviceImage(root);
  const compose = new ComposeFile(root, 'Compose', { services: { web: ComposeService.of(image) }, path: 'deploy/compose.yaml' });
  const { files } = devContainerOf([image], { source: DevContainerSource.service(compose, 'web') });
  expect(JSON.parse(files[0].text.replace(/^.*\n/, ''))).toEqual({
    name: 'Dev', dockerComposeFile: ['../deploy/compose.yaml', './compose.yaml'], service: 'web', workspaceFolder: '/workspace', overrideCommand: true,
  });
  expect(files[1]).toMatchObject({
    path: '.devcontainer/compose.yaml',
    text: '# Generated.\n\nservices:\n  web:\n    volumes:\n      - type: bind\n        source: ..\n        target: /workspace\n',
  });
  expect(() => DevContainerSource.service(compose, 'wbe')).toThrow('deploy/compose.yaml has no service "wbe". Did you mean "web"?');
});

test.each([
  ['${localEnv:HOME}', '${localEnv:HOME}'], ['a ${containerWorkspaceFolder} b', '${containerWorkspaceFolder}'], ['${env:A:b}', '${env:A:b}'],
  ['${devcontainerId}', '${devcontainerId}'],
])('%s cannot be written', (text, found) => {
  const image = serviceImage(detachedRoot());
  expect(devContainerOf([image], { source: DevContainerSource.image(image), environment: { A: text } }).problems.map(({ id, what }) => `${id}: ${what}`)).toEqual([
    `devcontainer/variable: The text ${JSON.stringify(text)} contains ${found}.`,
  ]);
});

test('a hidden character is refused', () => {
  const image = serviceImage(detachedRoot());
  expect(devContainerOf([image], { source: DevContainerSource.image(image), name: 'a\u202eb' }).problems.map(({ id, what }) => `${id}: ${what}`)).toEqual([
    'devcontainer/text: The text "a\\u202eb" has a character that cannot be seen.',
  ]);
});

test.each(['$HOME', '${HOME}', '${PATH:-x}', '{localEnv:HOME}', '$${x}'])('%s means itself', text => {
  const image = serviceImage(detachedRoot());
  const { files } = devContainerOf([image], { source: DevContainerSource.image(image), environment: { A: text } });
  expect(JSON.parse(files[0].text.replace(/^.*\n/, ''))).toMatchObject({ remoteEnv: { A: text } });
});

test('a stage that is not built, one without a shell, and a context that is an image are problems', () => {
  const root = detachedRoot();
  const image = serviceImage(root, 'Web', { contexts: { base: NamedContext.image(serviceImage(root, 'Base')) } });
  const lost = new BuildStage(image, 'Lost', { base: DEBIAN });
  expect(devContainerOf([image], { source: DevContainerSource.stage(image, lost) }).problems.map(({ id, what }) => `${id}: ${what}`)).toEqual([
    'devcontainer/stage: The Dockerfile of "Web" has no stage "lost".',
    'devcontainer/context: The image "Web" is built from the image "Base".',
  ]);
  const empty = serviceImage(detachedRoot());
  const bare = new BuildStage(empty, 'Bare', { base: BaseImage.scratch() });
  empty.addTarget(bare);
  expect(devContainerOf([empty], { source: DevContainerSource.stage(empty, bare) }).problems.map(({ id, what }) => `${id}: ${what}`)).toEqual([
    'devcontainer/no-shell: The stage "bare" has no /bin/sh.',
  ]);
});
