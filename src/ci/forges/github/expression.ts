import { Evaluation, type Dialect } from '../../../yaml';

/** What GitHub evaluates: `${{ … }}`. Quote texts in `code` with `expressionText`. */
export function expression(code: string): Evaluation {
  return new Evaluation(`\${{ ${code} }}`);
}

/** Quotes a text in an expression. @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#literals */
export function quoteText(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}

/** GitHub parses the YAML and then evaluates `${{ … }}` in its texts. A literal `${{` is printed as an expression with that value. */
export const DIALECT: Dialect = {
  isFirst: false,
  literal: text => text.replace(/\$\{\{/g, "${{ '${{' }}"),
  evaluation: source => source,
  file: text => text,
};

/**
 * A pattern of branches, tags or paths that matches exactly one name.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
export function escapePattern(name: string): string {
  return name.replace(/[\\*?+[\]!]/g, '\\$&');
}
