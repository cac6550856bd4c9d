import { _AS_SCRIPT } from './command';
import type { Heredoc } from './heredoc';
import { _refuse } from '../../core';
import { _quoteShortened } from '../print/text';

/**
 * A token of a command on which BuildKit's lexer and a shell agree. BuildKit finds no heredoc in a line that its lexer cannot read,
 * such as one with `${NAME@Q}` or a single apostrophe.
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
 * Refuses a command in which BuildKit would find other heredocs than those given.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/parser/parser.go
 * @throws `dockerfile/shell-heredoc`
 * @internal
 */
export function _checkOpenings(command: string, heredocs: Heredoc[]): void {
  if (heredocs.length === 0 && !/(^|[\s\u0085])\d*<</.test(command.replace(/\\/g, ''))) return;
  if (heredocs.some(({ _isForBuildKit }) => _isForBuildKit)) {
    refuse(command, 'BuildKit would expand one of the heredocs', 'Use Heredoc.literal(…), or Heredoc.shell(…) if the shell should expand it.');
  }
  const missing = heredocs.map(({ _opening }) => _opening);
  let position = 0;
  let word = '';
  while (position < command.length) {
    const opening = missing[0];
    if (command.startsWith('<<', position)) {
      if (!/^\d*$/.test(word)) refuse(command, `"<<" follows ${_quoteShortened(word)}`, 'Put a space before "<<".');
      const end = position + (opening?.length ?? 0);
      if (opening === undefined || !command.startsWith(opening, position) || /[^\s]/.test(command.charAt(end))) {
        refuse(command, `it begins a heredoc with ${_quoteShortened(command.slice(position, position + 20))}`, opening === undefined
          ? `Pass the text of the heredoc to Run.shellWithHeredocs(…), or ${_AS_SCRIPT}`
          : `Begin the next one as ${opening}, followed by a space.`);
      }
      missing.shift();
      position = end;
    }
    TOKEN.lastIndex = position;
    const token = position < command.length ? TOKEN.exec(command)?.[0] : '';
    if (token === undefined && !command.startsWith('<<', position)) {
      refuse(command, `BuildKit cannot parse it from ${_quoteShortened(command.slice(position, position + 20))} on`, `BuildKit does not parse scripts: ${_AS_SCRIPT}`);
    }
    word = /^[\s\u0085]*$/.test(token ?? '') ? '' : `${word}${token}`;
    position += token?.length ?? 0;
  }
  if (missing.length > 0) refuse(command, `${missing[0]} is missing`, 'Refer to each heredoc in the command, in order.');
}

function refuse(command: string, what: string, fix: string): never {
  return _refuse({
    id: 'dockerfile/shell-heredoc',
    what: `The command ${_quoteShortened(command)} does not match its heredocs: ${what}.`,
    why: 'BuildKit would read instructions as the text of a heredoc, or the text as instructions.',
    fix,
  });
}
