import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { TestRepository, affected, declareAll } from './support';
import type { Affected, AffectedImage } from '../../../src/cli/affected/find-affected';
import { printGithub } from '../../../src/cli/affected/formats/github';
import { printGitlab } from '../../../src/cli/affected/formats/gitlab';
import { printText } from '../../../src/cli/affected/formats/text';

const FILES = { 'common/a.txt': 'a', 'app/main.py': 'a', 'tool/Makefile': 'a', 'vendor/x': 'a' };
const BOTH = ['linux/amd64', 'linux/arm64'];

function affect(images: readonly Partial<AffectedImage>[], levels = 1): Affected {
  return {
    images: images.map((image, i) => ({ name: `i${i}`, directory: '.', platforms: ['linux/amd64'], level: 0, needs: [], reasons: ['x'], ...image })),
    all: images.length,
    others: [],
    levels,
    base: '0'.repeat(40),
    changes: 1,
    notes: [],
  };
}

/** The values of `$GITHUB_OUTPUT`. */
function readOutputs(text: string): Record<string, unknown> {
  return Object.fromEntries(text.trimEnd().split('\n').map(line => {
    const at = line.indexOf('=');
    return [line.slice(0, at), JSON.parse(line.slice(at + 1)) as unknown];
  }));
}

describe('github', () => {
  test('gets a matrix of all jobs, and one for each level', async () => {
    TestRepository.synthesized(declareAll, FILES).commit({ 'common/a.txt': 'b' });
    const { code, out, err } = await affected('--since', 'before', '--format', 'github', '--runner', 'linux/arm64=ubuntu-24.04-arm', '--runner', 'linux/amd64=self-hosted,x64');
    const base = [
      { image: 'base', directory: '.', level: 0, platform: 'linux/amd64', runner: ['self-hosted', 'x64'] },
      { image: 'base', directory: '.', level: 0, platform: 'linux/arm64', runner: 'ubuntu-24.04-arm' },
    ];
    const app = base.map(job => ({ ...job, image: 'app', level: 1 }));
    expect([code, err]).toEqual([0, expect.stringMatching(/^imagewright: 2 of 3 images are affected: 1 file has changed since /)]);
    expect(readOutputs(out)).toEqual({
      'matrix': { include: [...base, ...app] }, 'count': 4, 'matrix-0': { include: base }, 'count-0': 2, 'matrix-1': { include: app }, 'count-1': 2,
    });
  });

  test('gets the empty matrix if nothing is affected', () => {
    expect(printGithub(affect([]), new Map())).toBe('matrix={"include":[]}\ncount=0\n');
  });

  test('gets a job without a platform for an image that leaves it to the builder', () => {
    expect(printGithub(affect([{ platforms: [] }]), new Map())).toBe('matrix={"include":[{"image":"i0","directory":".","level":0}]}\ncount=1\n');
  });

  test('gets no second output from a name with a line break', () => {
    const out = printGithub(affect([{ directory: 'a\ncount=7', name: 'x\ny' }]), new Map());
    expect(out).toBe('matrix={"include":[{"image":"x\\ny","directory":"a\\ncount=7","level":0,"platform":"linux/amd64"}]}\ncount=1\n');
  });

  test('gets at most 256 jobs in a matrix', () => {
    const images = (count: number, level = 0) => Array.from({ length: count }, () => ({ platforms: BOTH, level }));
    expect(readOutputs(printGithub(affect(images(128)), new Map()))).toMatchObject({ count: 256 });
    expect(() => printGithub(affect(images(129)), new Map())).toThrow('258 jobs are needed for 129 affected images, and a matrix of GitHub has at most 256. '
      + 'Build several images in one job: --format json lists them, and docker buildx bake takes several names.');
    const both = readOutputs(printGithub(affect([...images(100), ...images(100, 1)], 2), new Map()));
    expect([Object.keys(both), both['count-0'], both['count-1']]).toEqual([['matrix-0', 'count-0', 'matrix-1', 'count-1'], 200, 200]);
  });
});

const TEMPLATE = `# generated
.image-platform:
  image: docker:28-cli
  script: [docker buildx bake "$IMAGE"]
`;
const WITH_END = `${TEMPLATE}.image:
  script: [echo "$IMAGE"]

`;
const RULES = [{ if: '$CI_PIPELINE_SOURCE == "parent_pipeline"' }];

describe('gitlab', () => {
  test('gets a child pipeline in which an image waits for those that it is built from', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    repository.commit({ 'common/a.txt': 'b' });
    writeFileSync(join(repository.root, 'image.yml'), WITH_END);
    const { code, out } = await affected('--since', 'before', '--format', 'gitlab', '--template', 'image.yml');
    const job = (image: string, platform: string, needs: string[]) => (
      { extends: '.image-platform', rules: RULES, needs, variables: { IMAGE: image, PLATFORM: platform, DIRECTORY: '.' } }
    );
    const end = (image: string) => ({
      extends: '.image', rules: RULES, needs: BOTH.map(platform => `image ${image} ${platform}`), variables: { IMAGE: image, DIRECTORY: '.' },
    });
    expect(code).toBe(0);
    expect(out.startsWith(`${WITH_END.trimEnd()}\n`)).toBe(true);
    expect(parse(out)).toEqual({
      '.image-platform': { image: 'docker:28-cli', script: ['docker buildx bake "$IMAGE"'] },
      '.image': { script: ['echo "$IMAGE"'] },
      'images-affected': { rules: RULES, script: ['echo "2 of 3 images are affected."'] },
      'image base linux/amd64': job('base', 'linux/amd64', []),
      'image base linux/arm64': job('base', 'linux/arm64', []),
      'image base all': end('base'),
      'image app linux/amd64': job('app', 'linux/amd64', ['image base all']),
      'image app linux/arm64': job('app', 'linux/arm64', ['image base all']),
      'image app all': end('app'),
    });
  });

  test('waits for the platforms if nothing follows them', () => {
    const out = printGitlab(affect([{ name: 'a', platforms: BOTH }, { name: 'b', needs: ['a'], level: 1 }], 2), TEMPLATE, 't');
    expect(parse(out)).toMatchObject({ 'image b linux/amd64': { needs: ['image a linux/amd64', 'image a linux/arm64'] } });
    expect(out).not.toContain(' all"');
  });

  test('gets a pipeline with a job, even if nothing is affected', () => {
    expect(Object.keys(parse(printGitlab(affect([]), TEMPLATE, 't')) as object)).toEqual(['.image-platform', 'images-affected']);
  });

  test('expands nothing in a name', () => {
    const { 'image $a/"b":c linux/amd64': job } = parse(printGitlab(affect([{ directory: '$a/"b"', name: 'c' }]), TEMPLATE, 't')) as Record<string, object>;
    expect(job).toMatchObject({ variables: { IMAGE: 'c', DIRECTORY: '$$a/"b"' } });
  });

  test('waits for at most 50 jobs', () => {
    const bases = Array.from({ length: 26 }, (_, i) => ({ name: `b${i}`, platforms: BOTH }));
    const all = affect([...bases, { name: 'app', needs: bases.map(({ name }) => name), level: 1 }], 2);
    expect(() => printGitlab(all, TEMPLATE, 't')).toThrow('The image app waits for 52 jobs, and GitLab permits 50. Add the job ".image" to the template: '
      + 'then it waits for one job for each image.');
    expect(parse(printGitlab(all, WITH_END, 't'))).toHaveProperty(['image app linux/amd64', 'needs', 'length'], 26);
  });

  test('needs a template with the job', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    writeFileSync(join(repository.root, 'image.yml'), 'a: {}\n');
    const said = async (template: string) => (await affected('--since', 'before', '--format', 'gitlab', '--template', template)).err;
    expect(await said('image.yml')).toBe('imagewright: image.yml has no job ".image-platform" at the beginning of a line. '
      + 'The jobs of the images extend it, with the variables IMAGE, PLATFORM and DIRECTORY.\n');
    expect(await said('none.yml')).toBe('imagewright: none.yml cannot be read: there is no such file.\n');
  });
});

test('json has everything', async () => {
  const repository = TestRepository.synthesized(declareAll, FILES);
  repository.commit({ 'app/main.py': 'b' });
  const { out } = await affected('--since', 'before', '--format', 'json');
  expect(JSON.parse(out)).toEqual({
    version: 1,
    base: repository.git('rev-parse', 'before').trim(),
    changedFiles: 1,
    allImages: 3,
    images: [{ image: 'app', directory: '.', platforms: BOTH, level: 1, needs: [], reasons: ['files that it copies or mounts have changed: app/main.py'] }],
    notes: [],
  });
});

test('text is one line for each image, whatever the names are', () => {
  expect(printText(affect([{ name: 'a\nb', reasons: ['x\u202e', 'y\tz'] }, { name: 'c', directory: 'd' }]).images)).toBe('a\\nb  x\\u202e; y\\tz\nd:c   x\n');
});
