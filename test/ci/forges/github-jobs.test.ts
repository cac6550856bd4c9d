import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { GithubOptions } from '../../../src/ci';
import { Platform, Problems, _formatReport } from '../../../src/core';
import { detachedRoot } from '../../support/root';
import { filesOf, github, pipelineOf, router } from '../samples';

function jobsOf(name: string, options: GithubOptions): Record<string, any> {
  return parse(filesOf(pipelineOf({ forges: [github(options)] }))[`.github/workflows/${name}.yml`]).jobs;
}

function problemsOf(options: GithubOptions): string {
  return _formatReport(Problems.of(pipelineOf({ forges: [github(options)] })).all());
}

const WORKFLOWS = ['build', 'release-tag', 'release', 'rollback', 'renovate', 'synthesis'];

/** The value of a key in each job that has it. */
function listValues(options: GithubOptions, key: string): Record<string, unknown> {
  return Object.fromEntries(WORKFLOWS.flatMap(name => Object.entries(jobsOf(name, options))
    .flatMap(([id, job]) => (job[key] === undefined ? [] : [[`${name}: ${id}`, job[key]]]))));
}

describe('time-outs', () => {
  test('are those of the options, and each job that runs steps has one', () => {
    const minutes = listValues({ timeouts: { builds: 240, checks: 20, renovate: 30 } }, 'timeout-minutes');
    expect(Object.keys(minutes)).toEqual(Object.keys(listValues({}, 'steps')));
    expect(new Set(Object.values(minutes))).toEqual(new Set([240, 20, 30]));
    expect(minutes).toMatchObject({ 'build: build': 240, 'build: passed': 20, 'release: build': 240, 'release: promote': 20, 'renovate: renovate': 30 });
  });

  test('the others keep their defaults', () => {
    expect(listValues({ timeouts: { builds: 240 } }, 'timeout-minutes')).toMatchObject({ 'build: build': 240, 'build: passed': 15, 'renovate: renovate': 60 });
  });

  test.each([0, -1, 1.5, 7201, NaN])('%d is no number of minutes', builds => {
    expect(problemsOf({ timeouts: { builds } })).toBe(`error  ci/option
  timeouts.builds of Forge.github() is ${builds}.
    at pipeline
  Why: GitHub would refuse the workflow, or stop each job.
  Fix: Write whole minutes from 1 to 7200.`);
  });
});

describe('runners with several labels', () => {
  const LABELS = { amd64Labels: ['self-hosted', 'linux', '${{ vars.SIZE }}'], arm64Labels: ['self-hosted', 'ARM64'] };

  test('are lists in jobs and in the matrix', () => {
    const { changes, build } = jobsOf('build', { runners: LABELS });
    expect(changes['runs-on']).toEqual(LABELS.amd64Labels);
    expect(build['runs-on']).toBe('${{ matrix.runner }}');
    expect(build.strategy.matrix.include.slice(0, 2).map(({ runner }: any) => runner)).toEqual([LABELS.amd64Labels, LABELS.arm64Labels]);
    const others = Object.values(listValues({ runners: LABELS }, 'runs-on')).map(each => JSON.stringify(each));
    expect(new Set(others)).toEqual(new Set([JSON.stringify('${{ matrix.runner }}'), JSON.stringify(LABELS.amd64Labels)]));
  });

  test('are no problem; an empty list, and a list beside a label, are one', () => {
    expect(problemsOf({ runners: LABELS })).toBe('');
    expect(problemsOf({ runners: { amd64Labels: [] } })).toBe(`error  ci/option
  runners.amd64Labels of Forge.github() is an empty list.
    at pipeline
  Why: No runner would be chosen.
  Fix: Write at least one label: ["self-hosted", "linux"].`);
    expect(problemsOf({ runners: { arm64: 'arm', arm64Labels: ['linux', 'arm'] } })).toBe(`error  ci/option
  runners.arm64 and runners.arm64Labels of Forge.github() are both given.
    at pipeline
  Why: A job has one choice of runners.
  Fix: Pass one of the two.`);
  });

  test('each is one label', () => {
    expect(problemsOf({ runners: { amd64Labels: ['self-hosted, linux'] } })).toContain('runners.amd64Labels of Forge.github() is "self-hosted, linux".');
    expect(problemsOf({ runners: { amd64Labels: ['${{ github.head_ref }}'] } })).toContain('error  ci/option');
  });
});

describe('environments', () => {
  const environments = { publish: 'registry', promote: 'production' };

  test('are those of the jobs that publish and promote, and of no other', () => {
    const images = [router(detachedRoot(), 'router', [Platform.LINUX_AMD64])];
    const files = filesOf(pipelineOf({ images, forges: [github({ environments })] }));
    const found = WORKFLOWS.flatMap(name => Object.entries<any>(parse(files[`.github/workflows/${name}.yml`]).jobs)
      .map(([id, { environment }]) => [`${name}: ${id}`, environment])).filter(([, environment]) => environment !== undefined);
    expect(Object.fromEntries(found)).toEqual({
      'release: build': 'registry',
      'release: publish': 'registry',
      'release: smoke': 'registry',
      'release: promote': 'production',
      'rollback: rollback': 'production',
    });
  });

  test('may have the secrets of the login, so a release that is called does not demand them of its caller', () => {
    const release = (options: GithubOptions) => parse(filesOf(pipelineOf({ forges: [github(options)] }))['.github/workflows/release.yml']);
    expect(release({ environments }).on.workflow_call.secrets).toEqual({ REGISTRY_USER: { required: false }, REGISTRY_TOKEN: { required: false } });
    expect(release({}).on.workflow_call.secrets).toEqual({ REGISTRY_USER: { required: true }, REGISTRY_TOKEN: { required: true } });
  });

  test.each(['', ' production', 'a\nb', '${{ github.head_ref }}'])('%j is no name', publish => {
    expect(problemsOf({ environments: { publish } })).toContain('error  ci/option\n  environments.publish of Forge.github() is ');
  });
});
