import type { Heredoc } from './heredoc';
import { _refuse } from '../../core';
import { _shown } from '../print/text';

/**
 * One token of a command, as BuildKit's lexer and a shell agree on it. BuildKit finds no heredoc at all in a line that its lexer
 * cannot read, such as one with `${NAME@Q}` or a single apostrophe.
 */
const TOKEN = new RegExp([
  '[^\\s\\u0085\'"\\\\$<]+',
  '[\\s\\u0085]+',
  "'[^']*'",
  '"(?:[^"\\\\$]|\\\\.|\\$(?!\\{)|\\$\\{[A-Za-z_][A-Za-z0-9_]*\\})*"',
  '\\\\.',
  '\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}',
  '\\$(?!\\{)',
  '<(?!<)',
].join('|'), 'uy');

/**
 * Refuses a command whose heredocs, as BuildKit finds them, are not those that are given.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/parser/parser.go
 * @throws `dockerfile/shell-heredoc`
 * @internal
 */
export function _checkOpenings(command: string, heredocs: Heredoc[]): void {
  if (heredocs.length === 0 && !/(^|[\s\u0085])\d*<</.test(command.replace(/\\/g, ''))) return;
  if (heredocs.some(({ _isForBuildKit }) => _isForBuildKit)) {
    refuse(command, 'one of its texts is for BuildKit to expand', 'Use Heredoc.literal(…), or Heredoc.shell(…) where the shell shall expand it.');
  }
  const missing = heredocs.map(({ _opening }) => _opening);
  let position = 0;
  let word = '';
  while (position < command.length) {
    const opening = missing[0];
    if (command.startsWith('<<', position)) {
      if (!/^\d*$/.test(word)) refuse(command, `"<<" follows ${_shown(word)}`, 'Put a blank before "<<".');
      const end = position + (opening?.length ?? 0);
      if (opening === undefined || !command.startsWith(opening, position) || /[^\s]/.test(command.charAt(end))) {
        refuse(command, `it begins a heredoc with ${_shown(command.slice(position, position + 20))}`, opening === undefined
          ? 'Give its text to Run.shellWithHeredocs(…), or write a Run.script(…).'
          : `Begin the next one as ${opening}, with a blank behind.`);
      }
      missing.shift();
      position = end;
    }
    TOKEN.lastIndex = position;
    const token = position < command.length ? TOKEN.exec(command)?.[0] : '';
    if (token === undefined && !command.startsWith('<<', position)) {
      refuse(command, `BuildKit cannot read it from ${_shown(command.slice(position, position + 20))} on`, 'Write it as a Run.script(…), which BuildKit does not look into.');
    }
    word = /^[\s\u0085]*$/.test(token ?? '') ? '' : `${word}${token}`;
    position += token?.length ?? 0;
  }
  if (missing.length > 0) refuse(command, `it does not have ${missing[0]}`, 'Name each text in the command, in order.');
}

function refuse(command: string, what: string, fix: string): never {
  return _refuse({
    id: 'dockerfile/shell-heredoc',
    what: `The command ${_shown(command)} and its heredocs do not fit: ${what}.`,
    why: 'BuildKit would take lines below for the text of a heredoc, or the text for instructions.',
    fix,
  });
}
