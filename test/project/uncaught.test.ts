import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary';

const ROOT = join(__dirname, '..', '..');

/** Runs a `.projenrc.ts` as its task does. */
function synthesize(statements: string[], env: Record<string, string> = {}) {
  const folder = temporaryFolder();
  const file = join(folder, 'projenrc.ts');
  writeFileSync(file, [
    `import { BaseImage, BuildStage, ContainerImage, ContainerImageProject, Platform, ScratchImage, StagePlatform, dockerfile } from ${JSON.stringify(join(ROOT, 'src'))};`,
    `const project = new ContainerImageProject({ name: 'shop', projenrcTs: false, outdir: ${JSON.stringify(folder)} });`,
    ...statements,
  ].join('\n'));
  const { NODE_ENV: _, FORCE_COLOR: __, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', file], { cwd: ROOT, encoding: 'utf8', env: { ...inherited, ...env } });
  return { status, stdout, stderr };
}

const IMAGE = "const image = new ContainerImage(project, 'App', { platforms: [Platform.LINUX_AMD64] });";
const RUNTIME = `new ScratchImage(image, 'Runtime', { contents: [], user: '65532:65532', assembledIn: BaseImage.registry('debian:13@sha256:${'0'.repeat(64)}'),`;

test('an error that nobody catches is the report and nothing else', () => {
  const { status, stdout, stderr } = synthesize([IMAGE, `${RUNTIME} entrypoint: ['/app'] });`, 'project.synth();']);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^imagewright: 1 error\. No file was written\.\n\nerror {2}rootfs\/entrypoint-missing\n[\s\S]*\n {2}Fix: .*\n\n$/);
  expect(stderr).not.toMatch(/^ +at .*\(.*:\d+:\d+\)$|Node\.js|\x1b/m);
});

test('one that somebody catches is theirs, and so is any other', () => {
  const caught = synthesize([
    IMAGE, `${RUNTIME} entrypoint: ['/app'] });`,
    'try { project.synth(); } catch (error) { console.log((error as Error).message.split("\\n")[0]); }',
    'throw new TypeError("theirs");',
  ]);
  expect(caught).toMatchObject({ status: 1, stdout: 'imagewright: 1 error. No file was written.\n' });
  expect(caught.stderr).toMatch(/^.*projenrc\.ts:\d+\nthrow new TypeError[\s\S]*\nTypeError: theirs\n +at [\s\S]*\nNode\.js v/); // as Node.js prints it
});

test('when all is well there is one line an image, coloured where colours are wanted', () => {
  const { status, stdout, stderr } = synthesize([IMAGE, `${RUNTIME} });`, 'project.synth();'], { FORCE_COLOR: '1' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(stderr).toMatch(/^\x1b\[2mimagewright:\x1b\[0m \x1b\[1mApp\x1b\[0m \(Dockerfile\): 1 platform, \d+ rules: all hold; nothing found\n$/);
});

test('what is not known stands below the line of the image, once, with the rules that would have to know it', () => {
  const { stderr } = synthesize([
    IMAGE,
    `const runtime = new BuildStage(image, 'Runtime', { base: BaseImage.registry('python:3.13-slim@sha256:${'0'.repeat(64)}'), purpose: 'is the image', runsOn: StagePlatform.TARGET });`,
    "runtime.append(new dockerfile.User(dockerfile.Word.literal('65532:65532')));",
    "runtime.append(new dockerfile.Entrypoint(dockerfile.Command.exec(['/usr/bin/uvicron'])));",
    'image.defineRuntime(runtime);', 'project.synth();',
  ]);
  const [line, cannotTell, way, ...more] = stderr.split('\n');
  expect(line).toMatch(/^imagewright: App \(Dockerfile\): 1 platform, \d+ rules: \d+ hold, \d+ cannot tell; nothing found$/);
  expect(cannotTell).toMatch(/^ {2}Cannot tell, since the files of python:3\.13-slim are not known: .*rootfs\/entrypoint-missing, .*\.$/);
  expect([way, ...more]).toEqual(['  `imagewright verify` looks at the files of the built image; .imagewright/findings.json lists all of it.', '']);
});
