import { _isSpace, _skipSpace } from './blank';
import { _refuseAt } from './refuse-at';
import { _SourceLines } from './source-lines';
import type { _SyntaxTree } from './syntax-tree';

type Directive = _SyntaxTree['directives'][number];

/** The directives that the parser itself reads. */
const NAMES = ['syntax', 'escape', 'check'];

/**
 * The directives at the top of a file. One reader per file receives each line.
 *
 * @internal
 */
export class _DirectiveZone {
  private readonly seen = new Map<string, Directive>();
  private ended = false;

  public constructor(private readonly text: string) {}

  /**
   * Whether a line is a directive.
   *
   * @param line without leading blanks
   */
  public takeLine(line: string, number: number, column: number): boolean {
    const found = this.ended ? undefined : _parseDirective(line);
    if (found === undefined) {
      this.ended = true;
      return false;
    }
    const [name, value] = found;
    if (this.seen.has(name)) {
      _refuseAt(this.text, number, {
        id: 'dockerfile/directive',
        what: `The directive "${name}" appears twice.`,
        why: `BuildKit would fail: "only one ${name} parser directive can be used".`,
        fix: 'Delete one of them.',
      });
    }
    if (name === 'escape' && value !== '\\' && value !== '`') {
      _refuseAt(this.text, number, {
        id: 'dockerfile/directive',
        what: `The escape character is ${JSON.stringify(value)}.`,
        why: 'BuildKit would fail: "invalid escape token".',
        fix: 'Use a backslash or a backtick.',
      });
    }
    this.seen.set(name, { name, value, range: { startLine: number, startColumn: column, endLine: number, endColumn: column + line.length } });
    return true;
  }

  /** The escape character. */
  public get escape(): string {
    return this.seen.get('escape')?.value ?? '\\';
  }

  /**
   * All directives that have an effect. BuildKit reads `syntax` and `check` with another parser, which skips a first line with `#!` and
   * allows no blanks before `#`.
   *
   * @param start the start of the text after a byte order mark
   */
  public listAll(start: number): Directive[] {
    const found = new Map<string, Directive>();
    const lines = new _SourceLines(this.text);
    for (let line = lines.next(); line !== undefined; line = lines.next()) {
      const column = line.number === 1 ? start : 0;
      const text = line.text.slice(column);
      if (line.number === 1 && text.startsWith('#!')) continue;
      const [name, value] = _parseDirective(text) ?? [];
      // After `#!`, a second one is allowed but has no effect, and neither has `escape`.
      if (name === undefined || value === undefined || found.has(name)) break;
      found.set(name, { name, value, range: { startLine: line.number, startColumn: column, endLine: line.number, endColumn: column + text.length } });
    }
    found.delete('escape');
    const escape = this.seen.get('escape');
    return [...found.values(), ...(escape === undefined ? [] : [escape])].sort((a, b) => a.range.startLine - b.range.startLine);
  }
}

/**
 * Parses the name and value of a directive; undefined for any other line.
 *
 * @internal
 */
export function _parseDirective(line: string): [string, string] | undefined {
  if (line[0] !== '#') return undefined;
  const start = _skipSpace(line, 1);
  const [before, name] = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=/.exec(line.slice(start)) ?? [];
  if (before === undefined || !NAMES.includes(name.toLowerCase())) return undefined;
  let [from, to] = [start + before.length, line.length];
  while (from < to && isRegexSpace(line, from)) from++;
  while (to > from && isRegexSpace(line, to - 1)) to--;
  // If there are only blanks, BuildKit's pattern uses one of them as the value.
  if (from === to) return line.length > start + before.length ? [name.toLowerCase(), line[line.length - 1]] : undefined;
  return [name.toLowerCase(), line.slice(from, to)];
}

/** `\s` of Go's regular expressions. */
function isRegexSpace(text: string, at: number): boolean {
  return _isSpace(text, at) && '\t\n\f\r '.includes(text[at]);
}
