import { describe, expect, test } from 'vitest';
import {
  Arg, Cmd, Command, Copy, CopySource, Entrypoint, Env, Expose, From, Healthcheck, Heredoc, KeyValue, Label, OnBuild, Run, Shell,
  StopSignal, User, Volume, Word, Workdir,
} from '../../../src/dockerfile';
import { literal, path, prints, refuses, variable } from '../vectors';

describe('prints as', () => {
  prints([
    [new From({ image: literal('alpine:3.23') }), 'FROM alpine:3.23'],
    [new From({ image: literal('scratch'), platform: variable('BUILDPLATFORM'), alias: 'a-b.c_1' }), 'FROM --platform=$BUILDPLATFORM scratch AS a-b.c_1'],
    [new From({ image: Word.template('alpine:${VERSION:-3}') }), 'FROM alpine:${VERSION:-3}'],
    [new Arg([{ name: 'A' }]), 'ARG A'],
    [new Arg([{ name: 'A', defaultValue: literal('') }, { name: 'B', defaultValue: literal('b c') }, { name: 'C' }]), 'ARG A= \\\n    B="b c" \\\n    C'],
    [new Env([KeyValue.of('A', 'a'), KeyValue.of('B', '')]), 'ENV A=a \\\n    B=""'],
    [new Env([KeyValue.of('#A', '#a'), KeyValue.of('#B', 'b'), KeyValue.of('--C', '--c')]), 'ENV "#A"="#a" \\\n    "#B"=b \\\n    "--C"="--c"'],
    [new Env([KeyValue.word(variable('A'), Word.template('${A:+$A:}/b c'))]), 'ENV $A="${A:+$A:}/b c"'],
    [new Label([KeyValue.of('org.example/a-b', '"$it\'s" \\n'), KeyValue.word(literal('c'), variable('D'))]), 'LABEL org.example/a-b="\\"\\$it\'s\\" \\\\n" \\\n      c=$D'],
    [new Workdir(literal('/a b')), 'WORKDIR "/a b"'],
    [new Workdir(Word.template('$HOME/x')), 'WORKDIR $HOME/x'],
    [new Workdir(literal('a'), { mayBeRelative: true }), 'WORKDIR a'],
    [new User(literal('1:2')), 'USER 1:2'],
    [new User(literal('a # b')), 'USER "a # b"'],
    [new Volume([literal('/a'), literal('it\'s "$x"')]), 'VOLUME ["/a", "it\\\\\'s \\\\\\"\\\\$x\\\\\\""]'],
    [new Expose([literal('80'), literal('53/udp'), literal('1-2/tcp'), variable('PORT')]), 'EXPOSE 80 53/udp 1-2/tcp $PORT'],
    [new StopSignal(literal('SIGRTMIN+3')), 'STOPSIGNAL SIGRTMIN+3'],
    [new StopSignal(variable('SIGNAL')), 'STOPSIGNAL $SIGNAL'],
    [new Shell(['/bin/bash', '-c']), 'SHELL ["/bin/bash", "-c"]'],
    [new Cmd(Command.exec(['a', '$b', 'c"d', 'é\n'])), 'CMD ["a", "$b", "c\\"d", "é\\n"]'],
    [new Cmd(Command.exec([])), 'CMD []'],
    [new Cmd(Command.shell('--a')), 'CMD -- --a'],
    [new Entrypoint(Command.shell('exec a $b')), 'ENTRYPOINT exec a $b'],
    [new Entrypoint(Command.exec([])), 'ENTRYPOINT []'],
    [Healthcheck.none(), 'HEALTHCHECK NONE'],
    [Healthcheck.command(Command.shell('--a')), 'HEALTHCHECK CMD --a'],
    [
      Healthcheck.command(Command.exec(['/a']), {
        interval: '1m30s', timeout: '1500ms', startPeriod: '0s', startInterval: '1.5h', retries: 0,
      }),
      'HEALTHCHECK --interval=1m30s --timeout=1500ms --start-period=0s --start-interval=1.5h --retries=0 \\\n    CMD ["/a"]',
    ],
    [new OnBuild(Run.shell('make')), 'ONBUILD RUN make'],
    [new OnBuild(new Env([KeyValue.of('A', 'a'), KeyValue.of('B', 'b')])), 'ONBUILD ENV A=a \\\n    B=b'],
    [
      new OnBuild(new Copy({ sources: [CopySource.heredoc(Heredoc.literal('a\n')), path('b')].slice(0, 1), destination: literal('/c') })),
      "ONBUILD COPY <<'EOT' /c\na\nEOT",
    ],
  ]);
});

test('the parts of an instruction are copies', () => {
  const label = new Label([KeyValue.of('a', 'b')]);
  const volume = new Volume([literal('/a')]);
  const expose = new Expose([literal('1')]);
  const arg = new Arg([{ name: 'A' }]);
  const env = new Env([KeyValue.of('a', 'b')]);
  const shell = new Shell(['a']);
  label.pairs.pop();
  volume.paths.pop();
  expose.ports.pop();
  arg.declarations.pop();
  env.pairs.pop();
  shell.argv.pop();
  expect([label.pairs, volume.paths, expose.ports, arg.declarations, env.pairs, shell.argv].map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1]);
});

describe('is refused:', () => {
  refuses([
    ['a stage name in capitals', () => new From({ image: literal('a'), alias: 'Build' }), 'stage-name'],
    ['a stage name that begins with a digit', () => new From({ image: literal('a'), alias: '1a' }), 'stage-name'],
    ['a stage name with a slash', () => new From({ image: literal('a'), alias: 'a/b' }), 'stage-name'],
    ['the name of the empty image', () => new From({ image: literal('a'), alias: 'scratch' }), 'stage-name'],
    ['the name of the build context', () => new From({ image: literal('a'), alias: 'context' }), 'stage-name'],
    ['no image', () => new From({ image: literal('') }), 'image'],
    ['an image of two words', () => new From({ image: literal('a b') }), 'image'],
    ['a platform that is not ASCII', () => new From({ image: literal('a'), platform: literal('é') }), 'non-ascii-flag'],
    ['no argument', () => new Arg([]), 'empty'],
    ['the name of an argument with a dash', () => new Arg([{ name: 'A-B' }]), 'arg'],
    ['an argument without a name', () => new Arg([{ name: '' }]), 'arg'],
    ['a line break in a default', () => new Arg([{ name: 'A', defaultValue: literal('a\nb') }]), 'newline'],
    ['no variable', () => new Env([]), 'empty'],
    ['a line break in a value', () => new Env([KeyValue.of('A', 'a\nb')]), 'newline'],
    ['an empty key', () => KeyValue.of('', 'a'), 'empty-key'],
    ['no label', () => new Label([]), 'empty'],
    ['"=" in a key', () => new Label([KeyValue.of('a=b', 'c')]), 'key'],
    ['a relative directory', () => new Workdir(literal('a')), 'workdir'],
    ['a directory with a blank in front', () => new Workdir(literal(' /a')), 'workdir'],
    ['no directory', () => new Workdir(literal('')), 'workdir'],
    ['no user', () => new User(literal('')), 'empty'],
    ['a line break in a user', () => new User(literal('a\n')), 'newline'],
    ['no volume', () => new Volume([]), 'empty'],
    ['an empty volume', () => new Volume([literal('')]), 'volume'],
    ['a volume with a blank in front', () => new Volume([literal(' /a')]), 'volume'],
    ['a volume with another blank at its end', () => new Volume([Word.template('$A\u0085')]), 'volume'],
    ['no port', () => new Expose([]), 'empty'],
    ...['65536', '2-1', '80/TCP', '80:80', '127.0.0.1:80:80', 'http', '', '80/', '-1', '80/icmp'].map((port): [string, () => unknown, string] => [
      `the port "${port}"`, () => new Expose([literal(port)]), 'port',
    ]),
    ['a port with a blank behind an operator', () => new Expose([Word.template('${A:-1 2}')]), 'blank'],
    ...['SIGTREM', '0', '65', '-1', 'SIGRTMIN+16', ''].map((signal): [string, () => unknown, string] => [
      `the signal "${signal}"`, () => new StopSignal(literal(signal)), 'signal',
    ]),
    ['no shell', () => new Shell([]), 'empty-command'],
    ['no check', () => Healthcheck.command(Command.exec([])), 'empty-command'],
    ...[-1, 0.5, NaN, 2 ** 31].map((retries): [string, () => unknown, string] => [
      `${retries} retries`, () => Healthcheck.command(Command.exec(['a']), { retries }), 'retries',
    ]),
    ['ONBUILD of ONBUILD', () => new OnBuild(new OnBuild(Run.shell('a'))), 'onbuild'],
    // Each of its lines may be read, but BuildKit joins them in the image.
    ['ONBUILD of more than a line may hold', () => new OnBuild(new Shell(['x'.repeat(40_000), 'x'.repeat(40_000)])), 'line-too-long'],
    ['ONBUILD of FROM', () => new OnBuild(new From({ image: literal('a') })), 'onbuild'],
  ]);

  test.each(['TERM', 'SIGTERM', 'sigint', 'SIGRTMIN', 'RTMAX-14', '1', '64'])('not the signal %s', signal => {
    expect(new StopSignal(literal(signal))._print()).toBe(`STOPSIGNAL ${signal}`);
  });

  test.each(['', '30', '-1s', '1us', '30 s'])('no time of a health check: "%s"', timeout => {
    expect(() => Healthcheck.command(Command.exec(['a']), { timeout })).toThrow(/duration\n/);
  });
});
