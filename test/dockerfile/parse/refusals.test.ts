import { describe, expect, test } from 'vitest';
import { DockerfileDocument, _readDocument } from '../../../src/dockerfile';
import { refusal } from '../vectors';

test('an unknown instruction, with its line and what is meant', () => {
  expect(refusal(() => _readDocument('FROM a\nRUNN b'))).toBe([
    'dockerfile/unknown-instruction  at line 2',
    '  There is no instruction "RUNN". Did you mean "RUN"?',
    '       2 | RUNN b',
    '  Why: BuildKit would fail: "unknown instruction: RUNN".',
    '  Fix: Begin the line with one of ADD, ARG, CMD, COPY, ENTRYPOINT, ENV, EXPOSE, FROM, HEALTHCHECK, LABEL, MAINTAINER, ONBUILD, RUN, SHELL, '
    + 'STOPSIGNAL, USER, VOLUME, WORKDIR. To continue the line above, end that line with the escape character.',
  ].join('\n'));
});

test('an unknown flag, with those that there are', () => {
  expect(refusal(() => _readDocument('FROM a\nCOPY --form=b c d'))).toBe([
    'dockerfile/flag  at line 2',
    '  COPY has no flag "--form". Did you mean "--from"? It has --from, --chown, --chmod, --link, --parents, --exclude.',
    '       2 | COPY --form=b c d',
    '  Why: BuildKit would reject the instruction, or ignore a part of it.',
    '  Fix: Correct or remove the flag.',
  ].join('\n'));
});

test('a feature that the frontend does not have, with the first line that needs it', () => {
  expect(refusal(() => DockerfileDocument.parse('# syntax=docker/dockerfile:1.3\nFROM a\nCOPY --link b c\n'))).toBe([
    'dockerfile/frontend  at line 3',
    '  The frontend is 1.3, but the instructions need: copy --link (1.4).',
    '  Why: The build would fail at the first of them, or behave differently.',
    '  Fix: Use docker/dockerfile:1.4 or newer, or remove them.',
  ].join('\n'));
});

describe('is refused with its line', () => {
  test.each([
    { text: 'RUN a\nFROM b', id: 'before-from', line: 1 },
    { text: 'ARG A', id: 'before-from', line: 1 },
    { text: 'FROM a\nCOPY --link --link b c', id: 'flag', line: 2 },
    { text: 'FROM a\nARG --b C', id: 'flag', line: 2 },
    { text: 'FROM a\nHEALTHCHECK --interval=1s NONE', id: 'flag', line: 2 },
    { text: 'FROM a b', id: 'arguments', line: 1 },
    { text: 'FROM a\nENV b', id: 'arguments', line: 2 },
    { text: 'FROM a\nCMD ["b", 1]', id: 'arguments', line: 2 },
    { text: 'FROM a\nSHELL sh', id: 'arguments', line: 2 },
    { text: 'FROM a\nCOPY b <<C\nd\nC', id: 'arguments', line: 2 },
    { text: 'FROM a\nONBUILD COPY b', id: 'arguments', line: 2 },
    { text: 'FROM a\nONBUILD ONBUILD RUN b', id: 'onbuild', line: 2 },
    { text: 'FROM a\nONBUILD MAINTAINER b', id: 'onbuild', line: 2 },
    { text: 'FROM a\nMAINTAINER b', id: 'maintainer', line: 2 },
    { text: "FROM a\nCOPY << 'E' /b\nc\nE", id: 'copy-heredoc', line: 2 },
    { text: 'FROM a\nENV B=\\\n"c', id: 'word', line: 2 },
    { text: 'FROM a\nCOPY <<${A#x} /b', id: 'copy-heredoc', line: 2 },
    { text: 'FROM a\nENV B=$1', id: 'word', line: 2 },
    { text: 'FROM a\nARG $B', id: 'arg', line: 2 },
    { text: 'FROM a\nRUN', id: 'empty-command', line: 2 },
    { text: 'FROM a\nRUN --network=lan b', id: 'run-flag', line: 2 },
    { text: 'FROM a\nRUN --mount=type=nfs b', id: 'mount', line: 2 },
    { text: 'FROM a\nRUN --mount=type=tmpfs,target=/b,uid=1 c', id: 'mount', line: 2 },
    { text: 'FROM a\nRUN --mount=type=cache,target=/b,ro=x c', id: 'mount', line: 2 },
    { text: 'FROM a\nRUN --mount=type=secret,id=b,source=c d', id: 'mount', line: 2 },
    { text: 'FROM a\nRUN --mount=b c', id: 'mount', line: 2 },
    { text: 'FROM a\nRUN --mount=a"b c', id: 'mount', line: 2 },
    { text: 'FROM a\nHEALTHCHECK --timeout=1us CMD b', id: 'duration', line: 2 },
    { text: 'FROM a\nEXPOSE 80:x', id: 'port', line: 2 },
    { text: 'FROM a\nARG "B"', id: 'arg', line: 2 },
    { text: 'FROM a\nWORKDIR ""', id: 'workdir', line: 2 },
    { text: '# syntax=a // b\nFROM c', id: 'syntax-directive', line: 1 },
    { text: '# syntax=a\n# check=skip=B,\nFROM c', id: 'check-directive', line: 2 },
    { text: 'FROM a\nCOPY --chown=\u00e9 b c', id: 'non-ascii-flag', line: 2 },
    { text: '# escape=`\nFROM a\nONBUILD ENV B=c`"d', id: 'backtick-onbuild', line: 3 },
  ])('$text', ({ text, id, line }) => expect(refusal(() => _readDocument(text))).toMatch(new RegExp(`^dockerfile/${id}  at line ${line}\\n`)));
});
