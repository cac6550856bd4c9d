import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _shown } from '../print/text';

/** The lines at the top of a Dockerfile that say how it is read. */
export interface Directives {
  /**
   * The frontend that reads it, an image: `docker/dockerfile:1.24.0@sha256:…`.
   * @default - the one that the builder has
   */
  readonly syntax?: string;
  /**
   * The escape character.
   * @default EscapeCharacter.BACKSLASH
   */
  readonly escape?: EscapeCharacter;
  /**
   * What the build checks do: `error=true`, `skip=JSONArgsRecommended,StageNameCasing;error=true`.
   * @default - all stable checks are made, and warn
   */
  readonly check?: string;
}

/** A comment that BuildKit reads as a directive, where it is at the top. */
const DIRECTIVE = /^\s*(syntax|escape|check)\s*=\s*\S/i;

const RULES = /^[A-Za-z]+(,[A-Za-z]+)*$/;

/**
 * What the check directive may say.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/linter/linter.go
 */
const OPTIONS: Record<string, RegExp> = { skip: RULES, experimental: RULES, error: /^(true|false)$/ };

/**
 * The lines of directives: syntax and escape first, for Renovate looks no further than to the first other line.
 *
 * @internal
 */
export function _directiveLines({ syntax, escape, check }: Directives): string[] {
  return Object.entries({ syntax, escape, check }).flatMap(([name, value]) => (value === undefined ? [] : [`# ${name}=${value}`]));
}

/**
 * Refuses directives that BuildKit would refuse or read otherwise.
 *
 * @throws `dockerfile/syntax-directive`, `dockerfile/check-directive`
 * @internal
 */
export function _checkDirectives({ syntax, check }: Directives): void {
  if (syntax !== undefined && !/^[!-~]+$/.test(syntax)) {
    _refuse({
      id: 'dockerfile/syntax-directive',
      what: `The frontend is ${_shown(syntax)}.`,
      why: 'BuildKit reads it up to the first blank, and takes that for an image.',
      fix: 'Name an image: docker/dockerfile:1.24.0@sha256:…',
    });
  }
  if (check !== undefined && !isCheck(check)) {
    _refuse({
      id: 'dockerfile/check-directive',
      what: `The check directive is ${_shown(check)}.`,
      why: 'BuildKit stops at it, or takes no notice of a part of it.',
      fix: 'Write one or more of skip=RULE,RULE or skip=all, error=true and experimental=RULE or experimental=all, with ";" between.',
    });
  }
}

function isCheck(check: string): boolean {
  const options = check.split(';').map(option => option.split('='));
  return new Set(options.map(([key]) => key)).size === options.length
    && options.every(([key, value, ...rest]) => rest.length === 0 && Object.hasOwn(OPTIONS, key) && OPTIONS[key].test(value ?? ''));
}

/**
 * Refuses a comment that would be read as a directive, for no other line stands above it. Behind its first line nothing is one.
 *
 * @param lines of the first comment
 * @throws `dockerfile/comment-directive`
 * @internal
 */
export function _noDirectives(lines: string[]): void {
  const [first] = lines;
  if (first === undefined || !DIRECTIVE.test(first)) return;
  _refuse({
    id: 'dockerfile/comment-directive',
    what: `The first comment of the document is ${_shown(first)}.`,
    why: 'At the top BuildKit reads it as a directive.',
    fix: 'Say it with the property directives, or put another comment line above it.',
  });
}
