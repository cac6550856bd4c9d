import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { OTHER_PINS, OTHER_TOOL, TestRepository, affected, affectedSince, declareAll, declareStatic } from './support';
import { temporaryFolder } from '../../support/temporary';

const FILES = { 'common/a.txt': 'a', 'app/main.py': 'a', 'tool/Makefile': 'a', 'vendor/x': 'a', 'README.md': 'a' };

test.each<[string, Record<string, string | undefined>, string[]]>([
  ['nothing', {}, []],
  ['a file that no image copies', { 'README.md': 'b', 'src/new.ts': 'b' }, []],
  ['the definition alone, and the lock file of the tools', { '.projenrc.ts': 'b', 'package-lock.json': 'b' }, []],
  ['a file that an image copies', { 'app/main.py': 'b' }, ['app  files that it copies or mounts have changed: app/main.py']],
  ['a new file and a deleted one', { 'app/main.py': undefined, 'app/new.py': 'b' }, [
    'app  files that it copies or mounts have changed: app/main.py, app/new.py',
  ]],
  ['a file that .dockerignore leaves out', { 'app/.env': 'b', 'app/node_modules/x/y.js': 'b' }, []],
  ['a file whose name begins like a copied directory', { 'app2/x': 'b', 'app.txt': 'b', 'app-x': 'b' }, []],
  ['a file of the base', { 'common/a.txt': 'b' }, [
    'base  files that it copies or mounts have changed: common/a.txt',
    'app   the image base, which it is built from, is affected',
  ]],
  ['a named context', { 'vendor/deep/x': 'b' }, ['tool  the named context vendor has changed: vendor/deep/x']],
  ['a Dockerfile', { 'images/app/Dockerfile': 'FROM scratch\n' }, ['app  images/app/Dockerfile has changed']],
  ['a manifest', { 'images/tool/Dockerfile.imagewright.json': '{}' }, ['tool  images/tool/Dockerfile.imagewright.json has changed']],
  ['a new .dockerignore that nothing reads', { '.dockerignore': 'x' }, [
    'base  .dockerignore has changed',
    'tool  .dockerignore has changed',
    'app   .dockerignore has changed; the image base, which it is built from, is affected',
  ]],
  ['more files than are named', { 'app/1': '', 'app/2': '', 'app/3': '', 'app/4': '', 'app/5': '' }, [
    'app  files that it copies or mounts have changed: app/1, app/2, app/3 and 2 more',
  ]],
])('%s', async (_, files, lines) => {
  TestRepository.synthesized(declareAll, FILES).commit(files);
  expect(await affectedSince()).toEqual(lines);
});

describe('a pin', () => {
  test('affects the images whose Dockerfiles it is in, after a synthesis', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    repository.write({ 'versions.json': OTHER_TOOL });
    repository.synthesize(declareAll);
    repository.commit({});
    expect(await affectedSince()).toEqual(['tool  images/tool/Dockerfile has changed']);
  });

  test('of a package affects them without a synthesis too, and it says what to do', async () => {
    TestRepository.synthesized(declareAll, FILES).commit({ 'versions.json': OTHER_TOOL });
    expect(await affectedSince()).toEqual([
      'tool  versions.json has packages.TOOL_VERSION 1.3.0, and images/tool/Dockerfile still 1.2.3: run npx projen synth',
    ]);
  });

  test('of a base affects the images that start from it, and those that start from these', async () => {
    TestRepository.synthesized(declareAll, FILES).commit({ 'versions.json': OTHER_PINS });
    expect((await affectedSince()).map(line => line.split(' ')[0])).toEqual(['base', 'tool', 'app']);
  });

  test('is not looked for in a versions.json of something else, which is said', async () => {
    TestRepository.synthesized(declareAll, { ...FILES, 'docs/versions.json': '[1]' }).commit({ 'docs/versions.json': '[2]' });
    const { code, out, err } = await affected('--since', 'before');
    expect([code, out, err.split('\n')[0]]).toEqual([0, '', 'imagewright: docs/versions.json has no pins that can be read, now or before. It was not looked at.']);
  });
});

describe('docker-bake.json', () => {
  const withLabel = (text: string) => JSON.stringify(JSON.parse(text, (key, value: unknown) => (
    key === 'tool' ? { ...value as object, labels: { a: 'b' } } : value
  )), undefined, 2);

  test('affects the image whose target has changed, and no other', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    repository.commit({ 'docker-bake.json': withLabel(repository.git('show', 'HEAD:docker-bake.json')) });
    expect(await affectedSince()).toEqual(['tool  its target in docker-bake.json has changed']);
  });

  test('affects the images that use a variable whose default has changed', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    repository.commit({ 'docker-bake.json': repository.git('show', 'HEAD:docker-bake.json').replace('"default": "dev"', '"default": "none"') });
    expect((await affectedSince()).map(line => line.split(' ')[0])).toEqual(['base', 'tool', 'app']);
  });

  test('affects a new image', async () => {
    const repository = TestRepository.synthesized(project => { declareStatic(project, 'Base', ['common']); }, FILES);
    repository.synthesize(project => {
      declareStatic(project, 'Base', ['common']);
      declareStatic(project, 'New', ['app']);
    });
    repository.commit({});
    expect(await affectedSince()).toEqual(['new  it is new; images/new/Dockerfile has changed; images/new/Dockerfile.dockerignore has changed; '
      + 'images/new/Dockerfile.imagewright.json has changed']);
  });

  test.each([
    ['inherits', { inherits: ['x'] }, 'its target has "inherits", which is not evaluated'],
    ['a context elsewhere', { context: 'https://github.com/acme/app.git' }, 'its context "https://github.com/acme/app.git" is not in the repository'],
    ['a context above', { context: '../..' }, '"../.." is not in the repository'],
    ['a variable', { contexts: { x: '${WHERE}/x' } }, '"${WHERE}/x" contains a variable'],
  ])('that was edited by hand counts as affected where it cannot be told: %s', async (_, more, doubt) => {
    const repository = TestRepository.synthesized(project => { declareStatic(project, 'Base', ['common']); }, FILES);
    repository.commit({
      'docker-bake.json': JSON.stringify(JSON.parse(repository.git('show', 'HEAD:docker-bake.json'), (key, value: unknown) => (
        key === 'base' ? { ...value as object, ...more } : value
      ))),
    });
    repository.git('tag', '-f', 'before');
    repository.commit({ 'README.md': 'b' });
    expect((await affectedSince())[0]).toContain(`what it is built from cannot be told: ${doubt}`);
  });

  test('of an ejected project is read as that of any other', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    const text = repository.git('show', 'HEAD:docker-bake.json').replace(/"\/\/": ".*",/, '"//": "Generated once. From now on it is edited by hand.",');
    repository.commit({ 'docker-bake.json': text, 'app/main.py': 'b' });
    expect(text).toContain('Generated once.');
    expect(await affectedSince()).toEqual(['app  files that it copies or mounts have changed: app/main.py']);
  });

  test('of something else is not looked at, which is said', async () => {
    TestRepository.synthesized(declareAll, { ...FILES, 'other/docker-bake.json': '{"target":{"x":{}}}' }).commit({});
    expect((await affected('--since', 'before')).err.split('\n')[0])
      .toBe('imagewright: other/docker-bake.json was not written by imagewright. Its targets were not looked at.');
  });
});

test('an image that copies the whole repository is affected by every file, and says so', async () => {
  const repository = TestRepository.synthesized(project => { declareStatic(project, 'Whole', ['.']); }, FILES);
  repository.commit({ 'README.md': 'b' });
  const reason = 'whole  which files it copies cannot be told, as it may read the whole repository';
  expect(await affectedSince()).toEqual([`${reason}: README.md`]);
  repository.commit({ a: 'b', b: 'b', c: 'b', node_modules: 'b' });
  expect(await affectedSince()).toEqual([`${reason}: README.md, a, b and others`]);
});

describe('a base file', () => {
  const describeBase = (name: string, digit: string) => `imagewright-base 1\nreference\t${name}@sha256:${digit.repeat(64)}\n`;

  test('affects the images that start from what it describes', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    repository.commit({ 'bases/other.linux-amd64.txt': describeBase('alpine:3', '0'), 'bases/debian.linux-amd64.txt': describeBase('debian:trixie-slim', '1') });
    const reason = 'bases/debian.linux-amd64.txt, which describes its base debian:trixie-slim, has changed';
    expect(await affectedSince()).toEqual([`base  ${reason}`, `tool  ${reason}`, 'app   the image base, which it is built from, is affected']);
  });

  test('affects the images that started from what it described before it was deleted', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    repository.commit({ 'bases/debian.linux-amd64.txt': describeBase('debian:trixie-slim', '1') });
    repository.git('tag', '-f', 'before');
    repository.commit({ 'bases/debian.linux-amd64.txt': undefined });
    expect((await affectedSince()).map(line => line.split(' ')[0])).toEqual(['base', 'tool', 'app']);
  });

  test('that cannot be read counts for every image, which is said', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    repository.commit({ 'bases/debian.linux-amd64.txt': 'x' });
    expect((await affectedSince())[1]).toBe('tool  which base bases/debian.linux-amd64.txt describes cannot be told');
  });
});

describe('files', () => {
  test('with any name are found, each in one line', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    repository.commit({ 'app/ä b"\'.txt': 'b', 'app/new\nline': 'b', 'app/*[x]': 'b' });
    expect(await affectedSince()).toEqual(['app  files that it copies or mounts have changed: app/*[x], app/new\\nline, app/ä b"\'.txt']);
  });

  test('that are renamed count in both places', async () => {
    const repository = TestRepository.synthesized(declareAll, { ...FILES, 'common/long.txt': 'text\n'.repeat(99) });
    repository.git('mv', 'common/long.txt', 'README2.md');
    repository.git('config', 'diff.renames', 'copies');
    repository.commit({});
    expect((await affectedSince())[0]).toBe('base  files that it copies or mounts have changed: common/long.txt');
  });

  test('of a submodule count when it moves, even if git is told to ignore it', async () => {
    const other = temporaryFolder();
    const repository = TestRepository.synthesized(project => { declareStatic(project, 'Base', ['lib/sub/dist']); }, { ...FILES });
    repository.git('init', '-q', other);
    repository.git('-C', other, 'commit', '-q', '--allow-empty', '-m', 'x');
    repository.git('submodule', 'add', '-q', other, 'lib/sub');
    repository.git('config', '-f', '.gitmodules', 'submodule.lib/sub.ignore', 'all');
    repository.commit({});
    repository.git('tag', '-f', 'before');
    repository.git('-C', 'lib/sub', 'commit', '-q', '--allow-empty', '-m', 'y');
    repository.git('update-index', '--cacheinfo', `160000,${repository.git('-C', 'lib/sub', 'rev-parse', 'HEAD').trim()},lib/sub`);
    repository.git('commit', '-q', '-m', 'moved');
    expect(await affectedSince()).toEqual(['base  files that it copies or mounts have changed: lib/sub']);
  });

  test('below a link count when the link changes', async () => {
    const repository = TestRepository.synthesized(project => { declareStatic(project, 'Base', ['lib/dist']); }, FILES);
    symlinkSync('app', join(repository.root, 'lib'));
    repository.commit({});
    expect(await affectedSince()).toEqual(['base  files that it copies or mounts have changed: lib']);
  });

  test('that are not committed count with --working-tree only, and are mentioned without', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    repository.write({ '.git/info/exclude': '*.log\n', 'common/a.txt': 'b', 'app/new.py': 'b', 'tool/x.log': 'b' });
    expect(await affected('--since', 'before')).toEqual({
      code: 0,
      out: '',
      err: expect.stringMatching(/^imagewright: Uncommitted changes were not looked at\. With --working-tree they are\.\nimagewright: 0 of 3 images are affected: 0 files have changed since [0-9a-f]{12}, where HEAD parted from before\.\n$/) as string,
    });
    expect(await affectedSince('--working-tree')).toEqual([
      'base  files that it copies or mounts have changed: common/a.txt',
      'app   files that it copies or mounts have changed: app/new.py; the image base, which it is built from, is affected',
    ]);
  });
});

test('only what happened on this side of the fork counts', async () => {
  const repository = TestRepository.synthesized(declareAll, FILES);
  repository.git('checkout', '-q', '-b', 'feature');
  repository.commit({ 'app/main.py': 'b' });
  repository.git('checkout', '-q', 'main');
  repository.commit({ 'tool/Makefile': 'b' });
  repository.git('checkout', '-q', 'feature');
  expect((await affected('--since', 'main')).out).toBe('app  files that it copies or mounts have changed: app/main.py\n');
});

describe('projects in folders', () => {
  const declare = (project: import('projen').Project) => { declareStatic(project, 'App', ['app'], { directory: undefined }); };

  test('are told apart, and have their own build contexts', async () => {
    const repository = TestRepository.synthesized(declare, { 'one/app/x': 'a', 'two/app/x': 'a', 'app/x': 'a' }, 'one');
    repository.write({ 'two/versions.json': repository.git('show', 'HEAD:one/versions.json') });
    repository.synthesize(declare, 'two');
    repository.commit({});
    repository.git('tag', '-f', 'before');
    repository.commit({ 'two/app/x': 'b', 'app/x': 'b' });
    expect(await affectedSince()).toEqual(['two:app  files that it copies or mounts have changed: two/app/x']);
    repository.enter('two');
    expect(await affectedSince()).toEqual(['app  files that it copies or mounts have changed: two/app/x']);
    repository.enter('one');
    expect(await affectedSince()).toEqual([]);
    repository.enter('app');
    const { code, err } = await affected('--since', 'before');
    expect([code, err]).toEqual([2, 'imagewright: No docker-bake.json is committed in app/ or a folder below it, so no image is known. '
      + 'The repository has: one/docker-bake.json, two/docker-bake.json. Commit what `npx projen synth` writes; --working-tree looks at what is not committed yet.\n']);
  });
});

describe('what cannot be compared ends with 2, and nothing on standard output', () => {
  const refusal = async (...args: string[]) => {
    const { code, out, err } = await affected(...args);
    expect([code, out]).toEqual([2, '']);
    return err;
  };

  test.each([
    [[], 'affected needs a commit to compare with: --since origin/main. See imagewright affected --help.'],
    [['--since', 'before', 'x'], 'affected takes no argument: "x". See imagewright affected --help.'],
    [['--since', 'befor'], 'There is no commit "befor" here. Did you mean "before"? A branch of a remote is named origin/main, and must have been fetched.'],
    [['--since', 'a..b'], 'There is no commit "a..b" here. A branch of a remote is named origin/main, and must have been fetched.'],
    [['--since', ''], 'There is no commit "" here. A branch of a remote is named origin/main, and must have been fetched.'],
    [['--since', 'HEAD:app'], 'There is no commit "HEAD:app" here. A branch of a remote is named origin/main, and must have been fetched.'],
    [['--since', '--output=x'], '"--output=x" is not the name of a commit: none begins with "-".'],
    [['--since=--output=x'], '"--output=x" is not the name of a commit: none begins with "-".'],
    [['--since', '0'.repeat(40)], '"--since" has the hash of no commit, which forges give for a new branch. Compare with the branch that it comes from: --since origin/main'],
    [['--since', 'before', '--format', 'gitub'], 'There is no format "gitub". Did you mean "github"? Formats: text, github, gitlab, json.'],
    [['--since', 'before', '--runner', 'linux/arm64=x'], '--runner is an option of --format github. See imagewright affected --help.'],
    [['--since', 'before', '--format', 'github', '--runner', 'arm'], '--runner takes a platform and its labels: --runner linux/arm64=ubuntu-24.04-arm. See imagewright affected --help.'],
    [['--since', 'before', '--rows', 'x'], '--rows is an option of --format github and --format gitlab. See imagewright affected --help.'],
    [['--since', 'before', '--format', 'gitlab'], '--format gitlab needs --template FILE with the hidden job ".image-platform", or --rows FILE with the jobs. See imagewright affected --help.'],
    [['--since', 'before', '--format', 'gitlab', '--template', 'x', '--rows', 'x'], '--template and --rows are two ways to say which jobs there are: use one of them. See imagewright affected --help.'],
    [['--since', 'before', '--template', 'x'], '--template is an option of --format gitlab. See imagewright affected --help.'],
  ])('%j', async (args, said) => {
    const repository = TestRepository.of({ 'x': '', 'app/y': '' });
    expect(await refusal(...args)).toBe(`imagewright: ${said}\n`);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  test('a branch that is known at the remote only', async () => {
    const repository = TestRepository.of({ x: '' });
    repository.git('update-ref', 'refs/remotes/origin/dev', 'HEAD');
    expect(await refusal('--since', 'dev')).toMatch('There is no commit "dev" here. Did you mean "origin/dev"?');
  });

  test('no image at all', async () => {
    const repository = TestRepository.of({ x: '' });
    expect(await refusal('--since', 'before')).toBe('imagewright: No docker-bake.json is committed in the repository, so no image is known. '
      + 'Commit what `npx projen synth` writes; --working-tree looks at what is not committed yet.\n');
    repository.write({ 'docker-bake.json': '{"target":{"x":{}}}' });
    expect(await refusal('--since', 'before', '--working-tree'))
      .toBe('imagewright: No image is known. docker-bake.json was not written by imagewright. Its targets were not looked at.\n');
    repository.write({ 'docker-bake.json': '{' });
    expect(await refusal('--since', 'before', '--working-tree')).toMatch(/^imagewright: docker-bake\.json is not JSON: .* Run: npx projen synth\n$/);
    truncateSync('docker-bake.json', 2 ** 26 + 1);
    expect(await refusal('--since', 'before', '--working-tree')).toMatch(/docker-bake\.json cannot be read: it is longer than 64 MiB, the limit\.\n$/);
  });

  test('a shallow clone without the commit, and one without a common commit', async () => {
    const repository = TestRepository.synthesized(declareAll, FILES);
    repository.git('checkout', '-q', '-b', 'feature');
    repository.commit({ 'app/main.py': 'b' });
    repository.git('checkout', '-q', 'main');
    repository.commit({ 'tool/Makefile': 'b' });
    const clone = join(temporaryFolder(), 'clone');
    repository.git('clone', '-q', '--depth', '1', '--branch', 'feature', `file://${repository.root}`, clone);
    process.chdir(clone);
    const fetch = 'Fetch the history: fetch-depth: 0 for actions/checkout, GIT_DEPTH: 0 on GitLab, or git fetch --unshallow.\n';
    expect(await refusal('--since', 'origin/main')).toBe(`imagewright: There is no commit "origin/main" here. The repository is shallow, so it may not have been fetched. ${fetch}`);
    repository.git('-C', clone, 'fetch', '-q', '--depth', '1', 'origin', 'main:refs/remotes/origin/main');
    expect(await refusal('--since', 'origin/main')).toBe('imagewright: "origin/main" and HEAD have no common commit here. '
      + `The repository is shallow, so older commits are missing. ${fetch}`);
    process.chdir(repository.root);
  });

  test('a repository of another user', async () => {
    const repository = TestRepository.of({ x: '' });
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await refusal('--since', 'before')).toBe(`imagewright: The repository of ${repository.root} belongs to another user, so git does not read it. `
      + `Run: git config --global --add safe.directory ${repository.root}, or name the folder above it that has .git.\n`);
  });

  test('a folder without a repository, and a repository without a commit', async () => {
    const repository = TestRepository.of({ x: '' });
    const folder = temporaryFolder();
    process.chdir(folder);
    expect(await refusal('--since', 'main')).toMatch(/^imagewright: \S+ is not in the working tree of a git repository: not a git repository .*Run the command in a checkout\.\n$/);
    mkdirSync(join(folder, 'empty'));
    repository.git('init', '-q', join(folder, 'empty'));
    process.chdir(join(folder, 'empty'));
    writeFileSync('x', '');
    expect(await refusal('--since', 'main')).toBe('imagewright: The repository has no commit yet, so nothing can have changed since one.\n');
    process.chdir(repository.root);
  });
});
