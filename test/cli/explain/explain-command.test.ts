import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LogLevel, Project } from 'projen';
import { describe, expect, test, vi } from 'vitest';
import * as library from '../../../src';
import {
  Artifact, BaseImage, BuildStage, ContainerImage, ExecutableFormat, Platform, RootfsEntry, RuntimeImage, RuntimeImageProps, ScratchImage,
  ScriptOptions, StagePlatform,
} from '../../../src';
import { _BaseFacts, _BaseFile, _nameBaseFile, _writeBaseFile } from '../../../src/bases';
import { _listRules } from '../../../src/checks';
import { FACTS } from '../../bases/support/facts';
import { DEBIAN, TAILSCALE } from '../../support/image';
import { newProject } from '../../support/project';
import { Said, imagewright } from '../support';

function declare(project: Project, id: string, directory?: string): void {
  const image = new ContainerImage(project, id, { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64], directory });
  const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds the program', notes: ['It is small.'] });
  build.pin(TAILSCALE);
  build.run(['make', 'make install DESTDIR=/out', ...Array.from({ length: 12 }, (_, i) => `: ${i}`)], { comment: 'what make does' });
  const program = RootfsEntry.file('/usr/bin/app', { executable: { format: ExecutableFormat.ELF }, platforms: ['linux/amd64'] });
  const script = RootfsEntry.file('/usr/bin/app', { executable: { format: ExecutableFormat.SCRIPT, interpreter: '/usr/bin/real' }, platforms: ['linux/arm64'] });
  const real = RootfsEntry.file('/usr/bin/real', { executable: { format: ExecutableFormat.ELF, packed: true } });
  new ScratchImage(image, 'Runtime', {
    contents: [build.artifact({ root: '/out', entries: [program, script, real] }), Artifact.text([{ entry: RootfsEntry.file('/etc/motd'), content: 'hi\n' }])],
    links: [RootfsEntry.symlink('/bin', 'usr/bin'), RootfsEntry.symlink('/usr/bin/alias', 'app')],
    user: '65532:65532',
  });
}

/** A synthesized project, in which the command is then called. */
function synthesized(declareAll = (project: Project) => declare(project, 'App')): Project {
  vi.stubEnv('NODE_ENV', 'production');
  const project = newProject({ logging: { level: LogLevel.OFF } });
  declareAll(project);
  project.synth();
  vi.spyOn(process, 'cwd').mockReturnValue(project.outdir);
  return project;
}

/** What is said, without what differs from edit to edit of this file. */
async function explained(...args: string[]): Promise<Said> {
  const { out, err, code } = await imagewright(['explain', ...args]);
  const short = (text: string) => text.replace(/\S*explain-command\.test\.ts:\d+/g, 'HERE').replace(/\n +called at HERE/g, '');
  return { code, out: short(out), err: short(err) };
}

function lineOf(project: Project, text: string | RegExp, dockerfile = 'Dockerfile'): number {
  const lines = readFileSync(join(project.outdir, dockerfile), 'utf8').split('\n');
  return 1 + lines.findIndex(line => (typeof text === 'string' ? line === text : text.test(line)));
}

describe('of a rule it says what it wants', () => {
  const said = async (...args: string[]) => imagewright(['explain', ...args]);

  test('with what a finding of it weighs', async () => {
    expect((await said('user/root')).out).toContain('The program does not run as root, or a reason is given. A finding is for information only.\n');
  });

  test('with what it reports and accepts', async () => {
    expect(await said('dockerfile/copy-heredoc')).toEqual({
      code: 0,
      err: '',
      out: [
        'dockerfile/copy-heredoc',
        '',
        'The here-document of a COPY or ADD starts without a blank: <<EOF. A finding is a warning.',
        '',
        'Why: BuildKit removes the text, but still looks for files named "<<" and "EOF": the build stops, and no check reports it.',
        'Fix: Write <<EOF, or <<"EOF" for a text without variables.',
        '',
        'Reported:',
        '',
        '    FROM scratch',
        '    COPY << EOF /x',
        '    hi',
        '    EOF',
        '',
        '    FROM scratch',
        '    ADD << "EOF" /x',
        '    hi',
        '    EOF',
        '',
        'Accepted:',
        '',
        '    FROM scratch',
        '    COPY <<EOF /x',
        '    hi',
        '    EOF',
        '',
        '    FROM scratch',
        '    COPY <<-"EOF" /x',
        '    hi',
        '    EOF',
        '',
        "To accept a finding: Checks.of(construct).acknowledge('dockerfile/copy-heredoc', 'the reason').",
        '',
      ].join('\n'),
    });
  });

  test.each(_listRules().filter(({ id }) => id !== 'dockerfile/InvalidBaseImagePlatform').map(({ id }) => id))('%s has examples of both kinds', async id => {
    const { code, out } = await said(id);
    expect([code, /^Reported:\n\n {4}\S/m.test(out), /^Accepted:\n\n {4}\S/m.test(out)]).toEqual([0, true, true]);
  });

  test.each(_listRules().filter(({ id }) => !id.startsWith('dockerfile/')).map(({ id }) => id))('%s uses names that its examples declare or that the library exports', async id => {
    const code = (await said(id)).out.split('\n').filter(line => line.startsWith('    ')).join('\n');
    // In a good example and a bad one, `new X`, `X.member`, `exampleX()` and the base of the helpers.
    const declared = [...code.matchAll(/\b(?:function|const|class) (\w+)/g)].map(([, name]) => name);
    const used = [...code.matchAll(/\bnew (\w+)|(?<![\w.'])([A-Z]\w*)\.\w|\b(example[A-Z]\w*)\(|\b(EXAMPLE_BASE)\b/g)].map(names => names.slice(1).find(Boolean)!);
    expect(used.filter(name => ![...declared, ...Object.keys(library), ...Object.keys(library.dockerfile)].includes(name))).toEqual([]);
    expect(used).not.toEqual([]);
  });

  test('by the name that BuildKit has for it', async () => {
    expect((await said('UndefinedVar')).out).toMatch(/^dockerfile\/UndefinedVar\n[^]*a warning in BuildKit, and an error in a declared image\./);
  });

  test('and what BuildKit rejects cannot be acknowledged', async () => {
    expect((await said('dockerfile/flag')).out).not.toContain('acknowledge');
  });

  test('for programs', async () => {
    expect(JSON.parse((await said('--json', 'rootfs/no-tmp')).out)).toMatchObject({ version: 1, id: 'rootfs/no-tmp', severity: 'warning' });
  });

  test('and which there are', async () => {
    expect((await said('--rules')).out.split('\n').length).toBe(_listRules().length + 1);
  });

  test('if there is one', async () => {
    expect(await said('rootfs/no-tpm')).toEqual({
      code: 1,
      out: '',
      err: 'imagewright: There is no rule "rootfs/no-tpm". Did you mean "rootfs/no-tmp"? imagewright explain --rules lists them. Other ids belong to constructs, and their messages are complete.\n',
    });
  });
});

describe('of a line it says who is behind it, where they said it, and why', () => {
  test('an instruction, with the comment above it and what it brings', async () => {
    const project = synthesized();
    const run = lineOf(project, "RUN <<'SH'");
    const { code, out, err } = await explained(`Dockerfile:${run + 3}`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe([
      `Dockerfile:${run + 3}, image App`,
      '',
      ...["RUN <<'SH'", 'set -eu', 'make', 'make install DESTDIR=/out', ...Array.from({ length: 8 }, (_, i) => `: ${i}`)].map((text, i) => `  ${run + i} | ${text}`),
      '     | and 5 more lines',
      '',
      '  construct  App/Build',
      '  declared   HERE',
      '  stage      build builds the program',
      '  because    what make does',
      '  brings     /usr/bin/app',
      '             /usr/bin/real',
      '',
    ].join('\n'));
  });

  test('a stage, with its notes and who uses it; a comment stands for what is below', async () => {
    const project = synthesized();
    const first = lineOf(project, '# build builds the program');
    for (const line of [first, first + 1, first + 2]) {
      expect((await explained(`Dockerfile:${line}`)).out.split('\n').slice(4)).toEqual([
        '  construct  App/Build', '  declared   HERE', '  stage      build builds the program', '  because    It is small.', '  used by    runtime-rootfs', '',
      ]);
    }
  });

  test('a pin, with what it pins', async () => {
    const project = synthesized();
    expect((await explained(`Dockerfile:${lineOf(project, 'ARG TAILSCALE_VERSION=v1.98.3')}`)).out).toContain([
      '  construct  App', '  declared   HERE', '  pin        TAILSCALE_VERSION is v1.98.3, a release of tailscale (github-releases)', '',
    ].join('\n'));
  });

  test('with a column, and from another folder', async () => {
    const project = synthesized(each => declare(each, 'App', 'images/app'));
    mkdirSync(join(project.outdir, 'docs'));
    vi.spyOn(process, 'cwd').mockReturnValue(join(project.outdir, 'docs'));
    const line = lineOf(project, /^STOPSIGNAL/, 'images/app/Dockerfile');
    expect((await explained(`../images/app/Dockerfile:${line}:3`)).out.split('\n')[0]).toBe(`images/app/Dockerfile:${line}, image App`);
    expect((await explained(join(project.outdir, `images/app/Dockerfile:${line}`))).code).toBe(0);
  });

  test('for programs', async () => {
    const project = synthesized();
    const line = lineOf(project, 'make');
    expect(JSON.parse((await imagewright(['explain', '--json', `Dockerfile:${line}`])).out)).toMatchObject({
      version: 1,
      image: 'App',
      dockerfile: 'Dockerfile',
      line,
      part: { firstLine: line - 2, keyword: 'RUN', stage: 'build', construct: 'App/Build' },
      stage: { name: 'build', purpose: 'builds the program', notes: ['It is small.'], usedBy: ['runtime-rootfs'] },
      comment: ['what make does'],
      files: ['/usr/bin/app', '/usr/bin/real'],
      changed: [],
    });
  });
});

describe('of a path it says what is there, who made it, and how it came there', () => {
  test('through links, on each platform', async () => {
    const project = synthesized();
    const { code, out } = await explained('/bin/alias');
    const [run, last] = ["RUN <<'SH'", 'COPY --from=runtime-rootfs /out/ /'].map(text => lineOf(project, text));
    const links = readFileSync(join(project.outdir, 'Dockerfile'), 'utf8').split('\n').lastIndexOf("RUN <<'SH'") + 1;
    const way = (path: string) => [
      '  construct  App/Build',
      '  declared   HERE',
      '  stage      build builds the program',
      `  way        /out${path} in build`,
      `               Dockerfile:${run}  RUN <<'SH'`,
      `             ${path} in runtime`,
      `               Dockerfile:${last}  COPY --from=runtime-rootfs /out/ /`,
    ];
    const link = (path: string) => [
      '  construct  App/Runtime/Rootfs',
      '  declared   HERE',
      '  stage      runtime-rootfs adds the other files of the image',
      `  way        /out${path} in runtime-rootfs`,
      `               Dockerfile:${links}  RUN <<'SH'`,
      `             ${path} in runtime`,
      `               Dockerfile:${last}  COPY --from=runtime-rootfs /out/ /`,
    ];
    expect(code).toBe(0);
    expect(out).toBe([
      '/bin/alias in image App',
      '',
      '  symlink    /bin -> usr/bin, owner 0:0',
      ...link('/bin'),
      '',
      '  symlink    /usr/bin/alias -> app, owner 0:0',
      ...link('/usr/bin/alias'),
      '',
      '  file       /usr/bin/app, mode 0755, owner 0:0, a static program',
      '  platforms  linux/amd64',
      ...way('/usr/bin/app'),
      '',
      '  file       /usr/bin/app, mode 0755, owner 0:0, a script for /usr/bin/real',
      '  platforms  linux/arm64',
      ...way('/usr/bin/app'),
      '',
    ].join('\n'));
  });

  test.each([
    ['/etc/motd', '  file       /etc/motd, mode 0644, owner 0:0, 3 bytes'],
    ['/usr/../usr/./bin/real', '  file       /usr/bin/real, mode 0755, owner 0:0, a static program, packed'],
    ['/tmp', '  directory  /tmp, mode 1777, owner 0:0'],
    ['/', '  directory  /, mode 0755, owner 0:0'],
  ])('%s', async (path, said) => {
    synthesized();
    const { code, out } = await explained(path);
    expect([code, out.split('\n').slice(0, 3)]).toEqual([0, [`${path} in image App`, '', said]]);
  });

  test('in one of several images, or in all that have it', async () => {
    synthesized(project => { declare(project, 'One', 'one'); declare(project, 'Two', 'two'); });
    const heads = async (...args: string[]) => (await explained(...args)).out.split('\n').filter(line => line.includes(' in image'));
    expect(await heads('/etc/motd')).toEqual(['/etc/motd in image One', '/etc/motd in image Two']);
    expect(await heads('/etc/motd', '--image', 'Two')).toEqual(['/etc/motd in image Two']);
  });

  test('for programs', async () => {
    synthesized();
    expect(JSON.parse((await imagewright(['explain', '/etc/motd', '--json'])).out)).toMatchObject({
      version: 1,
      path: '/etc/motd',
      images: [{ image: 'App', dockerfile: 'Dockerfile', found: [{ path: '/etc/motd', kind: 'file', mode: '0644', bytes: 3, platforms: ['linux/amd64', 'linux/arm64'] }] }],
    });
  });
});

describe('what is not there', () => {
  test.each([
    ['Dockerfile:1', 'Line 1 of Dockerfile describes the image as a whole: App, declared at App, HERE.'],
    ['Dockerfile:0', expect.stringMatching(/^Dockerfile has \d+ lines\.$/)],
    ['Dockerfile:9999', expect.stringMatching(/^Dockerfile has \d+ lines\.$/)],
    ['other/Dockerfile:1', 'other/Dockerfile is not a Dockerfile of the last synthesis. Dockerfiles: Dockerfile.'],
    ['/etc/mot', 'There is no /etc/mot in App. Did you mean "/etc/motd"?'],
  ])('%s is answered with 1', async (place, said) => {
    synthesized();
    const { code, out, err } = await explained(place);
    expect([code, out, err.replace(/^imagewright: |\n$/g, '')]).toEqual([1, '', said]);
  });

  test('an empty line is said to be one', async () => {
    const project = synthesized();
    const line = lineOf(project, '');
    expect(await explained(`Dockerfile:${line}`)).toEqual({ code: 1, out: '', err: `imagewright: Line ${line} of Dockerfile is empty.\n` });
  });

  test('where a base image is not known, nothing is said to be missing', async () => {
    synthesized(project => {
      const image = new ContainerImage(project, 'App', { platforms: [Platform.LINUX_AMD64] });
      image.defineRuntime(new BuildStage(image, 'Debian', { base: DEBIAN, purpose: 'is the image', runsOn: StagePlatform.TARGET }));
    });
    expect(await explained('/bin/sh')).toEqual({
      code: 1,
      out: '',
      err: 'imagewright: Nothing is known about /bin/sh in App. The files of debian:trixie-slim were not known at the last synthesis. To read the bases that versions.json pins, run: npx imagewright pin --bases, then: npx projen synth\n',
    });
  });
});

describe('what a base image brought', () => {
  const AMD: _BaseFacts = { ...FACTS, config: { ...FACTS.config, healthcheck: undefined, volumes: [] } };
  const ARM: _BaseFacts = { ...AMD, platform: 'linux/arm64', files: new Map([...AMD.files].filter(([path]) => path !== '/usr/bin/pip')) };

  interface Over {
    readonly props?: Partial<RuntimeImageProps>;
    readonly bases?: _BaseFacts[];
    /** Options of a command in the last stage. */
    readonly run?: ScriptOptions;
  }

  function overBase({ props = {}, bases = [AMD, ARM], run }: Over = {}): Project {
    return synthesized(project => {
      mkdirSync(join(project.outdir, 'bases'));
      for (const facts of bases) {
        const path = _nameBaseFile('python', Platform.parse(facts.platform));
        writeFileSync(join(project.outdir, path), _writeBaseFile(facts, path));
      }
      const image = new ContainerImage(project, 'App', { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] });
      const base = BaseImage.registry(FACTS.reference);
      if (run === undefined) {
        new RuntimeImage(image, 'Runtime', { base, contents: [], entrypoint: ['/usr/bin/bash'], cmd: [], ...props });
        return;
      }
      const stage = new BuildStage(image, 'Runtime', { base, purpose: 'is the image', runsOn: StagePlatform.TARGET, emulated: 'a test' });
      stage.run(['make install'], run);
      stage.entrypoint(['/usr/bin/bash']);
      image.defineRuntime(stage);
    });
  }

  test('is shown with its kind, mode, owner and what it needs, and the base', async () => {
    overBase();
    expect(await explained('/bin/bash')).toEqual({
      code: 0,
      err: '',
      out: [
        '/bin/bash in image App',
        '',
        '  symlink  /bin -> usr/bin, owner 0:0',
        '  from     python:3.13-slim',
        '',
        '  file     /usr/bin/bash, mode 0755, owner 0:0',
        '  content  program for x86-64, loaded by /lib64/ld-linux-x86-64.so.2, needs libtinfo.so.6, libc.so.6',
        '  from     python:3.13-slim',
        '',
      ].join('\n'),
    });
  });

  test('is shown for the platforms that have it', async () => {
    overBase();
    expect((await explained('/usr/bin/pip')).out).toContain('  from       python:3.13-slim\n  platforms  linux/amd64\n\n/usr/bin/pip is not in the image.');
  });

  test('is shown where the image replaces it', async () => {
    overBase({ props: { contents: [Artifact.text([{ entry: RootfsEntry.file('/etc/passwd'), content: 'root:x:0:0::/:\n' }])], links: [RootfsEntry.symlink('/usr/bin/sh', 'bash')] } });
    expect((await explained('/etc/passwd')).out).toContain('  replaces   file, mode 0644, from python:3.13-slim\n');
    expect((await explained('/usr/bin/sh')).out).toContain('  replaces   symlink -> dash, from python:3.13-slim\n');
  });

  test('that is not there is missing, with what is similar', async () => {
    overBase();
    expect(await explained('/usr/bin/bahs')).toEqual({ code: 1, out: '', err: 'imagewright: There is no /usr/bin/bahs in App. Did you mean "/usr/bin/bash"?\n' });
    expect((await explained('/usr/bin/sh')).out).toContain('/usr/bin/dash is not in the image.');
  });

  test('may have changed where a command has unknown effects', async () => {
    overBase({ run: {} });
    expect((await explained('/usr/bin/bash')).out).toContain('  changes  a command of unknown effects may have changed or removed it\n');
    expect((await explained('/usr/bin/app')).err).toContain('Nothing is known about /usr/bin/app in App. Commands without `effects` may have created it');
  });

  test('is known where the effects of a command are', async () => {
    overBase({ run: { effects: { adds: ['/opt'] } } });
    expect((await explained('/usr/bin/app')).err).toContain('There is no /usr/bin/app in App.');
    expect((await explained('/opt/app')).err).toContain('Nothing is known about /opt/app in App.');
    expect((await explained('/usr/bin/bash')).out).not.toContain('changes');
  });

  test('is unknown where it was not read, or its file is gone', async () => {
    overBase({ bases: [] });
    expect((await explained('/usr/bin/bash')).err).toContain('run: npx imagewright pin --bases');
    const project = overBase();
    rmSync(join(project.outdir, 'bases'), { recursive: true });
    expect((await explained('/usr/bin/bash')).err).toContain('run: npx imagewright pin --bases');
  });

  test('is said to be of another digest', async () => {
    const digest = `sha256:${'1'.repeat(64)}`;
    overBase({ bases: [AMD, ARM].map(facts => ({ ...facts, reference: `python:3.13-slim@${digest}` })) });
    expect((await explained('/usr/bin/bash')).out).toContain(`  from     python:3.13-slim, as another digest of it was read: ${digest}\n`);
  });

  test('is JSON for programs', async () => {
    overBase();
    expect(JSON.parse((await explained('--json', '/usr/bin/bash')).out).images[0].found).toEqual([
      expect.objectContaining({ path: '/usr/bin/bash', kind: 'file', mode: '0755', owner: '0:0', platforms: ['linux/amd64', 'linux/arm64'], base: 'python:3.13-slim' }),
    ]);
  });

  test('is not copied into the explanation', async () => {
    const more = Array.from({ length: 1000 }, (_, i): [string, _BaseFile] => [`/usr/bin/${i}`, AMD.files.get('/usr/bin/bash')!]);
    const size = (bases: _BaseFacts[]) => readFileSync(join(overBase({ bases }).outdir, '.imagewright/explanation.json')).length;
    expect(size([AMD, ARM].map(facts => ({ ...facts, files: new Map([...facts.files, ...more]) })))).toBe(size([AMD, ARM]));
  });
});

describe('what has changed since the synthesis', () => {
  test('is said, and lines are explained as they were', async () => {
    const project = synthesized();
    const file = join(project.outdir, 'Dockerfile');
    const text = readFileSync(file, 'utf8').replace('v1.98.3', 'v1.98.4');
    rmSync(file);
    writeFileSync(file, text);
    const { code, out, err } = await explained(`Dockerfile:${lineOf(project, /^STOPSIGNAL/)}`);
    expect([code, err]).toEqual([0, 'imagewright: Dockerfile has changed since the last synthesis, so lines may have moved. Run: npx projen synth\n']);
    expect(out).toContain('STOPSIGNAL SIGTERM\n');
  });

  test('is said of a Dockerfile that is gone', async () => {
    const project = synthesized();
    rmSync(join(project.outdir, 'Dockerfile'));
    expect(await explained('Dockerfile:14')).toEqual({ code: 2, out: '', err: 'imagewright: Dockerfile is gone. Run: npx projen synth\n' });
    expect((await explained('/etc/motd')).code).toBe(0);
  });
});

describe('what it cannot be explained from is answered with 2', () => {
  test.each([
    [undefined, /^There is no \.imagewright\/explanation\.json in .* or in a folder above it: no synthesis has run\. Run: npx projen synth$/],
    ['{"version":1', /^.*explanation\.json does not have the format of this version of imagewright: .* Run: npx projen synth$/],
    ['{"version":2}', /does not have the format of this version/],
    // As an older version wrote it.
    ['{"version":1,"images":[{"construct":"","declared":[],"name":"App","dockerfile":"Dockerfile","platforms":[],"isComplete":true,"stages":[],"parts":[],"files":[]}],"digests":{}}', /explanation\.json does not have the format of this version of imagewright: .*roots.* Run: npx projen synth$/],
    ['null', /does not have the format of this version/],
  ])('%s', async (left, said) => {
    const project = newProject();
    vi.spyOn(process, 'cwd').mockReturnValue(project.outdir);
    mkdirSync(join(project.outdir, '.imagewright'));
    if (left !== undefined) writeFileSync(join(project.outdir, '.imagewright/explanation.json'), left);
    for (const place of ['/etc/motd', 'Dockerfile:14']) {
      const { code, out, err } = await explained(place);
      expect([code, out]).toEqual([2, '']);
      expect(err.replace(/^imagewright: |\n$/g, '')).toMatch(said);
    }
  });

  test.each([
    [[], 'explain takes one argument: DOCKERFILE:LINE, an absolute path in an image, or the id of a rule. See imagewright explain --help.'],
    [['a:1', 'b:1'], 'explain takes one argument: DOCKERFILE:LINE, an absolute path in an image, or the id of a rule. See imagewright explain --help.'],
    [['--jsno', '/x'], 'explain has no option "--jsno". Did you mean "--json"? See imagewright explain --help.'],
    [['--image'], '--image needs a value. See imagewright explain --help.'],
    [['/x', '--image', 'Ap'], 'There is no image "Ap". Did you mean "App"? Images: App.'],
  ])('%j', async (args, said) => {
    synthesized();
    expect(await explained(...args)).toEqual({ code: 2, out: '', err: `imagewright: ${said}\n` });
  });
});

describe('what is nearly right', () => {
  test('a path without its slash is looked up with it', async () => {
    synthesized();
    const { code, out } = await explained('usr/bin/app');
    expect([code, out.split('\n')[0]]).toEqual([0, '/usr/bin/app in image App']);
    expect((await explained('./usr/bin/app')).out).toBe(out);
  });

  test('a Dockerfile without a line is explained as a whole', async () => {
    synthesized();
    expect(await explained('Dockerfile')).toEqual({
      code: 0,
      err: '',
      out: [
        'Dockerfile, image App',
        '',
        '  construct  App',
        '  declared   HERE',
        '  platforms  linux/amd64, linux/arm64',
        '  stages     build builds the program',
        '             runtime-rootfs adds the other files of the image',
        '             runtime is the image',
        '',
        'To explain a line: imagewright explain Dockerfile:1',
        '',
      ].join('\n'),
    });
    expect(JSON.parse((await imagewright(['explain', '--json', './Dockerfile'])).out)).toMatchObject({ image: 'App', stages: [{ name: 'build' }, {}, {}] });
  });

  test('anything else is told what there is', async () => {
    synthesized();
    expect(await explained('nonsense')).toEqual({
      code: 2,
      out: '',
      err: 'imagewright: explain takes DOCKERFILE:LINE, an absolute path in an image, or the id of a rule; "nonsense" is none of them. '
        + 'Dockerfiles: Dockerfile. A path in an image begins with a slash: /nonsense. See imagewright explain --help.\n',
    });
    expect((await explained('usr/nothing')).err).toContain('There is no rule "usr/nothing".');
  });
});

test('whatever became of explanation.json, it is no defect and no stack', async () => {
  const project = synthesized();
  const path = join(project.outdir, '.imagewright/explanation.json');
  const whole = readFileSync(path);
  const random = randomNumbers(Number(process.env.EXPLANATION_SEED ?? 7));
  const asked = [['Dockerfile:3'], ['Dockerfile:20'], ['/usr/bin/alias'], ['Dockerfile'], ['--json', 'usr/bin/app'], ['nonsense']];
  const answers = new Map<number, number>();
  for (let i = 0; i < 1000; i++) {
    writeFileSync(path, mutated(whole, random));
    const { code, err } = await explained(...asked[i % asked.length]);
    answers.set(code, (answers.get(code) ?? 0) + 1);
    expect(err).not.toMatch(/This is a bug in imagewright|^ +at .*:\d+:\d+/m);
  }
  expect([...answers.keys()].sort()).toEqual([0, 1, 2]);
});

test('a Dockerfile that has become shorter is explained as far as it goes', async () => {
  const project = synthesized();
  writeFileSync(join(project.outdir, 'Dockerfile'), '# syntax=x\n');
  for (let line = 1; line < 60; line++) expect((await explained(`Dockerfile:${line}`)).err).not.toContain('This is a bug in imagewright');
});

test.each([
  ['deep', '['.repeat(20_000), 'It is not JSON: '],
  ['with a byte order mark', '\ufeff{}', 'byte order mark'],
  ['of another version', '{"version":2,"images":[],"digests":{}}', 'version is 2, not 1.'],
  ['with a line that cannot be', '{"version":1,"digests":{},"images":[{"name":"a","dockerfile":"Dockerfile","construct":"a","declared":[],"platforms":[],"isComplete":true,"stages":[],"files":[],"roots":[],"parts":[{"construct":"a","declared":[],"firstLine":1,"lastLine":9007199254740991}]}]}', 'is 9007199254740991, not a line.'],
])('an explanation %s is refused, with what to do', async (_, text, said) => {
  const project = synthesized();
  writeFileSync(join(project.outdir, '.imagewright/explanation.json'), text);
  const { code, err } = await explained('Dockerfile:1');
  expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  expect(err).toContain('Run: npx projen synth');
});

/** The same for the same seed. @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0; // eslint-disable-line no-bitwise -- 32 bits
    return state % below;
  };
}

/** Bytes changed, left out, doubled or cut off; and, since most of that is no JSON any more, values exchanged. */
function mutated(bytes: Buffer, random: (below: number) => number): Buffer {
  const text = bytes.toString('utf8');
  const place = random(bytes.length);
  switch (random(6)) {
    case 0: return Buffer.from(bytes.map((byte, i) => (i === place ? random(256) : byte)));
    case 1: return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1 + random(9))]);
    case 2: return bytes.subarray(0, place);
    case 3: return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place, place + random(40)), bytes.subarray(place)]);
    case 4: return Buffer.from(text.replace(/\d+|true|false|"[^"]*"/g, value => (random(60) === 0 ? ['0', '-1', '1e9', 'null', '""', '[]', '{}', '"x"'][random(8)] : value)));
    default: return Buffer.from(text.replace(/\[[^[\]{}]*\]|"[a-zA-Z]+":/g, value => (random(40) === 0 ? value.startsWith('[') ? ['[]', 'null', '[1]', '"x"'][random(4)] : '"other":' : value)));
  }
}
