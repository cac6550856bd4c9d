import { _quoteValue, _refuse } from '../../core';

/**
 * Quotes a value for a message.
 *
 * @internal
 */
export function _quoteShortened(text: string): string {
  return text.length <= 60 ? _quoteValue(text) : `${_quoteValue(text.slice(0, 60))}…`;
}

/**
 * Refuses text that a file cannot contain.
 *
 * @throws `dockerfile/nul`, `dockerfile/surrogate`
 * @internal
 */
export function _checkStorable(what: string, text: string): string {
  if (text.includes('\0')) {
    _refuse({
      id: 'dockerfile/nul',
      what: `The ${what} ${_quoteShortened(text)} has a NUL character.`,
      why: 'Arguments, variables and paths end at a NUL; the rest would be lost when the container starts.',
      fix: 'Remove it. Copy a file with binary content from the build context.',
    });
  }
  if (/\p{Surrogate}/u.test(text)) {
    _refuse({
      id: 'dockerfile/surrogate',
      what: `The ${what} ${_quoteShortened(text)} contains half of a character (a lone surrogate).`,
      why: 'A Dockerfile is UTF-8, which cannot encode it: it would become another character.',
      fix: 'Cut the text between whole characters.',
    });
  }
  return text;
}

/**
 * Refuses text with a line break.
 *
 * @throws `dockerfile/newline`
 * @internal
 */
export function _checkOneLine(what: string, text: string): string {
  if (!text.includes('\n')) return text;
  return _refuse({
    id: 'dockerfile/newline',
    what: `The ${what} ${_quoteShortened(text)} has a line break.`,
    why: 'A line break ends the instruction, even in quotes or after an escape character.',
    fix: 'Write it on one line, or put the text into a file: CopySource.heredoc(Heredoc.literal(…)).',
  });
}

/**
 * Refuses an instruction without arguments.
 *
 * @throws `dockerfile/empty`
 * @internal
 */
export function _checkNotEmpty(keyword: string, items: unknown[]): void {
  if (items.length > 0) return;
  _refuse({
    id: 'dockerfile/empty',
    what: `${keyword} has no arguments.`,
    why: 'BuildKit rejects an instruction without arguments.',
    fix: 'Add at least one argument, or remove the instruction.',
  });
}
