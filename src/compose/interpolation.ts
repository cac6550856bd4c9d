import { Dialect, Evaluation } from '../yaml';

/**
 * What Compose evaluates: `$NAME` and `${…}` in values, after the YAML is parsed. Keys are texts.
 *
 * @see https://docs.docker.com/reference/compose-file/interpolation/
 */
export const COMPOSE: Dialect = {
  isFirst: false,
  literal: text => text.replace(/\$/g, '$$$$'),
  evaluation: source => source,
  file: text => text,
};

/** A variable of the shell that starts Compose, or of its file `.env`; Compose stops if it is not set. */
export function requireVariable(name: string): Evaluation {
  return new Evaluation(`\${${name}?}`);
}

/** The same with a value for the case that it is empty. */
export function printVariable(name: string, fallback: string): Evaluation {
  return new Evaluation(`\${${name}:-${fallback}}`);
}

/** The value of a variable and "/" after it; nothing if it is empty. Compose warns of a variable without a fallback, even where it is not used. */
export function printPrefix(name: string): Evaluation {
  return new Evaluation(`\${${name}:+\${${name}:-}/}`);
}

/** A path, which may begin in the home directory of the machine. */
export function printPath(path: string): (string | Evaluation)[] {
  return path.startsWith('~/') ? [requireVariable('HOME'), path.slice(1)] : [path];
}
