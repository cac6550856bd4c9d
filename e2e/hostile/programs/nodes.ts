import { TextFile } from 'projen';
import { Program, ZEROS, stageProgram } from './world';

const instructions = stageProgram('instructions of all kinds', (runtime, api, image) => {
  const d = api.dockerfile;
  const { Word, Heredoc, CopySource, Mount, Run, Command, KeyValue } = d;
  image.addGlobalArg({ name: 'MIRROR', defaultValue: Word.literal('good') });
  const add = (...nodes: InstanceType<typeof d.DockerfileNode>[]): void => nodes.forEach(node => runtime.addNode(node));
  add(
    new d.Comment(['a comment', 'of two lines']),
    new d.Arg([{ name: 'LEVEL', defaultValue: Word.literal('high') }, { name: 'MIRROR' }, { name: 'PORT' }]),
    new d.Env([KeyValue.of('MODE', 'good'), KeyValue.template('LEVEL_OF', 'is $LEVEL'), KeyValue.word(Word.literal('THIRD'), Word.template('x${LEVEL}'))]),
    new d.Label([KeyValue.of('com.example.team', 'the good ones'), KeyValue.template('com.example.level', '$LEVEL')]),
    new d.Workdir(Word.join([Word.literal('/work/'), Word.variable('LEVEL')])),
    new d.Copy({
      sources: [CopySource.path(Word.literal('conf/app.conf')), CopySource.pattern(Word.literal('conf/*.txt'))],
      destination: Word.literal('/etc/'),
      chmod: Word.literal('0644'),
      chown: Word.literal('1:2'),
      exclude: ['*.md', '*.txt'],
    }),
    new d.Copy({ sources: [CopySource.path(Word.literal('/bin/busybox'))], destination: Word.literal('/bin/'), copyFrom: `busybox:1.37@sha256:${ZEROS}` }),
    new d.Copy({ sources: [CopySource.heredoc(Heredoc.literal('first\nsecond\n', 'TEXT'))], destination: Word.literal('/etc/first') }),
    new d.Copy({ sources: [CopySource.heredoc(Heredoc.expanding(Word.template('level $LEVEL\n'), 'OTHER'))], destination: Word.literal('/etc/second') }),
    new d.Add({ sources: [CopySource.path(Word.literal('https://example.com/a'))], destination: Word.literal('/a'), checksum: Word.literal(`sha256:${ZEROS}`), exclude: ['*.md'] }),
    Run.shell('echo one', { devices: ['vendor.com/device=one'], mounts: [Mount.tmpfs({ target: '/tmp', size: '64m' })] }),
    Run.shellLines(['echo one', 'echo two'], { devices: ['vendor.com/device=one'] }),
    Run.script('set -eu\necho one\n', { delimiter: 'DONE', mounts: [Mount.secret({ id: 'token', target: '/run/token', mode: '0400', uid: '1', gid: '2' }), Mount.secret({ id: 'other', env: 'TOKEN' }), Mount.ssh({ id: 'default', target: '/run/ssh', mode: '0600', uid: '1', gid: '2' })] }),
    Run.exec(['/bin/echo', 'one'], { mounts: [Mount.cache({ target: '/cache', id: 'app', mountFrom: 'other', source: '/seed', mode: '0700', uid: '1', gid: '2' }), Mount.bind({ target: '/mnt', mountFrom: 'other', source: '/out' })] }),
    Run.shellWithHeredocs('cat <<TEXT', [Heredoc.shell('one\ntwo\n', 'TEXT')]),
    Run.shellLinesWithHeredocs(['cat \\', '  <<TEXT'], [Heredoc.shell('one\ntwo\n', 'TEXT')]),
    new d.User(Word.literal('1000')),
    new d.Volume([Word.literal('/data'), Word.literal('/more')]),
    new d.Expose([Word.literal('8080'), Word.template('${PORT:-53}')]),
    new d.StopSignal(Word.literal('SIGTERM')),
    new d.OnBuild(Run.shell('echo later')),
    d.Healthcheck.command(Command.shell('test -e /run/up')),
    new d.Shell(['/bin/sh', '-c']),
    new d.Entrypoint(Command.exec(['/bin/busybox', 'sleep'])),
    new d.Cmd(Command.shellLines(['echo a', 'echo b'])),
  );
  const other = new api.BuildStage(image, 'Other', { base: api.BaseImage.scratch(), purpose: 'is mounted' });
  other.write('/out/a', 'a\n');
  other.write('/seed/a', 'a\n');
}, { 'conf/app.conf': 'key = value\n', 'conf/a.txt': 'a\n' });

const documents: Program = {
  name: 'documents of the language alone',
  declare: (api, folder) => {
    const { DockerfileDocument, From, Word, Frontend, Run } = api.dockerfile;
    const document = new DockerfileDocument({
      header: ['a header', 'of two lines'],
      directives: { syntax: 'docker/dockerfile:1.24', check: 'error=true' },
      nodes: [new From({ image: Word.literal('debian'), alias: 'made', platform: Word.literal('linux/amd64') }), Run.shell('echo a')],
    });
    DockerfileDocument.parse(document.print());
    Frontend.parse('1.24').supports('copy --parents');
    Frontend.required(['copy --parents', 'heredoc']);
    // What it prints is written, so that it is judged as all files are.
    const project = new api.ContainerImageProject({ name: 'good', outdir: folder });
    new TextFile(project, 'printed/Dockerfile', { lines: [document.print()] });
    return project;
  },
};

export const NODE_PROGRAMS: readonly Program[] = [instructions, documents];
