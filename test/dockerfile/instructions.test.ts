import { describe, expect, test } from 'vitest';
import {
  Add, Arg, CacheSharing, Cmd, Command, Comment, Copy, CopySource, DockerfileNode, Duration, Entrypoint, Env, Expose, From, Healthcheck, Heredoc,
  KeyValue, Label, Mount, OnBuild, Run, RunNetwork, RunSecurity, Shell, StopSignal, User, Volume, Word, Workdir,
} from '../../src/dockerfile';

const w = (text: string) => Word.literal(text);
const v = (name: string) => Word.variable(name);
const path = (text: string) => CopySource.path(w(text));
const copy = (...sources: string[]) => ({ sources: sources.map(path), destination: w('/x/') });

const PRINTED: [DockerfileNode, string][] = [
  [new From({ image: w('alpine:3.23') }), 'FROM alpine:3.23'],
  [new From({ image: w('scratch'), platform: v('BUILDPLATFORM'), alias: 'a-b.c_1' }), 'FROM --platform=$BUILDPLATFORM scratch AS a-b.c_1'],
  [new Arg([{ name: 'A' }, { name: 'B', defaultValue: w('b c') }]), 'ARG A B="b c"'],
  [new Env([KeyValue.of('A', 'a'), KeyValue.of('B', '')]), 'ENV A=a \\\n    B=""'],
  [new Env([KeyValue.word(w('A'), Word.join([w('x y'), v('B'), w('_')]))]), 'ENV A="x y${B}_"'],
  [new Label([KeyValue.of('org.example/a-b', '"$it\'s" \\n')]), 'LABEL org.example/a-b="\\"\\$it\'s\\" \\\\n"'],
  [new Workdir(w('/a b')), 'WORKDIR "/a b"'],
  [new Workdir(Word.join([v('HOME'), w('/x')])), 'WORKDIR $HOME/x'],
  [new User(w('1:2')), 'USER 1:2'],
  [new User(w('a # b')), 'USER "a # b"'],
  [new Volume([w('/a'), w('it\'s "$x"')]), 'VOLUME ["/a", "it\\\\\'s \\\\\\"\\\\$x\\\\\\""]'],
  [new Expose([w('80'), w('53/udp'), w('1-2/tcp'), v('PORT')]), 'EXPOSE 80 53/udp 1-2/tcp $PORT'],
  [new StopSignal(w('SIGRTMIN+3')), 'STOPSIGNAL SIGRTMIN+3'],
  [new Shell(['/bin/bash', '-c']), 'SHELL ["/bin/bash", "-c"]'],
  [new Cmd(Command.exec(['a', '$b', 'c"d'])), 'CMD ["a", "$b", "c\\"d"]'],
  [new Entrypoint(Command.shell('exec a $b')), 'ENTRYPOINT exec a $b'],
  [Healthcheck.none(), 'HEALTHCHECK NONE'],
  [
    Healthcheck.command(Command.exec(['/a']), { interval: Duration.minutes(1), timeout: Duration.millis(1500), startPeriod: Duration.seconds(2), startInterval: Duration.hours(1), retries: 0 }),
    'HEALTHCHECK --interval=1m --timeout=1500ms --start-period=2s --start-interval=1h --retries=0 \\\n    CMD ["/a"]',
  ],
  [new OnBuild(Run.shell('make')), 'ONBUILD RUN make'],
  [new Copy(copy('a')), 'COPY a /x/'],
  [
    new Copy({ ...copy('a', 'b'), copyFrom: 's', chown: w('1:2'), chmod: w('u=rwX,go=rX'), link: true, parents: true, exclude: ['*.md', '.git'] }),
    'COPY --from=s --chown=1:2 --chmod=u=rwX,go=rX --link --parents --exclude=*.md --exclude=.git a b /x/',
  ],
  [new Copy(copy('a b', 'it\'s $x', '[1]*?')), 'COPY ["a b", "it\\\\\'s \\\\$x", "[[]1][*][?]", "/x/"]'],
  [new Copy({ sources: [CopySource.pattern(w('*.go'))], destination: w('.') }), 'COPY ["*.go", "."]'],
  [new Copy({ sources: [CopySource.heredoc(Heredoc.literal('$a\n'))], destination: w('/f') }), 'COPY <<\'EOT\' /f\n$a\nEOT'],
  [new Copy({ sources: [CopySource.heredoc(Heredoc.expanding('$a\n', 'A')), path('b'), CopySource.heredoc(Heredoc.literal('', 'C'))], destination: w('/d/') }), 'COPY <<A b <<\'C\' /d/\n$a\nA\nC'],
  [new Copy({ sources: [CopySource.heredoc(Heredoc.literal('EOT\nEOT2\n'))], destination: w('/f') }), 'COPY <<\'EOT3\' /f\nEOT\nEOT2\nEOT3'],
  [
    new Add({ sources: [CopySource.path(Word.template('https://x.org/a-${V}.tar#b'))], destination: w('/a'), checksum: w(`sha256:${'0'.repeat(64)}`), unpack: false, keepGitDir: true }),
    `ADD --keep-git-dir --checksum=sha256:${'0'.repeat(64)} --unpack=false https://x.org/a-$V.tar#b /a`,
  ],
  [Run.shell('make && make install'), 'RUN make && make install'],
  [Run.exec(['/a', 'b c']), 'RUN ["/a", "b c"]'],
  [Run.script('set -eu\ncat <<SH\nSH\n'), 'RUN <<\'SH2\'\nset -eu\ncat <<SH\nSH\nSH2'],
  [Run.shell('a', { mounts: [Mount.cache({ target: '/c' })], network: RunNetwork.NONE }), 'RUN --mount=type=cache,target=/c \\\n    --network=none \\\n    a'],
  [Run.shell('a', { security: RunSecurity.INSECURE }), 'RUN --security=insecure a'],
  [
    Run.shell('a', { mounts: [Mount.cache({ target: '/c', id: 'x-$ARCH', sharing: CacheSharing.LOCKED, mountFrom: 's', source: '/d', readOnly: true, mode: '0700', uid: 1, gid: 2 })] }),
    'RUN --mount=type=cache,id=x-$ARCH,target=/c,sharing=locked,from=s,source=/d,ro,mode=0700,uid=1,gid=2 a',
  ],
  [Run.shell('a', { mounts: [Mount.bind({ target: 'a,b', source: 'c', readWrite: true })] }), 'RUN --mount=type=bind,source=c,\\"target=a,b\\",rw a'],
  [Run.shell('a', { mounts: [Mount.tmpfs({ target: '/t', size: '64m' })] }), 'RUN --mount=type=tmpfs,target=/t,size=64m a'],
  [Run.shell('a', { mounts: [Mount.secret({ id: 's', env: 'TOKEN', required: true })] }), 'RUN --mount=type=secret,id=s,env=TOKEN,required a'],
  [Run.shell('a', { mounts: [Mount.ssh({ required: true })] }), 'RUN --mount=type=ssh,required a'],
  [new Comment(['a', '', ' b']), '# a\n#\n#  b'],
];

describe('an instruction prints as', () => {
  test.each(PRINTED.map(([node, text]) => ({ node, text })))('$text', ({ node, text }) => expect(node._print()).toBe(text));
});

test('a long command is folded so that no continued line begins with "#"', () => {
  const text = new Cmd(Command.exec(['/bin/program', ...Array.from({ length: 30 }, (_, i) => `#${i}`)]))._print();
  expect(text.split('\n').slice(1).every(line => /^ +["\]]/.test(line))).toBe(true);
});

const REFUSED: [string, () => unknown, string][] = [
  ['a line break in a value', () => new Env([KeyValue.of('A', 'a\nb')]), 'dockerfile/newline'],
  ['a carriage return in a value', () => new User(w('a\r')), 'dockerfile/newline'],
  ['a NUL in a path', () => new Volume([w('/a\0')])._print(), 'dockerfile/newline'],
  ['"=" in a key', () => new Label([KeyValue.of('a=b', 'c')]), 'dockerfile/key'],
  ['an empty key', () => new Env([KeyValue.of('', 'c')]), 'dockerfile/key'],
  ['a name that is none', () => new Arg([{ name: 'A-B' }]), 'dockerfile/arg'],
  ['a variable that is none', () => v('1A'), 'dockerfile/variable'],
  ['a stage name in capitals', () => new From({ image: w('a'), alias: 'Build' }), 'dockerfile/stage-name'],
  ['a reserved stage name', () => new From({ image: w('a'), alias: 'scratch' }), 'dockerfile/stage-name'],
  ['an image of two words', () => new From({ image: w('a b') }), 'dockerfile/image'],
  ['a relative directory', () => new Workdir(w('a')), 'dockerfile/workdir'],
  ['a directory with a blank in front', () => new Workdir(w(' /a')), 'dockerfile/workdir'],
  ['a volume with a blank at its end', () => new Volume([w('/a\u0085')]), 'dockerfile/volume'],
  ['a port beyond the last', () => new Expose([w('65536')]), 'dockerfile/port'],
  ['a range that runs backwards', () => new Expose([w('2-1')]), 'dockerfile/port'],
  ['a protocol in capitals', () => new Expose([w('80/TCP')]), 'dockerfile/port'],
  ['a mapped port', () => new Expose([w('80:80')]), 'dockerfile/port'],
  ['nothing to expose', () => new Expose([]), 'dockerfile/empty'],
  ['no variable', () => new Env([]), 'dockerfile/empty'],
  ['a signal that is none', () => new StopSignal(w('STOP!')), 'dockerfile/signal'],
  ['a fraction of a millisecond', () => Duration.millis(0.5), 'dockerfile/duration'],
  ['retries below zero', () => Healthcheck.command(Command.exec(['a']), { retries: -1 }), 'dockerfile/retries'],
  ['a shell command that is JSON', () => Command.shell('["a"]'), 'dockerfile/command'],
  ['a shell command of two lines', () => Command.shell('a\nb'), 'dockerfile/command'],
  ['a shell command that continues', () => Command.shell('a \\'), 'dockerfile/command'],
  ['a shell command that is a comment', () => Command.shell('# a'), 'dockerfile/command'],
  ['no command', () => Command.exec([]), 'dockerfile/command'],
  ['onbuild of onbuild', () => new OnBuild(new OnBuild(Run.shell('a'))), 'dockerfile/onbuild'],
  ['non-ASCII in a flag', () => new Copy({ ...copy('a'), copyFrom: 'é' }), 'dockerfile/flag'],
  ['a blank in a flag', () => new Copy({ ...copy('a'), exclude: ['a b'] }), 'dockerfile/flag'],
  ['a variable in --from', () => new Copy({ ...copy('a'), copyFrom: 'a$B' }), 'dockerfile/flag'],
  ['non-ASCII in a mount', () => Mount.cache({ target: '/é' }), 'dockerfile/flag'],
  ['a mount at the root', () => Mount.bind({ target: '/' }), 'dockerfile/mount'],
  ['a mount from a variable', () => Mount.bind({ target: '/a', mountFrom: '$A' }), 'dockerfile/mount'],
  ['a secret without a name', () => Mount.secret({ env: 'A' }), 'dockerfile/mount'],
  ['two sources into a file', () => new Copy({ sources: [path('a'), path('b')], destination: w('/c') }), 'dockerfile/copy'],
  ['no source', () => new Copy({ sources: [], destination: w('/c') }), 'dockerfile/copy'],
  ['a heredoc into a path with a blank', () => new Copy({ sources: [CopySource.heredoc(Heredoc.literal('a\n'))], destination: w('/a b') }), 'dockerfile/copy'],
  ['a checksum that is none', () => new Add({ ...copy('a'), checksum: w('sha256:1') }), 'dockerfile/checksum'],
  ['a checksum of two', () => new Add({ ...copy('a', 'b'), checksum: w('0'.repeat(40)) }), 'dockerfile/checksum'],
  ['text without a line break at its end', () => Heredoc.literal('a'), 'dockerfile/heredoc'],
  ['a delimiter with a blank', () => Heredoc.literal('a\n', 'A B'), 'dockerfile/heredoc'],
  ['a carriage return in a heredoc', () => Heredoc.literal('a\r\n'), 'dockerfile/heredoc'],
  ['a comment of two lines', () => new Comment(['a\nb']), 'dockerfile/newline'],
];

describe('is refused', () => {
  test.each(REFUSED.map(([name, make, id]) => ({ name, make, id })))('$name', ({ make, id }) => expect(make).toThrow(new RegExp(`^${id}\\n`)));
});
