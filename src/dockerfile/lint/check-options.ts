import { _isBoolean } from '../syntax/go-values';
import type { _SyntaxInstruction, _SyntaxTree } from '../syntax/syntax-tree';

/** The options in `# check=`. */
export interface CheckOptions {
  readonly skipsAll: boolean;
  readonly skipped: ReadonlySet<string>;
  readonly experimentsAll: boolean;
  readonly experiments: ReadonlySet<string>;
  /** Whether warnings fail the build. */
  readonly error: boolean;
}

/** The defaults without a directive. */
export const NO_OPTIONS: CheckOptions = { skipsAll: false, skipped: new Set(), experimentsAll: false, experiments: new Set(), error: false };

/**
 * Parses `skip=A,B;error=true;experimental=all`; returns a message if it is invalid.
 *
 * @see https://docs.docker.com/reference/dockerfile/#check
 */
export function parseCheckOptions(directive: string): CheckOptions | string {
  const text = directive.trim().split(' ')[0];
  if (text === '') return NO_OPTIONS;
  let [skips, experiments, error] = ['', '', false];
  const [first, second, ...rest] = text.split(';');
  for (const part of [first, ...(second === undefined ? [] : [second]), ...(rest.length === 0 ? [] : [rest.join(';')])]) {
    const sign = part.indexOf('=');
    const key = part.slice(0, Math.max(sign, 0)).trim();
    const value = part.slice(sign + 1).trim();
    if (sign < 0) return `"${part}" is not of the form option=value.`;
    if (key === 'skip') skips = value;
    else if (key === 'experimental') experiments = value;
    else if (key !== 'error') return `"${key}" is not one of skip, experimental, error.`;
    else if (!_isBoolean(value)) return `error is true or false, not "${value}".`;
    else error = /^[1t]/i.test(value);
  }
  return {
    skipsAll: skips === 'all', skipped: parseNames(skips), experimentsAll: experiments === 'all', experiments: parseNames(experiments), error,
  };
}

/** The options that the directive of a file sets; none if it is invalid, which a rule reports. */
export function readCheckOptions({ directives }: _SyntaxTree): CheckOptions {
  const directive = directives.find(({ name }) => name === 'check');
  const parsed = directive === undefined ? NO_OPTIONS : parseCheckOptions(directive.value);
  return typeof parsed === 'string' ? NO_OPTIONS : parsed;
}

/** The options that comments above an instruction add. The first valid one counts. */
export function addCommentOptions(options: CheckOptions, comments: readonly string[]): CheckOptions {
  for (const comment of comments) {
    const directive = /^\s*check\s*=\s*(.+?)\s*$/i.exec(comment)?.[1];
    if (directive === undefined) continue;
    const added = parseCheckOptions(directive);
    if (typeof added === 'string') return options;
    return {
      skipsAll: options.skipsAll || added.skipsAll,
      skipped: new Set([...options.skipped, ...added.skipped]),
      experimentsAll: options.experimentsAll || added.experimentsAll,
      experiments: new Set([...options.experiments, ...added.experiments]),
      error: options.error,
    };
  }
  return options;
}

/** Whether a rule is reported. An experimental rule must be enabled, and cannot be silenced. */
export function isReported(options: CheckOptions, rule: { readonly id: string; readonly experimental?: true }): boolean {
  if (rule.experimental) return options.experimentsAll || options.experiments.has(rule.id);
  return !options.skipsAll && !options.skipped.has(rule.id);
}

/**
 * Whether `# check=skip=` at the top of the file or above an instruction names something.
 *
 * @internal
 */
export function _isSkipped(tree: _SyntaxTree, { comments }: _SyntaxInstruction, id: string): boolean {
  return !isReported(addCommentOptions(readCheckOptions(tree), comments), { id });
}

function parseNames(list: string): Set<string> {
  return new Set(list === '' || list === 'all' ? [] : list.split(',').map(name => name.trim()));
}
