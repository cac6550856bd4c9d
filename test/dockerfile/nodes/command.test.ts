import { describe, expect, test } from 'vitest';
import { Cmd, Command, EscapeCharacter } from '../../../src/dockerfile';
import { refuses } from '../vectors';

test('a command tells what it is', () => {
  const shell = Command.shell('a $B');
  const exec = Command.exec(['a', '$B']);
  expect([shell.isShell, shell.text, shell.argv]).toEqual([true, 'a $B', []]);
  expect([exec.isShell, exec.text, exec.argv]).toEqual([false, undefined, ['a', '$B']]);
});

test('a list of arguments stays what it was when the array is changed that was given or handed out', () => {
  const given = ['a'];
  const command = Command.exec(given);
  given.push('b');
  command.argv.push('c');
  expect(command.argv).toEqual(['a']);
});

test('a long list stands one below the other, and no line of it begins with "#"', () => {
  expect(new Cmd(Command.exec(['/bin/program', ...Array.from({ length: 3 }, (_, i) => `#${i}-${'x'.repeat(40)}`)]))._print()).toBe([
    'CMD [ \\',
    '    "/bin/program", \\',
    `    "#0-${'x'.repeat(40)}", \\`,
    `    "#1-${'x'.repeat(40)}", \\`,
    `    "#2-${'x'.repeat(40)}" \\`,
    '  ]',
  ].join('\n'));
});

test('a command ends with the escape character where that has no meaning', () => {
  expect(Command.shell('echo \\\\')._print(EscapeCharacter.BACKSLASH)).toBe('echo \\\\');
  expect(Command.shell('dir C:`')._print(EscapeCharacter.BACKSLASH)).toBe('dir C:`');
});

describe('lines of a command', () => {
  test.each([
    { lines: ['a', '  b'], text: 'a   b', printed: 'a \\\n  b' },
    { lines: ['a;\\', '\tb'], text: 'a;\tb', printed: 'a;\\\n\tb' },
    { lines: ['a', '  # why  ', 'b'], text: 'a b', printed: 'a \\\n  # why\nb' },
    { lines: ['a', '', '  b'], text: 'a    b', printed: 'a \\\n \\\n  b' },
    { lines: ['a\\', '\\', '\\'], text: 'a\\', printed: undefined },
    { lines: ['C:\\\\', 'b'], text: 'C:\\b', printed: 'C:\\b' },
  ])('$lines', ({ lines, text, printed }) => {
    if (printed === undefined) {
      expect(() => Command.shellLines(lines)).toThrow(/^dockerfile\/command-continued/);
      return;
    }
    const command = Command.shellLines(lines);
    expect([command.text, command._print(EscapeCharacter.BACKSLASH)]).toEqual([text, printed]);
    expect(Command.shellLines(command.lines).text).toBe(text);
  });

  test('are continued with the escape character of the file', () => {
    expect(Command.shellLines(['a', 'b'])._print(EscapeCharacter.BACKTICK)).toBe('a `\nb');
  });
});

describe('is refused:', () => {
  refuses([
    ['nothing', () => Command.shell(''), 'empty-command'],
    ['a blank in front', () => Command.shell(' a'), 'command-blanks'],
    ['a blank at the end', () => Command.shell('a\u0085'), 'command-blanks'],
    ['two lines', () => Command.shell('a\nb'), 'newline'],
    ['two lines that are one to a shell', () => Command.shell('a \\\n  b'), 'newline'],
    ['a line of several', () => Command.shellLines(['a', 'b\nc']), 'newline'],
    ['no lines', () => Command.shellLines([]), 'empty-command'],
    ['a comment in front', () => Command.shellLines(['# a', 'b']), 'command-comment'],
    ['a comment in front of all that is said', () => Command.shellLines(['\\', '# a', 'b']), 'command-comment'],
    ['JSON', () => Command.shell('["a", "b"]'), 'command-json'],
    ['JSON with another type', () => Command.shell('[ 1 ]'), 'command-json'],
    ['the escape character at the end', () => Command.shell('a \\'), 'command-continued'],
    ['the escape character alone', () => Command.shell('\\'), 'command-continued'],
    ['the other escape character at the end', () => Command.shell('a `')._print(EscapeCharacter.BACKTICK), 'command-continued'],
    ['a NUL', () => Command.exec(['a', '\0']), 'nul'],
    ['half of a character', () => Command.exec(['\ud83d']), 'surrogate'],
  ]);
});
