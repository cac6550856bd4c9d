import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Add, Arg, Cmd, Command, Copy, CopySource, DockerfileDocument, DockerfileNode, Entrypoint, Env, EscapeCharacter, From, Healthcheck, Heredoc,
  KeyValue, Label, Mount, Run, Shell, User, Volume, Word, Workdir,
} from '../../src/dockerfile';

/** What means something to BuildKit or to a shell, somewhere. */
const UNITS = [
  'a', 'Z', '0', ' ', '"', "'", '\\', '$', '${X:-y}', '$A', '`', '#', '<<EOF', '3<<E', '\t', '\r', '\n', '\u00a0', '\u0085', '\u2028',
  '\ufeff', 'é', '😀', '\u0001', '{', '}', '[', ']', ',', '=', '/', '--', '*', '?', '&', '|', ';', '\0', '\ud83d', 'x'.repeat(40_000), '#'.repeat(40_000), '\\'.repeat(40_000),
];
const text = fc.oneof(
  { weight: 5, arbitrary: fc.array(fc.constantFrom(...UNITS.slice(0, -5)), { maxLength: 6 }) },
  fc.array(fc.constantFrom(...UNITS), { maxLength: 4 }),
).map(units => units.join(''));
const body = fc.array(text).map(lines => lines.map(line => `${line}\n`).join(''));

/** Every instruction that takes a text, made of it. Some are refused. */
const MAKERS: Record<string, (text: string, lines: string) => DockerfileNode> = {
  from: name => new From({ image: Word.literal(name), platform: Word.literal(name) }),
  arg: value => new Arg([{ name: 'A', defaultValue: Word.literal(value) }, { name: 'B' }]),
  env: value => new Env([KeyValue.of('A', value), KeyValue.of(value, 'b')]),
  label: value => new Label([KeyValue.of('a', value), KeyValue.word(Word.literal('b'), Word.template(value))]),
  workdir: path => new Workdir(Word.literal(`/${path}`)),
  user: name => new User(Word.template(name)),
  volume: path => new Volume([Word.literal(path), Word.literal('/a')]),
  copy: path => new Copy({
    sources: [CopySource.path(Word.literal(path))], destination: Word.literal(path), exclude: [path], chown: Word.template(path),
  }),
  copyText: (path, lines) => new Copy({ sources: [CopySource.heredoc(Heredoc.literal(lines))], destination: Word.literal(`/a${path}`) }),
  copyExpanding: (path, lines) => new Copy({ sources: [CopySource.heredoc(Heredoc.expanding(Word.template(lines), 'X'))], destination: Word.template(`/a${path}`) }),
  add: path => new Add({ sources: [CopySource.pattern(Word.template(path))], destination: Word.literal('/a') }),
  run: command => Run.shell(command, { mounts: [Mount.cache({ target: `/a${command}` }), Mount.ssh({})] }),
  script: (_, lines) => Run.script(lines),
  exec: argument => Run.exec(['a', argument, argument]),
  cmd: command => new Cmd(Command.shell(command)),
  entrypoint: argument => new Entrypoint(Command.exec([argument])),
  healthcheck: command => Healthcheck.command(Command.shell(command), { retries: 1 }),
  shell: argument => new Shell([argument]),
};

describe.each(Object.entries(MAKERS))('%s, made of any text,', (_, make) => {
  test.each(Object.values(EscapeCharacter))('is refused or prints the same each time, on lines that BuildKit reads (%s)', escape => {
    fc.assert(fc.property(text, body, (value, lines) => {
      let node: DockerfileNode;
      let printed: string;
      try {
        node = make(value, lines);
        printed = new DockerfileDocument({ directives: { escape }, nodes: [node] }).print();
      } catch (error) {
        expect((error as Error).message).toMatch(/^dockerfile\/[a-z-]+\n {2}.+\n {2}Why: .+\n {2}Fix: .+$/s);
        return;
      }
      expect(new DockerfileDocument({ directives: { escape }, nodes: [make(value, lines)] }).print()).toBe(printed);
      expect(node._print(escape)).toBe(node._print(escape));
      expect(printed.endsWith('\n')).toBe(true);
      expect(printed.split('\n').filter(line => Buffer.byteLength(line) > 65_535)).toEqual([]);
      if (!printed.includes('<<')) {
        const [first, ...others] = node._print(escape).split('\n');
        expect(first).toMatch(/^[A-Z]+ /);
        // Every line but the last is continued, and none that continues would be dropped.
        expect([first, ...others].slice(0, -1).filter(line => !line.endsWith(escape))).toEqual([]);
        expect(others.filter(line => /^[\s\u0085]*(#|$)/.test(line))).toEqual([]);
      }
    }), { numRuns: 60 });
  });
});
