import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Project, ProjenrcFile, javascript, python, typescript } from 'projen';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ContainerImageProject, TypeCheck } from '../../src';
import { newProject } from '../support/project';
import { temporaryFolder } from '../support/temporary';

/** Nothing is installed. */
beforeEach(() => { vi.stubEnv('PROJEN_DISABLE_POST', 'true'); });

const CONFIGURATION = '.projen/tsconfig.types.json';
/** The compiler of this repository. */
const TSC = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');

const tasksOf = ({ outdir }: Project) => JSON.parse(readFileSync(join(outdir, '.projen/tasks.json'), 'utf8')).tasks;
const checkWith = (configuration: string) => ({
  spawn: 'check:types',
  condition: `node -e "try { require.resolve('./${configuration}'); process.exit(parseInt(require('typescript/package.json').version) < 7 ? 1 : 0) } `
    + 'catch { process.exit(1) }"',
});

const nodeOptions = () => ({ name: 'test', outdir: temporaryFolder(), defaultReleaseBranch: 'main', github: false });

test('a project of images is checked before it is synthesized', () => {
  const project = new ContainerImageProject({ name: 'test', outdir: temporaryFolder() });
  project.synth();
  const { default: standard, 'check:types': check } = tasksOf(project);
  expect(standard.steps).toEqual([checkWith('tsconfig.projen.json'), { exec: 'tsx .projenrc.ts' }]);
  expect(check.steps).toEqual([{ exec: 'tsc --project tsconfig.projen.json' }]);
});

test('one that is not defined in TypeScript is as it was', () => {
  const project = new ContainerImageProject({ name: 'test', outdir: temporaryFolder(), projenrcTs: false });
  project.synth();
  expect(Object.keys(tasksOf(project))).not.toContain('check:types');
});

describe('any other project gets the check by one call', () => {
  test('which may be repeated', () => {
    const project = new ContainerImageProject({ name: 'test', outdir: temporaryFolder() });
    expect(TypeCheck.of(project)).toBe(TypeCheck.of(project));
  });

  test('with the compiler, where it has none', () => {
    const project = new javascript.NodeProject(nodeOptions());
    TypeCheck.of(project);
    expect(project.deps.all.filter(({ name }) => /typescript|@types/.test(name)).map(({ name, type }) => `${name} ${type}`)).toEqual(['@types/node build', 'typescript build']);
  });

  test('and with its own compiler, where it has one', () => {
    const project = new typescript.TypeScriptProject({ ...nodeOptions(), projenrcTs: true, typescriptVersion: '~5.9.0' });
    const before = project.deps.all.length;
    TypeCheck.of(project);
    expect(project.deps.all.length).toBe(before);
    expect(project.deps.getDependency('typescript').version).toBe('~5.9.0');
  });

  test.each([
    ['TypeScript beside another language', () => new python.PythonProject({ name: 'test', outdir: temporaryFolder(), moduleName: 'test', version: '0', authorName: 'a', authorEmail: 'a@b.c', projenrcTs: true }), '.projenrc.ts', true],
    ['JavaScript', () => new javascript.NodeProject(nodeOptions()), '.projenrc.js', false],
  ])('in %s', (_, make, file, strict) => {
    const project = make();
    TypeCheck.of(project);
    project.synth();
    const { files, compilerOptions } = JSON.parse(readFileSync(join(project.outdir, CONFIGURATION), 'utf8').replace(/^\/\/.*/, ''));
    expect(files).toEqual([`../${file}`]);
    expect(compilerOptions).toMatchObject(strict ? { strict } : { strict, allowJs: true, checkJs: true });
    expect(tasksOf(project).default.steps[0]).toEqual(checkWith(CONFIGURATION));
  });

  test.each([
    ['a project of another language', () => new python.PythonProject({ name: 'test', outdir: temporaryFolder(), moduleName: 'test', version: '0', authorName: 'a', authorEmail: 'a@b.c' }), 'The project "test" is defined in .projenrc.py.'],
    ['one that projen knows no definition of', () => newProject(), 'projen knows no definition of the project "test".'],
  ])('but not %s', (_, make, what) => {
    expect(() => TypeCheck.of(make())).toThrow(`project/no-types\n  ${what}`);
  });
});

/** What the compiler says of a definition that calls a library with one option. */
function compiled(definition: string, text: string, make: (outdir: string) => Project): { status: number | null; said: string } {
  const outdir = temporaryFolder();
  const project = make(outdir);
  expect(ProjenrcFile.of(project)!.filePath).toBe(definition);
  const { task } = TypeCheck.of(project);
  project.synth();
  const library = join(outdir, 'node_modules/library');
  mkdirSync(library, { recursive: true });
  writeFileSync(join(library, 'package.json'), '{ "name": "library", "main": "index.js", "types": "index.d.ts" }');
  writeFileSync(join(library, 'index.d.ts'), 'export interface Props { readonly exposedPorts?: string[] }\nexport declare class Image { public constructor(props: Props); }\n');
  writeFileSync(join(outdir, 'options.json'), '{ "ports": ["80"] }\n');
  writeFileSync(join(outdir, definition), text);
  const { status, stdout } = spawnSync(process.execPath, [TSC, ...task.steps[0].exec!.split(' ').slice(1)], { cwd: outdir, encoding: 'utf8' });
  return { status, said: stdout };
}

describe('the compiler', () => {
  const images = (outdir: string) => new ContainerImageProject({ name: 'test', outdir });
  const node = (outdir: string) => new javascript.NodeProject({ ...nodeOptions(), outdir });

  test.each([
    ['.projenrc.ts', 'import { Image } from \'library\';\nimport { ports } from \'./options.json\';\nawait Promise.resolve();\nnew Image({ exposedPorts: ports });\n', images],
    ['.projenrc.js', 'const { Image } = require(\'library\');\nconst make = (ports) => new Image({ exposedPorts: ports });\nmake(require(\'./options.json\').ports);\n', node],
  ])('has nothing to say of a right %s', (definition, text, make) => {
    expect(compiled(definition, text, make)).toEqual({ status: 0, said: '' });
  });

  test.each([
    ['.projenrc.ts', 'import { Image } from \'library\';\nnew Image({ exposedPort: [] });\n', images],
    ['.projenrc.js', 'const { Image } = require(\'library\');\nnew Image({ exposedPort: [] });\n', node],
  ])('names the option that was meant in %s', (definition, text, make) => {
    const { status, said } = compiled(definition, text, make);
    expect(status).not.toBe(0);
    expect(said).toContain(`${definition}(2,13): error TS2561: Object literal may only specify known properties, but 'exposedPort' does not exist in type 'Props'. Did you mean to write 'exposedPorts'?`);
  });
});
