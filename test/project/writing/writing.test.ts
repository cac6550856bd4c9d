import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LogLevel, Project } from 'projen';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { StateFolder } from '../../../src/project/writing/state-folder';
import { Writing } from '../../../src/project/writing/writing';
import { newProject } from '../../support/project';
import { temporaryFolder } from '../../support/temporary';
import { declareImage, refusalOf } from '../support';

const MODE = { isReadonly: true, isExecutable: false };

function writingOf(root: string, texts: Record<string, string>, said: string[] = []): Writing {
  const files = Object.entries(texts).map(([path, text]) => ({ path, absolutePath: join(root, path), text }));
  return new Writing(new StateFolder(root), files, text => { said.push(text); });
}

/** A file system of its own. */
function mounted(options: string): string {
  const folder = temporaryFolder();
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  onTestFinished(() => { spawnSync('umount', [folder]); });
  return folder;
}

describe('a file', () => {
  test('is not touched before it is placed, and is then replaced by another', () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'a'), 'old');
    const { ino } = statSync(join(root, 'a'));
    const writing = writingOf(root, { 'a': 'new', 'deep/er/b': 'b' });
    expect([readFileSync(join(root, 'a'), 'utf8'), existsSync(join(root, 'deep'))]).toEqual(['old', false]);
    expect(writing.place(join(root, 'a'), MODE)).toEqual({ isChanged: true, previous: 'old' });
    expect(writing.place(join(root, 'deep/er/b'), { isReadonly: false, isExecutable: true })).toEqual({ isChanged: true, previous: undefined });
    writing.end();
    expect(statSync(join(root, 'a')).ino).not.toBe(ino);
    expect([statSync(join(root, 'a')), statSync(join(root, 'deep/er/b'))].map(({ mode }) => mode.toString(8))).toEqual(['100444', '100755']);
    expect(readdirSync(root).sort()).toEqual(['a', 'deep']);
  });

  test('that is the same is left alone, but for its mode', () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'a'), 'same');
    const { ino, mtimeMs } = statSync(join(root, 'a'));
    const writing = writingOf(root, { a: 'same' });
    expect([writing.isNeeded, writing.place(join(root, 'a'), MODE).isChanged, writing.place(join(root, 'a'), MODE).isChanged]).toEqual([false, true, false]);
    writing.end();
    expect(statSync(join(root, 'a'))).toMatchObject({ ino, mtimeMs, mode: 0o100444 });
  });

  test('that somebody has removed meanwhile is written again', () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'a'), 'same');
    const writing = writingOf(root, { a: 'same' });
    rmSync(join(root, 'a'));
    expect(writing.place(join(root, 'a'), MODE)).toEqual({ isChanged: true });
    writing.end();
    expect(readFileSync(join(root, 'a'), 'utf8')).toBe('same');
  });
});

test('what a killed synthesis has left is removed, and said', () => {
  vi.stubEnv('NODE_ENV', 'production');
  const root = temporaryFolder();
  mkdirSync(join(root, '.imagewright/drafts/0'), { recursive: true });
  writeFileSync(join(root, '.imagewright/drafts/0/17'), 'half');
  writeFileSync(join(root, '.imagewright/findings.json.4711'), '{');
  writeFileSync(join(root, '.imagewright/written.json'), '{"version":1,"isComplete":false,"files":{"a":"0","b":"1"}}');
  const said: string[] = [];
  const writing = writingOf(root, { a: 'x' }, said);
  writing.record(false);
  writing.place(join(root, 'a'), MODE);
  writing.record(true);
  writing.end();
  expect(said).toEqual(['The last synthesis here was interrupted, before it had written a, b. This one writes all files.']);
  expect(readdirSync(join(root, '.imagewright')).sort()).toEqual(['.gitignore', 'written.json']);
  expect(JSON.parse(readFileSync(join(root, '.imagewright/written.json'), 'utf8'))).toEqual({
    version: 1, isComplete: true, files: { a: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881' },
  });
});

const MAY_MOUNT = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'imagewright-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', folder]).status === 0;
  if (isMounted) spawnSync('umount', [folder]);
  else console.warn('SKIPPED: no file system may be mounted here, so the tests of full disks do not run.');
  rmdirSync(folder);
  return isMounted;
})();

describe('what the system does not allow is said in words', () => {
  test.runIf(MAY_MOUNT)('a disk that is full: no file has changed, neither of ours nor of projen', () => {
    const root = mounted('size=128k');
    const before = new Project({ name: 'test', outdir: root, logging: { level: LogLevel.OFF } });
    declareImage(before);
    before.synth();
    const entries = readdirSync(root, { recursive: true, withFileTypes: true });
    const files = entries.filter(each => each.isFile()).map(each => join(each.parentPath, each.name));
    const texts = files.map(file => readFileSync(file, 'utf8'));
    const after = new Project({ name: 'test', outdir: root, logging: { level: LogLevel.OFF } });
    for (let i = 0; i < 40; i++) declareImage(after, `App${i}`, `images/${i}`);
    declareImage(after, 'App', undefined, 'make other');
    const message = refusalOf(after);
    expect(message).toMatch(/^imagewright: 1 error\. No file was written\.\n\nerror {2}project\/unwritable\n/);
    expect(message).toMatch(/\n {2}\S+ cannot be written: there is no space left on the disk \(ENOSPC\)\.\n/);
    expect(files.map(file => readFileSync(file, 'utf8'))).toEqual(texts);
    expect(existsSync(join(root, 'images'))).toBe(false);
    expect(existsSync(join(root, '.imagewright'))).toBe(false);
  });

  test.runIf(MAY_MOUNT)('a file system that can only be read, unless nothing has changed', () => {
    const root = mounted('size=1m');
    const before = new Project({ name: 'test', outdir: root, logging: { level: LogLevel.OFF } });
    declareImage(before);
    before.synth();
    spawnSync('mount', ['-o', 'remount,ro', root]);
    const after = new Project({ name: 'test', outdir: root, logging: { level: LogLevel.OFF } });
    declareImage(after, 'App', undefined, 'make other');
    expect(refusalOf(after)).toContain(' cannot be written: the file system is read-only (EROFS).');
    const { dockerfile, text } = { dockerfile: join(root, 'Dockerfile'), text: readFileSync(join(root, 'Dockerfile'), 'utf8') };
    const writing = writingOf(root, { Dockerfile: text });
    expect(writing.place(dockerfile, MODE)).toEqual({ isChanged: false });
    writing.end();
  });

  test.runIf(MAY_MOUNT)('a directory below which is another file system is written all the same', () => {
    const root = mounted('size=1m');
    mkdirSync(join(root, 'images'));
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', join(root, 'images')]);
    onTestFinished(() => { spawnSync('umount', [join(root, 'images')]); });
    const project = new Project({ name: 'test', outdir: root, logging: { level: LogLevel.OFF } });
    declareImage(project, 'App', 'images');
    project.synth();
    expect(readdirSync(join(root, 'images')).sort()).toEqual(['Dockerfile', 'Dockerfile.dockerignore', 'Dockerfile.imagewright.json']);
    spawnSync('umount', [join(root, 'images')]);
  });

  test('what comes into the way while files are moved: those before are there, and findings.json does not say that all are', () => {
    vi.stubEnv('NODE_ENV', 'production');
    const project = newProject({ logging: { level: LogLevel.OFF } });
    declareImage(project);
    // It is written by projen, after the drafts and before the files.
    const { gitignore } = project;
    const { synthesize } = gitignore;
    gitignore.synthesize = () => {
      synthesize.call(gitignore);
      mkdirSync(join(project.outdir, 'Dockerfile/x'), { recursive: true });
    };
    const message = refusalOf(project);
    expect(message).toMatch(/^imagewright: 1 error\. 2 of 4 files were written\.\n\nerror {2}project\/unwritable\n/);
    expect(message).toMatch(/\n {2}Dockerfile cannot be written: it is a directory \(EISDIR\)\.\n/);
    expect(JSON.parse(readFileSync(join(project.outdir, '.imagewright/findings.json'), 'utf8'))).toMatchObject({
      isWritten: false, findings: [{ id: 'project/unwritable', severity: 'error' }],
    });
    expect(JSON.parse(readFileSync(join(project.outdir, '.imagewright/written.json'), 'utf8'))).toMatchObject({ isComplete: false });
    expect(readdirSync(join(project.outdir, '.imagewright')).sort()).toEqual(['.gitignore', 'findings.json', 'written.json']);
  });
});

test('errors that are no answers of the system are not explained away', () => {
  const root = temporaryFolder();
  const writing = writingOf(root, { a: 'x' });
  expect(() => writing.place(dirname(root), MODE)).toThrow(TypeError);
  writing.end();
});
