import type { _BashismName } from './bashisms';
import type { _Assignment, _Redirect, _ShellWord, _SimpleCommand } from './syntax-tree';
import { _TokenReader } from './token-reader';
import type { _Tokens } from './tokens';

const REDIRECTS = new Set(['<', '>', '>>', '>|', '<>', '<&', '>&', '<<', '<<-', '<<<', '&>', '&>>']);

/** Builtins of bash whose arguments are assignments too. */
const DECLARING = new Set(['declare', 'export', 'local', 'readonly', 'typeset']);

const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)(\[[^\]]*\])?(\+?)=/;

/**
 * Simple commands: assignments, words and redirections.
 *
 * @internal
 */
export class _SimpleCommandReader extends _TokenReader {
  protected constructor(
    tokens: _Tokens,
    protected readonly note: (name: _BashismName, position: number) => void,
    protected readonly isBash: boolean,
  ) {
    super(tokens);
  }

  /** Reads one. A `(` after its only word is left to the reader of functions. */
  protected readSimple(line: number): _SimpleCommand {
    const command: _SimpleCommand = { kind: 'simple', line, assignments: [], words: [], redirects: [] };
    for (;;) {
      const redirect = this.readRedirect();
      const { word, position } = this.peek();
      if (redirect !== undefined) {
        command.redirects.push(redirect);
      } else if (word === undefined) {
        if (command.words.length + command.assignments.length + command.redirects.length === 0) this.refuseUnexpected('a command');
        return command;
      } else {
        this.take();
        const first = command.words.at(0)?.source;
        const assignment = first === undefined || DECLARING.has(first) ? this.readAssignment(word, position) : undefined;
        if (first === undefined && word.source === 'source') this.note('source', position);
        if (assignment === undefined) command.words.push(word); else command.assignments.push(assignment);
      }
    }
  }

  private readAssignment(word: _ShellWord, position: number): _Assignment | undefined {
    const [given, name, element, plus] = ASSIGNMENT.exec(word.source) ?? [];
    const [first, ...parts] = word.parts;
    if (given === undefined || first.kind !== 'text' || first.quoted || !first.text.startsWith(given)) return undefined;
    if (element) this.note('array-element', position);
    if (plus) this.note('append', position);
    const text = first.text.slice(given.length);
    const value = { ...word, parts: text === '' ? parts : [{ ...first, text }, ...parts] };
    return { name, value, elements: value.parts.length === 0 ? this.readElements(word, position) : [] };
  }

  /** `(…)` directly after `name=`. */
  private readElements(word: _ShellWord, position: number): _ShellWord[] {
    const elements: _ShellWord[] = [];
    const { cursor } = this;
    if (cursor.position !== position + word.source.length || cursor.peekChar() !== '(') return elements;
    this.note('array', position);
    this.take();
    for (;;) {
      this.skipNewlines();
      if (this.takeOperator(')')) return elements;
      elements.push(this.takeAnyWord('")"'));
    }
  }

  protected readRedirects(): _Redirect[] {
    const redirects: _Redirect[] = [];
    for (let redirect = this.readRedirect(); redirect !== undefined; redirect = this.readRedirect()) redirects.push(redirect);
    return redirects;
  }

  private readRedirect(): _Redirect | undefined {
    if (this.isDescriptor()) this.take();
    const { kind, text: operator, position } = this.peek();
    if (kind !== 'operator' || !REDIRECTS.has(operator)) return undefined;
    this.take();
    if (this.isDescriptor()) this.refuseUnexpected('a file');
    const redirect = { line: this.cursor.findLine(position), operator, target: this.takeAnyWord('a file'), text: [] };
    if (operator === '<<' || operator === '<<-') this.tokens.addHeredoc(redirect);
    return redirect;
  }

  /** Whether a number, or `{name}` in bash, is directly before `<` or `>`. */
  private isDescriptor(): boolean {
    const { kind, text } = this.peek();
    return kind === 'word' && /[<>]/.test(this.cursor.peekChar()) && (/^\d+$/.test(text) || (this.isBash && /^\{[A-Za-z_]\w*\}$/.test(text)));
  }
}
