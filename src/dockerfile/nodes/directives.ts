import { _refuse, _findOwn } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _quoteShortened } from '../print/text';

/** The directives at the top of a Dockerfile, which control how BuildKit reads it. */
export interface Directives {
  /**
   * The image of the frontend that reads the Dockerfile: `docker/dockerfile:1.24.0@sha256:…`.
   * @default - the frontend built into the builder
   */
  readonly syntax?: string;
  /**
   * The escape character.
   * @default EscapeCharacter.BACKSLASH
   */
  readonly escape?: EscapeCharacter;
  /**
   * Options of the build checks: `error=true`, `skip=JSONArgsRecommended,StageNameCasing;error=true`.
   * @default - all stable checks run, and findings are warnings
   */
  readonly check?: string;
}

/** A comment that BuildKit reads as a directive at the top of a file. */
const DIRECTIVE = /^\s*(syntax|escape|check)\s*=\s*\S/i;

const RULES = /^[A-Za-z]+(,[A-Za-z]+)*$/;

/**
 * The values of the check directive.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/linter/linter.go
 */
const OPTIONS: Record<string, RegExp> = { skip: RULES, experimental: RULES, error: /^(true|false)$/ };

/**
 * Prints the directives. Syntax and escape come first because Renovate stops at the first other line.
 *
 * @internal
 */
export function _printDirectives({ syntax, escape, check }: Directives): string[] {
  return Object.entries({ syntax, escape, check }).flatMap(([name, value]) => (value === undefined ? [] : [`# ${name}=${value}`]));
}

/**
 * Refuses directives that BuildKit would reject or misread.
 *
 * @throws `dockerfile/syntax-directive`, `dockerfile/check-directive`
 * @internal
 */
export function _checkDirectives({ syntax, check }: Directives): void {
  if (syntax !== undefined && !/^[!-~]+$/.test(syntax)) {
    _refuse({
      id: 'dockerfile/syntax-directive',
      what: `The frontend is ${_quoteShortened(syntax)}.`,
      why: 'BuildKit would use the text before the first blank as the image.',
      fix: 'Name an image: docker/dockerfile:1.24.0@sha256:…',
    });
  }
  if (check !== undefined && !isCheck(check)) {
    _refuse({
      id: 'dockerfile/check-directive',
      what: `The check directive is ${_quoteShortened(check)}.`,
      why: 'BuildKit rejects it, or ignores a part of it.',
      fix: 'Write one or more of skip=RULE,RULE or skip=all, error=true and experimental=RULE or experimental=all, with ";" between.',
    });
  }
}

function isCheck(check: string): boolean {
  const options = check.split(';').map(option => option.split('='));
  return new Set(options.map(([key]) => key)).size === options.length
    && options.every(([key, value, ...rest]) => rest.length === 0 && _findOwn(OPTIONS, key)?.test(value ?? ''));
}

/**
 * Refuses a comment at the top that would be read as a directive. Only its first line could be.
 *
 * @param lines of the first comment
 * @throws `dockerfile/comment-directive`
 * @internal
 */
export function _checkNotDirective(lines: string[]): void {
  const [first] = lines;
  if (first === undefined || !DIRECTIVE.test(first)) return;
  _refuse({
    id: 'dockerfile/comment-directive',
    what: `The first comment of the document is ${_quoteShortened(first)}.`,
    why: 'At the top of a file, BuildKit reads it as a directive.',
    fix: 'Use the property directives, or put another comment line above it.',
  });
}
