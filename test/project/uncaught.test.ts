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
    `import { ContainerImage, ContainerImageProject, BaseImage, Platform, ScratchImage } from ${JSON.stringify(join(ROOT, 'src'))};`,
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
  expect(caught).toMatchObject({ status: 1, stdout: 'imagewright: 1 error. No file was written.\n', stderr: expect.stringMatching(/^TypeError: theirs\n +at /) as string });
});

test('when all is well there is one line an image, coloured where colours are wanted', () => {
  const { status, stdout, stderr } = synthesize([IMAGE, `${RUNTIME} });`, 'project.synth();'], { FORCE_COLOR: '1' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(stderr).toMatch(/^\x1b\[2mimagewright:\x1b\[0m \x1b\[1mApp\x1b\[0m \(Dockerfile\): 1 platform, \d+ rules, nothing found\n$/);
});
