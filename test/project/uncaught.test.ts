import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary';

const ROOT = join(__dirname, '..', '..');

/** Runs a `.projenrc.ts` as its task does. */
function synthesize(statements: string[], env: Record<string, string> = {}) {
  const folder = temporaryFolder();
  const file = join(folder, 'projenrc.ts');
  writeFileSync(file, [
    `import * as library from ${JSON.stringify(join(ROOT, 'src'))};`,
    `import { Applet, BaseImage, BuildStage, ContainerImage, ContainerImageProject, Platform, ScratchImage, StagePlatform, dockerfile } from ${JSON.stringify(join(ROOT, 'src'))};`,
    `const project = new ContainerImageProject({ name: 'shop', projenrcTs: false, outdir: ${JSON.stringify(folder)} });`,
    ...statements,
  ].join('\n'));
  const { NODE_ENV: _, FORCE_COLOR: __, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', file], { cwd: ROOT, encoding: 'utf8', env: { ...inherited, ...env } });
  const findings = join(folder, '.imagewright', 'findings.json');
  return { status, stdout, stderr, findings: existsSync(findings) ? JSON.parse(readFileSync(findings, 'utf8')) as object : undefined };
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
    "runtime.addNode(new dockerfile.User(dockerfile.Word.literal('65532:65532')));",
    "runtime.addNode(new dockerfile.Entrypoint(dockerfile.Command.exec(['/usr/bin/uvicron'])));",
    'image.defineRuntime(runtime);', 'project.synth();',
  ]);
  const [line, cannotTell, way, ...more] = stderr.split('\n');
  expect(line).toMatch(/^imagewright: App \(Dockerfile\): 1 platform, \d+ rules: \d+ hold, \d+ cannot tell; nothing found$/);
  expect(cannotTell).toMatch(/^ {2}Cannot tell, since the files of python:3\.13-slim are not known \(`npx imagewright pin --bases` reads this base\): .*rootfs\/entrypoint-missing, .*\.$/);
  expect([way, ...more]).toEqual(['  `imagewright verify` checks the files of the built image; .imagewright/findings.json has all details.', '']);
});

test('a refused value is told like any finding, with what was found before it', () => {
  const { status, stdout, stderr, findings } = synthesize([IMAGE, `${RUNTIME} usr: 'app' } as never);`, "const name = 'linux/armv7';", 'Platform.parse(name);', 'project.synth();']);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toBe([
    'imagewright: 2 errors. No file was written.',
    '',
    'error  api/unknown-option',
    '  new ScratchImage: there is no option "usr". Did you mean "user"?',
    '    at App/Runtime (projenrc.ts:5)',
    '  Why: It would be ignored.',
    '  Fix: Correct it or leave it out. The options are: assembledIn, cmd, contents, directories, entrypoint, environment, exposedPorts, groups, healthcheck, layering, links, reasons, searchPath, sockets, stopSignal, user, users, volumes, workingDirectory.',
    '',
    'error  platform/unknown',
    '  There is no platform "linux/armv7". Did you mean "linux/arm/v7"?',
    '    at projenrc.ts:7',
    '  Why: BuildKit rejects it, or builds for another platform.',
    '  Fix: Write linux/ARCH or linux/ARCH/VARIANT, where ARCH is one of: 386, amd64, arm, arm64, ppc64le, ppc64, riscv64, s390x, loong64, mips64le, mips64, mipsle, mips.',
    '',
    '',
  ].join('\n'));
  expect(findings).toMatchObject({ isWritten: false, findings: [{ id: 'api/unknown-option' }, { id: 'platform/unknown', declaredAt: [{ file: 'projenrc.ts', line: 7 }] }] });
});

test('so it is in an asynchronous program, and coloured where colours are wanted', () => {
  const { status, stderr } = synthesize(['void Promise.resolve().then(() => Platform.parse("linux/armv7"));'], { FORCE_COLOR: '1' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^imagewright: 1 error\. No file was written\.\n\n\x1b\[1;31merror\x1b\[0m {2}\x1b\[1mplatform\/unknown/);
});

test('where something was written before, nobody says that nothing was', () => {
  const { stderr, findings } = synthesize([IMAGE, `${RUNTIME} });`, 'project.synth();', 'Platform.parse("linux/armv7");']);
  expect(stderr).toMatch(/nothing found\nimagewright: 1 error\.\n\nerror {2}platform\/unknown/);
  expect(findings).toMatchObject({ isWritten: true, findings: [] });
});

test('who catches a refused value, or listens for what nobody catches, decides what is shown', () => {
  const caught = synthesize(['try { Platform.parse("linux/armv7"); } catch (error) { console.log(String(error).split("\\n")[0], Object.keys(error as object)); }']);
  expect(caught).toMatchObject({ status: 0, stdout: 'Refusal: platform/unknown []\n', stderr: '' });
  const heard = synthesize(['process.on("uncaughtException", error => { console.log(error.name); process.exit(3); });', 'Platform.parse("linux/armv7");']);
  expect(heard).toMatchObject({ status: 3, stdout: 'Refusal\n', stderr: '' });
});

test('in a synthesis that a component ends, files may be written already', () => {
  const { status, stderr } = synthesize([
    `import { Component } from ${JSON.stringify(require.resolve('projen'))};`,
    "class Late extends Component { public synthesize(): void { Platform.parse('arm'); } }",
    IMAGE, `${RUNTIME} });`, 'new Late(project);', 'project.synth();',
  ]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^imagewright: 1 error\.\n\nerror {2}platform\/unknown\n/);
});

test('what is refused in a worker is an error of the program', () => {
  const { status, stdout, stderr } = synthesize([
    "import { Worker } from 'node:worker_threads';",
    `const text = ${JSON.stringify(`require(${JSON.stringify(require.resolve('tsx/cjs'))}); require(${JSON.stringify(join(ROOT, 'src'))}).Platform.parse('arm');`)};`,
    "new Worker(text, { eval: true }).on('error', error => console.log(error.message.split('\\n')[0]));",
  ]);
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'platform/unknown\n', stderr: '' });
});

describe('a misspelt name that is used is reported like any finding', () => {
  test.each([
    ['a factory', 'BaseImage.registri("alpine");', 'There is no BaseImage.registri. Did you mean BaseImage.registry?'],
    ['a factory without its class', 'const { pars } = Platform; pars("linux/arm");', 'There is no Platform.pars. Did you mean Platform.parse?'],
    ['a factory, with an argument that is misspelt too', 'BaseImage.registri(Applet.GERP);', 'There is no BaseImage.registri. Did you mean BaseImage.registry?'],
    ['in an asynchronous function', 'void (async () => { Platform.pars("x"); })();', 'There is no Platform.pars. Did you mean Platform.parse?'],
    ['a class', 'new library.ScratchImag(project, "App", {});', 'There is no ScratchImag in this library. Did you mean ScratchImage?'],
    ['a class of a namespace', 'new dockerfile.Runn([]);', 'There is no dockerfile.Runn. Did you mean dockerfile.Run?'],
    ['a member of an enum', 'Applet.GERP.toUpperCase();', 'There is no Applet.GERP. Did you mean Applet.GREP?'],
    ['a constant', 'console.log(Platform.LINUX_ARM46.name);', 'There is no Platform.LINUX_ARM46. Did you mean Platform.LINUX_ARM64?'],
  ])('%s', (_, statement, what) => {
    const { status, stdout, stderr } = synthesize(['new ContainerImage(project, "App", { platforms: [Platform.LINUX_AMD64], titel: "x" });', statement]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^imagewright: 2 errors\. No file was written\.\n\nerror {2}api\/unknown-option\n/);
    expect(stderr).toContain(`error  api/unknown-member\n  ${what}\n    at projenrc.ts:5\n`);
    expect(stderr).not.toContain('TypeError');
  });

  test.each([
    ['image.addTarge();', 'image.addTarge is not a function. If image is an object of this library: did you mean addTarget (of ContainerImage)?'],
    ['const v = library.Versions.parse("{}"); v.image("go");', 'v.image is not a function. If v is an object of this library: did you mean imagePin (of Versions)?'],
  ])('a method of an object, as far as it can be told: %s', (statement, what) => {
    const { status, stderr } = synthesize([IMAGE, statement]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^imagewright: 1 error\. No file was written\.\n/);
    expect(stderr).toContain(`error  api/unknown-member\n  ${what}\n    at projenrc.ts:5\n`);
  });

  test.each([
    ['a name of somebody else, far from any of ours', 'const mine = {}; mine.listen();'],
    ['a method of ours that is called on something else', `${IMAGE} const mine = {}; mine.addTarget();`],
    ['an instance of somebody else, after a question about a member', 'void BaseImage.registri; const mine = {}; mine.start();'],
    ['what a library does with its own values', 'void Platform.then; require("node:fs").readFileSync(7n);'],
    ['another undefined value', 'void Platform.LINUX_ARM46;\n const mine = undefined; mine.name;'],
  ])('but not %s', (_, statement) => {
    const { status, stderr } = synthesize([statement]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/\nTypeError[^]*\nNode\.js v/);
  });

  test('nor one that somebody catches', () => {
    const { status, stdout, stderr } = synthesize(['try { BaseImage.registri("x"); } catch (error) { console.log(error.name); }']);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'TypeError\n', stderr: '' });
  });
});
