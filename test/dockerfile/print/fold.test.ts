import { describe, expect, test } from 'vitest';
import { Cmd, Command, Copy, CopySource, EscapeCharacter, Heredoc, KeyValue, Label, Run, Word } from '../../../src/dockerfile';
import { refusal } from '../vectors';

const LIMIT = 65_535;
const joined = (text: string) => text.replace(/\\\n/g, '');
const longest = (text: string) => Math.max(...text.split('\n').map(line => Buffer.byteLength(line)));

describe('a line that BuildKit would not read is continued', () => {
  test.each([
    { name: 'in the middle of a value', make: (text: string) => new Label([KeyValue.of('a', text)]) },
    { name: 'in the middle of an argument', make: (text: string) => new Cmd(Command.exec([text])) },
    { name: 'in the middle of a command', make: (text: string) => Run.shell(text) },
    { name: 'before a heredoc', make: (text: string) => new Copy({ sources: [CopySource.heredoc(Heredoc.literal('a\n'))], destination: Word.literal('/a'), exclude: [text] }) },
  ])('$name', ({ make }) => {
    const short = make('q')._print();
    const text = make('q'.repeat(200_000))._print();
    expect(longest(text)).toBe(LIMIT);
    // The array is on several lines too, where it is long.
    const unfolded = joined(text).replace(/\[ {5}(.*) {3}\]/, '[$1]');
    expect(unfolded === short.replace('q', 'q'.repeat(200_000))).toBe(true);
  });

  test.each([
    { name: 'not within a character', unit: '😀' },
    { name: 'not before "#" or a blank, where the next line would be dropped or be another', unit: 'a # ' },
    { name: 'not behind an escape character', unit: '\\a' },
  ])('$name', ({ unit }) => {
    const command = `${unit.repeat(70_000)}a`;
    const text = Run.shell(command)._print();
    expect(longest(text)).toBeLessThanOrEqual(LIMIT);
    expect(/\n[\s#]|\\\\\n/.test(text)).toBe(false);
    expect(joined(text) === `RUN ${command}`).toBe(true);
  });
});

test('the other escape character continues lines too', () => {
  const text = new Cmd(Command.exec(['x'.repeat(100_000)]))._print(EscapeCharacter.BACKTICK);
  expect(text.replace(/x+/g, 'x')).toBe('CMD [ `\n    "x`\nx" `\n  ]');
});

test('a line that nothing can be continued in is refused', () => {
  expect(refusal(() => new Cmd(Command.exec(['#'.repeat(70_000)])))).toMatch(/^dockerfile\/line-too-long\n {2}The line " {4}\\"#+"… has 70008 bytes\.\n/);
  expect(refusal(() => Run.shell(`a${'\\\\'.repeat(40_000)}`))).toMatch(/^dockerfile\/line-too-long\n/);
});
