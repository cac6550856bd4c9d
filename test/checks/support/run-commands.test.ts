import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../../src';
import { _listCommands } from '../../../src/checks/support/run-commands';

const { Heredoc, Run } = dockerfile;
const SH = ['/bin/sh', '-c'];

/** Each command with what becomes of its failure; in brackets those that may not be run. */
function failures(script: string, shell = SH): string[] {
  return _listCommands(Run.script(`${script}\n`), shell).map(({ sources, failure, isCertain }) => `${isCertain ? sources.join(' ') : `(${sources.join(' ')})`}: ${failure}`);
}

describe('what becomes of a failure', () => {
  test.each([
    { script: 'a; b', says: ['a: unnoticed', 'b: stops'] },
    { script: 'a && b', says: ['a: stops', 'b: stops'] },
    { script: 'a && b\nc', says: ['a: unnoticed', 'b: unnoticed', 'c: stops'] },
    { script: 'a || b', says: ['a: handled', '(b): stops'] },
    { script: 'a || exit 1\nb', says: ['a: stops', '(exit 1): unnoticed', 'b: stops'] },
    { script: '! a', says: ['a: handled'] },
    { script: 'a &\nb', says: ['(a): handled', 'b: stops'] },
    { script: 'a | b', says: ['a: piped', 'b: stops'] },
    { script: 'set -o pipefail; a | b', says: ['set -o pipefail: unnoticed', 'a: stops', 'b: stops'] },
    { script: 'set -e\na\nb', says: ['set -e: unnoticed', 'a: stops', 'b: stops'] },
    { script: 'set -e\na && b\nc', says: ['set -e: unnoticed', 'a: unnoticed', 'b: stops', 'c: stops'] },
    { script: 'set -e\nset +e\na\nb', says: ['set -e: unnoticed', 'set +e: stops', 'a: unnoticed', 'b: stops'] },
    { script: 'if a; then b; c; fi', says: ['a: handled', '(b): unnoticed', '(c): stops'] },
    { script: 'set -e\nif a; then b; fi\nc', says: ['set -e: unnoticed', 'a: handled', '(b): stops', 'c: stops'] },
    { script: 'for x in 1 2; do a; done', says: ['(a): stops'] },
    { script: '(set -e; a)\nb', says: ['set -e: unnoticed', 'a: stops', 'b: stops'] },
    { script: 'f() { a; }\nf', says: ['(a): handled', 'f: stops'] },
    { script: 'x=$(a)\nb', says: ['a: unnoticed', 'b: stops'] },
    { script: 'set -e\nx=$(a)\nb', says: ['set -e: unnoticed', 'a: stops', 'b: stops'] },
    { script: 'set -e\necho $(a)', says: ['set -e: unnoticed', 'a: unnoticed', 'echo $(a): stops'] },
    { script: 'a\ncode=$?\nb', says: ['a: handled', 'b: stops'] },
    { script: 'a\nif [ $? -ne 0 ]; then b; fi\nc', says: ['a: handled', '[ $? -ne 0 ]: handled', '(b): unnoticed', 'c: stops'] },
    { script: 'set -e\na\ncode=$?', says: ['set -e: unnoticed', 'a: stops'] },
    { script: '[ -e /x ] && a', says: ['[ -e /x ]: stops', '(a): stops'] },
    { script: 'sh -ec "a; b"', says: ['sh -ec "a; b": stops', 'a: stops', 'b: stops'] },
    { script: 'bash -c "a; b"', says: ['bash -c "a; b": stops', 'a: unnoticed', 'b: stops'] },
  ])('$script', ({ script, says }) => expect(failures(script)).toEqual(says));

  test.each([
    { shell: ['/bin/bash', '-eo', 'pipefail', '-c'], says: ['a: stops', 'b: stops', 'c: stops'] },
    { shell: ['/bin/bash', '-o', 'pipefail', '-c'], says: ['a: unnoticed', 'b: unnoticed', 'c: stops'] },
    { shell: SH, says: ['a: piped', 'b: unnoticed', 'c: stops'] },
  ])('by SHELL $shell', ({ shell, says }) => expect(failures('a | b\nc', shell)).toEqual(says));

  test.each(['#!/bin/bash -e', '#!/bin/sh -eu', '#!/usr/bin/env -S bash -e'])('by %s', line => expect(failures(`${line}\na\nb`)).toEqual(['a: stops', 'b: stops']));

  test('the script of another program is not read', () => expect(failures('#!/usr/bin/env python3\na\nb')).toEqual([]));

  test.each([
    { line: 'bash -e <<EOT', texts: ['a\nb\n'], says: ['bash: stops', 'a: stops', 'b: stops'] },
    { line: 'sh <<EOT', texts: ['a | sh\nb\n'], says: ['sh: stops', 'a: piped', 'sh: unnoticed', 'b: stops'] },
    { line: 'cat <<EOT > /x && sh <<EOT', texts: ['a\n', 'b\n'], says: ['cat: stops', 'sh: stops', 'b: stops'] },
    { line: 'cat <<EOT | sh', texts: ['a\n'], says: ['cat: piped', 'sh: stops'] },
  ])('a shell reads the text that it is given: $line', ({ line, texts, says }) => {
    const run = Run.shellWithHeredocs(line, texts.map(text => Heredoc.shell(text, 'EOT')));
    expect(_listCommands(run, SH).map(({ name, failure }) => `${name}: ${failure}`)).toEqual(says);
  });
});

test('who reads what a command writes', () => {
  const readers = (script: string) => _listCommands(Run.script(`${script}\n`), SH).flatMap(({ name, reader }) => (reader === undefined ? [] : [`${name} > ${reader.name}`]));
  expect(readers('a | b | c')).toEqual(['a > b', 'b > c']);
  expect(readers('{ a; b; } | c')).toEqual(['a > c', 'b > c']);
  expect(readers('sh -c "$(a)"')).toEqual(['a > sh']);
  expect(readers('a | sudo -E b -')).toEqual(['a > b']);
  expect(readers('x=$(a) b')).toEqual([]);
});

test('what runs a command', () => {
  const [command] = _listCommands(Run.shell('sudo -u app env -i A=1 make install'), SH);
  expect(command.wrappers).toEqual([{ name: 'sudo', words: ['-u', 'app'] }, { name: 'env', words: ['-i', 'A=1'] }]);
  expect(command.sources).toEqual(['make', 'install']);
});

test.each([
  { script: 'a', directories: ['.'] },
  { script: 'cd src && a', directories: ['.', 'src'] },
  { script: 'cd /src && cd x/.. && a', directories: ['.', '/src', '/src'] },
  { script: '(cd /src && a) && b', directories: ['.', '/src', '.'] },
  { script: 'cd "$X" && a', directories: ['.', undefined] },
  { script: 'cd "$X" && cd /b && a', directories: ['.', undefined, '/b'] },
  { script: 'if a; then cd /x; fi; b', directories: ['.', '.', undefined] },
  { script: 'cd - && a', directories: ['.', undefined] },
])('where it runs: $script', ({ script, directories }) => {
  expect(_listCommands(Run.script(`${script}\n`), SH).map(({ directory }) => directory)).toEqual(directories);
});
