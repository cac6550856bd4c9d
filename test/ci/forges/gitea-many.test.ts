import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { EVERYTHING, count, draw, drawAll, readRows } from './many';
import { Forge } from '../../../src/ci';
import { Platform, Problems, _formatReport } from '../../../src/core';
import { detachedRoot } from '../../support/root';
import { forgejo, gitea, pipelineOf, router } from '../samples';

const [OLD, NEW] = [gitea(), forgejo()].map(forge => draw({ forges: [forge] }));

test.each(['build.yml', 'release.yml', 'rollback.yml'])('three images on a forge whose matrices are fixed: %s', async name => {
  await expect(OLD[name]).toMatchFileSnapshot(`../../golden/ci/gitea-many/${name}`);
});

test.each(['build.yml', 'release.yml', 'rollback.yml'])('three images on a forge whose jobs decide a matrix: %s', async name => {
  await expect(NEW[name]).toMatchFileSnapshot(`../../golden/ci/forgejo-many/${name}`);
});

test.each([['gitea', gitea()], ['forgejo', forgejo()]])('three images that are published and built on a schedule: %s', async (folder, forge) => {
  const files = draw({ forges: [forge], ...EVERYTHING });
  for (const name of ['build', 'snapshot', 'rebuild']) {
    await expect(files[`${name}.yml`]).toMatchFileSnapshot(`../../golden/ci/${folder}-many/${name === 'build' ? 'build-of-change' : name}.yml`);
  }
});

describe('where no job decides the matrix of another one', () => {
  const { affected, build, passed } = parse(OLD['build.yml']).jobs;

  test('each step of a build has the condition that its image is affected', () => {
    expect(build.env).toEqual({ AFFECTED: '${{ contains(needs.affected.outputs.matrix, format(\'"image":"{0}"\', matrix.image)) }}' });
    const [told, ...steps] = build.steps;
    expect(told).toEqual({ name: 'Tell that the image is not affected', if: "env.AFFECTED != 'true'", run: 'echo "The change does not affect this image."' });
    expect(steps.length).toBeGreaterThan(5);
    for (const { if: condition } of steps) expect(condition).toMatch(/^env\.AFFECTED == 'true'(?: && .*)?$/);
  });

  test('a row of the table has what tells the image, and no more', () => {
    expect(readRows({ jobs: { affected } })).toEqual(['server', 'client', 'packed'].map(image => ({ image, file: `${image}/Dockerfile` })));
    expect(passed.steps[0].env.BUILDS).toBe('true-${{ needs.build.result }}');
  });

  test.each<[string, Forge, boolean]>([
    ['Gitea 1.27', gitea({ serverVersion: '1.27' }), false],
    ['Gitea 1.28', gitea({ serverVersion: '1.28' }), true],
    ['Forgejo 13.0', forgejo({ serverVersion: '13.0' }), false],
    ['Forgejo 14.0', forgejo({ serverVersion: '14.0' }), true],
  ])('%s', (_, forge, decides) => {
    const { strategy } = parse(draw({ forges: [forge] })['build.yml']).jobs.build;
    expect(typeof strategy.matrix === 'string').toBe(decides);
  });
});

describe('a change is compared with its target, from where it left it', () => {
  test.each([OLD, NEW])('%#', files => {
    const { steps } = parse(files['build.yml']).jobs.affected;
    expect(steps[0].with['fetch-depth']).toBe(0);
    expect(steps.at(-1).env.SINCE).toBe('${{ github.event.pull_request.base.sha || github.event.before }}');
  });
});

describe('promotions wait', () => {
  test('for those of the same tags where only one job can wait: two of a run never wait for each other', () => {
    const { release, rollback } = drawAll(gitea(), []);
    expect(release.jobs.promote.concurrency.group).toBe('promote-${{ matrix.repository }}${{ matrix.suffix }}');
    expect(rollback.jobs.rollback.concurrency.group).toBe("promote-${{ inputs.image }}${{ inputs.suffix && format('-{0}', inputs.suffix) }}");
  });

  test('as whole workflows where a job has no order', () => {
    const { release, rollback } = drawAll(forgejo(), []);
    for (const { concurrency, jobs } of [release, rollback]) {
      expect(concurrency.group).toBe('promote');
      expect(JSON.stringify(jobs)).not.toContain('"concurrency"');
    }
  });
});

describe('the number of files and jobs', () => {
  test.each([
    ['Gitea', 1, gitea(), [1, 2, 1], [2, 1, 2, 1]],
    ['Gitea', 200, gitea(), [1, 256, 144, 1], [256, 144, 200, 256, 144, 200]],
    ['Forgejo', 50, forgejo(), [1, 100, 1], [100, 50, 100, 50]],
  ])('on %s of %d images for two platforms', (_, images, forge, build, release) => {
    expect(count(images, forge)).toEqual({ files: 7, build, release });
  });

  test.each([
    ['Gitea', 50, gitea(), [1, 100, 1, 50], [1, 100, 50], [100]],
    ['Gitea', 200, gitea(), [1, 256, 144, 1, 200], [1, 256, 144, 200], [256, 144]],
    ['Forgejo', 50, forgejo(), [1, 100, 1, 50], [1, 100, 50], [100]],
    ['Forgejo', 200, forgejo(), [1, 256, 144, 1, 200], [1, 256, 144, 200], [256, 144]],
  ])('on %s of %d images that are published and built on a schedule', (_, images, forge, build, snapshot, rebuild) => {
    expect(count(images, forge, undefined, EVERYTHING)).toMatchObject({ files: 9, build, snapshot, rebuild });
  });

  test('is limited on Gitea where a matrix is decided by another job', () => {
    const root = detachedRoot();
    const images = Array.from({ length: 128 }, (_, i) => router(root, `image${i}`, [Platform.LINUX_AMD64, Platform.LINUX_ARM64]));
    const list = (length: number, serverVersion: string) => pipelineOf({ images: images.slice(0, length), forges: [gitea({ serverVersion })] });
    const problemsOf = (serverVersion: string, length: number) => Problems.of(list(length, serverVersion)).all().filter(({ what }) => what.includes('jobs'));
    expect(problemsOf('1.27', 128)).toEqual([]);
    expect(problemsOf('1.28', 127)).toEqual([]);
    expect(_formatReport(problemsOf('1.28', 128))).toBe(`warning  ci/unsupported
  The workflow build of Gitea 1.28 has 258 jobs if all images are affected.
    at pipeline
  Why: A run of Gitea has at most 256 jobs: the matrix of one more fails, and nothing is built.
  Fix: Divide the images among several pipelines, each with a name: new ImagePipeline(…, { name: "tools", … }).`);
    const published = pipelineOf({ images: images.slice(0, 86), forges: [gitea({ serverVersion: '1.28' })], ...EVERYTHING });
    expect(Problems.of(published).all().flatMap(({ what }) => (what.includes('jobs if') ? [what] : []))).toEqual([
      'The workflow build of Gitea 1.28 has 260 jobs if all images are affected.', 'The workflow snapshot of Gitea 1.28 has 259 jobs if all images are affected.',
    ]);
  });
});
