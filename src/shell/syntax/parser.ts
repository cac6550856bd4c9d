import { _bashism } from './bashisms';
import type { _Bashism, _BashismName } from './bashisms';
import { _Cursor, _Fault } from './cursor';
import { _SimpleCommandReader } from './simple-command';
import { _literal } from './syntax-tree';
import type { _Branch, _CaseItem, _Command, _CompoundBody, _Part, _Pipeline, _ShellWord, _SimpleCommand, _Statement } from './syntax-tree';
import { _shown } from './token-reader';
import { _Tokens } from './tokens';
import { _WordReader } from './word-reader';

/** Words that end a list of commands, where a command could begin. `in` begins none either. */
const CLOSING = ['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', 'in'];
const CLOSING_OPERATORS = [')', ';;', ';&', ';;&'];
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * A script as a tree.
 *
 * @internal
 */
export interface _Script {
  /** Everything that was read, up to the fault, if there is one. */
  readonly statements: _Statement[];
  /** The functions that are defined anywhere in it, the last of a name. */
  readonly functions: Map<string, _Command>;
  readonly bashisms: _Bashism[];
  readonly fault?: _Fault;
}

/** @internal */
export interface _ParseOptions {
  /** Whether bash reads it: then its own language is no bashism. */
  readonly isBash: boolean;
  /** Line of the first character. */
  readonly line: number;
}

/**
 * Reads a shell script: the grammar of XCU 2.10 as dash and BusyBox ash read it, and what bash adds, which is noted where another shell
 * reads it.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_10
 * @internal
 */
export function _parseShell(text: string, { isBash, line }: _ParseOptions): _Script {
  const script = { statements: [], functions: new Map(), bashisms: [] };
  try {
    const cursor = new _Cursor(text, line);
    parserOf(cursor, isBash, script).script(script.statements);
  } catch (error) {
    if (!(error instanceof _Fault)) throw error;
    return { ...script, fault: error };
  }
  return script;
}

/** A parser of a text, and of the texts in it: they add to the same notes and functions. */
function parserOf(cursor: _Cursor, isBash: boolean, script: _Script): Parser {
  const { bashisms } = script;
  const note = (name: _BashismName, position: number) => {
    if (!isBash) bashisms.push(_bashism(name, cursor.line(position)));
  };
  const inner = (text: string, line: number) => parserOf(cursor.inside(text, line), isBash, script);
  const words: _WordReader = new _WordReader(cursor, {
    isBash,
    extendedGlobs: isBash && cursor.text.includes('extglob'),
    note,
    commands: () => tokens.apart(() => cursor.nested(() => new Parser(tokens, words, note, isBash, script).substitution())),
    backquoted: (text, line) => inner(text, line).script([]),
    attempt: read => {
      const noted = bashisms.length;
      const value = cursor.attempt(() => tokens.apart(read));
      if (value === undefined) bashisms.length = noted;
      return value;
    },
  });
  const tokens: _Tokens = new _Tokens(cursor, words, note, (text, line) => inner(text, line).words.heredoc());
  return new Parser(tokens, words, note, isBash, script);
}

/** Recursive descent: lists, pipelines and compound commands. Reserved words are words at the beginning of a command. */
class Parser extends _SimpleCommandReader {
  public constructor(
    tokens: _Tokens,
    public readonly words: _WordReader,
    note: (name: _BashismName, position: number) => void,
    isBash: boolean,
    private readonly result: _Script,
  ) {
    super(tokens, note, isBash);
  }

  /** A whole script. `statements` contains what was read before a fault. */
  public script(statements: _Statement[]): _Statement[] {
    this.list(statements);
    return this.peek().kind === 'end' ? statements : this.unexpected();
  }

  /** Up to the `)` of a `$(`. */
  public substitution(): _Statement[] {
    const start = this.cursor.position;
    const statements = this.list();
    if (!this.takeOperator(')')) this.unexpected('")"', start);
    return statements;
  }

  private list(statements: _Statement[] = []): _Statement[] {
    for (;;) {
      this.skipNewlines();
      if (this.closes()) return statements;
      const { line, first, rest } = this.statement();
      const background = this.takeOperator('&');
      statements.push({ line, first, rest, background });
      if (!background && !this.takeOperator(';') && this.peek().kind !== 'newline') return statements;
    }
  }

  /** A list with at least one command, and the word that closes it. */
  private closedList(closer: string): _Statement[] {
    const start = this.peek().position;
    const statements = this.list();
    if (statements.length === 0) this.unexpected('a command');
    this.expect(closer, start);
    return statements;
  }

  private statement(): Omit<_Statement, 'background'> {
    const line = this.line();
    const first = this.pipeline();
    const rest: _Statement['rest'] = [];
    for (;;) {
      const operator = (['&&', '||'] as const).find(text => this.takeOperator(text));
      if (operator === undefined) return { line, first, rest };
      this.skipNewlines();
      rest.push({ operator, pipeline: this.pipeline() });
    }
  }

  private pipeline(): _Pipeline {
    let negated = false;
    if (this.isBash && this.takeWord('time')) this.takeWord('-p');
    while (this.takeWord('!')) {
      negated = !negated;
      if (!this.isBash) break;
    }
    const commands = [this.command()];
    while (this.takeOperator('|') || this.takeOperator('|&')) {
      this.skipNewlines();
      commands.push(this.command());
    }
    return { negated, commands };
  }

  private command(): _Command {
    return this.cursor.nested(() => {
      const line = this.line();
      const body = this.compound(this.peek().position);
      if (body !== undefined) return { ...body, line, redirects: this.redirects() };
      const command = this.simple(line);
      return this.isOperator('(') && isName(command) ? this.definition(command) : command;
    });
  }

  private compound(position: number): _CompoundBody | undefined {
    if (this.isOperator('(')) return this.parenthesis(position);
    const { kind, text } = this.peek();
    if (kind !== 'word') return undefined;
    switch (text) {
      case '{':
        this.take();
        return { kind: 'group', body: this.closedList('}') };
      case 'if':
        return this.conditional();
      case 'while':
      case 'until':
        this.take();
        return { kind: 'loop', condition: this.closedList('do'), body: this.closedList('done') };
      case 'for':
        return this.loopOver();
      case 'case':
        return this.choice();
      case '!':
        return this.unexpected();
      case '[[':
        return this.test(position);
      case 'function':
        return this.namedFunction(position);
      case 'select':
        this.note('select', position);
        return this.loopOver();
      case 'coproc':
        this.note('coproc', position);
        return this.isBash ? this.coprocess() : undefined;
      default:
        return CLOSING.includes(text) ? this.unexpected() : undefined;
    }
  }

  private parenthesis(position: number): _CompoundBody {
    const { cursor } = this;
    if (cursor.char() === '(') {
      if (this.isBash) {
        cursor.position++;
        const parts = this.words.arithmetic();
        if (parts !== undefined) {
          this.lookAgain();
          return { kind: 'arithmetic', parts };
        }
        cursor.position--;
      } else {
        this.note('arithmetic', position);
      }
    }
    this.take();
    const body = this.list();
    if (body.length === 0) this.unexpected('a command');
    if (!this.takeOperator(')')) this.unexpected('")"', position);
    return { kind: 'subshell', body };
  }

  private conditional(): _CompoundBody {
    const start = this.take().position;
    const branches: _Branch[] = [];
    let otherwise: _Statement[] | undefined;
    do {
      const condition = this.closedList('then');
      branches.push({ condition, body: this.nonEmptyList() });
    } while (this.takeWord('elif'));
    if (this.takeWord('else')) otherwise = this.nonEmptyList();
    this.expect('fi', start);
    return { kind: 'if', branches, otherwise };
  }

  private nonEmptyList(): _Statement[] {
    const statements = this.list();
    if (statements.length === 0) this.unexpected('a command');
    return statements;
  }

  /** `for` and `select`. */
  private loopOver(): _CompoundBody {
    this.take();
    if (this.isOperator('(') && this.cursor.char() === '(') return this.loopOverNumbers();
    const { kind, text, position } = this.take();
    if (kind !== 'word' || !IDENTIFIER.test(text)) this.cursor.fault(`${_shown(text)} is not the name of a variable`, position);
    const words: _ShellWord[] = [];
    this.skipNewlines();
    if (this.takeWord('in')) {
      for (let { word } = this.peek(); word !== undefined; { word } = this.peek()) {
        words.push(word);
        this.take();
      }
      if (!this.takeOperator(';') && this.peek().kind !== 'newline') this.unexpected('";" or the end of the line');
    } else {
      this.takeOperator(';');
    }
    return { kind: 'for', words, body: this.loopBody() };
  }

  private loopOverNumbers(): _CompoundBody {
    this.note('for-arithmetic', this.peek().position);
    this.cursor.position++;
    const parts = this.words.arithmetic() ?? this.unexpected('"))"');
    this.lookAgain();
    this.takeOperator(';');
    return { kind: 'loop', condition: [arithmeticStatement(parts, this.line())], body: this.loopBody() };
  }

  private loopBody(): _Statement[] {
    this.skipNewlines();
    if (this.isBash && this.takeWord('{')) return this.closedList('}');
    this.expect('do');
    return this.closedList('done');
  }

  private choice(): _CompoundBody {
    const start = this.take().position;
    const word = this.takeAnyWord('the word of the case');
    this.skipNewlines();
    this.expect('in', start);
    const items: _CaseItem[] = [];
    for (;;) {
      this.skipNewlines();
      if (this.takeWord('esac')) return { kind: 'case', word, items };
      this.takeOperator('(');
      const patterns: _ShellWord[] = [];
      do patterns.push(this.takeAnyWord('a pattern')); while (this.takeOperator('|'));
      if (!this.takeOperator(')')) this.unexpected('")"');
      items.push({ patterns, body: this.list() });
      if (!CLOSING_OPERATORS.slice(1).some(operator => this.takeOperator(operator))) {
        this.expect('esac', start);
        return { kind: 'case', word, items };
      }
    }
  }

  /** `[[ … ]]`: its words, without a judgement of how they are put together. For other shells a command like others, if it does not end. */
  private test(position: number): _CompoundBody | undefined {
    const { cursor } = this;
    const ahead = this.take();
    const words = this.isBash ? this.testWords(position) : this.words.attempt(() => this.testWords(position));
    if (words !== undefined) return { kind: 'test', words };
    this.lookAgain(ahead);
    return cursor.position === position + 2 ? undefined : cursor.fault('Missing "]]"', position);
  }

  private testWords(position: number): _ShellWord[] {
    const { cursor } = this;
    this.note('test', position);
    const words: _ShellWord[] = [];
    for (let previous = ''; ;) {
      const gap = cursor.match(/(?:[ \t\n]|\\\n)+/y);
      const start = cursor.position;
      const word = this.words.word(previous === '=~' ? 'regex' : 'test');
      if (word.source === ']]') return words;
      if (word.source !== '') {
        words.push(word);
        if (/^\(|[^\\]\(/.test(word.source.replace(/\$\(+/g, ''))) this.note('test-operator', start);
      } else {
        const operator = cursor.match(/&&|\|\||[<>]/y);
        if (operator === '') return cursor.fault('Missing "]]"', position);
        if (gap.includes('\n') && operator.length === 2) this.note('test-operator', start);
      }
      previous = word.source;
    }
  }

  private namedFunction(position: number): _CompoundBody {
    this.note('function', position);
    this.take();
    const name = this.takeAnyWord('the name of the function');
    if (this.takeOperator('(') && !this.takeOperator(')')) this.unexpected('")"');
    return this.functionBody(name.source);
  }

  private functionBody(name: string): _CompoundBody {
    this.skipNewlines();
    if (this.isBash && this.peek().kind === 'word' && !['{', 'if', 'while', 'until', 'for', 'case', '[[', 'select'].includes(this.peek().text)) {
      this.unexpected('a compound command');
    }
    const body = this.command();
    this.result.functions.set(name, body);
    return { kind: 'function', name, body };
  }

  private coprocess(): _CompoundBody {
    this.take();
    const line = this.line();
    return { kind: 'group', body: [{ line, first: { negated: false, commands: [this.command()] }, rest: [], background: true }] };
  }

  /** `name ( )` and what follows: the function. */
  private definition({ line, words: [word] }: _SimpleCommand): _Command {
    const { position } = this.take();
    if (!this.takeOperator(')')) this.unexpected('")"', position);
    if (!IDENTIFIER.test(word.source)) this.note('function-name', position);
    return { ...this.functionBody(_literal(word) ?? word.source), line, redirects: [] };
  }

  private closes(): boolean {
    const { kind, text } = this.peek();
    return kind === 'end' || (kind === 'word' ? CLOSING.includes(text) : CLOSING_OPERATORS.includes(text));
  }

}

/** Whether it is one word, so that it may be the name of a function. */
function isName({ words, assignments, redirects }: _SimpleCommand): boolean {
  return words.length === 1 && assignments.length + redirects.length === 0;
}

function arithmeticStatement(parts: _Part[], line: number): _Statement {
  return { line, first: { negated: false, commands: [{ kind: 'arithmetic', parts, line, redirects: [] }] }, rest: [], background: false };
}
