import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { filesOf, pipelineOf, router } from './samples';
import { Forge, GithubOptions, GitlabOptions, ImagePipelineProps, ReleaseScheme, WoodpeckerOptions } from '../../src/ci';
import { isCron } from '../../src/ci/cron';
import { Problems, _formatReport } from '../../src/core';
import { PackagePin } from '../../src/versions';

function problemsOf(props: Partial<ImagePipelineProps>) {
  return Problems.of(pipelineOf(props)).all().filter(({ id }) => id !== 'ci/unpinned');
}

const github = (options: GithubOptions): Partial<ImagePipelineProps> => ({ forges: [Forge.github(options)] });
const gitlab = (options: GitlabOptions): Partial<ImagePipelineProps> => ({ forges: [Forge.gitlab(options)] });
const woodpecker = (options: WoodpeckerOptions): Partial<ImagePipelineProps> => ({ forges: [Forge.woodpecker(options)] });

/** Each option that is a text of the files, and a good text for it. */
const OPTIONS: { option: string; good: string; props: (text: string) => Partial<ImagePipelineProps> }[] = [
  { option: 'installCommand', good: 'npm ci', props: installCommand => ({ installCommand }) },
  { option: 'synthesisCommand', good: 'npx projen', props: synthesisCommand => ({ synthesisCommand }) },
  { option: 'hostedBot.branches', good: 'renovate/**', props: pattern => ({ hostedBot: { branches: [pattern] } }) },
  { option: 'branch', good: 'main', props: branch => ({ branch }) },
  { option: 'ignoredPaths', good: 'docs/**', props: path => ({ ignoredPaths: [path] }) },
  { option: 'gitAuthor', good: 'Bot <bot@example.com>', props: gitAuthor => ({ renovate: { gitAuthor } }) },
  { option: 'a runner', good: 'ubuntu-24.04', props: label => github({ runners: { amd64: label, arm64: label } }) },
  { option: 'an image of GitHub', good: 'moby/buildkit:v0.32.2', props: buildkit => github({ images: { buildkit } }) },
  { option: 'an image of Woodpecker', good: 'docker:28-cli', props: docker => woodpecker({ images: { docker } }) },
  { option: 'a label', good: 'office', props: location => woodpecker({ labels: { location } }) },
  { option: 'the name of a label', good: 'location', props: name => woodpecker({ labels: { [name]: 'office' } }) },
  { option: 'an image of GitLab', good: 'docker:28-cli', props: docker => gitlab({ images: { docker } }) },
  { option: 'the directory of GitLab', good: '.gitlab/images', props: directory => gitlab({ directory }) },
  { option: 'a stage', good: 'build', props: stage => gitlab({ stage }) },
  { option: 'a tag of runners', good: 'saas-linux', props: tag => gitlab({ tags: [tag] }) },
  { option: 'an environment of GitLab', good: 'production', props: publish => gitlab({ environments: { publish } }) },
  { option: 'renovateEndpoint', good: 'https://git.example.com/api/v1', props: renovateEndpoint => woodpecker({ renovateEndpoint }) },
];

describe.each(OPTIONS)('$option', ({ good, props }) => {
  test(`may be ${good}`, () => {
    expect(problemsOf(props(good))).toEqual([]);
  });

  test.each(['${{ github.token }}', '${{ github.event.head_commit.message }}', 'a\u202eb', 'a\x1bb', 'a\0b', 'a\rb: c', '\ud800'])('may not be %j', text => {
    expect(new Set(problemsOf(props(`${good}${text}`)).map(({ id }) => id))).toEqual(new Set(['ci/option']));
  });

  test.each(['\npermissions: write-all #', '${CI_COMMIT_MESSAGE}', ' # x', ': y', "'", '"', '`$(id)`'])('%j behind it is refused, or is a part of it and no more', more => {
    const pipeline = pipelineOf(props(`${good}${more}`));
    if (Problems.of(pipeline).all().some(({ id }) => id === 'ci/option')) return;
    const benign = filesOf(pipelineOf(props(good)));
    for (const [path, text] of Object.entries(filesOf(pipeline))) {
      expect(Object.keys(parse(text)), path).toEqual(Object.keys(parse(benign[path])));
      if (path.startsWith('.woodpecker/')) expect([...text.matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name]) => name)).not.toContain('CI_COMMIT_MESSAGE');
    }
  });
});

test.each<[string, Partial<ImagePipelineProps>]>([
  ['installCommand is empty', { installCommand: ' ' }],
  ['installCommand begins with a dash', { installCommand: '-- npm ci' }],
  ['a branch that is none', { branch: '' }],
  ['a pattern of branches', { branch: 'release/*' }],
  ['a branch that git refuses', { branch: 'a..b' }],
  ['a path that is none', { ignoredPaths: [''] }],
  ['an author without an address', { renovate: { gitAuthor: 'Bot' } }],
  ['a command of lines that end as on Windows', { installCommand: 'corepack enable\r\npnpm install\r\n' }],
  ['what a stranger chooses, behind a label', github({ runners: { amd64: 'a-${{ github.head_ref }}' } })],
  ['a list that is none', github({ runners: { amd64: '[self-hosted, linux]' } })],
  ['two labels in one', github({ runners: { amd64: 'self-hosted, linux' } })],
  ['an image with a blank', woodpecker({ images: { node: 'node 24' } })],
  ['a directory outside', gitlab({ directory: '../images' })],
  ['a directory from the root', gitlab({ directory: '/images' })],
  ['a stage with a variable', gitlab({ stage: '$CI_COMMIT_MESSAGE' })],
  ['a tag of runners with a variable of Windows', gitlab({ tags: ['%CI_COMMIT_MESSAGE%'] })],
  ['an endpoint of nowhere', woodpecker({ renovateEndpoint: 'git.example.com' })],
  ['an endpoint out of a commit', woodpecker({ renovateEndpoint: 'https://${CI_COMMIT_MESSAGE}/api' })],
])('%s: refused', (_, props) => {
  expect(problemsOf(props).map(({ id }) => id)).toEqual(['ci/option']);
});

test.each<[string, Partial<ImagePipelineProps>]>([
  ['a branch with a plus', { branch: 'c++/é' }],
  ['an author that is a bot', { renovate: { gitAuthor: 'renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>' } }],
  ['a runner by a variable', github({ runners: { amd64: "${{ vars.RUNNER || 'ubuntu-24.04' }}", arm64: '${{ fromJSON(vars.ARM) }}' } })],
  ['a runner of forks', github({ runners: { amd64: "${{ github.repository_owner == 'acme' && 'big' || 'ubuntu-24.04' }}" } })],
  ['a runner of a service', github({ runners: { amd64: 'runs-on=${{ github.run_id }}/runner=2cpu-linux-x64' } })],
  ['a list of labels', github({ runners: { amd64: '${{ fromJSON(\'["self-hosted", "linux"]\') }}' } })],
  ['a runner of private repositories', github({ runners: { amd64: "${{ github.event.repository.private && 'big' || 'ubuntu-24.04' }}" } })],
  ['a label without a value', woodpecker({ labels: { hostname: '' } })],
  ['an image of a registry with a port', woodpecker({ images: { node: `registry:5000/a/node:24@sha256:${'0'.repeat(64)}` } })],
  ['an endpoint of the forge', woodpecker({ renovateEndpoint: '${CI_FORGE_URL}/api/v3' })],
])('%s: fine', (_, props) => {
  expect(problemsOf(props)).toEqual([]);
});

test('a runner by a variable is evaluated', () => {
  const files = filesOf(pipelineOf(github({ runners: { amd64: "${{ vars.RUNNER || 'ubuntu-24.04' }}" } })));
  expect(parse(files['.github/workflows/renovate.yml']).jobs.renovate['runs-on']).toBe("${{ vars.RUNNER || 'ubuntu-24.04' }}");
});

test('a command of several lines is run as it is, and does not end the comment that names it', () => {
  const installCommand = 'corepack enable\npnpm install --frozen-lockfile # ${HOME}';
  const files = filesOf(pipelineOf({ installCommand }));
  expect(files['.github/workflows/build.yml']).toContain('# - imagewright, installed by `corepack enable …`: verifies the image\n');
  const steps = parse(files['.github/workflows/build.yml']).jobs.build.steps as { name: string; run: string }[];
  expect(steps.find(({ name }) => name === 'Install imagewright')?.run).toBe(installCommand);
  expect(parse(files['.gitlab/images/build.yml'])['images:build:verify'].script[1]).toBe(installCommand);
  expect(parse(files['.woodpecker/build.yaml']).steps[1].commands[0]).toBe(installCommand.replace('${', () => '$${'));
});

test('the message says what, why and how', () => {
  expect(_formatReport(problemsOf({ branch: 'release/*' }))).toBe(`error  ci/option
  branch is "release/*".
    at pipeline
  Why: No branch can have this name, so the workflows would never run. A pattern is not the name of a branch.
  Fix: Write the name of one branch: main.`);
  expect(_formatReport(problemsOf({ installCommand: 'npm ci \u202e' }))).toBe(`error  ci/option
  installCommand is "npm ci \\u202e", which contains the invisible \\u202e.
    at pipeline
  Why: A reviewer of the workflow, or a reader of its log, sees another text.
  Fix: Remove the character.`);
});

test.each(['0 4 * * *', '*/15 0-5,12 1 jan-MAR mon', '0 0 31 12 6', '5/15 * * * *'])('%s is a schedule', cron => {
  expect(isCron(cron)).toBe(true);
});

test.each(['99 99 99 99 99', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * * 13 *', '* * * * 7', '*/0 * * * *', '5-1 * * * *', '*-5 * * * *', '@daily', '', '* * * *', '* * * * * *', '* * * foo *', '1, * * * *'])('%s is none', cron => {
  expect(isCron(cron)).toBe(false);
});

test.each(['1.2.3+b1', '1:2.3-1', '1.2~rc1', '1..2', 'a b'])('the version %s is no part of a tag', version => {
  const pin = new PackagePin('X_VERSION', { datasource: 'docker', depName: 'x', version: 'v1' });
  expect(() => ReleaseScheme.upstream(Object.assign(Object.create(pin), { name: 'X_VERSION', version }) as PackagePin, 'mt')).toThrow('ci/release-scheme');
});

test('smoke tests may have arguments in any language', () => {
  expect(problemsOf({ images: [{ ...router(), smokeTests: [{ command: ['/bin/echo', 'é 日本'] }] }] })).toEqual([]);
});
