/**
 * Runs the generated pipelines of every forge, releases included, against a registry on loopback, and looks at what is in the registry.
 *
 *     eval "$(e2e/engine.sh up)"; npx tsx e2e/ci/run.ts [--only SCENARIO,…] [FORGE...]
 *
 * SCENARIO is one of those below: many, archives and so on.
 *
 * Exit codes: 0 all checks passed, 1 some failed, 3 a tool cannot be had on this machine.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Environment, OUT } from './environment';
import { withFreshBuilder } from './fresh-builder';
import { Event, RUNNERS } from './runners';
import { Bases, DATE, PLATFORMS, commit, git, image, repository, repositoryOfMany, workflows } from './sample';
import { Forge, GitlabBuilder, ImagePipelineProps, ImageRegistry, ImageSigning, ImageTag, PipelineCache, PipelineSteps, ReleaseScheme } from '../../src/ci';
import { Platform } from '../../src/core';
import { NamedContext, TargetProfile } from '../../src/image';
import { _FORGE_IMAGES } from '../../src/versions';
import { detachedRoot } from '../../test/support/root';

/** The properties of a pipeline whose forge has other options than usual. */
const PROPS: Record<string, Partial<ImagePipelineProps>> = {
  'gitlab-rootless': { forges: [Forge.gitlab({ builder: GitlabBuilder.ROOTLESS })] },
  'gitea': { forges: [Forge.gitea()] },
  'forgejo': { forges: [Forge.forgejo()] },
};

/** On a push, GitHub's workflow releases the new tag itself; with Woodpecker the tag is an event of its own. */
const RELEASES_ON_PUSH: Record<string, boolean> = { github: true };

/** Who runs the script has logged in before. */
const LOGS_IN: Record<string, boolean> = { 'woodpecker': true, 'github': true, 'gitea': true, 'forgejo': true, 'script': false, 'gitlab': true, 'gitlab-rootless': true };

/** Whether a person can start a release. */
const STARTS_BY_HAND: Record<string, boolean> = { github: true, gitea: true, forgejo: true, script: true };

/** Forges with actions run the image of Syft, which the tests cannot pull. The others run the program. */
const LISTS: Record<string, boolean> = { github: false, gitea: false, forgejo: false };

/** Whether what verifies an image cannot change what is published. With Woodpecker all steps share a folder. */
const SEPARATES: Record<string, boolean> = { woodpecker: false, github: true, gitea: true, forgejo: true };

/** The builds of a run of actions, each of which verifies its image. */
function listVerified(log: string): string[] {
  return [...new Set([...log.matchAll(/build ([a-z]+) linux\/\w+[^\n]*Success - Main Verify/g)].map(([, name]) => name))];
}

/** The images that a forge has built, by the log of its run, where each image has jobs or steps of its own. */
const MANY: Record<string, (log: string) => string[]> = {
  'github': listVerified,
  'gitea': listVerified,
  'forgejo': listVerified,
  'woodpecker': log => [...log.matchAll(/\n- verify: ([a-z]+)(?=\n)/g)].map(([, name]) => name),
  'gitlab': listPassed,
  'gitlab-rootless': listPassed,
};

/** Forges that build an image before those that are built from it. */
const ORDERED: Record<string, boolean> = { woodpecker: false };

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';

const SECRETS = { registry_user: 'bot', registry_token: 'standin' };

const environment = Environment.prepare();
const failures: string[] = [];
/** Of the first release, by the forge that made it. */
const digests: Record<string, string> = {};
/** What is played, and the forges that have it; by default all. */
const SCENARIOS: Record<string, { readonly play: (forge: string) => void; readonly isFor?: (forge: string) => boolean }> = {
  release: { play: testForge },
  platform: { play: testOnePlatform },
  versions: { play: testVersions },
  cache: { play: testCache, isFor: forge => environment.namespace.length > 0 && forge !== 'gitlab-rootless' },
  signing: { play: testSigning },
  steps: { play: testSteps },
  archives: { play: testArchives },
  registries: { play: testRegistries, isFor: forge => forge === 'script' },
  many: { play: testMany, isFor: forge => forge in MANY },
  published: { play: testPublished, isFor: forge => forge in MANY },
  ordered: { play: testOrdered, isFor: forge => ORDERED[forge] ?? true },
  orderedBuilds: { play: testOrderedBuilds, isFor: forge => forge in MANY && (ORDERED[forge] ?? true) },
  apart: { play: testReleases, isFor: forge => forge !== 'gitlab-rootless' },
};

const { values: { only }, positionals: named } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
for (const forge of named.length > 0 ? named : Object.keys(RUNNERS)) {
  for (const name of only?.split(',') ?? Object.keys(SCENARIOS)) {
    const { play, isFor } = SCENARIOS[name];
    if (isFor?.(forge) ?? true) play(forge);
  }
}
console.log(failures.length === 0 ? '\nall checks passed' : `\n${failures.length} failed:\n${failures.map(name => `  ${name}`).join('\n')}`);
process.exitCode = failures.length === 0 ? 0 : 1;

function testForge(forge: string): void {
  const path = `acme/hello-${forge}-${process.pid}`;
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-ci-'));
  repository(directory, workflows({ ...PROPS[forge] }, path));
  const published = `${environment.registry}/${path}`;
  const check = (name: string, ok: boolean, detail = '') => report(`${forge}: ${name}`, ok, detail);
  const run = (name: string, event: Event, secrets: Record<string, string> = SECRETS, flags = '') => environment.runWorkflows(forge, name, directory, event, secrets, flags);

  check('a proposed change builds', run('change', { on: 'change' }));
  check('… and pushes nothing', environment.tagsOf(published).length === 0, environment.tagsOf(published).join(' '));

  check('a push to main succeeds', run('push', { on: 'push' }));
  check('… and tags the first release', git(directory, 'tag', '--list') === 'v1.2.3-mt.1', git(directory, 'tag', '--list'));
  check('… with an annotated tag', git(directory, 'cat-file', '-t', 'v1.2.3-mt.1') === 'tag');

  if (!RELEASES_ON_PUSH[forge]) {
    if (LOGS_IN[forge]) {
      check('a release without its secret fails', !run('no-secret', { on: 'tag', tag: 'v1.2.3-mt.1' }, { registry_user: 'bot' }));
      check('… and pushes nothing', environment.tagsOf(published).length === 0, environment.tagsOf(published).join(' '));
    }
    check('the release succeeds', run('release', { on: 'tag', tag: 'v1.2.3-mt.1' }));
  }
  check('exactly the promised tags', environment.tagsOf(published).join(' ') === '1.2 stable v1.2.3-mt.1', environment.tagsOf(published).join(' '));
  const first = environment.digestOf(published, 'v1.2.3-mt.1');
  check('stable has the digest of the release', environment.digestOf(published, 'stable') === first, first);
  digests[forge] = first;
  check('the digest is that of the other forges', new Set(Object.values(digests)).size === 1, JSON.stringify(digests));
  checkIndex(check, published);

  check('a second push succeeds', run('push-again', { on: 'push' }));
  check('… and tags nothing', git(directory, 'tag', '--list') === 'v1.2.3-mt.1', git(directory, 'tag', '--list'));

  check('the release, built again without a cache, succeeds', run('release-again', { on: 'tag', tag: 'v1.2.3-mt.1' }, SECRETS, '--no-cache'));
  check('… with the same digest', environment.digestOf(published, 'v1.2.3-mt.1') === first && environment.digestOf(published, 'stable') === first, environment.digestOf(published, 'v1.2.3-mt.1'));

  if (SEPARATES[forge]) {
    environment.variables.STANDIN_TAMPER = '1';
    check('a release whose verification ruins the archive succeeds', run('tampered', { on: 'tag', tag: 'v1.2.3-mt.1' }));
    check('… because the archive was kept before', environment.digestOf(published, 'v1.2.3-mt.1') === first);
    delete environment.variables.STANDIN_TAMPER;
  }

  const dockerfile = join(directory, 'Dockerfile');
  writeFileSync(dockerfile, readFileSync(dockerfile, 'utf8').replace('\nok\n', '\nbroken\n'));
  commit(directory, 'break it');
  git(directory, 'tag', 'v1.2.3-mt.2');
  if (RELEASES_ON_PUSH[forge]) {
    check('a release without its secret fails', !run('no-secret', { on: 'tag', tag: 'v1.2.3-mt.2' }, { registry_user: 'bot' }));
    check('… and pushes nothing', environment.tagsOf(published).length === 3, environment.tagsOf(published).join(' '));
  }
  check('a release whose smoke test fails fails', !run('broken', { on: 'tag', tag: 'v1.2.3-mt.2' }));
  check('… after it was published', environment.tagsOf(published).includes('v1.2.3-mt.2') && environment.digestOf(published, 'v1.2.3-mt.2') !== first, environment.tagsOf(published).join(' '));
  check('… and leaves stable where it was', environment.digestOf(published, 'stable') === first, environment.digestOf(published, 'stable'));

  writeFileSync(dockerfile, `${readFileSync(dockerfile, 'utf8')}USER 1000\n`);
  commit(directory, 'not as declared');
  git(directory, 'tag', 'v1.2.3-mt.3');
  check('a proposed change that is not as declared fails', !run('change-unlike', { on: 'change' }));
  check('a release that is not as declared fails', !run('unlike', { on: 'tag', tag: 'v1.2.3-mt.3' }));
  check('… and pushes nothing', environment.tagsOf(published).length === 4, environment.tagsOf(published).join(' '));
  rmSync(directory, { recursive: true });
}

/** The floating tags follow the versions, and not the order in which releases happen to be built. */
function testVersions(forge: string): void {
  const path = `acme/versions-${forge}-${process.pid}`;
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-ci-'));
  const images = [{ image: image(detachedRoot(), 'hello', [Platform.LINUX_AMD64]), repository: path }];
  repository(directory, workflows({ ...PROPS[forge], images, release: ReleaseScheme.byHand(), renovate: undefined }, path), [Platform.LINUX_AMD64]);
  const published = `${environment.registry}/${path}`;
  const check = (name: string, ok: boolean, detail = '') => report(`${forge}: ${name}`, ok, detail);
  const release = (tag: string) => environment.runWorkflows(forge, `versions-${tag}`, directory, { on: 'tag', tag }, SECRETS, '');
  const tag = (name: string, ...options: string[]) => {
    commit(directory, name, '--allow-empty');
    git(directory, 'tag', ...options, name);
  };
  /** The floating tags, and the releases with the same digest. */
  const state = () => {
    const tags = environment.tagsOf(published);
    const releases = tags.filter(each => each.startsWith('v'));
    return tags.filter(each => !each.startsWith('v')).map(each => `${each}=${releases.find(name => environment.digestOf(published, name) === environment.digestOf(published, each))}`).join(' ');
  };
  const expectState = (name: string, expected: string) => check(`… ${name}`, state() === expected, state());

  tag('v1.9.0');
  check('the first release succeeds', release('v1.9.0'));
  expectState('and has all floating tags', '1.9=v1.9.0 stable=v1.9.0');
  tag('v1.10.0');
  check('a second release succeeds', release('v1.10.0'));
  expectState('and moves stable: 1.10 is higher than 1.9', '1.10=v1.10.0 1.9=v1.9.0 stable=v1.10.0');
  check('the first release, run again, succeeds', release('v1.9.0'));
  expectState('and moves nothing', '1.10=v1.10.0 1.9=v1.9.0 stable=v1.10.0');
  tag('v1.9.1');
  check('a release of an older line succeeds', release('v1.9.1'));
  expectState('and moves the tag of its line alone', '1.10=v1.10.0 1.9=v1.9.1 stable=v1.10.0');
  tag('v2.0.0-rc.1');
  check('a pre-release succeeds', release('v2.0.0-rc.1'));
  expectState('and moves nothing', '1.10=v1.10.0 1.9=v1.9.1 stable=v1.10.0');
  const before = environment.digestOf(published, 'v1.10.0');
  const dockerfile = join(directory, 'Dockerfile');
  writeFileSync(dockerfile, readFileSync(dockerfile, 'utf8').replace('\nok\n', '\nother\n'));
  tag('v1.10.0', '--force');
  check('a release whose git tag was moved fails', !release('v1.10.0'));
  // act now and then ends before it has printed the last lines of a step that fails.
  const isTold = () => readFileSync(join(OUT, `${forge}-versions-v1.10.0.log`), 'utf8').includes('is published already');
  check('… because it is published already', [1, 2, 3].some(() => isTold() || (release('v1.10.0'), isTold())));
  check('… and changes no image', environment.digestOf(published, 'v1.10.0') === before);
  const rollback = (to: string) => environment.runWorkflows(forge, `rollback-${to}`, directory, { on: 'rollback', to }, SECRETS, '');
  check('a rollback to what is no release fails', !rollback('stable'));
  check('a rollback to an unpublished release fails', !rollback('v9.9.9'));
  check('a rollback succeeds', rollback('v1.9.0'));
  expectState('and moves stable back', '1.10=v1.10.0 1.9=v1.9.1 stable=v1.9.0');
  const log = readFileSync(join(OUT, `${forge}-rollback-v1.9.0.log`), 'utf8');
  check('… and says so', /ROLLBACK of \S+:stable\n.*from v1\.10\.0 sha256:.*\n.*to v1\.9\.0 sha256:/.test(log.replace(/\n\S*\[[^\n|]*\|/g, '\n')), log.slice(-2000));
  tag('v1.10.1');
  check('the next release succeeds', release('v1.10.1'));
  expectState('and moves stable forward again', '1.10=v1.10.1 1.9=v1.9.1 stable=v1.10.1');
  rmSync(directory, { recursive: true });
}

/** One platform needs an index too: a router asks for one and takes nothing else. */
function testOnePlatform(forge: string): void {
  const path = `acme/one-${forge}-${process.pid}`;
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-ci-'));
  const images = [{ image: image(detachedRoot(), 'hello', [Platform.LINUX_AMD64]), repository: path }];
  repository(directory, workflows({ ...PROPS[forge], images, release: ReleaseScheme.byHand(), tags: [ImageTag.newest('latest')] }), [Platform.LINUX_AMD64]);
  git(directory, 'tag', 'v1.0.0');
  const published = `${environment.registry}/${path}`;
  report(`${forge}: a release of one platform, tagged by hand, succeeds`, environment.runWorkflows(forge, 'one', directory, { on: 'tag', tag: 'v1.0.0' }, SECRETS, ''), '');
  report(`${forge}: … as an OCI index`, JSON.parse(environment.inNamespace('crane', 'manifest', `${published}:latest`)).mediaType === OCI_INDEX, '');
  report(`${forge}: … of one digest`, environment.digestOf(published, 'latest') === environment.digestOf(published, 'v1.0.0'), '');
  rmSync(directory, { recursive: true });
}

/** Steps of a team: what one makes is in the image, one that fails stops a release before it is pushed, and one knows what was published. */
function testSteps(forge: string): void {
  const path = `acme/steps-${forge}-${process.pid}`;
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-ci-'));
  const seen = join(directory, 'seen');
  const images = [{ image: image(detachedRoot(), 'hello', [Platform.LINUX_AMD64]), repository: path }];
  const steps: PipelineSteps = {
    beforeBuild: [{ name: 'Generate', commands: ['printf "%s\\n" "$TEXT of $NAME" > generated.txt'], environment: { TEXT: 'made ${here} for $1' } }],
    afterVerify: [{
      name: 'Look into the image',
      commands: ['mkdir "$PWD/layout-$$"\ntar -xf "$ARCHIVE" -C "$PWD/layout-$$"\ntest -s "$PWD/layout-$$/index.json"', 'case $(cat wanted.txt) in\n  "good on $NAME") ;;\n  *) exit 1 ;;\nesac', `echo "verified $PLATFORM" >> ${seen}`],
    }],
    afterPublish: [{ name: 'Deploy', commands: ['test -s wanted.txt', `echo "published $IMAGE:$TAG@$DIGEST $SOME_TOKEN" >> ${seen}`], secrets: ['SOME_TOKEN'] }],
    afterPromote: [{ name: 'Announce', commands: [`echo "promoted $NAME $DIGEST" >> ${seen}`] }],
  };
  repository(directory, {
    ...workflows({ ...PROPS[forge], images, steps, release: ReleaseScheme.byHand(), renovate: undefined }), '.gitignore': 'seen\n', 'wanted.txt': 'good on hello\n',
  }, [Platform.LINUX_AMD64]);
  const dockerfile = join(directory, 'Dockerfile');
  writeFileSync(dockerfile, readFileSync(dockerfile, 'utf8').replace(/COPY <<EOF[^]*?EOF\n/, 'COPY generated.txt /answer\n'));
  commit(directory, 'copy what is generated');
  const published = `${environment.registry}/${path}`;
  const check = (name: string, ok: boolean, detail = '') => report(`${forge}: ${name}`, ok, detail);
  const run = (name: string, event: Event) => {
    writeFileSync(seen, '');
    environment.variables.SOME_TOKEN = 'known';
    const ok = environment.runWorkflows(forge, `steps-${name}`, directory, event, { ...SECRETS, SOME_TOKEN: 'known' }, '');
    delete environment.variables.SOME_TOKEN;
    return { ok, lines: readFileSync(seen, 'utf8').trim().split('\n') };
  };
  const change = run('change', { on: 'change' });
  check('a proposed change with steps builds, and runs those of its build', change.ok && change.lines.join() === 'verified linux/amd64', change.lines.join());
  git(directory, 'tag', 'v1.0.0');
  const release = run('release', { on: 'tag', tag: 'v1.0.0' });
  check('a release with steps succeeds', release.ok);
  const digest = environment.digestOf(published, 'v1.0.0');
  check('… and its steps see what was published, one after the other', release.lines.join('\n') === [
    'verified linux/amd64', `published ${published}:v1.0.0@${digest} known`, `promoted hello ${digest}`,
  ].join('\n'), release.lines.join('\n'));
  const answer = environment.inNamespace('sh', '-c', `crane export ${published}:stable - | tar -xO answer`);
  check('… and the image has what a step has made', answer === 'made ${here} for $1 of hello\n', answer);
  writeFileSync(join(directory, 'wanted.txt'), 'bad\n');
  commit(directory, 'a test that fails');
  git(directory, 'tag', 'v1.0.1');
  check('a release whose step fails after the verification fails', !run('failing', { on: 'tag', tag: 'v1.0.1' }).ok);
  check('… and pushes nothing', environment.tagsOf(published).join(' ') === '1.0 stable v1.0.0', environment.tagsOf(published).join(' '));
  rmSync(directory, { recursive: true });
}

/** The jobs of builds that have succeeded, in the order of their ends: `two`, and `two:verify`. */
function listPassed(log: string): string[] {
  return [...log.matchAll(/^ *PASS *\[images:build\] -> images:build-([^\s:]+) *$/gm)].map(([, name]) => name);
}

/** Several images with one build and one release. Only what a change affects is built; a release has all, or moves no tag. */
function testMany(forge: string): void {
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-ci-'));
  const platforms = { one: [Platform.LINUX_AMD64], two: [Platform.LINUX_ARM64, Platform.LINUX_AMD64] };
  const images = imagesOf(platforms).map(([name, each]) => ({ image: each, repository: `acme/many/${name}-${forge}-${process.pid}`, smokeTests: [{ command: ['/hello'] }] }));
  const key = createKey(directory, 'many');
  const secrets = { ...SECRETS, COSIGN_PRIVATE_KEY: readFileSync(`${key}.key`, 'utf8'), COSIGN_PASSWORD: 'opens it' };
  const props = { ...PROPS[forge], images, signing: ImageSigning.key(), release: ReleaseScheme.byHand(), renovate: undefined };
  repositoryOfMany(directory, workflows(props), platforms);
  const published = images.map(({ repository: path }) => `${environment.registry}/${path}`);
  const check = (name: string, ok: boolean, detail = '') => report(`${forge}: ${name}`, ok, detail);
  const run = (name: string, event: Event) => environment.runWorkflows(forge, `many-${name}`, directory, event, secrets, '');
  const checkBuilt = (name: string, text: string, expected: string[]) => {
    const built = MANY[forge](readFileSync(join(OUT, `${forge}-many-${name}.log`), 'utf8'));
    check(text, [...built].sort().join() === [...expected].sort().join(), built.join(', '));
  };
  const edit = (file: string, from: string, to: string) => editFile(directory, file, from, to);

  check('a change without a commit before builds all images', run('first', { on: 'change' }));
  checkBuilt('first', '… and no other', ['one', 'two']);
  edit('one/Dockerfile', 'ARG OCI_VERSION=dev', 'ARG OCI_VERSION=test');
  check('a change of one image succeeds', run('change', { on: 'change', files: ['one/Dockerfile'] }));
  checkBuilt('change', '… and builds that one', ['one']);
  writeFileSync(join(directory, 'notes.txt'), 'nothing');
  commit(directory, 'notes');
  check('a change of no image succeeds', run('none', { on: 'change', files: ['notes.txt'] }));
  checkBuilt('none', '… and builds nothing', []);

  git(directory, 'tag', 'v1.0.0');
  check('a release of all images succeeds', run('release', { on: 'tag', tag: 'v1.0.0' }));
  // A registry without an API for referrers has the signature as a tag.
  const names = published.map(each => environment.tagsOf(each).filter(tag => !tag.startsWith('sha256-')).join(' '));
  names.forEach(each => check('… with all tags', each === '1.0 stable v1.0.0', each));
  published.forEach(each => check('… of one digest', environment.digestOf(each, 'stable') === environment.digestOf(each, 'v1.0.0')));
  published.forEach(each => check('… signed', verifySignature(key, `${each}:stable`).status === 0));
  edit('one/Dockerfile', '\nok\n', '\nbroken\n');
  git(directory, 'tag', 'v1.0.1');
  check('a release with one bad image fails', !run('broken', { on: 'tag', tag: 'v1.0.1' }));
  check('… after all were published', published.every(each => environment.tagsOf(each).includes('v1.0.1')), published.map(each => environment.tagsOf(each)).join(' '));
  check('… and moves no tag of any', published.every(each => environment.digestOf(each, 'stable') === environment.digestOf(each, 'v1.0.0')));
  edit('one/Dockerfile', 'ENTRYPOINT', 'USER 1000\nENTRYPOINT');
  git(directory, 'tag', 'v1.0.2');
  check('a release with an image that is not as declared fails', !run('unlike', { on: 'tag', tag: 'v1.0.2' }));
  check('… and publishes none', !published.some(each => environment.tagsOf(each).includes('v1.0.2')), published.map(each => environment.tagsOf(each)).join(' '));
  rmSync(directory, { recursive: true });
  ['key', 'pub'].forEach(end => rmSync(`${key}.${end}`));
}

/** Images with files in folders of their own. What is built from others comes before those, and has to wait for them. */
function imagesOf(platforms: Record<string, Platform[]>, bases: Bases = {}): [string, ReturnType<typeof image>][] {
  const root = detachedRoot();
  const made = new Map<string, ReturnType<typeof image>>();
  for (const [name, list] of Object.entries(platforms)) {
    const contexts = Object.fromEntries(Object.entries(bases[name] ?? {}).map(([context, base]) => [context, NamedContext.image(made.get(base)!)]));
    made.set(name, Object.assign(image(root, name, list, { contexts }), { dockerfile: `${name}/Dockerfile` }));
  }
  return [...made].reverse();
}

function editFile(directory: string, file: string, from: string, to: string): void {
  const text = readFileSync(join(directory, file), 'utf8');
  writeFileSync(join(directory, file), text.replace(from, to));
  commit(directory, `edit ${file}`);
}

/** Whether a build has an image of this digest as a context, as BuildKit tells. */
function loadsContext(log: string, digest: string): boolean {
  return new RegExp(`context [a-z]+\\] load metadata for \\S+@${digest}`).test(log);
}

/** Images that are built from others, in three levels. Each build has what is published of those, whether or not a change affects them. */
function testOrdered(forge: string): void {
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-ci-'));
  const both = [Platform.LINUX_ARM64, Platform.LINUX_AMD64];
  const platforms = { base: both, tools: [Platform.LINUX_AMD64], web: both, worker: [Platform.LINUX_AMD64], site: [Platform.LINUX_AMD64] };
  const bases = { web: { base: 'base' }, worker: { base: 'base' }, site: { base: 'web', tools: 'tools' } };
  const images = imagesOf(platforms, bases).map(([name, each]) => ({ image: each, repository: `acme/ordered/${name}-${forge}-${process.pid}`, smokeTests: [{ command: ['/hello'] }] }));
  repositoryOfMany(directory, workflows({ ...PROPS[forge], images, release: ReleaseScheme.byHand(), renovate: undefined }), platforms, bases);
  const check = (name: string, ok: boolean, detail = '') => report(`${forge}: ${name}`, ok, detail);
  const run = (name: string, event: Event) => environment.runWorkflows(forge, `ordered-${name}`, directory, event, SECRETS, '');
  const edit = (file: string, from: string, to: string) => editFile(directory, file, from, to);
  const readLog = (name: string) => readFileSync(join(OUT, `${forge}-ordered-${name}.log`), 'utf8');
  const addressOf = (name: string) => `${environment.registry}/acme/ordered/${name}-${forge}-${process.pid}`;
  const checkBuilt = (name: string, text: string, expected: string[]) => {
    const built = MANY[forge]?.(readLog(name)) ?? expected;
    check(text, [...built].sort().join() === [...expected].sort().join(), built.join(', '));
  };
  const layersOf = (name: string) => (
    JSON.parse(environment.inNamespace('crane', 'manifest', '--platform', 'linux/amd64', `${addressOf(name)}:v1.0.0`)).layers as { digest: string }[]
  ).map(({ digest }) => digest);

  check('a change without a commit before builds all images', run('first', { on: 'change' }));
  checkBuilt('first', '… and no other', Object.keys(platforms));
  edit('site/Dockerfile', 'ARG OCI_VERSION=dev', 'ARG OCI_VERSION=test');
  check('a change of an image that is built from others succeeds', run('above', { on: 'change' }));
  checkBuilt('above', '… and builds all that it is built from', ['base', 'tools', 'web', 'site']);
  edit('web/Dockerfile', 'ARG OCI_VERSION=dev', 'ARG OCI_VERSION=test');
  check('a change of an image between others succeeds', run('between', { on: 'change' }));
  checkBuilt('between', '… and builds those below and above it', ['base', 'tools', 'web', 'site']);
  edit('worker/Dockerfile', 'ARG OCI_VERSION=dev', 'ARG OCI_VERSION=test');
  check('a change of an image that nothing is built from succeeds', run('beside', { on: 'change' }));
  checkBuilt('beside', '… and builds it and its base', ['base', 'worker']);

  git(directory, 'tag', 'v1.0.0');
  check('a release of all images succeeds', run('release', { on: 'tag', tag: 'v1.0.0' }));
  const digestsOf = () => Object.keys(platforms).map(name => environment.digestOf(addressOf(name), 'v1.0.0'));
  const before = digestsOf();
  for (const name of Object.keys(platforms)) check(`… of ${name}, with all tags`, environment.tagsOf(addressOf(name)).join(' ') === '1.0 stable v1.0.0', environment.tagsOf(addressOf(name)).join(' '));
  for (const name of ['base', 'tools', 'web']) {
    const digest = environment.digestOf(addressOf(name), 'v1.0.0');
    check(`… and ${name} in the builds from it is what is published of it`, loadsContext(readLog('release'), digest), digest);
  }
  for (const [above, below] of [['web', 'base'], ['worker', 'base'], ['site', 'web']]) {
    check(`… and ${above} has the layers of ${below}`, layersOf(above).join().startsWith(layersOf(below).join()), `${layersOf(above).join()} ${layersOf(below).join()}`);
  }
  check('the release, run again, succeeds', run('again', { on: 'tag', tag: 'v1.0.0' }));
  check('… with the same digests', digestsOf().join() === before.join(), digestsOf().join());

  edit('base/Dockerfile', 'ENTRYPOINT', 'USER 1000\nENTRYPOINT');
  check('a change of a base that is not as declared fails', !run('change-unlike', { on: 'change' }));
  git(directory, 'tag', 'v1.0.1');
  check('a release with a base that is not as declared fails', !run('unlike', { on: 'tag', tag: 'v1.0.1' }));
  const published = Object.keys(platforms).map(name => environment.tagsOf(addressOf(name)).join(' '));
  check('… and publishes no image', !published.some(tags => tags.includes('v1.0.1')), published.join(', '));
  rmSync(directory, { recursive: true });
}

/** Builds of images on images that are no releases. What is built for another image alone is not published. */
function testOrderedBuilds(forge: string): void {
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-ci-'));
  const platforms = { base: [Platform.LINUX_ARM64, Platform.LINUX_AMD64], web: [Platform.LINUX_AMD64] };
  const bases = { web: { base: 'base' } };
  const images = imagesOf(platforms, bases).map(([name, each]) => ({ image: each, repository: `acme/builds/${name}-${forge}-${process.pid}` }));
  const publishesChanges = ['github', 'gitea', 'forgejo'].includes(forge);
  const tags = [ImageTag.newest(), ImageTag.edge(), ...publishesChanges ? [ImageTag.change()] : []];
  const files = workflows({ ...PROPS[forge], images, tags, release: ReleaseScheme.byHand(), renovate: undefined, rebuildSchedule: '0 3 * * 1' });
  repositoryOfMany(directory, files, platforms, bases);
  const [base, web] = ['base', 'web'].map(name => `${environment.registry}/acme/builds/${name}-${forge}-${process.pid}`);
  const check = (name: string, ok: boolean, detail = '') => report(`${forge}: ${name}`, ok, detail);
  const run = (name: string, event: Event) => environment.runWorkflows(forge, `builds-${name}`, directory, event, SECRETS, '');
  const expectTags = (text: string, ofBase: string, ofWeb: string) => {
    const found = [base, web].map(each => environment.tagsOf(each).join(' '));
    check(`… ${text}`, found.join() === [ofBase, ofWeb].join(), found.join(', '));
  };

  check('the first push to main succeeds', run('first', { on: 'snapshot' }));
  expectTags('and publishes both images', 'edge', 'edge');
  const digest = environment.digestOf(base, 'edge');
  check('… the one from what is published of the other', loadsContext(readFileSync(join(OUT, `${forge}-builds-first.log`), 'utf8'), digest), digest);
  const before = [base, web].map(each => environment.digestOf(each, 'edge'));
  editFile(directory, 'web/Dockerfile', 'ARG OCI_VERSION=dev', 'ARG OCI_VERSION=test');
  check('a push that affects the upper one succeeds', run('push', { on: 'snapshot', files: ['web/Dockerfile'] }));
  const after = [base, web].map(each => environment.digestOf(each, 'edge'));
  check('… and publishes that alone', after[0] === before[0] && after[1] !== before[1], [...before, ...after].join(' '));
  check('the scheduled builds succeed', run('schedule', { on: 'schedule' }));
  if (publishesChanges) {
    check('a change of the upper one succeeds', run('change', { on: 'change' }));
    expectTags('and publishes that alone', 'edge', 'edge pr-1');
    check('a change of a fork succeeds', run('fork', { on: 'change', isFork: true }));
  }
  editFile(directory, 'base/Dockerfile', 'ENTRYPOINT', 'USER 1000\nENTRYPOINT');
  check('a push with a base that is not as declared fails', !run('unlike', { on: 'snapshot', files: ['base/Dockerfile'] }));
  check('… and publishes no base', environment.digestOf(base, 'edge') === before[0]);
  check('scheduled builds of it fail, too', !run('schedule-unlike', { on: 'schedule' }));
  rmSync(directory, { recursive: true });
}

/** Two images with releases of their own: a tag of one neither publishes nor moves anything of the other. */
function testReleases(forge: string): void {
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-ci-'));
  const platforms = [Platform.LINUX_AMD64];
  const root = detachedRoot();
  const images = ['one', 'two'].map(name => ({
    image: Object.assign(image(root, name, platforms), { dockerfile: `${name}/Dockerfile` }),
    repository: `acme/apart-${name}-${forge}-${process.pid}`,
    release: name === 'two' ? ReleaseScheme.byHand('*.*.*', { gitTagPrefix: 'two/v' }) : undefined,
  }));
  const files = workflows({ ...PROPS[forge], images, release: ReleaseScheme.byHand(), renovate: undefined });
  repositoryOfMany(directory, files, { one: platforms, two: platforms });
  const [one, two] = images.map(({ repository: path }) => `${environment.registry}/${path}`);
  const check = (name: string, ok: boolean, detail = '') => report(`${forge}: ${name}`, ok, detail);
  const run = (name: string, event: Event) => environment.runWorkflows(forge, `releases-${name}`, directory, event, SECRETS, '');
  const release = (tag: string, name: string) => {
    commit(directory, tag, '--allow-empty');
    git(directory, 'tag', tag);
    return run(tag.replace('/', '-'), { on: 'tag', tag, image: name });
  };
  const expectTags = (expected: [one: string, two: string]) => {
    const found = [one, two].map(each => environment.tagsOf(each).join(' '));
    check(`… and the images have the tags ${expected.map(each => each || 'none').join(', and ')}`, found.join() === expected.join(), found.join(', and '));
  };

  check('a release of one of two images succeeds', release('v1.0.0', 'one'));
  expectTags(['1.0 stable v1.0.0', '']);
  const before = environment.digestOf(one, 'stable');
  check('a release of the other one succeeds', release('two/v2.0.0', 'two'));
  expectTags(['1.0 stable v1.0.0', '2.0 2.0.0 stable']);
  const { config: { Labels } } = JSON.parse(environment.inNamespace('crane', 'config', `${two}:2.0.0`));
  check('… with a name that has no prefix', Labels['org.opencontainers.image.version'] === '2.0.0', JSON.stringify(Labels));
  check('the next one succeeds', release('two/v2.1.0', 'two'));
  check('… and moves the tag of its image alone', environment.digestOf(two, 'stable') === environment.digestOf(two, '2.1.0') && environment.digestOf(one, 'stable') === before);
  if (STARTS_BY_HAND[forge]) {
    check('a release by hand refuses the tag of the other image', !run('wrong', { on: 'release', tag: 'two/v2.1.0', image: 'one' }));
    expectTags(['1.0 stable v1.0.0', '2.0 2.0.0 2.1 2.1.0 stable']);
  }
  const rollback = (name: string, to: string) => {
    const { repository: path } = images[name === 'one' ? 0 : 1];
    return run(`rollback-${name}`, { on: 'rollback', to, image: { name, repository: path } });
  };
  check('a rollback to a release of the other image fails', !rollback('one', '2.0.0'));
  check('a rollback to the git tag of a release succeeds', rollback('two', 'two/v2.0.0'));
  check('… and moves the tag of its image alone', environment.digestOf(two, 'stable') === environment.digestOf(two, '2.0.0') && environment.digestOf(one, 'stable') === before);
  rmSync(directory, { recursive: true });
}

/** Layers in the registry: each build here starts without any of its own. */
function testCache(forge: string): void {
  const path = `acme/cache-${forge}-${process.pid}`;
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-ci-'));
  const images = [{ image: image(detachedRoot(), 'hello', [Platform.LINUX_AMD64]), repository: path }];
  const props = { ...PROPS[forge], images, cache: PipelineCache.registry(), release: ReleaseScheme.byHand(), renovate: undefined };
  repository(directory, workflows(props), [Platform.LINUX_AMD64]);
  git(directory, 'tag', 'v1.0.0');
  const published = `${environment.registry}/${path}`;
  const check = (name: string, ok: boolean, detail = '') => report(`${forge}: ${name}`, ok, detail);
  const build = (name: string, event: Event) => withFreshBuilder(environment, () => {
    const ok = environment.runWorkflows(forge, `cache-${name}`, directory, event, SECRETS, '');
    const log = readFileSync(join(OUT, `${forge}-cache-${name}.log`), 'utf8');
    return { ok, isCached: /#\d+ CACHED/.test(log), isRead: /importing cache manifest/.test(log) };
  });
  const first = build('main', { on: 'main' });
  check('the first build of the main branch has no layers', first.ok && !first.isCached);
  const caches = environment.tagsOf(published);
  check('… and leaves its own in the registry', caches.length === 1 && caches[0].startsWith('cache-hello'), caches.join(' '));
  const before = environment.digestOf(published, caches[0]);
  const second = build('main-again', { on: 'main' });
  check('the second one has those of the first', second.ok && second.isCached);
  const change = build('change', { on: 'change' });
  check('a proposed change has them, too', change.ok && change.isCached);
  check('… and leaves none', environment.tagsOf(published).join(' ') === caches.join(' ') && environment.digestOf(published, caches[0]) === before);
  const release = build('release', { on: 'tag', tag: 'v1.0.0' });
  check('a release reads none', release.ok && !release.isRead);
  rmSync(directory, { recursive: true });
}

/** Builds of two images that are no releases: what a push to the main branch or a change affects is published, and a schedule builds all. */
function testPublished(forge: string): void {
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-ci-'));
  const platforms = { one: [Platform.LINUX_AMD64], two: [Platform.LINUX_ARM64, Platform.LINUX_AMD64] };
  const root = detachedRoot();
  const images = Object.entries(platforms).map(([name, list]) => ({
    image: Object.assign(image(root, name, list), { dockerfile: `${name}/Dockerfile` }), repository: `acme/published/${name}-${forge}-${process.pid}`,
  }));
  const publishesChanges = ['github', 'gitea', 'forgejo'].includes(forge);
  const tags = [ImageTag.newest(), ImageTag.edge(), ImageTag.commit(), ...publishesChanges ? [ImageTag.change()] : []];
  repositoryOfMany(directory, workflows({ ...PROPS[forge], images, tags, release: ReleaseScheme.byHand(), renovate: undefined, rebuildSchedule: '0 3 * * 1' }), platforms);
  const [one, two] = images.map(({ repository: path }) => `${environment.registry}/${path}`);
  const check = (name: string, ok: boolean, detail = '') => report(`${forge}: ${name}`, ok, detail);
  const run = (name: string, event: Event) => environment.runWorkflows(forge, `published-${name}`, directory, event, SECRETS, '');
  /** The tags, with one of a commit as that. */
  const tagsOf = (published: string) => environment.tagsOf(published).map(tag => (/^sha-[0-9a-f]{12}$/.test(tag) ? 'commit' : tag)).join(' ');
  const expectTags = (text: string, ofOne: string, ofTwo: string) => check(`… ${text}`, tagsOf(one) === ofOne && tagsOf(two) === ofTwo, `${tagsOf(one)}, ${tagsOf(two)}`);
  const edit = (file: string, from: string, to: string) => {
    writeFileSync(join(directory, file), readFileSync(join(directory, file), 'utf8').replace(from, to));
    commit(directory, `edit ${file}`);
  };

  check('the first push to main succeeds', run('first', { on: 'snapshot' }));
  expectTags('and publishes all images', 'edge commit', 'edge commit');
  const before = [one, two].map(each => environment.digestOf(each, 'edge'));
  edit('one/Dockerfile', 'ARG OCI_VERSION=dev', 'ARG OCI_VERSION=test');
  check('a push that affects one image succeeds', run('push', { on: 'snapshot', files: ['one/Dockerfile'] }));
  expectTags('and publishes that', 'edge commit commit', 'edge commit');
  const after = [one, two].map(each => environment.digestOf(each, 'edge'));
  check('… as edge', after[0] !== before[0] && after[1] === before[1], [...before, ...after].join(' '));
  writeFileSync(join(directory, 'notes.txt'), 'nothing');
  commit(directory, 'notes');
  check('a push that affects no image succeeds', run('none', { on: 'snapshot', files: ['notes.txt'] }));
  check('the scheduled builds succeed', run('schedule', { on: 'schedule' }));
  expectTags('and push nothing', 'edge commit commit', 'edge commit');
  if (publishesChanges) {
    edit('two/Dockerfile', 'ARG OCI_VERSION=dev', 'ARG OCI_VERSION=test');
    check('a change of a fork succeeds', run('fork', { on: 'change', isFork: true }));
    expectTags('and pushes nothing', 'edge commit commit', 'edge commit');
    check('a change of one image succeeds', run('change', { on: 'change' }));
    expectTags('and publishes that', 'edge commit commit', 'edge pr-1 commit');
  }
  const published = [one, two].map(tagsOf);
  edit('one/Dockerfile', 'ENTRYPOINT', 'USER 1000\nENTRYPOINT');
  check('a push of an image that is not as declared fails', !run('unlike', { on: 'snapshot', files: ['one/Dockerfile'] }));
  expectTags('and publishes nothing', published[0], published[1]);
  check('scheduled builds of it fail, too', !run('schedule-unlike', { on: 'schedule' }));
  rmSync(directory, { recursive: true });
}

/** Makes a pair of keys beside a repository; returns what their paths begin with. */
function createKey(directory: string, name: string): string {
  const prefix = join(directory, '..', `${basename(directory)}-${name}`);
  spawnSync('cosign', ['generate-key-pair', '--output-key-prefix', prefix], { env: { ...environment.variables, COSIGN_PASSWORD: 'opens it' } });
  return prefix;
}

function verifySignature(pair: string, reference: string) {
  const [head, ...tail] = [...environment.namespace, 'cosign', 'verify', '--key', `${pair}.pub`, '--insecure-ignore-tlog', reference];
  return spawnSync(head, tail, { encoding: 'utf8', env: environment.variables });
}

/** A release that is signed with a key. Its tags and its index are those of one that is not. */
function testSigning(forge: string): void {
  const path = `acme/signed-${forge}-${process.pid}`;
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-ci-'));
  const [key, password] = ['COSIGN_PRIVATE_KEY', 'COSIGN_PASSWORD'].map(name => (forge === 'woodpecker' ? name.toLowerCase() : name));
  const images = [{ image: image(detachedRoot(), 'hello', [Platform.LINUX_AMD64]), repository: path }];
  const signing = ImageSigning.key(key, password);
  const [mine, other] = ['mine', 'other'].map(name => createKey(directory, name));
  const props = { ...PROPS[forge], images, signing, sbom: LISTS[forge] ?? true, release: ReleaseScheme.byHand(), renovate: undefined };
  repository(directory, workflows(props), [Platform.LINUX_AMD64]);
  git(directory, 'tag', 'v1.0.0');
  const published = `${environment.registry}/${path}`;
  const check = (name: string, ok: boolean, detail = '') => report(`${forge}: ${name}`, ok, detail);
  const release = (name: string, secrets: Record<string, string>) => {
    if (!LOGS_IN[forge]) Object.assign(environment.variables, secrets);
    return environment.runWorkflows(forge, name, directory, { on: 'tag', tag: 'v1.0.0' }, { ...SECRETS, ...secrets }, '');
  };
  const verify = (pair: string) => verifySignature(pair, `${published}:stable`);
  const secrets = { [key]: readFileSync(`${mine}.key`, 'utf8'), [password]: 'opens it' };
  check('a release that cannot be signed fails', !release('unsigned', { ...secrets, [password]: 'does not open it' }));
  check('… and moves no tag', !environment.tagsOf(published).includes('stable'), environment.tagsOf(published).join(' '));
  const before = environment.digestOf(published, 'v1.0.0');
  check('a signed release succeeds', release('signed', secrets));
  check('… with the digest that it had', ['v1.0.0', 'stable'].every(tag => environment.digestOf(published, tag) === before), before);
  check('… and nothing else in its index', JSON.parse(environment.inNamespace('crane', 'manifest', `${published}:stable`)).manifests.length === 1);
  if (LISTS[forge] ?? true) {
    const { referrers } = JSON.parse(environment.inNamespace('oras', 'discover', '--platform', 'linux/amd64', '--format', 'json', `${published}:stable`));
    const [list] = referrers.filter(({ artifactType }: any) => artifactType === 'application/spdx+json');
    check('the list of contents of the platform is attached to it', list !== undefined, JSON.stringify(referrers));
  }
  check('its signature is that of the key', verify(mine).status === 0, verify(mine).stderr);
  check('… and not that of another one', verify(other).status !== 0);
  rmSync(directory, { recursive: true });
  for (const pair of [mine, other]) ['key', 'pub'].forEach(end => rmSync(`${pair}.${end}`));
}

/** Archives of a release: in the forge's release, or in a folder that the script is given. */
function testArchives(forge: string): void {
  const path = `acme/archives-${forge}-${process.pid}`;
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-ci-'));
  const folder = mkdtempSync(join(tmpdir(), 'imagewright-archives-'));
  const platforms = [Platform.LINUX_AMD64, Platform.LINUX_ARM_V7];
  const device = image(detachedRoot(), 'hello', platforms, { archives: true, target: TargetProfile.routerOs() });
  const images = [{ image: device, repository: path }];
  repository(directory, workflows({ ...PROPS[forge], images, release: ReleaseScheme.byHand(), renovate: undefined }), platforms);
  mergeLayers(directory);
  git(directory, 'tag', 'v1.0.0');
  const published = `${environment.registry}/${path}`;
  const check = (name: string, ok: boolean, detail = '') => report(`${forge}: ${name}`, ok, detail);
  const files = ['amd64.tar', 'armv7.tar'].map(end => `hello-v1.0.0-${end}`);
  const checkArchives = () => {
    check('… whose checksums hold', spawnSync('sha256sum', ['--check', 'hello-v1.0.0.sha256'], { cwd: folder }).status === 0);
    platforms.forEach((platform, i) => checkArchive(check, join(folder, files[i]), platform, published, directory));
  };
  // Workflows of GitHub and its dialects run the image of skopeo, which the tests cannot pull.
  const skopeo = () => spawnSync(join(__dirname, 'skopeo-image.sh'), [_FORGE_IMAGES.skopeo.reference], { stdio: 'inherit', env: environment.variables });
  if (['github', 'gitea', 'forgejo'].includes(forge)) skopeo();
  const server = forge === 'script' ? undefined : serveReleases();
  try {
    if (server === undefined) {
      check('a release with archives succeeds', environment.runWorkflows(forge, 'archives', directory, { on: 'tag', tag: 'v1.0.0' }, SECRETS, ''));
      const archive = () => environment.runWorkflows(forge, 'archives-made', directory, { on: 'archives', tag: 'v1.0.0', folder }, SECRETS, '');
      check('its archives can be made', archive());
      checkArchives();
      const sums = readFileSync(join(folder, 'hello-v1.0.0.sha256'), 'utf8');
      check('… and made again, with the same bytes', archive() && readFileSync(join(folder, 'hello-v1.0.0.sha256'), 'utf8') === sums);
      return;
    }
    const release = (name: string) => environment.runWorkflows(forge, name, directory, { on: 'tag', tag: 'v1.0.0' }, { ...SECRETS, ...server.secrets }, '', server.edits);
    type Release = { tag: string; draft: boolean; files: Record<string, string> };
    const readState = () => JSON.parse(environment.inNamespace('curl', '-fsS', `${server.address}/state`)).releases as Release[];
    environment.inNamespace('curl', '-fsS', '-X', 'POST', `${server.address}/break`);
    check('a release whose archives cannot be attached fails', !release('archives-broken'));
    check('… and moves no tag', environment.tagsOf(published).join(' ') === 'v1.0.0', environment.tagsOf(published).join(' '));
    check('run again, it succeeds', release('archives'));
    check('… with all tags', environment.tagsOf(published).join(' ') === '1.0 stable v1.0.0', environment.tagsOf(published).join(' '));
    const state = readState();
    const names = state.map(({ tag, draft, files: attached }) => [tag, draft, ...Object.keys(attached).sort()].join(' ')).join('; ');
    check('… and the release has the archives', names === ['v1.0.0 false', ...files, 'hello-v1.0.0.sha256'].join(' '), names);
    for (const name of [...files, 'hello-v1.0.0.sha256']) environment.inNamespace('curl', '-fsS', '-o', join(folder, name), `${server.address}/state/${name}`);
    checkArchives();
    check('once more, it succeeds', release('archives-again'));
    check('… and changes no file', JSON.stringify(readState()) === JSON.stringify(state));
  } finally {
    server?.end();
    rmSync(directory, { recursive: true });
    rmSync(folder, { recursive: true });
  }
}

/** Makes the sample an image of one layer, as archives have it. */
function mergeLayers(directory: string): void {
  const edit = (file: string, change: (text: string) => string) => writeFileSync(join(directory, file), change(readFileSync(join(directory, file), 'utf8')));
  edit('Dockerfile', text => text.replace('FROM scratch', 'FROM scratch AS files').replace('ENTRYPOINT', 'FROM scratch\nCOPY --from=files / /\nENTRYPOINT'));
  edit('Dockerfile.imagewright.json', text => text.replace('"layers": 2', '"layers": 1'));
  commit(directory, 'one layer');
}

/** An archive has the configuration, and so the ID, of the published image, and is what RouterOS and docker load. */
function checkArchive(
  check: (name: string, ok: boolean, detail?: string) => void, file: string, platform: Platform, published: string, directory: string,
): void {
  const index = JSON.parse(environment.inNamespace('crane', 'manifest', `${published}:v1.0.0`));
  const nameOf = ({ platform: { os, architecture, variant } }: any) => [os, architecture, variant].filter(Boolean).join('/');
  const { digest } = index.manifests.find((each: any) => nameOf(each) === platform.name);
  const { config } = JSON.parse(environment.inNamespace('crane', 'manifest', `${published}@${digest}`));
  const [saved] = JSON.parse(environment.inNamespace('tar', '-xOf', file, 'manifest.json'));
  check(`… of the published image for ${platform}`, saved.Config.replace(/\.json$/, '') === config.digest.replace('sha256:', ''), JSON.stringify({ saved, config }));
  const verified = spawnSync('npx', [
    '--no', '--', 'imagewright', 'verify', '--target', 'routeros', '--platform', platform.name, '--manifest', join(directory, 'Dockerfile.imagewright.json'), file,
  ], { encoding: 'utf8', env: environment.variables });
  check('… which RouterOS loads', verified.status === 0, verified.stdout + verified.stderr);
  const loaded = spawnSync('docker', ['load', '--input', file], { encoding: 'utf8', env: environment.variables });
  const name = /Loaded image: (\S+)/.exec(loaded.stdout)?.[1];
  check('… and docker', name === `${published}:v1.0.0-${platform.targetWord}`, loaded.stdout + loaded.stderr);
  if (name !== undefined) spawnSync('docker', ['image', 'rm', name], { env: environment.variables });
}

/** Starts the releases of a forge; returns what makes a workflow use them. */
function serveReleases(): { address: string; secrets: Record<string, string>; edits: string[]; end(): void } {
  const port = 5900 + process.pid % 100;
  const address = `http://127.0.0.1:${port}`;
  const [head, ...tail] = [...environment.namespace, process.execPath, join(__dirname, 'standin/releases.mjs'), String(port)];
  const server = spawn(head, tail, { stdio: 'ignore' });
  environment.inNamespace('curl', '-fsS', '-o', '/dev/null', '--retry', '60', '--retry-delay', '1', '--retry-connrefused', `${address}/state`);
  return {
    address,
    secrets: { release_token: 'standin', ci_api_v4_url: `${address}/api/v4`, ci_project_id: '1', ci_job_token: 'standin' },
    edits: [`\${{ github.api_url }}=>${address}`, `\${CI_FORGE_URL}=>${address}`],
    end: () => { server.kill(); },
  };
}

/** A second registry, which is not there when the first release begins. */
function testRegistries(forge: string): void {
  const path = `acme/registries-${forge}-${process.pid}`;
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-ci-'));
  const second = `localhost:${5100 + process.pid % 800}`;
  const images = [{ image: image(detachedRoot(), 'hello', [Platform.LINUX_AMD64]), repository: path, smokeTests: [{ command: ['/hello'] }] }];
  const furtherRegistries = [ImageRegistry.of(second, 'OWN_USER', 'OWN_TOKEN')];
  repository(directory, workflows({ images, furtherRegistries, release: ReleaseScheme.byHand(), renovate: undefined }), [Platform.LINUX_AMD64]);
  git(directory, 'tag', 'v1.0.0');
  const [first, copy] = [environment.registry, second].map(host => `${host}/${path}`);
  const check = (name: string, ok: boolean, detail = '') => report(`${forge}: ${name}`, ok, detail);
  const release = (name: string) => environment.runWorkflows(forge, name, directory, { on: 'tag', tag: 'v1.0.0' }, SECRETS, '');
  check('a release fails if one of two registries does not answer', !release('half'));
  check('… is in the other one, and has no floating tag', environment.tagsOf(first).join(' ') === 'v1.0.0', environment.tagsOf(first).join(' '));
  const before = environment.digestOf(first, 'v1.0.0');
  const [head, ...tail] = [...environment.namespace, 'crane', 'registry', 'serve', '--address', second.replace('localhost', '127.0.0.1')];
  const server = spawn(head, tail, { env: environment.variables, stdio: 'ignore' });
  try {
    spawnSync('sleep', ['3']);
    check('run again, it succeeds', release('whole'));
    check('… with all tags in both', [first, copy].every(each => environment.tagsOf(each).join(' ') === '1.0 stable v1.0.0'), `${environment.tagsOf(first).join(' ')}, ${environment.tagsOf(copy).join(' ')}`);
    check('… and one digest', [first, copy].every(each => ['1.0', 'stable', 'v1.0.0'].every(name => environment.digestOf(each, name) === before)), before);
  } finally {
    server.kill();
    rmSync(directory, { recursive: true });
  }
}

function checkIndex(check: (name: string, ok: boolean, detail?: string) => void, published: string): void {
  const index = JSON.parse(environment.inNamespace('crane', 'manifest', `${published}:stable`));
  const platforms = index.manifests.map(({ platform: { os, architecture, variant } }: any) => [os, architecture, variant].filter(Boolean).join('/'));
  check('it is an OCI index', index.mediaType === OCI_INDEX, index.mediaType);
  check('of the platforms in their order, and of nothing else', platforms.join() === PLATFORMS.join(), platforms.join(' '));
  for (const platform of PLATFORMS) {
    const config = JSON.parse(environment.inNamespace('crane', 'config', '--platform', platform.name, `${published}:stable`));
    const { created, config: { Labels } } = config;
    check(`${platform} carries the release and the date of the commit, and no other label`,
      JSON.stringify(Labels) === '{"org.opencontainers.image.version":"v1.2.3-mt.1"}' && created === DATE, JSON.stringify({ Labels, created }));
  }
}

function report(name: string, ok: boolean, detail: string): void {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${detail && !ok ? `: ${detail}` : ''}`);
  if (!ok) failures.push(name);
}
