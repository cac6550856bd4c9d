import { expect, test } from 'vitest';
import { PINS, filesOf, github, pipelineOf, planOf, router } from './samples';
import { Forge, ImagePipelineProps, ImageRegistry, ImageSigning, OwnForge, PipelineOutline, ReleaseScheme } from '../../src/ci';
import { Platform, Problem, Problems } from '../../src/core';
import { BuildSecret, ContainerImage } from '../../src/image';
import { OutputFile } from '../../src/plan';
import { detachedRoot } from '../support/root';

/** Writes down what it gets. */
class Notes extends OwnForge {
  public constructor(name = 'Notes') {
    super(name);
  }

  public renderFiles(outline: PipelineOutline): OutputFile[] {
    const shorten = (key: string, value: unknown) => (key === 'platforms' ? (value as Platform[]).map(String) : value);
    return [{ path: `${this.name}.json`, text: `${JSON.stringify(outline, shorten, 2)}\n` }];
  }

  public override findProblems({ images }: PipelineOutline): Problem[] {
    return images.includes('unknown') ? [{ id: 'acme/unknown', what: 'No runner builds it.', why: 'It is unknown.', fix: 'Rename it.' }] : [];
  }
}

function filesWith(props: Partial<ImagePipelineProps>): Record<string, string> {
  return filesOf(pipelineOf({ forges: [Forge.own(new Notes(), { versions: PINS })], ...props }));
}

function jobsOf(props: Partial<ImagePipelineProps>) {
  const { workflows } = JSON.parse(filesWith(props)['Notes.json']) as PipelineOutline;
  return Object.fromEntries(workflows.flatMap(({ name, jobs }) => jobs.map(job => [`${name} ${job.name}`, job])));
}

test('a forge of a team gets the outline, and its files are written with the script', async () => {
  const root = detachedRoot();
  const image = router(root);
  const files = filesWith({
    images: [image],
    signing: ImageSigning.key(),
    furtherRegistries: [ImageRegistry.of('git.example.com:3000', 'OWN_USER', 'OWN_TOKEN')],
    logins: [ImageRegistry.dockerHub()],
    steps: {
      beforeBuild: [{ name: 'Generate', commands: ['make'], secrets: ['NPM_TOKEN'] }],
      afterPublish: [{ name: 'Deploy', commands: ['deploy'], secrets: ['DEPLOY_KEY'] }],
      afterPromote: [{ name: 'Announce', commands: ['announce'] }],
    },
  });
  expect(Object.keys(files)).toEqual(['ci/images.sh', 'Notes.json']);
  await expect(files['Notes.json']).toMatchFileSnapshot('../golden/ci/own/outline.json');
});

test('the script is that of Forge.script(), also below the name of the pipeline, and written once for several forges', () => {
  const forges = [Forge.own(new Notes(), { versions: PINS }), Forge.own(new Notes('Other'), { versions: PINS }), Forge.script({ versions: PINS })];
  const written = pipelineOf({ forges, name: 'own' }).renderFiles(planOf());
  expect(written.map(({ path }) => path)).toEqual(['ci/own-images.sh', 'Notes.json', 'Other.json']);
  expect(written[0]).toEqual(pipelineOf({ forges: [Forge.script({ versions: PINS })], name: 'own' }).renderFiles(planOf())[0]);
});

test('each image has its workflows', () => {
  const root = detachedRoot();
  const jobs = jobsOf({ images: [router(root), router(root, 'other')] });
  expect(jobs['build-other build'].commands).toEqual(['ci/images.sh build other']);
  expect(jobs['release-other publish'].image).toBe('other');
});

test('each git tag is made by a job of its own, and a release with archives has a job for them', () => {
  const root = detachedRoot();
  const device = new ContainerImage(root, 'device', { platforms: [Platform.LINUX_ARM64], archives: true });
  const jobs = jobsOf({
    release: ReleaseScheme.onMerge(),
    images: [{ image: device, repository: 'acme/device' }, { ...router(root, 'docs'), release: ReleaseScheme.calendar('0 4 * * 1', 'v', { gitTagPrefix: 'docs/' }) }],
  });
  expect(jobs['release-tag-docs tag'].commands).toEqual(['ci/images.sh tag --push docs']);
  expect(jobs['release-device archive'].commands.at(-1)).toBe('ci/images.sh archive --archives archives "$RELEASE" device');
});

test('a build has the secrets that it needs, and the script is called by its path', () => {
  const root = detachedRoot();
  const image = router(root);
  Object.assign(image.image._declared.inputs.secrets, { token: BuildSecret.environment('PIP_INDEX_URL') });
  const files = filesWith({ images: [image], forges: [Forge.own(new Notes(), { versions: PINS, path: 'it\'s images.sh' })] });
  const [build] = (JSON.parse(files['Notes.json']) as PipelineOutline).workflows[0].jobs;
  expect(build.commands).toEqual(['"./it\'s images.sh" build router']);
  expect(build.secrets).toEqual(['PIP_INDEX_URL']);
});

test('what its code finds is reported, once the images are known', () => {
  const root = detachedRoot();
  const pipeline = pipelineOf({ images: [{ ...router(root), name: 'unknown' }], forges: [Forge.own(new Notes(), { versions: PINS })] });
  expect(Problems.of(pipeline).all().map(({ id }) => id)).not.toContain('acme/unknown');
  expect(pipeline.findProblems(planOf()).map(({ id, where }) => [id, where])).toEqual([['acme/unknown', 'pipeline']]);
});

test('what the script cannot do is reported, and logins that are none of secrets', () => {
  const problems = Problems.of(pipelineOf({ registry: 'ghcr.io', registryLogin: ImageRegistry.ghcr(), forges: [Forge.own(new Notes(), { versions: PINS })] })).all();
  expect(problems.map(({ what }) => what)).toEqual(expect.arrayContaining([
    'Script does not run Renovate: nothing starts it on a schedule.', 'Notes cannot log in to ghcr.io with the token of the workflow.',
  ]));
});

test('unpinned values name the right factory', () => {
  const [problem] = Problems.of(pipelineOf({ forges: [Forge.own(new Notes())] })).all().filter(({ id }) => id === 'ci/unpinned');
  expect(problem.fix).toContain('Forge.own({ versions:');
});

test('two forges have two names', () => {
  const forges = [new Notes(), new Notes('GitHub')].map(forge => Forge.own(forge, { versions: PINS }));
  expect(Problems.of(pipelineOf({ forges: [...forges, github()] })).all().map(({ id }) => id)).toContain('ci/duplicate-forge');
});

test.each(['', ' ', 'a\nb', '${{ x }}', 'a\u202eb'])('%j is no name of a forge', name => {
  expect(() => new Notes(name)).toThrow(/^ci\/option/);
});

test.each<[string, 'renderFiles' | 'findProblems', unknown]>([
  ['The answer of Wrong is undefined, not a list.', 'renderFiles', undefined],
  ['The answer of Wrong is "x", not a list.', 'renderFiles', 'x'],
  ['The answer of Wrong[0].text is missing.', 'renderFiles', [{ path: 'a.txt' }]],
  ['The answer of Wrong is a Promise, not a list.', 'findProblems', Promise.resolve([])],
  ['The answer of Wrong[0] is undefined, not an object.', 'findProblems', new Array(2)],
])('a forge that answers wrongly is named: %s', (what, method, answer) => {
  const wrong = Object.assign(new Notes('Wrong'), { [method]: () => answer });
  expect(() => pipelineOf({ forges: [Forge.own(wrong, { versions: PINS })] })[method](planOf())).toThrow(what);
});
