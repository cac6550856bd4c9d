import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Forge, GiteaOptions, ImagePipelineProps, ImageRegistry, PipelineCache } from '../../../src/ci';
import { FEATURES, Feature, GiteaName, hasFeature, isAtLeast } from '../../../src/ci/forges/gitea/features';
import { translateWorkflow } from '../../../src/ci/forges/gitea/translate';
import { Platform, Problem, Problems, Severity, _formatReport } from '../../../src/core';
import { ActionPin } from '../../../src/versions';
import { detachedRoot } from '../../support/root';
import { PINS, filesOf, forgejo, gitea, pipelineOf, router } from '../samples';

const NAMES: GiteaName[] = ['Gitea', 'Forgejo'];

function create(forge: GiteaName, options: GiteaOptions = {}): Forge {
  return forge === 'Gitea' ? gitea(options) : forgejo(options);
}

function workflowOf(forge: GiteaName, name: string, options: GiteaOptions = {}, props: Partial<ImagePipelineProps> = {}): any {
  return parse(filesOf(pipelineOf({ forges: [create(forge, options)], ...props }))[`.${forge.toLowerCase()}/workflows/${name}.yml`]);
}

function problemsOf(forge: GiteaName, options: GiteaOptions = {}, props: Partial<ImagePipelineProps> = {}): Problem[] {
  return Problems.of(pipelineOf({ forges: [create(forge, options)], ...props })).all();
}

const WORKFLOWS = ['build', 'release-tag', 'release', 'rollback', 'renovate', 'synthesis', 'complete-update'];

/** All keys of the workflows and of their jobs. */
function listKeys(forge: GiteaName, serverVersion: string): Set<string> {
  return new Set(WORKFLOWS.flatMap(name => {
    const workflow = workflowOf(forge, name, { serverVersion });
    return [...Object.keys(workflow), ...Object.keys(workflow.on).map(event => `on.${event}`), ...Object.values<object>(workflow.jobs).flatMap(job => Object.keys(job).map(key => `job.${key}`))];
  }));
}

describe('versions', () => {
  test.each([
    ['1.26', '1.26', true], ['1.27.3', '1.26', true], ['1.25', '1.26', false], ['v1.26.0', '1.26', true], ['2.0', '1.26', true], ['1.9', '1.26', false], ['15', '14.0', true], ['9', '14.0', false],
  ])('%s is at least %s: %s', (version, first, expected) => {
    expect(isAtLeast(version, first)).toBe(expected);
  });

  test.each<[GiteaName, string, Feature[]]>([
    ['Gitea', '1.25', []],
    ['Gitea', '1.26', ['concurrency', 'jobConcurrency', 'permissions']],
    ['Gitea', '1.27', ['concurrency', 'jobConcurrency', 'permissions', 'timeouts']],
    ['Forgejo', '13.0', []],
    ['Gitea', '1.28', ['concurrency', 'jobConcurrency', 'neededMatrix', 'permissions', 'timeouts']],
    ['Forgejo', '14.0', ['concurrency', 'neededMatrix', 'timeouts']],
  ])('%s %s has of these: %s', (forge, version, expected) => {
    expect((Object.keys(FEATURES) as Feature[]).filter(feature => hasFeature(forge, version, feature))).toEqual(expected);
  });

  test.each<[GiteaName, string, string[]]>([
    ['Gitea', '1.25', ['permissions', 'concurrency', 'job.permissions', 'job.concurrency', 'job.timeout-minutes']],
    ['Gitea', '1.26', ['job.timeout-minutes']],
    ['Gitea', '1.27', []],
    ['Forgejo', '13.0', ['permissions', 'concurrency', 'job.permissions', 'job.concurrency', 'job.timeout-minutes']],
    ['Forgejo', '15.0', ['permissions', 'job.permissions', 'job.concurrency']],
  ])('%s %s gets no %j', (forge, version, missing) => {
    const keys = listKeys(forge, version);
    const all = ['permissions', 'concurrency', 'job.permissions', 'job.concurrency', 'job.timeout-minutes'];
    expect(all.filter(key => !keys.has(key))).toEqual(missing);
    for (const key of ['on.merge_group', 'on.workflow_call', 'job.environment', 'job.uses']) expect([...keys]).not.toContain(key);
  });

  test.each(['', 'latest', '1.22', '1', 'x1.26', '1.26.0-rc0'])('%j is refused', serverVersion => {
    expect(problemsOf('Gitea', { serverVersion }).map(({ id, severity }) => ({ id, severity }))).toEqual([{ id: 'ci/option', severity: undefined }]);
  });
});

describe('what is missing', () => {
  test('is one warning', () => {
    expect(_formatReport(problemsOf('Gitea'))).toBe(`warning  ci/unsupported
  Gitea 1.27 does not have what GitHub has, and it is left out: \`queue\` of \`concurrency\`, attestations.
    at pipeline
  Why: A run that waits for another one, such as a promotion, is cancelled when a third one comes: run it again. Nothing attests how an image was built.
  Fix: Acknowledge this: Checks.of(pipeline).acknowledge("ci/unsupported", "…").`);
  });

  test.each(NAMES)('on %s names the version that has more', forge => {
    const [{ fix }] = problemsOf(forge, { serverVersion: forge === 'Gitea' ? '1.25' : '13.0' });
    expect(fix).toContain(forge === 'Gitea' ? 'Gitea 1.27 has more' : 'Forgejo 14.0 has more');
  });

  test.each(NAMES)('on %s includes the cache, and a login with the token of the workflow', forge => {
    const problems = problemsOf(forge, {}, { cache: PipelineCache.forge(), furtherRegistries: [ImageRegistry.ghcr()] });
    expect(problems.map(({ id, severity, what }) => [id, severity, what])).toEqual(expect.arrayContaining([
      ['ci/unsupported', undefined, `${forge} cannot log in to ghcr.io with the token of the workflow.`],
      ['ci/unsupported', Severity.WARNING, `${forge} has no cache for builds: PipelineCache.forge() has no effect there.`],
    ]));
    expect(JSON.stringify(workflowOf(forge, 'build', {}, { cache: PipelineCache.forge() }))).not.toContain('gha');
  });
});

describe.each(NAMES)('%s', forge => {
  const folder = `.${forge.toLowerCase()}/workflows/`;

  test('all its files are in its folder', () => {
    for (const path of Object.keys(filesOf(pipelineOf({ forges: [create(forge)] })))) expect(path.startsWith(folder)).toBe(true);
  });

  test('every action has the address of its server, and a commit', () => {
    const uses = Object.values(filesOf(pipelineOf({ forges: [create(forge, { actionsUrl: 'https://git.example.com/mirror/' })] }))).flatMap(text => text.match(/uses: .*/g) ?? []);
    expect(uses.length).toBeGreaterThan(15);
    for (const line of uses) expect(line).toMatch(/^uses: https:\/\/(?:git\.example\.com\/mirror|github\.com|code\.forgejo\.org)\/[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d/);
    expect(uses.some(line => /\/actions\/(?:up|down)load-artifact@/.test(line))).toBe(false);
  });

  test('a copy of an action can be pinned otherwise', () => {
    const name = forge === 'Gitea' ? 'christopherhx/gitea-upload-artifact' : 'forgejo/upload-artifact';
    const { jobs } = workflowOf(forge, 'release', { actions: [new ActionPin(name, 'v9.0.0', '9'.repeat(40))] });
    expect(jobs.build.steps.map(({ uses }: any) => uses)).toContainEqual(expect.stringMatching(new RegExp(`/${name}@9{40}$`)));
  });

  test('one runner builds for all platforms, and runs what is not its own with QEMU', () => {
    const { jobs } = workflowOf(forge, 'release');
    const runners = new Set(jobs.build.strategy.matrix.include.map(({ runner }: any) => runner));
    expect([...runners]).toEqual([forge === 'Gitea' ? 'ubuntu-latest' : 'docker']);
    expect(jobs.smoke.strategy.matrix.include.map(({ emulate }: any) => emulate)).toEqual([false, true, true, true]);
    expect(jobs.smoke.steps[1].with.platforms).toBe('arm64,arm');
  });

  test('a runner of 64-bit ARM takes its platforms', () => {
    const images = [router(detachedRoot(), 'router', [Platform.LINUX_AMD64, Platform.LINUX_ARM64])];
    const { jobs } = workflowOf(forge, 'release', { runners: { amd64: 'big', arm64: 'arm' } }, { images });
    expect(jobs.smoke.strategy.matrix.include.map(({ runner }: any) => runner)).toEqual(['big', 'arm']);
    expect(JSON.stringify(jobs)).not.toMatch(/qemu|emulate/);
  });

  test('a change is compared with where it left its target, because it is not merged for its check', () => {
    const [checkOut, look] = workflowOf(forge, 'build').jobs.changes.steps;
    expect(checkOut.with['fetch-depth']).toBe(0);
    expect(look.env.BASE).toBe('${{ github.event.pull_request.base.sha }}');
    expect(look.run).toContain('[ -n "$BASE" ] && git diff --quiet "$BASE...HEAD" -- .');
  });

  test('the token of the workflow logs in nowhere, and tags nothing', () => {
    for (const [path, text] of Object.entries(filesOf(pipelineOf({ forges: [create(forge)], registry: 'ghcr.io' })))) expect(text, path).not.toContain('github.token');
    expect(workflowOf(forge, 'release-tag').jobs.tag.steps[1].env.TOKEN).toBe('${{ secrets.TAG_TOKEN }}');
    expect(workflowOf(forge, 'release-tag', { secrets: { tagToken: 'BOT' } }).jobs.tag.steps[1].env.TOKEN).toBe('${{ secrets.BOT }}');
  });

  test('Renovate runs in its own image, against the forge', () => {
    const { jobs } = workflowOf(forge, 'renovate', { secrets: { githubToken: 'COM' } });
    expect(jobs.renovate.container).toEqual({ image: PINS.imagePin('renovate').ref });
    expect(jobs.renovate.steps[0]).toMatchObject({
      env: { RENOVATE_PLATFORM: forge.toLowerCase(), RENOVATE_ENDPOINT: '${{ github.server_url }}/api/v1', GITHUB_COM_TOKEN: '${{ secrets.COM }}' },
      run: 'renovate',
    });
  });

  test.each(['git.example.com', 'https://git.example.com/?a', 'https://user@git.example.com', 'https://git.example.com/${{ github.actor }}', 'https://git.example.com/a b'])('%s is no address of actions', actionsUrl => {
    expect(problemsOf(forge, { actionsUrl })[0]).toMatchObject({ id: 'ci/option', what: `actionsUrl of Forge.${forge.toLowerCase()}() is ${JSON.stringify(actionsUrl)}.` });
  });

  test('a secret in the place of its name is refused when the forge is made', () => {
    expect(() => create(forge, { secrets: { tagToken: 'abc-0123456789' } })).toThrow(/^ci\/secret-name\n/);
  });
});

test('a workflow takes the order of its job where only workflows have one', () => {
  const [release, rollback] = ['release', 'rollback'].map(name => workflowOf('Forgejo', name).concurrency);
  expect(release).toEqual({ 'group': 'promote', 'cancel-in-progress': false });
  expect(rollback).toEqual(release);
  expect(workflowOf('Gitea', 'release').concurrency.group).toBe('release-${{ inputs.tag || github.ref_name }}');
  expect(workflowOf('Gitea', 'release').jobs.promote.concurrency).toEqual({ 'group': 'promote', 'cancel-in-progress': false });
});

test('a workflow of a forge that has everything stays as it is', () => {
  const content = { on: { merge_group: {} }, permissions: {}, concurrency: { group: 'a', queue: 'max' }, jobs: { a: { 'timeout-minutes': 1, 'environment': 'b' } } };
  expect(translateWorkflow(content, () => true)).toEqual({ content, lost: [] });
});
