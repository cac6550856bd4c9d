import { Program, ZEROS, debian, imageProgram, stageProgram } from './world';

const FILES = { 'tools/tool.sh': '#!/bin/sh\nexec true\n', 'conf/app.conf': 'key = value\n', 'conf/more.conf': 'a = b\n', 'service/main.sh': '#!/bin/sh\nexec true\n' };

const stage = stageProgram('all that a stage can do', (runtime, api, image) => {
  const { Mount, RunNetwork } = api.dockerfile;
  image.addGlobalArg({ name: 'MIRROR', defaultValue: api.dockerfile.Word.literal('https://example.com') }, ['Where packages come from.', 'Any mirror.']);
  image.addRequiredArg('COMMIT', ['What is built.', 'A commit.']);
  const other = new api.BuildStage(image, 'Other', { base: debian(api), purpose: 'builds the app', notes: ['a note', 'another note'] });
  other.arg('LEVEL', 'high');
  other.env({ MODE: 'good' });
  other.workdir('/work');
  other.copyLocal(['conf/app.conf', 'conf/more.conf'], '/work/conf/', { exclude: ['*.md'], mode: '0644', owner: '1:2' });
  other.useLocal('tools');
  other.add(['https://example.com/a.txt', 'https://example.com/b.txt'], '/work/added/', { exclude: ['*.md'], mode: '0644', owner: '1:2' });
  other.download('https://example.com/app.tar.gz', `sha256:${ZEROS}`, '/work/app.tar.gz');
  other.write('/work/written', 'first line\nsecond line\n', { mode: '0644', owner: '1:2' });
  other.comment(['a comment', 'of two lines']);
  other.run(['tar -xf /work/app.tar.gz', 'make'], {
    comment: 'builds it',
    devices: ['vendor.com/device=one'],
    network: RunNetwork.NONE,
    delimiter: 'SCRIPT',
    mounts: [Mount.bind({ target: '/src', source: 'service' }), Mount.cache({ target: '/cache', id: 'app', mode: '0700', uid: '1', gid: '2' })],
    effects: { changes: ['/work/app', '/work/lib'], creates: [api.RootfsEntry.file('/work/app', { mode: '0755' })] },
  });
  other.runScript(['echo one', 'echo two'], { comment: 'says so' });
  other.runShell(['echo one', 'echo two'], { comment: 'says it again' });
  other.runExec(['/bin/echo', 'one'], { comment: 'without a shell' });
  other.run(other.platformCase({ 'linux/amd64': 'echo amd64' }));
  runtime.copyFrom(other, '/work/conf', '/etc/conf', { exclude: ['*.md'], mode: '0755', owner: '0:0' });
  runtime.copyArtifact(other.artifact({ root: '/work', entries: [api.RootfsEntry.file('/app', { mode: '0755' })] }), '/opt');
  runtime.label({ 'com.example.team': 'the good ones' });
  runtime.user('1000:1000');
  runtime.volume(['/data', '/more']);
  runtime.expose(['8080', '53/udp']);
  runtime.stopSignal('SIGTERM');
  runtime.onBuild(new api.dockerfile.StopSignal(api.dockerfile.Word.literal('SIGINT')));
  runtime.healthcheck(['/opt/app', 'ping'], { interval: '30s', timeout: '3s', startPeriod: '1m', startInterval: '500ms' });
  runtime.entrypoint(['/opt/app', '--serve']);
  runtime.cmd(['--level', 'debug']);
}, FILES, { COMMIT: 'abc' });

const shells = stageProgram('a stage with shell forms', (runtime, api) => {
  runtime.shell(['/bin/bash', '-c']);
  runtime.healthcheckShell(['test -e /run/up', 'true']);
  runtime.entrypointShell(['exec sleep 9', 'true']);
  runtime.cmdShell(['echo a', 'echo b']);
  api.Checks.of(runtime).acknowledge('user/root', 'a good reason');
}, FILES);

const bases = imageProgram('bases of all kinds', (image, api) => {
  const { BaseImage, BuildStage } = api;
  image.addGlobalArg({ name: 'SUITE', defaultValue: api.dockerfile.Word.literal('trixie') });
  image.addGlobalArg({ name: 'NEXT', defaultValue: api.dockerfile.Word.literal('first') });
  const first = new BuildStage(image, 'First', { base: BaseImage.unpinned('debian:trixie', 'it is new'), purpose: 'first' });
  const second = new BuildStage(image, 'Second', { base: BaseImage.template('debian:$SUITE', 'whoever builds chooses'), purpose: 'second' });
  const third = new BuildStage(image, 'Third-amd64', { base: debian(api).onPlatform('linux/amd64'), purpose: 'third' });
  const fourth = new BuildStage(image, 'Fourth', { base: BaseImage.stageTemplate('$NEXT'), purpose: 'fourth' });
  const fifth = new BuildStage(image, 'Fifth', { base: BaseImage.ociLayout('vendor/base', { tag: 'v1.2', digest: `sha256:${ZEROS}` }), purpose: 'fifth' });
  for (const each of [first, second, third, fourth, fifth]) each.run(['mkdir /out', 'echo a > /out/a']);
  const runtime = new BuildStage(image, 'Runtime', { base: debian(api), purpose: 'runs', runsOn: api.StagePlatform.TARGET });
  for (const [i, each] of [first, second, third, fourth, fifth].entries()) runtime.copyFrom(each, '/out/a', `/opt/${i}`);
  runtime.entrypoint(['/opt/0']);
  image.defineRuntime(runtime);
}, { hasContexts: true });

const existing = imageProgram('an existing Dockerfile', (image, api) => {
  const extra = new api.BuildStage(image, 'Extra', { base: debian(api), purpose: 'is asked for' });
  extra.run(['echo b > /b']);
  const further = new api.BuildStage(image, 'Further', { base: api.BaseImage.stage(extra), purpose: 'is asked for too' });
  further.run(['echo c > /c']);
  image.addTarget(further);
  const file = new api.ExistingDockerfile(image, 'File', {
    text: `FROM debian:trixie-slim@sha256:${ZEROS} AS made\nRUN echo a > /a\n\nFROM debian:trixie-slim@sha256:${ZEROS}\nCOPY --from=made /a /a\nCOPY --from=extra /b /b\nENTRYPOINT ["/a"]\n`,
    file: 'old/Dockerfile',
    dockerignore: ['*.md', 'docs'],
    contexts: { extra },
  });
  image.addTarget(file.stage('made'));
  image.defineRuntime(file.last);
});

export const STAGE_PROGRAMS: readonly Program[] = [stage, shells, bases, existing];
