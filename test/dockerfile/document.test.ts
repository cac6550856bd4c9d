import { describe, expect, test } from 'vitest';
import { literal, path, refusal, refuses } from './vectors';
import {
  BlankLine, Cmd, Command, Comment, Copy, CopySource, DockerfileDocument, Env, EscapeCharacter, From, Heredoc, KeyValue, OnBuild, Run, User, Word,
  Workdir,
} from '../../src/dockerfile';

const scratch = new From({ image: literal('scratch') });

describe('a document prints', () => {
  test('directives first, then the header, then the rest, and one line break at the end', () => {
    expect(new DockerfileDocument({
      directives: { check: 'error=true', escape: EscapeCharacter.BACKSLASH, syntax: 'docker/dockerfile:1.24' },
      header: ['generated', '', 'about'],
      nodes: [new BlankLine(), new Comment(['a']), scratch, new BlankLine(), new User(literal('1')), new BlankLine(), new BlankLine()],
    }).print()).toBe([
      '# syntax=docker/dockerfile:1.24', '# escape=\\', '# check=error=true', '# generated', '#', '# about', '',
      '# a', 'FROM scratch', '', 'USER 1', '',
    ].join('\n'));
  });

  test('an empty line below directives, so that no comment is read as one of them', () => {
    const nodes = [new Comment(['escape=`', 'check=skip=all']), scratch];
    const text = '# syntax=a\n\n# escape=`\n# check=skip=all\nFROM scratch\n';
    expect(new DockerfileDocument({ directives: { syntax: 'a' }, nodes }).print()).toBe(text);
  });

  test('neither directives nor a header where there are none', () => {
    expect(new DockerfileDocument({ header: [], nodes: [scratch] }).print()).toBe('FROM scratch\n');
  });

  test('the same again, whatever is done to the list that was given or handed out', () => {
    const nodes = [scratch];
    const document = new DockerfileDocument({ nodes });
    nodes.push(scratch);
    document.nodes.push(scratch);
    expect([document.print(), document.print()]).toEqual(['FROM scratch\n', 'FROM scratch\n']);
  });

  test('with the escape character that it says', () => {
    const nodes = [scratch, new Env([KeyValue.of('A', 'C:\\a b'), KeyValue.of('B', '$')]), new Cmd(Command.exec(['C:\\a']))];
    expect(new DockerfileDocument({ directives: { escape: EscapeCharacter.BACKTICK }, nodes }).print()).toBe([
      '# escape=`', '', 'FROM scratch', 'ENV A="C:\\a b" `', '    B="`$"', 'CMD ["C:\\\\a"]', '',
    ].join('\n'));
  });
});

describe('the frontend', () => {
  const parents = new Copy({ sources: [path('a')], destination: literal('/'), parents: true });
  const device = Run.shell('a', { devices: ['example.com/a=b'] });

  test('that is too old is refused, naming what it does not have', () => {
    const nodes = [scratch, parents, new OnBuild(parents)];
    expect(refusal(() => new DockerfileDocument({ directives: { syntax: 'docker/dockerfile:1.7.1@sha256:x', check: 'skip=all' }, nodes }))).toBe([
      'dockerfile/frontend',
      '  The frontend is 1.7, but the instructions need: copy --parents (1.20).',
      '  Why: The build would fail at the first of them, or behave differently.',
      '  Fix: Use docker/dockerfile:1.20 or newer, or remove them.',
    ].join('\n'));
  });

  test.each([
    'docker/dockerfile:1.20', 'docker.io/docker/dockerfile:1.24.0@sha256:x', 'docker/dockerfile:1.7-labs', 'docker/dockerfile:1', 'docker/dockerfile',
    'example.com/frontend:1.0', undefined,
  ])('%s is not refused', syntax => {
    expect(new DockerfileDocument({ directives: { syntax }, nodes: [scratch, parents] }).features).toEqual(['copy --parents']);
  });

  test('that a document needs is the oldest that has all of it', () => {
    expect(new DockerfileDocument({ nodes: [scratch] }).requiredFrontend.version).toBe('1.0');
    expect(new DockerfileDocument({ directives: { check: 'error=true' }, nodes: [scratch] }).requiredFrontend.version).toBe('1.8');
    expect(new DockerfileDocument({ nodes: [scratch, parents, device] }).requiredFrontend.version).toBe('1.27');
  });
});

describe('is refused:', () => {
  const directives = { escape: EscapeCharacter.BACKTICK };
  const backtick = (node: OnBuild | Copy) => () => new DockerfileDocument({ directives, nodes: [scratch, node] });
  refuses([
    ['a comment that would be a directive', () => new DockerfileDocument({ nodes: [new BlankLine(), new Comment(['Syntax = a']), scratch] }), 'comment-directive'],
    ['a header that would be one', () => new DockerfileDocument({ header: ['check=skip=all'], nodes: [scratch] }), 'comment-directive'],
    ['a header that would be one below others', () => new DockerfileDocument({
      directives: { syntax: 'a' }, header: ['check=skip=all'], nodes: [scratch],
    }), 'comment-directive'],
    ['a header with a line break', () => new DockerfileDocument({ header: ['a\nb'], nodes: [scratch] }), 'comment-newline'],
    ['a frontend of two words', () => new DockerfileDocument({ directives: { syntax: 'a b' }, nodes: [scratch] }), 'syntax-directive'],
    ['no frontend', () => new DockerfileDocument({ directives: { syntax: '' }, nodes: [scratch] }), 'syntax-directive'],
    ...['', 'skip', 'skip=', 'error=yes', 'skip=A,', 'warn=true', 'skip=A;skip=B', 'error=true;', 'skip=A=B', 'skip=A\nerror=true'].map((check): [string, () => unknown, string] => [
      `the check directive "${check}"`, () => new DockerfileDocument({ directives: { check }, nodes: [scratch] }), 'check-directive',
    ]),
    ['escape characters in ONBUILD that are not those of its later readers', backtick(new OnBuild(new Env([KeyValue.of('A', '$')]))), 'backtick-onbuild'],
    ['escape characters beside a heredoc that are not those of its finder', backtick(new Copy({
      sources: [CopySource.heredoc(Heredoc.literal('a\n'))], destination: literal('/$'),
    })), 'backtick-heredoc'],
  ]);

  test.each(['all', 'A', 'A,B'].flatMap(rules => [`skip=${rules}`, `experimental=${rules};error=true`, `error=false;skip=${rules}`]))('not %s', check => {
    expect(new DockerfileDocument({ directives: { check }, nodes: [scratch] }).directives).toEqual({ check });
  });
});

test('a heredoc beside plain words is found with the other escape character too', () => {
  const nodes = [scratch, Run.script('a\n'), new OnBuild(new Workdir(Word.template('/$A')))];
  expect(new DockerfileDocument({ directives: { escape: EscapeCharacter.BACKTICK }, nodes }).print()).toBe(
    "# escape=`\n\nFROM scratch\nRUN <<'SH'\na\nSH\nONBUILD WORKDIR /$A\n",
  );
});
