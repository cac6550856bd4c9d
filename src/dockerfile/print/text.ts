import { _quotedValue, _refuse } from '../../core';

/**
 * A value as an error shows it.
 *
 * @internal
 */
export function _shown(text: string): string {
  return text.length <= 60 ? _quotedValue(text) : `${_quotedValue(text.slice(0, 60))}…`;
}

/**
 * Refuses text that no file can hold as it is.
 *
 * @throws `dockerfile/nul`, `dockerfile/surrogate`
 * @internal
 */
export function _storable(what: string, text: string): string {
  if (text.includes('\0')) {
    _refuse({
      id: 'dockerfile/nul',
      what: `The ${what} ${_shown(text)} has a NUL character.`,
      why: 'Arguments, variables and paths end at a NUL; the rest would be lost when the container starts.',
      fix: 'Remove it. A file with binary content belongs into the build context.',
    });
  }
  if (/\p{Surrogate}/u.test(text)) {
    _refuse({
      id: 'dockerfile/surrogate',
      what: `The ${what} ${_shown(text)} has half of a character (a lone surrogate).`,
      why: 'A Dockerfile is UTF-8, in which it cannot be written; another character would arrive.',
      fix: 'Cut the text between whole characters.',
    });
  }
  return text;
}

/**
 * Refuses text that does not stay on one line.
 *
 * @throws `dockerfile/newline`
 * @internal
 */
export function _oneLine(what: string, text: string): string {
  if (!text.includes('\n')) return text;
  return _refuse({
    id: 'dockerfile/newline',
    what: `The ${what} ${_shown(text)} has a line break.`,
    why: 'A Dockerfile ends the instruction at a line break; no quotes and no escape character keep it in the value.',
    fix: 'Write it as one line, or put the text into a file: CopySource.heredoc(Heredoc.literal(…)).',
  });
}

/**
 * Refuses an instruction that would say nothing.
 *
 * @throws `dockerfile/empty`
 * @internal
 */
export function _notEmpty(keyword: string, items: unknown[]): void {
  if (items.length > 0) return;
  _refuse({
    id: 'dockerfile/empty',
    what: `${keyword} has nothing to say.`,
    why: 'BuildKit stops at an instruction without arguments.',
    fix: 'Name at least one, or leave the instruction out.',
  });
}
