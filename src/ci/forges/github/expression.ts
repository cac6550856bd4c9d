import { Evaluation } from '../../evaluated';
import type { Dialect } from '../../yaml';

/** What GitHub evaluates: `${{ … }}`. What is put into `code` is a text of that language: see `expressionText`. */
export function expression(code: string): Evaluation {
  return new Evaluation(`\${{ ${code} }}`);
}

/** A text in an expression. @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#literals */
export function expressionText(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}

/** GitHub reads the file as YAML and then evaluates `${{ … }}` in its texts: one that is to stay is itself what an expression says. */
export const DIALECT: Dialect = {
  isFirst: false,
  literal: text => text.replace(/\$\{\{/g, "${{ '${{' }}"),
  evaluation: source => source,
  file: text => text,
};

/**
 * A pattern of branches, tags or paths that fits one name.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
export function filterPattern(name: string): string {
  return name.replace(/[\\*?+[\]!]/g, '\\$&');
}
