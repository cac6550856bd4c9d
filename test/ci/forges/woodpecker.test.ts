import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { Forge } from '../../../src/ci';
import { Platform } from '../../../src/core';
import { detachedRoot } from '../../support/root';
import { filesOf, pipelineOf, router } from '../samples';

function workflow(name: string, ...[props]: Parameters<typeof pipelineOf>): any {
  return parse(filesOf(pipelineOf(props))[`.woodpecker/${name}.yaml`]);
}

test('the build is a dry run with the labels of the image as they are', () => {
  const [{ settings }] = workflow('build').steps;
  expect(settings).toMatchObject({ dry_run: true, auto_labels: false, provenance: false });
  expect(settings).not.toHaveProperty('repo');
  expect(settings).not.toHaveProperty('username');
});

test('every file is YAML when nothing is replaced, as Woodpecker reads all files at every event', () => {
  for (const [path, text] of Object.entries(filesOf(pipelineOf()))) {
    if (path.startsWith('.woodpecker/')) expect(() => parse(text.replace(/\$\{[^}]*\}/g, '')), path).not.toThrow();
  }
});

test('the steps of a release: build, verify, publish, test on the agent, promote', () => {
  expect(workflow('release').steps.map(({ name }: any) => name)).toEqual([
    'build', 'verify', 'publish', 'smoke test: /usr/local/bin/tailscale version', 'promote',
  ]);
});

test('an index is made for one platform too', () => {
  const images = [router(detachedRoot(), 'router', [Platform.LINUX_AMD64])];
  const [{ settings }] = workflow('release', { images }).steps;
  expect(settings.build_args).toEqual(['OCI_VERSION=${CI_COMMIT_TAG}', 'BUILDKIT_MULTI_PLATFORM=1']);
});

test('what Woodpecker would replace in a command is escaped', () => {
  const images = [{ ...router(detachedRoot()), smokeTests: [{ command: ['/bin/sh', '-c', 'echo ${HOME}'] }] }];
  expect(workflow('release', { images }).steps[3].entrypoint).toEqual(['/bin/sh', '-c', 'echo $${HOME}']);
});

test('scripts have no ${…}, which Woodpecker would replace', () => {
  for (const name of ['release-tag', 'release', 'rollback', 'renovate']) {
    for (const { commands = [] } of workflow(name).steps) expect(commands.join('\n')).not.toContain('${');
  }
});

test('labels choose the agents', () => {
  const forges = [Forge.woodpecker({ agentPlatform: Platform.LINUX_ARM64, labels: { location: 'office' } })];
  expect(workflow('build', { forges }).labels).toEqual({ platform: 'linux/arm64', location: 'office' });
});

test('secrets have the names that they are given, in the file and in what has to be set up', () => {
  const forges = [Forge.woodpecker({ secrets: { registryUser: 'bot_name', registryToken: 'bot_token', tagToken: 'git_token', githubToken: 'gh' } })];
  const files = filesOf(pipelineOf({ forges }));
  expect(files['.woodpecker/release.yaml']).toContain('# - the secrets bot_name and bot_token, for the event tag\n');
  expect(files['.woodpecker/release-tag.yaml']).toContain('# - the secret git_token, for the event push\n');
  expect(workflow('renovate', { forges }).steps[0].environment.GITHUB_COM_TOKEN).toEqual({ from_secret: 'gh' });
});

test('a Dockerfile in a directory is named', () => {
  const image = router(detachedRoot());
  Object.assign(image.image, { dockerfile: 'router/Dockerfile' });
  expect(workflow('build', { images: [image] }).steps[0].settings.dockerfile).toBe('router/Dockerfile');
});

test('each change has a result: of one that touches only ignored paths, a step runs that builds nothing', () => {
  const { when, steps } = workflow('build');
  expect(when[0]).toEqual({ event: 'pull_request' });
  const exclude = ['**/*.md', 'docs/**', 'routeros/**', 'renovate.json'];
  expect(steps.map((step: any) => [step.name, step.when])).toEqual([
    ['build', [{ event: 'pull_request', path: { exclude } }, { event: 'push' }]],
    ['verify', [{ event: 'pull_request', path: { exclude } }, { event: 'push' }]],
    ['report', undefined],
  ]);
  expect(workflow('build', { ignoredPaths: [] }).steps.map((step: any) => [step.name, step.when])).toEqual([['build', undefined], ['verify', undefined]]);
});
