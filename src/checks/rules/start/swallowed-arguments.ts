import { Severity } from '../../../core';
import { Cmd, Command, Entrypoint } from '../../../dockerfile';
import type { _Rule } from '../../rule';
import { _findLast } from '../../support/instructions';
import { _findShellText } from '../../support/shell-text';

/** References to arguments in the text of a shell: `"$@"`, `$1`, `${1:-x}`, `$#`, `shift`, `for word do`. */
const USES = /\$(?:[@*#1-9]|\{#?[@*1-9])|\bshift\b|\bgetopts\b|\bfor\s+\w+\s*(?:;|\n|do\b)/;
const USES_NAME = /\$(?:0|\{0)/;

/** Common placeholders for $0. */
const PLACEHOLDER = /^(--?|_|sh|bash|ash|dash)$/;

/** @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/sh.html (`-c`: the word after the text is `$0`) */
export const startSwallowedArguments: _Rule = {
  id: 'start/swallowed-arguments',
  title: 'The arguments of an entrypoint reach the program',
  severity: Severity.WARNING,
  why: 'The words after the text of `sh -c` are its $0, $1 and so on: unless the text uses them, CMD and the arguments of `docker run` have no '
    + 'effect.',
  fix: 'Write the program as a list, entrypoint: ["/bin/app"]; or pass the arguments on, with a name for $0: ["/bin/sh", "-c", "exec /bin/app '
    + '\\"$@\\"", "app"].',
  check: ({ result }) => {
    const { entrypoint, cmd, shell } = result.config;
    if (entrypoint === undefined) return [];
    const start = listWords(entrypoint, shell);
    const given = cmd === undefined ? [] : listWords(cmd, shell);
    const read = _findShellText(start);
    if (read === undefined) return [];
    const { text, index } = read;
    const { by } = _findLast(result, cmd === undefined ? Entrypoint : Cmd) ?? {};
    const isNamed = start.length > index + 1;
    if (!USES.test(text)) {
      return given.length === 0 || (!isNamed && given.length === 1 && USES_NAME.test(text)) ? [] : [{
        by,
        what: `CMD ${printWords(given)} has no effect: ${describePlace(entrypoint)} is a text for ${read.shell} that uses no arguments: ${text}`,
      }];
    }
    if (isNamed || USES_NAME.test(text) || PLACEHOLDER.test(given[0] ?? '')) return [];
    return [{
      by,
      what: `The first argument is lost, ${given.length === 0 ? 'whatever `docker run` is given' : JSON.stringify(given[0])}: it is the $0 of ${describePlace(entrypoint)}: ${text}`,
      why: 'The word after the text of `sh -c` becomes $0; "$@" starts with the next one.',
    }];
  },
};

function listWords(command: Command, shell: string[]): string[] {
  return command.isShell ? [...shell, command.text!] : command.argv;
}

function describePlace({ isShell }: Command): string {
  return isShell ? 'ENTRYPOINT in shell form' : 'ENTRYPOINT';
}

function printWords(words: string[]): string {
  return `[${words.map(word => JSON.stringify(word)).join(', ')}]`;
}
