import { Evaluation } from '../../evaluated';
import type { Dialect } from '../../yaml';

/** Around a name that is to be replaced, until the rest of the file is escaped. No text has them: they are no characters of Unicode. */
const [START, END] = ['\ufdd0', '\ufdd1'];

/** What Woodpecker replaces: `${NAME}`. */
export function substitution(name: string): Evaluation {
  return new Evaluation(`${START}${name}${END}`);
}

/**
 * Woodpecker replaces in the text of a file, whatever it is as YAML, comments included. `$` is escaped by `$`, and only where it is followed by
 * `{` or another one; `\` is one itself where `\` or `/` follows.
 *
 * @see https://woodpecker-ci.org/docs/usage/environment#string-substitution
 * @see https://github.com/drone/envsubst/blob/v1.0.3/parse/scan.go (`scanEscaped`)
 */
export const DIALECT: Dialect = {
  isFirst: true,
  literal: text => text.replace(/[\ufdd0\ufdd1]/g, '\ufffd'),
  evaluation: source => source,
  file: text => text
    .replace(/\$(?=[{$\ufdd0])/g, '$$$$')
    .replace(/\\(?=[\\/])/g, '\\\\')
    .replace(new RegExp(`${START}(.*?)${END}`, 'g'), '$${$1}'),
};

/**
 * A pattern of branches or paths that fits one name.
 *
 * @see https://github.com/bmatcuk/doublestar/blob/v4.9.1/README.md#patterns
 */
export function globPattern(name: string): string {
  return name.replace(/[\\*?[\]{}]/g, '\\$&');
}

/** The address of the forge, as users may write it in an option that says so. */
export const FORGE_URL = '${CI_FORGE_URL}';
