import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Add, Arg, CacheSharing, Cmd, Command, Copy, CopySource, DockerfileDocument, DockerfileNode, Entrypoint, Env, EscapeCharacter, Expose,
  From, Healthcheck, Heredoc, KeyValue, Label, Mount, OnBuild, Run, RunNetwork, Shell, StopSignal, User, Volume, Word, Workdir,
  _readDocument,
} from '../../../src/dockerfile';

/** What means something to BuildKit or to a shell, somewhere. */
const UNITS = [
  'a', 'Z', '0', ' ', '"', "'", '\\', '$', '${X:-y}', '$A', '`', '#', '<<EOF', '3<<E', '\t', '\r', '\u00a0', '\u0085', '\ufeff', '\u00e9', '\ud83d\ude00', '{', '}',
  '[', ']', ',', '=', '/', '--', '*', '?', '&', '|', ';', '    ', '  && ',
];
const text = fc.array(fc.constantFrom(...UNITS), { maxLength: 6 }).map(units => units.join(''));
const body = fc.array(text).map(lines => lines.map(line => `${line}\n`).join(''));

const MAKERS: Record<string, (text: string, lines: string) => DockerfileNode> = {
  arg: value => new Arg([{ name: 'A', defaultValue: Word.template(value) }, { name: 'B' }]),
  env: value => new Env([KeyValue.of('A', value), KeyValue.of(value, 'b')]),
  label: value => new Label([KeyValue.of('a', value), KeyValue.word(Word.literal('b'), Word.template(value))]),
  workdir: path => new Workdir(Word.literal(`/${path}`)),
  user: name => new User(Word.template(name)),
  volume: path => new Volume([Word.literal(path), Word.template(`/a${path}`)]),
  expose: () => new Expose([Word.literal('80'), Word.literal('90-95/udp'), Word.template('${P:-1}')]),
  copy: path => new Copy({
    sources: [CopySource.path(Word.literal(path)), CopySource.pattern(Word.template(path))], destination: Word.literal(`${path}/`), exclude: [`a${path}`], chown: Word.template(`a${path}`), link: true,
  }),
  copyText: (_, lines) => new Copy({ sources: [CopySource.heredoc(Heredoc.literal(lines, 'A').chomped()), CopySource.heredoc(Heredoc.expanding(Word.template(lines), 'B'))], destination: Word.literal('/a/') }),
  add: path => new Add({ sources: [CopySource.path(Word.literal(`https://a.b/${path}`))], destination: Word.literal('/a'), unpack: false, chmod: Word.literal('u=rwX') }),
  run: command => Run.shell(command, { mounts: [Mount.cache({ target: `/a${command}`, sharing: CacheSharing.LOCKED }), Mount.ssh({ required: true })] }),
  runTexts: (command, lines) => Run.shellWithHeredocs(`cat <<A - <<-'B' ${command}`.trim(), [Heredoc.shell(lines, 'A'), Heredoc.literal(lines, 'B').chomped()]),
  script: (_, lines) => Run.script(`a\n${lines}`, { network: RunNetwork.NONE }),
  exec: argument => Run.exec(['a', argument], { mounts: [Mount.secret({ id: `a${argument}`, env: 'A' }), Mount.bind({ target: 'b', source: `c${argument}` })] }),
  cmd: command => new Cmd(Command.shell(command)),
  entrypoint: argument => new Entrypoint(Command.exec([argument])),
  healthcheck: command => Healthcheck.command(Command.shell(command), { retries: 1, interval: '1500ms', timeout: '0h' }),
  shell: argument => new Shell([argument]),
  stopSignal: () => new StopSignal(Word.template('SIG${S}')),
  onBuild: command => new OnBuild(Run.shell(command)),
  onBuildEnv: value => new OnBuild(new Env([KeyValue.of('A', value)])),
};

describe.each(Object.entries(MAKERS))('%s', (_, make) => {
  test.each(Object.values(EscapeCharacter))('is read as what it was printed from (%s)', escape => {
    fc.assert(fc.property(text, body, (value, lines) => {
      let printed: string;
      try {
        const nodes = [new From({ image: Word.literal('scratch') }), make(value, lines)];
        printed = new DockerfileDocument({ directives: { escape }, nodes }).print();
      } catch {
        return; // What cannot be said is not printed.
      }
      try {
        expect(new DockerfileDocument(_readDocument(printed)).print()).toBe(printed);
      } catch (error) {
        // Where the escape character is a backtick, what is printed with backslashes depends on who reads it.
        if (escape === EscapeCharacter.BACKSLASH || !/^dockerfile\/(backtick-onbuild|word)/.test((error as Error).message)) throw error;
      }
    }), { numRuns: 100 });
  });
});
