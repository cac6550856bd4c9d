import { _hasHidden, _quoteValue, _refuse } from '../core';

/** What a tool replaces in `devcontainer.json`; there is no way to write such a text. https://containers.dev/implementors/json_reference/#variables-in-devcontainerjson */
const VARIABLE = /\$\{(?:env|localEnv|containerEnv|localWorkspaceFolder|localWorkspaceFolderBasename|containerWorkspaceFolder|containerWorkspaceFolderBasename|devcontainerId)(?::[^}]*)?\}/;

/**
 * A literal text of `devcontainer.json`.
 *
 * @throws `devcontainer/variable` for one that would be replaced, `devcontainer/text` for one with a hidden character
 */
export function checkLiteral(text: string): string {
  const found = VARIABLE.exec(text)?.[0];
  if (_hasHidden(text)) {
    _refuse({
      id: 'devcontainer/text',
      what: `The text ${_quoteValue(text)} has a character that cannot be seen.`,
      why: 'A reader of devcontainer.json would see another text than tools do.',
      fix: 'Write the text without it.',
    });
  }
  return found === undefined ? text : _refuse({
    id: 'devcontainer/variable',
    what: `The text ${_quoteValue(text)} contains ${found}.`,
    why: 'devcontainer.json has no way to write it: tools put a value in its place.',
    fix: 'Write the text without it. Commands start in the folder of the repository, and a shell expands $NAME.',
  });
}

/** The value of an environment variable of the machine. */
export function printLocalVariable(name: string): string {
  return `\${localEnv:${name}}`;
}

/** A path on the machine, which may begin in its home directory. */
export function printLocalPath(path: string): string {
  return path.startsWith('~/') ? `${printLocalVariable('HOME')}${checkLiteral(path.slice(1))}` : checkLiteral(path);
}
