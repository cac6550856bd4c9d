import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TextFile } from 'projen';
import { describe, expect, test } from 'vitest';
import { BaseImage, BuildStage, ContainerImage, Platform, StagePlatform } from '../../src';
import type { _RepositoryFiles } from '../../src/image';
import { lookAtRepository } from '../../src/project/repository';
import { EntryKind } from '../../src/rootfs';
import { newProject } from '../support/project';
import { temporaryFolder } from '../support/temporary';

/** All that was looked at. */
function pathsOf(seen: _RepositoryFiles, directory = '.'): string[] {
  const { file } = seen.find(directory);
  const names = seen.listNames(directory) ?? [];
  return [...file === undefined ? [] : [[directory, file.kind].filter(Boolean).join(' ')], ...names.flatMap(name => pathsOf(seen, directory === '.' ? name : `${directory}/${name}`))];
}

/** A folder with these files: a text, or what a link leads to behind `->`. Scripts can be executed. */
function folder(files: Record<string, string>): string {
  const root = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    if (text.startsWith('->')) symlinkSync(text.slice(2), join(root, path));
    else writeFileSync(join(root, path), text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }
  return root;
}

const FILES = { 'app/main.py': 'x\n', 'app/run.sh': '#!/bin/sh\n', 'app/data.json': '{}\n', 'docs/a.md': '', 'README.md': 'hi\n' };

describe('what is copied is looked at', () => {
  test('with what is below it, and nothing else', () => {
    const seen = lookAtRepository(folder(FILES), ['app']);
    expect(pathsOf(seen)).toEqual(['. directory', 'app directory', 'app/data.json file', 'app/main.py file', 'app/run.sh file']);
    expect([seen.listNames('.'), seen.listNames('docs')]).toEqual([['README.md', 'app', 'docs'], undefined]);
  });

  test('and read, where it is a script or copied by its name', () => {
    const root = folder(FILES);
    const seen = lookAtRepository(root, ['app']);
    expect(['app/data.json', 'app/main.py', 'app/run.sh'].map(path => seen.find(path).file!.text)).toEqual([undefined, 'x\n', '#!/bin/sh\n']);
    expect(lookAtRepository(root, ['app', 'app/data.json']).find('app/data.json').file).toEqual({ path: 'app/data.json', kind: EntryKind.FILE, mode: '0644', size: 3, text: '{}\n' });
  });

  test.each<[string, boolean | undefined]>([
    ['README.md', false], ['docs', false], ['docs/a.md', false], ['readme.md', true], ['docs/b.md', false], ['app/lib/x', true], ['README.md/x', true],
  ])('%s is missing: %s', (path, isMissing) => {
    // What is below docs nobody has asked for.
    expect(lookAtRepository(folder(FILES), ['app', 'README.md/x', 'readme.md']).find(path).isMissing).toBe(isMissing);
  });

  test('links are followed as BuildKit does, never out of the repository', () => {
    const root = folder({ 'real/x': 'x\n', 'in': '->real', 'abs': '->/real', 'out': '->../../../../../../etc', 'loop': '->loop', 'real/up': '->../../../etc/passwd' });
    const seen = lookAtRepository(root, ['in', 'abs/x', 'out', 'loop', 'out/passwd']);
    expect(pathsOf(seen)).toEqual(['. directory', 'abs symlink', 'in symlink', 'loop symlink', 'out symlink', 'real directory', 'real/up symlink', 'real/x file']);
  });

  test('nothing but regular files is opened', () => {
    const root = folder({ 'run/x.sh': '#!/bin/sh\n' });
    execFileSync('mkfifo', [join(root, 'run/pipe.sh')]);
    chmodSync(join(root, 'run/pipe.sh'), 0o755);
    expect(lookAtRepository(root, ['run', 'run/pipe.sh']).find('run/pipe.sh')).toEqual({ file: { path: 'run/pipe.sh' }, isMissing: false });
  });

  test('a program says what it is, a long text its first line', () => {
    const root = folder({ 'long.sh': `#!/bin/bash -e\n${'# x\n'.repeat(20_000)}`, 'zeros': '\0'.repeat(10) });
    writeFileSync(join(root, 'node'), readFileSync(process.execPath).subarray(0, 300_000));
    const seen = lookAtRepository(root, ['node', 'long.sh', 'zeros']);
    expect(seen.find('long.sh').file).toMatchObject({ firstLine: '#!/bin/bash -e' });
    expect([seen.find('node').file!.elf?.type, seen.find('zeros').file!.text]).toEqual([expect.any(String), undefined]);
  });

  test('big directories of tools only where they are named', () => {
    const root = folder({ 'app/node_modules/a/b.js': '', 'app/x': '' });
    expect(lookAtRepository(root, ['app']).find('app/node_modules/a/b.js')).toEqual({ isMissing: false });
    expect(lookAtRepository(root, ['app/node_modules']).find('app/node_modules/a/b.js').file?.kind).toBe(EntryKind.FILE);
  });

  test('a tree that is too big is known in part', () => {
    const root = folder({ 'big/a/x': '', 'big/b': '' });
    for (let i = 0; i < 10_001; i++) writeFileSync(join(root, 'big/a', `${i}`), '');
    const seen = lookAtRepository(root, ['big']);
    expect([seen.find('big/b').file?.kind, seen.find('big/a/x'), seen.find('big/c').isMissing, seen.find('big/a/nothing').isMissing]).toEqual([EntryKind.FILE, { isMissing: false }, true, false]);
  });

  test('what this synthesis writes is there, whatever is in it now', () => {
    const seen = lookAtRepository(folder({ 'package.json': 'old\n' }), ['package.json', 'conf/new.json', 'conf'], [
      { path: 'package.json', isExecutable: false }, { path: 'conf/new.json', isExecutable: true },
    ]);
    expect(['package.json', 'conf', 'conf/new.json'].map(path => seen.find(path).file)).toEqual([
      { path: 'package.json', kind: EntryKind.FILE, mode: '0644' },
      { path: 'conf', kind: EntryKind.DIRECTORY, mode: '0755' },
      { path: 'conf/new.json', kind: EntryKind.FILE, mode: '0755' },
    ]);
  });

  test.each([
    ['dist', true], ['web/dist/app.js', true], ['src/gen/a.go', true], ['src/gen', true], ['gen', false], ['web/keep', false], ['nothing', false], ['web/only', true],
  ])('%s, which is missing, is made: %s', (path, isMade) => {
    const root = folder({ '.git/HEAD': '', '.gitignore': '# made\ndist/\n/src/gen\n*.log\n!keep\n', 'web/.gitignore': '/only\n', 'src/x': '', 'web/x': '' });
    expect(lookAtRepository(root, [path]).isMade(path)).toBe(isMade);
  });
});

test('what is generated does not depend on what lies in the repository', () => {
  const synthesized = (files: Record<string, string>) => {
    const project = newProject();
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project.outdir, path)), { recursive: true });
      writeFileSync(join(project.outdir, path), text);
    }
    new TextFile(project, 'generated.txt', { lines: ['x'] });
    const image = new ContainerImage(project, 'App', { platforms: [Platform.LINUX_AMD64] });
    const stage = new BuildStage(image, 'Runtime', { base: BaseImage.scratch(), purpose: 'is the image', runsOn: StagePlatform.TARGET });
    stage.copyLocal(['conf'], '/etc/conf', { mode: '0644' });
    stage.copyLocal(['generated.txt'], '/x/');
    image.defineRuntime(stage);
    project.synth();
    return ['Dockerfile', '.dockerignore', 'Dockerfile.imagewright.json', 'docker-bake.json'].map(path => readFileSync(join(project.outdir, path), 'utf8'));
  };
  const one = synthesized({ conf: 'a file\n' });
  expect(synthesized({ 'conf/a.sh': '#!/bin/sh\n', 'conf/.env': '' })).toEqual(one);
  expect(synthesized({})).toEqual(one);
});
