import { describe, expect, test } from 'vitest';
import { ALL_FORGES, FORGES, PINS, filesOf, forgejo, gitea, github, pipelineOf, planOf, woodpecker } from './samples';
import { Forge, GithubOptions, ImagePipelineProps, VulnerabilityScan, WoodpeckerOptions } from '../../src/ci';
import { Problems, Severity, _formatReport } from '../../src/core';
import { ActionPin, Versions, _createRenovateConfig } from '../../src/versions';

const OTHER = `sha256:${'1'.repeat(64)}`;

function problemsOf(props: Partial<ImagePipelineProps>) {
  return Problems.of(pipelineOf(props)).all();
}

function missingOf(forge: Forge): string[] {
  return pipelineOf({ forges: [forge] })._listMissing(planOf()).map(({ section, key }) => `${section}.${key}`);
}

/** The pins, with changes. */
function withImages(images: Record<string, string>): Versions {
  const all = Object.fromEntries([...PINS.images.map(({ key, ref }) => [key, ref]), ...Object.entries(images)] as [string, string][]);
  return Versions.parse(JSON.stringify({
    images: Object.fromEntries(Object.entries(all).map(([key, ref]) => [key, { ref }])),
    packages: Object.fromEntries(PINS.packages.map(({ name, datasource, depName, packageName, versioning, version }) => (
      [name, { datasource, depName, packageName, versioning, version }]
    ))),
    actions: Object.fromEntries(PINS.actions.map(({ name, version, digest }) => [name, { version, digest }])),
  }));
}

test('every value that a forge prints is one that versions.json can pin, and each of them is asked for', () => {
  expect([...missingOf(Forge.github()), ...missingOf(Forge.woodpecker())].sort()).toEqual([
    'actions.actions/attest', 'actions.actions/checkout', 'actions.actions/download-artifact', 'actions.actions/setup-node', 'actions.actions/upload-artifact',
    'actions.docker/build-push-action', 'actions.docker/login-action', 'actions.docker/setup-buildx-action', 'actions.docker/setup-qemu-action', 'actions.renovatebot/github-action',
    'images.binfmt', 'images.buildkit', 'images.buildkit', 'images.docker', 'images.git', 'images.node', 'images.oras', 'images.plugin', 'images.renovate', 'images.renovate',
    'packages.CI_BUILDX_VERSION', 'packages.CI_NODE_VERSION', 'packages.CI_RUNNER_ARM64_VERSION', 'packages.CI_RUNNER_VERSION',
  ]);
});

test.each(ALL_FORGES)('with all of them pinned, $name prints no other version, digest or commit', forge => {
  const known = [
    ...PINS.images.flatMap(({ name, tag, digest }) => [`${name}:${tag}@${digest}`, `${tag}@${digest}`]),
    ...PINS.actions.flatMap(({ digest, version }) => [digest, version]),
    ...PINS.packages.map(({ version }) => version),
  ].sort((a, b) => b.length - a.length);
  for (const text of Object.values(filesOf(pipelineOf({ forges: [forge] })))) {
    const rest = known.reduce((left, value) => left.replaceAll(value, ''), text);
    expect(rest).not.toMatch(/sha256:[0-9a-f]|@[0-9a-f]{40}|ubuntu-\d|image: [^'\s]\S*:\S|image=\S+:\S|-version: '?\d|# v\d/);
  }
});

test.each([
  ['Gitea', Forge.gitea(), 'christopherhx/gitea-upload-artifact', 'https://github.com'],
  ['Forgejo', Forge.forgejo(), 'forgejo/upload-artifact', 'https://code.forgejo.org'],
])('the action that keeps artifacts on %s is one that versions.json pins', (_, forge, name, server) => {
  expect(missingOf(forge)).toContain(`actions.${name}`);
  expect(missingOf(forge)).not.toContain('actions.actions/upload-artifact');
  const versions = Versions.parse(JSON.stringify({ images: {}, actions: { [name]: { version: 'v9', digest: '9'.repeat(40) } } }));
  const pinned = forge.name === 'Gitea' ? gitea({ versions }) : forgejo({ versions });
  expect(missingOf(pinned)).not.toContain(`actions.${name}`);
  expect(filesOf(pipelineOf({ forges: [pinned] }))[`.${forge.name.toLowerCase()}/workflows/release.yml`]).toContain(`uses: ${server}/${name}@${'9'.repeat(40)} # v9\n`);
});

test.each(FORGES)('what is missing for $name is what versions.json takes: once it is there, nothing is missing', ({ name }) => {
  const create = (versions?: Versions) => (name === 'GitHub' ? Forge.github({ versions }) : Forge.woodpecker({ versions }));
  const missing = pipelineOf({ forges: [create()] })._listMissing(planOf());
  const section = (wanted: string) => Object.fromEntries(missing.filter(each => each.section === wanted).map(({ key, pin }) => (
    [key, pin.ref === undefined ? pin : { ref: `${pin.ref}@${OTHER}` }]
  )));
  const versions = Versions.parse(JSON.stringify({ images: section('images'), packages: section('packages'), actions: section('actions') }));
  expect(missing.length).toBeGreaterThan(5);
  expect(pipelineOf({ forges: [create(versions)] })._listMissing(planOf())).toEqual([]);
});

test('what is not pinned is one warning of each forge, and nothing but a warning', () => {
  const problems = problemsOf({ forges: [Forge.woodpecker(), Forge.github()] });
  expect(problems.map(({ id, severity }) => ({ id, severity }))).toEqual(Array(2).fill({ id: 'ci/unpinned', severity: Severity.WARNING }));
  expect(_formatReport(problems.slice(0, 1))).toBe(`warning  ci/unpinned
  Woodpecker uses values that are not in versions.json: images.plugin (woodpeckerci/plugin-docker-buildx:6.1.0), images.buildkit (moby/buildkit:v0.32.2), images.node (node:24-alpine), images.git (alpine/git:v2.54.0), images.oras (ghcr.io/oras-project/oras:v1.3.0), images.docker (docker:28-cli), images.renovate (ghcr.io/renovatebot/renovate:44).
    at pipeline
  Why: They are defaults of this library, and no bot updates them. The tag of an image can be moved, so the same commit may be built with another image tomorrow.
  Fix: Run \`npx imagewright pin --forges\`, which adds them. Pass the file to the forge: Forge.woodpecker({ versions: Versions.fromFile("versions.json") }).`);
});

test('a value that is missing in a file names the file only', () => {
  const versions = Versions.parse(JSON.stringify({ images: {} }), 'pins/versions.json');
  const [problem] = problemsOf({ forges: [Forge.woodpecker({ versions })] });
  expect(problem.what).toContain('not in pins/versions.json: images.plugin');
  expect(problem.fix).toBe('Run `npx imagewright pin --forges`, which adds them.');
});

describe('a key of versions.json', () => {
  test('counts for an image of the same name at a mirror, with any tag', () => {
    const versions = withImages({ buildkit: `mirror.example.com:5000/moby/buildkit:v0.30.0@${OTHER}` });
    expect(problemsOf({ forges: [github({ versions })] })).toEqual([]);
    expect(filesOf(pipelineOf({ forges: [github({ versions })] }))['.github/workflows/build.yml']).toContain(`image=mirror.example.com:5000/moby/buildkit:v0.30.0@${OTHER}\n`);
  });

  test('that is another image does not count, and the way out works', () => {
    const versions = withImages({ git: `acme/forge:1@${OTHER}` });
    const [problem] = problemsOf({ forges: [woodpecker({ versions })] });
    expect(problem.what).toBe('Woodpecker uses values that are not in versions.json: images.git (alpine/git:v2.54.0).');
    expect(problem.fix).toBe('Run `npx imagewright pin --forges`, which adds them. The key "git" is that of acme/forge:1: '
      + 'pin the other image with another key, and pass it: Forge.woodpecker({ images: { git: versions.imagePin("…").ref } }).');
    const both = withImages({ 'git': `acme/forge:1@${OTHER}`, 'ci-git': `alpine/git:v2.54.0@${OTHER}` });
    expect(problemsOf({ forges: [woodpecker({ versions: both, images: { git: both.imagePin('ci-git').ref } })] })).toEqual([]);
  });
});

describe('an option', () => {
  const own = (what: string) => `Options of ${what}`;

  test.each<{ why: string; options: GithubOptions; what?: string }>([
    { why: 'with a pin of the file', options: { images: { buildkit: PINS.imagePin('buildkit').ref }, actions: PINS.actions } },
    { why: 'with a label of the team', options: { runners: { amd64: 'self-hosted' } } },
    { why: 'with a hosted runner of the file', options: { runners: { arm64: 'ubuntu-24.04-arm' } } },
    { why: 'with another hosted runner', options: { runners: { amd64: 'ubuntu-22.04' } }, what: 'runners.amd64 (ubuntu-22.04)' },
    { why: 'with another image', options: { images: { buildkit: `moby/buildkit:v0.1.0@${OTHER}` } }, what: `images.buildkit (moby/buildkit:v0.1.0@${OTHER})` },
    { why: 'with another action', options: { actions: [new ActionPin('actions/checkout', 'v1.0.0', '1'.repeat(40))] }, what: 'actions: actions/checkout (v1.0.0)' },
  ])('$why', ({ options, what }) => {
    expect(problemsOf({ forges: [github(options)] }).map(problem => problem.what)).toEqual(
      what === undefined ? [] : [own(`Forge.github() have values that are not in versions.json: ${what}.`)],
    );
  });

  test.each<{ options: WoodpeckerOptions; isFine: boolean }>([
    { options: { images: { node: `node:24-alpine@${OTHER}` } }, isFine: true },
    { options: { images: { node: 'node:24-alpine' } }, isFine: false },
  ])('without a file has to be pinned: $options', ({ options, isFine }) => {
    const [problem] = problemsOf({ forges: [Forge.woodpecker(options)] }).filter(({ what }) => what.startsWith('Options'));
    expect(problem?.what).toBe(isFine ? undefined : own('Forge.woodpecker() have values that are not pinned: images.node (node:24-alpine).'));
  });
});

test('what is missing is told with all fields of the pin, for the command that adds it', () => {
  const missing = pipelineOf({ forges: [Forge.github()] })._listMissing(planOf());
  expect(missing.filter(({ key }) => ['buildkit', 'actions/checkout', 'CI_NODE_VERSION'].includes(key))).toEqual([
    { section: 'actions', key: 'actions/checkout', pin: { version: 'v7.0.1', digest: '3d3c42e5aac5ba805825da76410c181273ba90b1' }, usedBy: ['GitHub'] },
    { section: 'images', key: 'buildkit', pin: { ref: 'moby/buildkit:v0.32.2' }, usedBy: ['GitHub'] },
    {
      section: 'packages',
      key: 'CI_NODE_VERSION',
      pin: { datasource: 'github-releases', depName: 'node', packageName: 'actions/node-versions', versioning: 'node', version: '24' },
      usedBy: ['GitHub'],
    },
  ]);
  expect(missing.every(({ section, key, pin }) => (section === 'images'
    || Versions.parse(JSON.stringify({ images: {}, [section]: { [key]: pin } })) !== undefined))).toBe(true);
});

/** What the managers of its own find in each file of a pipeline, as `name:version`. */
function findPlaces(forges: Forge[], props: Partial<ImagePipelineProps> = {}): Record<string, string[]> {
  const pipeline = pipelineOf({ forges, ...props });
  const { customManagers } = _createRenovateConfig(PINS, {}, { generated: pipeline._listFiles(planOf()) }) as {
    customManagers: { description: string; managerFilePatterns: string[]; matchStrings: string[]; depNameTemplate?: string }[];
  };
  const seen = (path: string, text: string) => customManagers
    .filter(({ managerFilePatterns }) => managerFilePatterns.some(pattern => new RegExp(pattern.slice(1, -1)).test(path)))
    .flatMap(({ matchStrings, depNameTemplate }) => (
      [...text.matchAll(new RegExp(matchStrings[0], 'g'))].map(({ groups }) => `${groups!.depName ?? depNameTemplate}:${groups!.currentValue}`)
    ));
  return Object.fromEntries(Object.entries(filesOf(pipeline))
    .map(([path, text]) => [path, [...new Set(seen(path, text))]]).filter(([, found]) => found.length > 0));
}

test('Renovate finds each value in each file that has it', () => {
  const builder = 'moby/buildkit:v0.32.2';
  expect(findPlaces(FORGES)).toEqual({
    '.gitlab/images/build.yml': [builder],
    '.gitlab/images/release.yml': [builder],
    '.github/workflows/build.yml': [builder, 'tonistiigi/binfmt:qemu-v10.2.3-68', 'ubuntu:24.04', 'ubuntu:24.04-arm'],
    '.github/workflows/release.yml': [builder, 'tonistiigi/binfmt:qemu-v10.2.3-68', 'ubuntu:24.04', 'ubuntu:24.04-arm'],
    '.github/workflows/renovate.yml': ['ghcr.io/renovatebot/renovate:44'],
    '.woodpecker/build.yaml': [builder],
    '.woodpecker/release.yaml': [builder],
  });
});

test.each(['github', 'gitea', 'forgejo'] as const)('Renovate finds in the scripts of %s what scans, and what lists contents', name => {
  const versions = withImages({ grype: `anchore/grype:v0.119.0-debug@${OTHER}`, syft: `mirror.example.com:5000/anchore/syft:v1.54.1-debug@${OTHER}` });
  const found = findPlaces([Forge[name]({ versions })], { scan: VulnerabilityScan.grype(), sbom: true });
  const own = (path: string) => found[`.${name}/workflows/${path}`].filter(each => /grype|syft|oras/.test(each)).filter(each => !each.startsWith('oras-project/'));
  expect(own('build.yml')).toEqual(['anchore/grype:v0.119.0-debug']);
  expect(own('release.yml')).toEqual(['anchore/grype:v0.119.0-debug', 'mirror.example.com:5000/anchore/syft:v1.54.1-debug', 'oras:1.3.3']);
});

test.each([gitea(), forgejo()])('Renovate finds the actions of $name by their names in versions.json, and by nothing else', forge => {
  const found = findPlaces([forge]);
  expect(found[`.${forge.name.toLowerCase()}/workflows/build.yml`]).toEqual([
    'moby/buildkit:v0.32.2', 'tonistiigi/binfmt:qemu-v10.2.3-68',
    'actions/checkout:v7.0.1', 'docker/setup-buildx-action:v4.3.0', 'docker/build-push-action:v7.3.0',
    'actions/setup-node:v6.0.0', 'docker/setup-qemu-action:v4.2.0',
  ]);
  const generated = pipelineOf({ forges: [forge] })._listFiles(planOf());
  const { packageRules } = _createRenovateConfig(PINS, {}, { generated }) as { packageRules: object[] };
  expect(packageRules).toContainEqual(expect.objectContaining({ matchDepNames: ['/^https?:/'], enabled: false }));
});
