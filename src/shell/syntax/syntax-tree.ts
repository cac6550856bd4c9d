/**
 * A piece of a word: literal text, or an expansion that the shell replaces when it runs.
 *
 * @internal
 */
export type _Part =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  /** `$name`, `${name…}`, `$1`, `$@`; `operand` follows the name inside of braces. */
  | { readonly kind: 'parameter'; readonly name: string; readonly quoted: boolean; readonly operand: _Part[] }
  /** `$(…)`, `` `…` ``, `<(…)`. */
  | { readonly kind: 'commands'; readonly statements: _Statement[] }
  /** `$((…))`. */
  | { readonly kind: 'arithmetic'; readonly parts: _Part[] };

/** @internal */
export interface _ShellWord {
  readonly line: number;
  /** As written in the script. */
  readonly source: string;
  readonly parts: _Part[];
}

/** @internal */
export interface _Redirect {
  readonly line: number;
  /** `<`, `>`, `>>`, `>|`, `<>`, `<&`, `>&`, `<<`, `<<-`, and those of bash: `<<<`, `&>`, `&>>`. */
  readonly operator: string;
  readonly target: _ShellWord;
  /** The text of a heredoc that the shell expands. Filled after the line has ended. */
  readonly text: _Part[];
}

/** @internal */
export interface _Assignment {
  readonly name: string;
  readonly value: _ShellWord;
  /** The elements of `name=(…)`. */
  readonly elements: _ShellWord[];
}

/** @internal */
export interface _SimpleCommand {
  readonly kind: 'simple';
  readonly line: number;
  readonly assignments: _Assignment[];
  readonly words: _ShellWord[];
  readonly redirects: _Redirect[];
}

/** One `if`/`elif`, or one `while`/`until`. @internal */
export interface _Branch {
  readonly condition: _Statement[];
  readonly body: _Statement[];
}

/** @internal */
export type _CompoundBody =
  | { readonly kind: 'group' | 'subshell'; readonly body: _Statement[] }
  | { readonly kind: 'if'; readonly branches: _Branch[]; readonly otherwise?: _Statement[] }
  | { readonly kind: 'loop'; readonly condition: _Statement[]; readonly body: _Statement[] }
  | { readonly kind: 'for'; readonly words: _ShellWord[]; readonly body: _Statement[] }
  | { readonly kind: 'case'; readonly word: _ShellWord; readonly items: _CaseItem[] }
  | { readonly kind: 'function'; readonly name: string; readonly body: _Command }
  /** `[[ … ]]`. */
  | { readonly kind: 'test'; readonly words: _ShellWord[] }
  /** `((…))`. */
  | { readonly kind: 'arithmetic'; readonly parts: _Part[] };

/** @internal */
export interface _CaseItem {
  readonly patterns: _ShellWord[];
  readonly body: _Statement[];
}

/** @internal */
export type _CompoundCommand = _CompoundBody & { readonly line: number; readonly redirects: _Redirect[] };

/** @internal */
export type _Command = _SimpleCommand | _CompoundCommand;

/** @internal */
export interface _Pipeline {
  readonly negated: boolean;
  readonly commands: _Command[];
}

/**
 * Pipelines joined by `&&` and `||`, up to `;`, `&` or the end of the line.
 *
 * @internal
 */
export interface _Statement {
  readonly line: number;
  readonly first: _Pipeline;
  readonly rest: { readonly operator: '&&' | '||'; readonly pipeline: _Pipeline }[];
  readonly background: boolean;
}

/**
 * The text of a literal word, in which the shell replaces nothing; undefined for other words.
 *
 * @internal
 */
export function _findLiteral({ parts }: _ShellWord): string | undefined {
  let text = '';
  for (const part of parts) {
    if (part.kind !== 'text' || (!part.quoted && isPattern(part.text, part === parts[0]))) return undefined;
    text += part.text;
  }
  return text;
}

/** Whether the shell may replace unquoted text: by file names, by the alternatives in braces (bash), or by a home directory. */
function isPattern(text: string, isFirst: boolean): boolean {
  return /[*?]/.test(text) || (text.includes('[') && text.includes(']')) || (text.includes('{') && /,|\.\./.test(text)) || (isFirst && text.startsWith('~'));
}

/**
 * Whether a word is `"$@"`: all arguments of the script.
 *
 * @internal
 */
export function _isArguments({ parts }: _ShellWord): boolean {
  const [part, ...more] = _dropEmpty(parts);
  return part?.kind === 'parameter' && part.name === '@' && part.operand.length === 0 && more.length === 0;
}

/** Removes the empty texts that quotes leave. @internal */
export function _dropEmpty(parts: _Part[]): _Part[] {
  return parts.filter(part => part.kind !== 'text' || part.text !== '');
}
