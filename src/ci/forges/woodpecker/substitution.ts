import { Evaluation, type Dialect } from '../../../yaml';

/** Delimiters of a variable until the rest of the file is escaped. No text contains them: they are noncharacters of Unicode. */
const [START, END] = ['\ufdd0', '\ufdd1'];

/** What Woodpecker replaces: `${NAME}`. */
export function substitution(name: string): Evaluation {
  return new Evaluation(`${START}${name}${END}`);
}

/**
 * Woodpecker replaces variables in the whole text of a file, including comments, before it parses the YAML. `$` escapes a `$` that is followed by
 * `{` or `$`; `\` escapes a following `\` or `/`.
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
 * A pattern of branches or paths that matches exactly one name.
 *
 * @see https://github.com/bmatcuk/doublestar/blob/v4.9.1/README.md#patterns
 */
export function escapePattern(name: string): string {
  return name.replace(/[\\*?[\]{}]/g, '\\$&');
}

/** The variable for the address of the forge, which `renovateEndpoint` may contain. */
export const FORGE_URL = '${CI_FORGE_URL}';
