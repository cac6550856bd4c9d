import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Project, TextFile } from 'projen';
import { describe, expect, test } from 'vitest';
import { Obstacles } from '../../../src/project/writing/obstacles';
import { newProject } from '../../support/project';
import { temporaryFolder } from '../../support/temporary';
import { declareImage, refusalOf } from '../support';

describe('a path is refused for what it looks like', () => {
  test.each([
    ['../x/Dockerfile', '"../x/Dockerfile" is not a path below the root of the project.'],
    ['a/../../x/Dockerfile', '"a/../../x/Dockerfile" is not a path below the root of the project.'],
    ['/tmp/x/Dockerfile', '"/tmp/x/Dockerfile" is not a path below the root of the project.'],
    ['C:/x/Dockerfile', '"C:/x/Dockerfile" is not a path below the root of the project.'],
    ['images\\app/Dockerfile', '"images\\\\app/Dockerfile" contains a backslash.'],
    ['./app/Dockerfile', '"./app/Dockerfile" contains "." or a doubled slash.'],
    ['app/', '"app/" is the path of a directory.'],
    ['.git/Dockerfile', '".git/Dockerfile" is inside the directory .git.'],
    ['a/.GIT/hooks/Dockerfile', '"a/.GIT/hooks/Dockerfile" is inside the directory .git.'],
    ['git~1/Dockerfile', '"git~1/Dockerfile" is inside the directory .git.'],
    ['.imagewright/Dockerfile', '.imagewright/Dockerfile is in .imagewright.'],
    ['.ImageWright/Dockerfile', '.ImageWright/Dockerfile is in .imagewright.'],
    ['a\0b/Dockerfile', '"a\\u0000b/Dockerfile" contains a line break or a control character.'],
    ['a\nb/Dockerfile', '"a\\nb/Dockerfile" contains a line break or a control character.'],
    ['a\u202eb/Dockerfile', '"a\\u202eb/Dockerfile" contains an invisible character.'],
    [`${'a'.repeat(256)}/Dockerfile`, `"${'a'.repeat(120)}… (107 more characters) …${'a'.repeat(29)}/Dockerfile" is too long for a path.`],
    [`${'é'.repeat(128)}/Dockerfile`, `"${'é'.repeat(128)}/Dockerfile" is too long for a path.`],
  ])('%j', (path, what) => {
    expect(new Obstacles(temporaryFolder()).find(path)).toMatchObject({ id: 'project/path', what });
  });

  test.each(['Dockerfile', 'images/app/Dockerfile', '.github/workflows/build.yml', 'a..b/..c/Dockerfile', '.gitlab/x', '.git-x/y', '.gitignore', 'ü/日本/Dockerfile'])('and %j is not', path => {
    expect(new Obstacles(temporaryFolder()).find(path)).toBeUndefined();
  });
});

describe('what is on the disk is in the way before anything is written', () => {
  /** Each puts something into the project; the image is in images/app. */
  const OBSTACLES: Record<string, { says: string; put(root: string): void }> = {
    'a directory in the place of the Dockerfile': {
      put: root => mkdirSync(join(root, 'images/app/Dockerfile'), { recursive: true }),
      says: 'images/app/Dockerfile must be a file, but is a directory.',
    },
    'a named pipe': {
      put: root => { mkdirSync(join(root, 'images/app'), { recursive: true }); execFileSync('mkfifo', [join(root, 'images/app/Dockerfile')]); },
      says: 'images/app/Dockerfile must be a file, but is a named pipe.',
    },
    'a link to a file outside': {
      put: root => { mkdirSync(join(root, 'images/app'), { recursive: true }); symlinkSync('/etc/hostname', join(root, 'images/app/Dockerfile')); },
      says: 'images/app/Dockerfile must be a file, but is a symbolic link.',
    },
    'a link that points nowhere': {
      put: root => { mkdirSync(join(root, 'images/app'), { recursive: true }); symlinkSync('gone', join(root, 'images/app/Dockerfile.imagewright.json')); },
      says: 'images/app/Dockerfile.imagewright.json must be a file, but is a symbolic link.',
    },
    'a file in the place of a directory': { put: root => writeFileSync(join(root, 'images'), ''), says: 'images must be a directory, but is a file.' },
    'a link in the place of .imagewright': { put: root => symlinkSync(temporaryFolder(), join(root, '.imagewright')), says: '.imagewright is not a directory.' },
    'a directory that is a link to nothing': {
      put: root => symlinkSync('gone', join(root, 'images')),
      says: 'images must be a directory, but is a symbolic link to gone, which does not exist.',
    },
    'links in a circle': { put: root => symlinkSync('images', join(root, 'images')), says: 'images cannot be written: symbolic links form a loop (ELOOP).' },
    'a link into .git': {
      put: root => { mkdirSync(join(root, '.git/x'), { recursive: true }); symlinkSync('.git/x', join(root, 'images')); },
      says: '.git/x.',
    },
    'a directory in the place of a file of projen': { put: root => mkdirSync(join(root, '.gitattributes')), says: '.gitattributes must be a file, but is a directory.' },
    'something else in the place of .imagewright': { put: root => writeFileSync(join(root, '.imagewright'), ''), says: '.imagewright is not a directory.' },
  };

  test.each(Object.entries(OBSTACLES))('%s', (_, { put, says }) => {
    const project = newProject();
    put(project.outdir);
    const before = readdirSync(project.outdir, { recursive: true });
    declareImage(project, 'App', 'images/app');
    const message = refusalOf(project);
    expect(message).toMatch(/^imagewright: \d errors?\. No file was written\.\n/);
    expect(message).toContain(says);
    expect(readdirSync(project.outdir, { recursive: true })).toEqual(before);
  });

  test('a socket', async () => {
    const root = temporaryFolder();
    const server = createServer().listen(join(root, 'Dockerfile'));
    await new Promise(resolve => server.once('listening', resolve));
    expect(new Obstacles(root).find('Dockerfile')?.what).toBe('Dockerfile must be a file, but is a socket.');
    server.close();
  });

  test('a device', () => {
    expect(new Obstacles('/dev').find('null')?.what).toBe('null must be a file, but is a device.');
  });

  test('a directory that is a link out of the project', () => {
    const project = newProject();
    const outside = mkdtempSync(join(temporaryFolder(), 'outside-'));
    symlinkSync(outside, join(project.outdir, 'images'));
    declareImage(project, 'App', 'images/app');
    expect(refusalOf(project)).toContain(`images is a symbolic link that leads to ${outside}.\n`);
    expect(readdirSync(outside)).toEqual([]);
  });

  test('a link within the project is followed', () => {
    const project = newProject();
    mkdirSync(join(project.outdir, 'real'));
    symlinkSync('real', join(project.outdir, 'images'));
    declareImage(project, 'App', 'images/app');
    project.synth();
    expect(existsSync(join(project.outdir, 'real/app/Dockerfile'))).toBe(true);
  });

  test('a subproject writes in its own directory only', () => {
    const parent = newProject();
    const child = new Project({ name: 'child', parent, outdir: 'child' });
    symlinkSync('..', join(parent.outdir, 'up'));
    mkdirSync(join(parent.outdir, 'child'));
    symlinkSync('../', join(parent.outdir, 'child/up'));
    declareImage(child, 'App', 'up/app');
    expect(refusalOf(parent)).toContain('project/path');
  });
});

describe('a subproject is within the outermost project', () => {
  function synthesized(outdir: string, prepare: (root: string) => void): string {
    const parent = newProject();
    prepare(parent.outdir);
    declareImage(new Project({ name: 'child', parent, outdir }));
    const before = readdirSync(parent.outdir, { recursive: true });
    const message = refusalOf(parent);
    expect(readdirSync(parent.outdir, { recursive: true }).filter(path => !String(path).startsWith('.imagewright'))).toEqual(before);
    return message;
  }

  test('through no link out of it', () => {
    const outside = temporaryFolder();
    expect(synthesized('child', root => symlinkSync(outside, join(root, 'child')))).toContain(`child is a symbolic link that leads to ${outside}.\n`);
    expect(readdirSync(outside)).toEqual([]);
  });

  test('and says so once', () => {
    expect(synthesized('child', root => writeFileSync(join(root, 'child'), ''))).toMatch(/^imagewright: 1 error\./);
  });

  test('through no link to nothing', () => {
    expect(synthesized('child', root => symlinkSync('gone', join(root, 'child')))).toContain('child must be a directory, but is a symbolic link to gone');
  });

  test('not above it', () => {
    expect(synthesized('../child-of-another', () => undefined)).toContain('"../child-of-another" is not a path below the root of the project.');
  });

  test('a link to another of its directories is followed', () => {
    const parent = newProject();
    mkdirSync(join(parent.outdir, 'real'));
    symlinkSync('real', join(parent.outdir, 'child'));
    declareImage(new Project({ name: 'child', parent, outdir: 'child' }));
    parent.synth();
    expect(existsSync(join(parent.outdir, 'real/Dockerfile'))).toBe(true);
  });

  test('also where the project itself is named through a link', () => {
    const link = join(temporaryFolder(), 'link');
    symlinkSync(temporaryFolder(), link);
    const parent = new Project({ name: 'parent', outdir: link });
    declareImage(new Project({ name: 'child', parent, outdir: 'a/child' }));
    parent.synth();
    expect(existsSync(join(link, 'a/child/Dockerfile'))).toBe(true);
  });
});

describe('a file that two write', () => {
  test('names both, with the lines that declared them', () => {
    const project = newProject();
    new TextFile(project, 'Dockerfile', { lines: ['FROM scratch'] });
    declareImage(project);
    expect(refusalOf(project)).toContain([
      'error  project/file-twice',
      '  Dockerfile is written by the TextFile of projen and by the image App (HERE).',
      '    at App (HERE)',
      '  Why: One of the two would overwrite the other.',
      '  Fix: Give each image its own directory: directory: "images/app".',
    ].join('\n'));
  });

  test('is found through a link', () => {
    const project = newProject();
    mkdirSync(join(project.outdir, 'real'));
    symlinkSync('real', join(project.outdir, 'other'));
    declareImage(project, 'One', 'real/app');
    declareImage(project, 'Two', 'other/app');
    expect(refusalOf(project)).toContain('other/app/Dockerfile are written by the image One (HERE) and by the image Two (HERE).');
  });

  test('may be a file of a parent in the directory of its child', () => {
    const parent = newProject();
    const child = new Project({ name: 'child', parent, outdir: 'child' });
    new TextFile(parent, 'child/docker-bake.json', { lines: ['{}'] });
    declareImage(child);
    expect(refusalOf(parent)).toContain('docker-bake.json is written by the TextFile of projen and by the project.');
  });

  test('may be the directory of another', () => {
    const project = newProject();
    new TextFile(project, 'images/app', { lines: ['x'] });
    declareImage(project, 'App', 'images/app');
    expect(refusalOf(project)).toContain('images/app is a file of the TextFile of projen, and also the directory of images/app/Dockerfile.dockerignore, a file of the image App (HERE).');
  });

  test('on systems that do not tell upper and lower case apart, is a warning', () => {
    const project = newProject();
    declareImage(project, 'One', 'images/app');
    declareImage(project, 'Two', 'images/App');
    project.synth();
    expect(readFileSync(join(project.outdir, 'images/App/Dockerfile'), 'utf8')).toContain('AS build');
  });
});
