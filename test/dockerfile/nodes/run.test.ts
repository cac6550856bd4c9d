import { describe, expect, test } from 'vitest';
import { Heredoc, Mount, Run, RunNetwork, RunSecurity, Word } from '../../../src/dockerfile';
import { prints, refuses } from '../vectors';

const cache = Mount.cache({ target: '/c' });

describe('RUN prints as', () => {
  prints([
    [Run.shell('make && make install'), 'RUN make && make install'],
    [Run.shell('echo "$A" # b'), 'RUN echo "$A" # b'],
    [Run.shell('# a'), 'RUN # a'],
    [Run.shell('--a'), 'RUN -- --a'],
    [Run.shell('[ -s /a ]'), 'RUN [ -s /a ]'],
    [Run.shell('a', { mounts: [cache] }), 'RUN --mount=type=cache,target=/c a'],
    [Run.shell('a', { mounts: [cache], network: RunNetwork.NONE }), 'RUN --mount=type=cache,target=/c \\\n    --network=none \\\n    a'],
    [Run.shell('# a', { mounts: [cache], network: RunNetwork.HOST }), 'RUN --mount=type=cache,target=/c --network=host # a'],
    [Run.shell('--a', { security: RunSecurity.INSECURE }), 'RUN --security=insecure -- --a'],
    [Run.shell('a', { devices: ['example.com/a=b,required', 'c'] }), 'RUN --device=example.com/a=b,required \\\n    --device=c \\\n    a'],
    [Run.exec(['/a', 'b c', '$d']), 'RUN ["/a", "b c", "$d"]'],
    [Run.script('set -eu\nmake\n'), "RUN <<'SH'\nset -eu\nmake\nSH"],
    [Run.script('cat <<SH\nSH\n'), "RUN <<'SH2'\ncat <<SH\nSH\nSH2"],
    [Run.script('#!/bin/a\n', { delimiter: 'b.py' }), "RUN <<'b.py'\n#!/bin/a\nb.py"],
    [Run.script('a\n', { mounts: [cache, Mount.ssh({})] }), "RUN --mount=type=cache,target=/c \\\n    --mount=type=ssh \\\n    <<'SH'\na\nSH"],
    [
      Run.shellWithHeredocs("cat <<'A' 3<<-B - <<C | sh > '<<x' && echo \"${D} <<y\" \\<<z", [
        Heredoc.literal('a\n', 'A'), Heredoc.shell('\t$b\n', 'B').chomped(), Heredoc.shell('', 'C'),
      ]),
      "RUN cat <<'A' 3<<-B - <<C | sh > '<<x' && echo \"${D} <<y\" \\<<z\na\nA\n\t$b\nB\nC",
    ],
    ...['echo $((1<<2))', "grep '<<x' a", 'a <b', 'a "<<b"', 'a<<b', 'a <<< ${b@Q}'.replace('<<<', '<')].map((command): [Run, string] => [Run.shell(command), `RUN ${command}`]),
  ]);
});

test('RUN tells what it runs and what is mounted', () => {
  const { command, mounts, heredocs } = Run.script('a\n', { mounts: [cache] });
  expect([command, mounts, heredocs.map(({ content }) => content)]).toEqual([undefined, [cache], ['a\n']]);
  expect(Run.shell('a').command?.text).toBe('a');
});

describe('RUN refuses', () => {
  const text = Heredoc.literal('a\n', 'A');
  const withText = (command: string, ...texts: Heredoc[]) => () => Run.shellWithHeredocs(command, texts);
  refuses([
    ['an empty script', () => Run.script('\n'), 'empty-command'],
    ['no program', () => Run.exec([]), 'empty-command'],
    ['a script without a line break at its end', () => Run.script('a'), 'heredoc-end'],
    ['a delimiter that is a line of the script', () => Run.script('a\nX\n', { delimiter: 'X' }), 'heredoc-closed'],
    ['a delimiter for what is no script', () => Run.shell('a', { delimiter: 'X' }), 'delimiter'],
    ['what is not ASCII in a device', () => Run.shell('a', { devices: ['é'] }), 'non-ascii-flag'],
    ['a heredoc without its text', () => Run.shell('cat <<A'), 'shell-heredoc'],
    ['a heredoc at the beginning', () => Run.shell('<<A cat'), 'shell-heredoc'],
    ['a heredoc behind an escape character', () => Run.shell('cat ${A:-a\\ \\<<B}'), 'shell-heredoc'],
    ['what BuildKit takes for a heredoc', () => Run.shell('echo $((1 <<2))'), 'shell-heredoc'],
    ['another delimiter', withText("cat <<'B'", text), 'shell-heredoc'],
    ['other quotes', withText('cat <<A', text), 'shell-heredoc'],
    ['a delimiter that goes on', withText("cat <<'A'>b", text), 'shell-heredoc'],
    ['a text that is not named', withText('cat', text), 'shell-heredoc'],
    ['a text that is named in quotes', withText("cat \"<<'A'\"", text), 'shell-heredoc'],
    ['one text and two heredocs', withText("cat <<'A' <<'A'", text), 'shell-heredoc'],
    ['a heredoc behind other text', withText("a<<'A'", text), 'shell-heredoc'],
    ['a single apostrophe', withText("cat <<'A' it's", text), 'shell-heredoc'],
    ['an operator that BuildKit does not know', withText("cat <<'A' ${B@Q}", text), 'shell-heredoc'],
    ['a text for BuildKit to expand', withText('cat <<A', Heredoc.expanding(Word.literal('a\n'), 'A')), 'shell-heredoc'],
  ]);
});
