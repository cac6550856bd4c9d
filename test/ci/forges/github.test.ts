import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Forge } from '../../../src/ci';
import { Platform } from '../../../src/core';
import { ActionPin } from '../../../src/versions';
import { detachedRoot } from '../../support/root';
import { filesOf, pipelineOf, router } from '../samples';

function workflow(name: string, ...[props]: Parameters<typeof pipelineOf>): any {
  return parse(filesOf(pipelineOf(props))[`.github/workflows/${name}.yml`]);
}

describe('least privilege', () => {
  test.each(['build', 'release-tag', 'release', 'rollback', 'renovate'])('%s gives its token nothing, and each job what it needs', name => {
    const { permissions, jobs } = workflow(name);
    expect(permissions).toEqual({});
    for (const job of Object.values<any>(jobs)) expect(job.permissions).toBeTypeOf('object');
  });

  test('the release may write packages only where they are GitHub\'s', () => {
    expect(workflow('release').jobs.promote.permissions).toEqual({});
    expect(workflow('release', { registry: 'ghcr.io' }).jobs.promote.permissions).toEqual({ packages: 'write' });
  });

  test('who calls a release has all permissions of its jobs', () => {
    expect(workflow('release-tag', { registry: 'ghcr.io' }).jobs.release.permissions)
      .toEqual({ 'contents': 'read', 'packages': 'write', 'id-token': 'write', 'attestations': 'write' });
  });
});

test('a tag that a workflow pushes releases because the workflow calls the release, and hands over the secrets by name', () => {
  const { tag, release } = workflow('release-tag').jobs;
  expect(tag.outputs).toEqual({ tag: '${{ steps.tag.outputs.tag }}' });
  expect(release).toMatchObject({
    needs: 'tag',
    uses: './.github/workflows/release.yml',
    with: { tag: '${{ needs.tag.outputs.tag }}' },
    secrets: { REGISTRY_USER: '${{ secrets.REGISTRY_USER }}', REGISTRY_TOKEN: '${{ secrets.REGISTRY_TOKEN }}' },
  });
});

test('every action is at a commit, and its version stands behind it', () => {
  const uses = Object.entries(filesOf(pipelineOf())).filter(([path]) => path.startsWith('.github/')).flatMap(([, text]) => text.match(/uses: (?!\.\/).*/g) ?? []);
  expect(uses.length).toBeGreaterThan(20);
  for (const line of uses) expect(line).toMatch(/^uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test('pins of the versions file come first', () => {
  const pin = new ActionPin('actions/checkout', 'v9.9.9', '9'.repeat(40));
  const files = filesOf(pipelineOf({ forges: [Forge.github({ actions: [pin] })] }));
  expect(files['.github/workflows/build.yml']).toContain(`uses: ${pin.uses} # v9.9.9\n`);
});

describe('a release', () => {
  const { jobs } = workflow('release', { registry: 'ghcr.io' });
  const stepsOf = (job: string) => jobs[job].steps.map(({ name }: any) => name);

  test('is built by a job that cannot publish, and kept before anything else can change it', () => {
    expect(jobs.build.permissions).toEqual({ contents: 'read' });
    expect(stepsOf('build')).toEqual(['Check out', 'Set up BuildKit', 'Source date', 'Build', 'Keep the image', 'Set up Node.js', 'Install imagewright', 'Verify']);
    const [build, keep, verify] = [3, 4, 7].map(i => jobs.build.steps[i]);
    expect(build.with.outputs).toBe('type=oci,dest=${{ runner.temp }}/${{ matrix.slug }}.tar,oci-mediatypes=true,rewrite-timestamp=true');
    expect(keep.with).toMatchObject({ 'path': '${{ runner.temp }}/${{ matrix.slug }}.tar', 'if-no-files-found': 'error' });
    expect(verify).toMatchObject({ env: { SLUG: '${{ matrix.slug }}' }, run: 'npx --no -- imagewright verify --platform "$PLATFORM" --format markdown --output "$GITHUB_STEP_SUMMARY" "$RUNNER_TEMP/$SLUG.tar"' });
  });

  test('is published by a job that has nothing of the repository, and installs nothing', () => {
    expect(jobs.publish).toMatchObject({ needs: 'build', permissions: { packages: 'write' } });
    expect(stepsOf('publish')).toEqual(['Get the verified images', 'Set up the client', 'Log in', 'Publish them as one index', 'Attest how it was built']);
    for (const { permissions, steps } of Object.values<any>(jobs).filter(job => job.permissions.packages === 'write')) {
      expect(permissions).not.toHaveProperty('contents');
      expect(JSON.stringify(steps)).not.toMatch(/checkout|setup-node|npm|npx|build-push/);
    }
  });

  test('consists of the artifacts of its image alone', () => {
    const root = detachedRoot();
    const release = workflow('release', { images: ['a', 'a-b'].map(id => router(root, id)) }).jobs;
    expect(release.build.steps[4].with.name).toBe('${{ matrix.image }}.${{ matrix.slug }}');
    expect(release.publish.steps[0].with.pattern).toBe('${{ matrix.image }}.*');
    expect(jobs.build.steps[4].with.name).toBe('router.${{ matrix.slug }}');
    expect(jobs.publish.steps[0].with.pattern).toBe('router.*');
  });
});

test('stable is moved after everything else', () => {
  const { jobs } = workflow('release');
  expect(jobs.promote.needs).toEqual(['publish', 'smoke']);
  expect(jobs.smoke.needs).toBe('publish');
  expect(jobs.publish.needs).toBe('build');
});

test('QEMU is set up for smoke tests of platforms without a runner, and for nothing else', () => {
  expect(JSON.stringify(Object.entries<any>(workflow('release').jobs).filter(([id]) => id !== 'smoke'))).not.toContain('qemu');
  const images = [router(detachedRoot(), 'router', [Platform.LINUX_AMD64, Platform.LINUX_ARM64])];
  expect(JSON.stringify(workflow('release', { images }))).not.toMatch(/qemu|emulate/);
  expect(JSON.stringify(workflow('build', { images }))).not.toMatch(/qemu|emulate/);
});

test.each([
  { platform: Platform.LINUX_AMD64_V3, runner: 'ubuntu-24.04', emulate: undefined },
  { platform: Platform.LINUX_386, runner: 'ubuntu-24.04', emulate: undefined },
  { platform: Platform.LINUX_ARM64, runner: 'ubuntu-24.04-arm', emulate: undefined },
  { platform: Platform.LINUX_ARM_V6, runner: 'ubuntu-24.04-arm', emulate: true },
  { platform: Platform.LINUX_RISCV64, runner: 'ubuntu-24.04', emulate: true },
  { platform: Platform.LINUX_S390X, runner: 'ubuntu-24.04', emulate: true },
])('$platform is built and run on $runner', ({ platform, runner, emulate }) => {
  const images = [router(detachedRoot(), 'router', [platform])];
  const { jobs } = workflow('release', { images });
  expect(jobs.build.strategy.matrix.include).toEqual([{ platform: platform.name, slug: platform.slug, runner }]);
  expect(jobs.smoke.strategy.matrix.include).toEqual([{ platform: platform.name, runner, ...(emulate && { emulate }) }]);
});

test('a smoke test of some platforms runs on those', () => {
  const image = router(detachedRoot());
  const images = [{ ...image, smokeTests: [...image.smokeTests!, { command: ['/bin/echo', "it's"], platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] }] }];
  const [everywhere, somewhere] = workflow('release', { images }).jobs.smoke.steps.slice(-2);
  expect(everywhere.if).toBeUndefined();
  expect(somewhere.if).toBe("matrix.platform == 'linux/amd64' || matrix.platform == 'linux/arm64'");
  expect(somewhere.run).toBe('docker run --rm --platform "$PLATFORM" --entrypoint /bin/echo "$IMAGE@$DIGEST" "it\'s"');
});

test('attestations can be left out', () => {
  const forges = [Forge.github({ attest: false })];
  expect(JSON.stringify(workflow('release', { forges }))).not.toMatch(/attest|id-token/);
});

test('runners of one\'s own', () => {
  const forges = [Forge.github({ runners: { amd64: 'big-amd64', arm64: 'big-arm64' } })];
  const text = filesOf(pipelineOf({ forges }))['.github/workflows/release.yml'];
  expect(new Set(text.match(/(?:runs-on|runner): [^$\n]+/g))).toEqual(new Set(['runs-on: big-amd64', 'runner: big-amd64', 'runner: big-arm64']));
});

test('a secret in the place of its name is refused when the forge is made', () => {
  expect(() => Forge.github({ secrets: { registryToken: 'ghp_0123456789-0123' } })).toThrow(/^ci\/secret-name\n/);
});

describe('the required check', () => {
  test('is of each change and of each merge queue, whatever has changed', () => {
    const { on, jobs } = workflow('build');
    expect(on).toMatchObject({ pull_request: {}, merge_group: {} });
    expect(Object.keys(jobs)).toEqual(['changes', 'build', 'passed']);
    expect(jobs.build).toMatchObject({ needs: 'changes', if: "needs.changes.outputs.build == 'true'" });
    expect(jobs.passed).toMatchObject({ name: 'build passed', needs: ['changes', 'build'], if: 'always()', permissions: {} });
  });

  test('needs only the build if no path is ignored', () => {
    const { on, jobs } = workflow('build', { ignoredPaths: [] });
    expect(on).toEqual({ pull_request: {}, merge_group: {}, push: { branches: ['main'] } });
    expect(Object.keys(jobs)).toEqual(['build', 'passed']);
    expect(jobs.build).not.toHaveProperty('if');
    expect(jobs.passed.needs).toEqual(['build']);
  });

  test('is one for all images, and stands in what to set up', () => {
    const root = detachedRoot();
    const build = filesOf(pipelineOf({ images: ['a', 'b'].map(id => router(root, id)) }))['.github/workflows/build.yml'];
    expect(build.split('# - a branch rule that requires the check "build passed", which every change has\n')).toHaveLength(2);
    expect(build.split('    name: build passed\n')).toHaveLength(2);
  });
});
