import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary';

const ROOT = join(__dirname, '..', '..');

/** Runs a `.projenrc.ts`, as its task does. */
function run(statements: string[], env: Record<string, string> = {}) {
  const folder = temporaryFolder();
  const file = join(folder, 'projenrc.ts');
  writeFileSync(file, [
    `import { Project, Testing } from ${JSON.stringify(join(ROOT, 'node_modules', 'projen'))};`,
    `import * as library from ${JSON.stringify(join(ROOT, 'src'))};`,
    `import { declareImage } from ${JSON.stringify(join(__dirname, 'support'))};`,
    'const { BuildStage, Checks, ContainerImage, ContainerImageProject, Platform } = library;',
    "const newProject = (outdir = '.') => new ContainerImageProject({ name: 'shop', projenrcTs: false, outdir });",
    ...statements,
  ].join('\n'));
  const { NODE_ENV: _, FORCE_COLOR: __, ...inherited } = process.env;
  const args = ['--import', join(ROOT, 'node_modules', 'tsx', 'dist', 'loader.mjs'), file];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: { ...inherited, PROJEN_DISABLE_POST: 'true', ...env } });
  return { status, stdout, stderr: stderr.replace(/^imagewright: .*(nothing found|all hold).*\n/gm, ''), has: (path: string) => existsSync(join(folder, path)) };
}

const IMAGE = 'const project = newProject(); const image = declareImage(project); const stage = image.stages[0];';
const DEBIAN = `library.BaseImage.registry('debian:13@sha256:${'0'.repeat(64)}')`;
const LATE = "new ContainerImage(project, 'Late', { platforms: [Platform.LINUX_AMD64] });";

test('what is declared after the synthesis is told at the end, with its line', () => {
  const { status, stdout, stderr, has } = run([
    IMAGE, 'project.synth();',
    "const late = new ContainerImage(project, 'Late', { platforms: [Platform.LINUX_AMD64], directory: 'late' });",
    `const build = new BuildStage(late, 'Build', { base: ${DEBIAN}, purpose: 'builds' });`, "build.run(['make']);", 'late.defineRuntime(build);',
  ]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toBe(`imagewright: 1 error.

error  construct/late
  ContainerImage "Late" is declared after project.synth().
    at Late (projenrc.ts:8)
  Why: The files of the project are already written, and none of them contains it.
  Fix: Declare it in .projenrc.ts before project.synth(), which is the last statement there.

`);
  expect([has('Dockerfile'), has('late/Dockerfile')]).toEqual([true, false]);
});

describe('so is', () => {
  test.each([
    ['a stage', `new BuildStage(image, 'Late', { base: ${DEBIAN}, purpose: 'x' }).run(['make']);`, 'BuildStage "Late"'],
    ['an output', "new library.RenovateConfiguration(project, 'Late', { versions: library.Versions.parse('{}') });", 'RenovateConfiguration "Late"'],
    ['a step', "stage.run(['make']);", 'A step of the stage "build"'],
    ['a build argument', "image.addRequiredArg('A');", 'The build argument A'],
    ['an acknowledgement', "Checks.of(image).acknowledge('user/root', 'a reason');", 'The acknowledgement of user/root'],
  ])('%s', (_, statement, what) => {
    const { status, stderr } = run([IMAGE, 'project.synth();', statement]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^imagewright: 1 error\.\n\n/);
    expect(stderr).toContain(`\n  ${what} is declared after project.synth().\n`);
  });

  test('the first image of a project', () => {
    const { status, stderr } = run(["const project = new Project({ name: 'plain', outdir: '.' });", 'project.synth();', LATE]);
    expect(status).toBe(1);
    expect(stderr).toContain('\n  ContainerImage "Late" is declared after project.synth().\n    at Late (projenrc.ts:8)\n');
    expect(stderr).toMatch(/^imagewright: 1 error\./m);
  });

  test('what another project declares between two syntheses', () => {
    const { status, stderr } = run([IMAGE, 'project.synth();', LATE, "const other = newProject('other'); declareImage(other); other.synth();"]);
    expect({ status, late: stderr.match(/is declared after/g)?.length }).toEqual({ status: 1, late: 1 });
  });

  test('what is declared where the program sets its own exit code, which stays', () => {
    for (const statement of ['process.exitCode = 3;', 'process.exit(3);']) {
      const { status, stderr } = run([IMAGE, 'project.synth();', LATE, statement]);
      expect({ status, said: stderr.includes('construct/late') }).toEqual({ status: 3, said: true });
    }
    expect(run([IMAGE, 'project.synth();', LATE, 'process.exit(0);']).status).toBe(1);
  });
});

describe('nothing is said', () => {
  test.each([
    ['of what the next synthesis takes', [IMAGE, 'project.synth();', "declareImage(project, 'Late', 'late');", 'project.synth();']],
    ['where nothing was synthesized', [IMAGE, LATE]],
    ['of the snapshot of a test', ["const project = newProject(Testing === undefined ? '' : '/tmp/project-temp-dir-late'); declareImage(project);", 'Testing.synth(project);', LATE]],
    ['of another project', [IMAGE, 'project.synth();', "declareImage(newProject('other'));"]],
    ['of what was refused, and caught', [IMAGE, 'project.synth();', "try { new ContainerImage(project, 'Late', { platform: [] } as never); } catch { }"]],
  ])('%s', (_, statements) => {
    expect(run(statements)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });
});
