import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, Project, ProjectOptions, TextFile } from 'projen';
import { synthSnapshot } from 'projen/lib/util/synth';
import { describe, expect, test, vi } from 'vitest';
import { addFiles, indexFiles, removeFiles } from '../../../src/project/writing/add-files';
import { expectLinear } from '../../support/linear';
import { newProject } from '../../support/project';
import { declareImage } from '../support';

const IMAGE_FILES = ['.dockerignore', 'Dockerfile', 'Dockerfile.imagewright.json', 'docker-bake.json'];
const textOf = (project: Project, path: string) => readFileSync(join(project.outdir, path), 'utf8');

function synthesized(options: Partial<ProjectOptions> = {}, more: (project: Project) => void = () => undefined): Project {
  const project = newProject(options);
  declareImage(project);
  more(project);
  project.synth();
  return project;
}

describe('projen does for the files what it does for its own', () => {
  test('they are listed, found, not to be edited, and kept by git', () => {
    const project = synthesized();
    expect(project.files.map(({ path }) => path)).toEqual(expect.arrayContaining(IMAGE_FILES));
    expect(project.tryFindFile('Dockerfile')?.absolutePath).toBe(join(project.outdir, 'Dockerfile'));
    expect((JSON.parse(textOf(project, '.projen/files.json')) as { files: string[] }).files).toEqual(expect.arrayContaining(IMAGE_FILES));
    expect(textOf(project, '.gitignore').split('\n')).toEqual(expect.arrayContaining(IMAGE_FILES.map(path => `!/${path}`)));
    for (const path of IMAGE_FILES) expect(statSync(join(project.outdir, path)).mode.toString(8)).toBe('100444');
  });

  test.each(['a b', 'a"b c', '[a]', 'a*b', 'a?', ' a', 'ä #x', '!a', 'x filter=lfs'])('the directory %j is a path to git, and nothing else', directory => {
    const project = newProject();
    project.annotateGenerated = pattern => project.gitattributes.addAttributes(pattern, 'linguist-generated');
    project.addGitIgnore('Dockerfile');
    declareImage(project, 'App', directory);
    project.synth();
    const git = (...args: string[]) => spawnSync('git', ['-c', 'core.quotePath=false', ...args], { cwd: project.outdir, encoding: 'utf8' });
    git('init', '--quiet');
    const path = `${directory}/Dockerfile`;
    const { stdout, stderr } = git('check-attr', '-z', 'linguist-generated', '--', path);
    expect([stdout.split('\0')[2], stderr]).toEqual(['set', '']);
    expect(git('check-ignore', '--no-index', '-q', '--', path).status).toBe(1);
    expect(git('check-ignore', '--no-index', '-q', '--', 'other/Dockerfile').status).toBe(0);
  });

  test('they are removed when they are no longer generated', () => {
    const before = synthesized();
    const after = new Project({ name: 'test', outdir: before.outdir });
    declareImage(after, 'App', 'images/app');
    after.synth();
    expect(readdirSync(before.outdir).sort()).toEqual(['.gitattributes', '.gitignore', '.projen', 'docker-bake.json', 'images']);
  });

  test('somebody removes one, or changes how it may be used', () => {
    const project = synthesized({}, each => {
      new class extends Component {
        public preSynthesize(): void {
          this.project.tryRemoveFile('docker-bake.json');
          const file = this.project.tryFindFile('Dockerfile')!;
          file.readonly = false;
          file.executable = true;
        }
      }(each, 'Hook');
    });
    expect(existsSync(join(project.outdir, 'docker-bake.json'))).toBe(false);
    expect(textOf(project, '.projen/files.json')).not.toMatch(/docker-bake|"Dockerfile"/);
    expect(statSync(join(project.outdir, 'Dockerfile')).mode.toString(8)).toBe('100755');
  });

  test('who looks afterwards sees what has changed', () => {
    const seen: unknown[] = [];
    const look = (project: Project) => {
      new class extends Component {
        public postSynthesize(): void {
          const file = this.project.tryFindFile('Dockerfile')!;
          seen.push([file.changed, file.diff()?.filter(line => /^[+-][^+-]/.test(line)).length ?? 0]);
        }
      }(project, 'Look');
    };
    const first = synthesized({}, look);
    const second = new Project({ name: 'test', outdir: first.outdir });
    declareImage(second);
    look(second);
    second.synth();
    const third = new Project({ name: 'test', outdir: first.outdir });
    declareImage(third, 'App', undefined, 'make other DESTDIR=/out');
    look(third);
    third.synth();
    expect(seen).toEqual([[true, expect.any(Number)], [false, 0], [true, 2]]);
  });

  test('they are ignored by git where generated files are not committed', () => {
    expect(textOf(synthesized({ commitGenerated: false }), '.gitignore').split('\n')).toEqual(expect.arrayContaining(IMAGE_FILES.map(path => `/${path}`)));
  });

  test('a project that leaves projen gets files to edit, without a word of projen', () => {
    vi.stubEnv('PROJEN_EJECTING', 'true');
    const project = synthesized();
    for (const path of IMAGE_FILES) {
      expect(statSync(join(project.outdir, path)).mode.toString(8)).toBe('100644');
      expect(textOf(project, path)).not.toContain('~~ Generated by projen');
    }
  });

  test('a snapshot of the project holds them and nothing else of ours', () => {
    const project = newProject();
    declareImage(project);
    expect(Object.keys(synthSnapshot(project)).sort()).toEqual(['.gitattributes', '.gitignore', '.projen/files.json', '.projen/tasks.json', ...IMAGE_FILES].sort());
  });

  test('somebody adds the same file: it is theirs to mend, as in any project', () => {
    const project = newProject();
    declareImage(project);
    new class extends Component {
      public preSynthesize(): void { new TextFile(this.project, 'Dockerfile'); }
    }(project, 'Late');
    expect(() => project.synth()).toThrow('There is already a file under Dockerfile');
    expect(existsSync(join(project.outdir, 'Dockerfile'))).toBe(false);
  });
});

describe('a second synthesis in one process', () => {
  test('writes what has changed since', () => {
    const project = synthesized();
    const before = statSync(join(project.outdir, 'Dockerfile')).mtimeMs;
    declareImage(project, 'More', 'more');
    project.synth();
    expect(statSync(join(project.outdir, 'Dockerfile')).mtimeMs).toBe(before);
    expect(Object.keys((JSON.parse(textOf(project, 'docker-bake.json')) as { target: object }).target)).toEqual(['app', 'more']);
    project.synth();
    expect(textOf(project, '.projen/files.json')).toContain('more/Dockerfile');
  });

  test('follows one that was stopped', () => {
    const project = newProject();
    declareImage(project);
    mkdirSync(join(project.outdir, 'Dockerfile'));
    expect(() => project.synth()).toThrow('project/not-a-file');
    const other = newProject();
    declareImage(other);
    let isBroken = true;
    new class extends Component {
      public preSynthesize(): void { if (isBroken) throw new Error('theirs'); }
    }(other, 'Broken');
    expect(() => other.synth()).toThrow('theirs');
    isBroken = false;
    other.synth();
    expect(readdirSync(other.outdir).sort()).toEqual(['.gitattributes', '.gitignore', '.projen', ...IMAGE_FILES].sort());
  });

  test('may be of a subproject alone', () => {
    const parent = newProject();
    const child = new Project({ name: 'child', parent, outdir: 'child' });
    declareImage(parent);
    declareImage(child);
    child.synth();
    expect(readdirSync(parent.outdir)).toEqual(['child']);
    parent.synth();
    child.synth();
    expect(existsSync(join(parent.outdir, 'Dockerfile'))).toBe(true);
  });
});

describe('many files', () => {
  test('stand in .gitignore as if each had been added by itself', () => {
    const patterns = ['/b', '!/a', 'node_modules/', '/c'];
    const [one, all] = [newProject(), newProject()];
    for (const project of [one, all]) for (const pattern of patterns) project.addGitIgnore(pattern);
    for (const path of ['c', 'a', 'd']) new TextFile(one, path);
    addFiles(all, ['c', 'a', 'd'].map(path => ({ path, text: '' })));
    one.synth();
    all.gitignore.synthesize();
    expect(textOf(all, '.gitignore')).toBe(textOf(one, '.gitignore'));
  });

  test('are added, and looked up, in a time that grows with their number', () => {
    expectLinear(size => {
      const files = Array.from({ length: size }, (_, i) => ({ path: `images/${i}/Dockerfile`, text: '' }));
      const project = newProject();
      return () => {
        removeFiles(project);
        addFiles(project, files);
        const end = indexFiles(project);
        const paths = project.files.map(({ path }) => path);
        expect(files.every(({ path }) => paths.includes(path))).toBe(true);
        end();
      };
    }, 1_000);
  });

  test('are told to whoever has an addGitIgnore of their own', () => {
    class Own extends Project {
      public readonly told: string[] = [];
      public addGitIgnore(pattern: string): void { this.told?.push(pattern); }
    }
    const project = new Own({ name: 'own', outdir: newProject().outdir });
    addFiles(project, [{ path: 'a', text: '' }]);
    expect(project.told).toEqual(['!/a']);
    expect(Object.hasOwn(project, 'addGitIgnore')).toBe(false);
  });

  test('are a list like any other while they are looked up fast', () => {
    const project = newProject();
    writeFileSync(join(project.outdir, 'x'), '');
    const end = indexFiles(project);
    const paths = project.files.map(({ path }) => path);
    expect([...paths]).toEqual(['.gitattributes', '.gitignore', '.projen/deps.json', '.projen/files.json', '.projen/tasks.json']);
    expect([paths.includes('.gitignore'), paths.includes('x'), Array.isArray(paths)]).toEqual([true, false, true]);
    end();
    expect(Object.hasOwn(project, 'files')).toBe(false);
  });
});
