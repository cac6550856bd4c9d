import { _createBashism } from './bashisms';
import type { _Bashism, _BashismName } from './bashisms';
import { _Cursor, _Fault } from './cursor';
import { _SimpleCommandReader } from './simple-command';
import { _findLiteral } from './syntax-tree';
import type { _Branch, _CaseItem, _Command, _CompoundBody, _Part, _Pipeline, _ShellWord, _SimpleCommand, _Statement } from './syntax-tree';
import { _quoteToken } from './token-reader';
import { _Tokens } from './tokens';
import { _WordReader } from './word-reader';

/** Words that end a list of commands in the place of a command. `in` cannot begin a command either. */
const CLOSING = ['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', 'in'];
const CLOSING_OPERATORS = [')', ';;', ';&', ';;&'];
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * A script as a tree.
 *
 * @internal
 */
export interface _Script {
  /** Everything up to the fault, if there is one. */
  readonly statements: _Statement[];
  /** All functions of the script; the last definition of a name counts. */
  readonly functions: Map<string, _Command>;
  readonly bashisms: _Bashism[];
  readonly fault?: _Fault;
}

/** @internal */
export interface _ParseOptions {
  /** Whether bash reads it: then its features are not bashisms. */
  readonly isBash: boolean;
  /** Line of the first character. */
  readonly line: number;
}

/**
 * Parses a shell script: the grammar of XCU 2.10 as dash and BusyBox ash read it, and the additions of bash, which are noted if another shell
 * reads the script.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_10
 * @internal
 */
export function _parseShell(text: string, { isBash, line }: _ParseOptions): _Script {
  const script = { statements: [], functions: new Map(), bashisms: [] };
  try {
    const cursor = new _Cursor(text, line);
    createParser(cursor, isBash, script).parseScript(script.statements);
  } catch (error) {
    if (!(error instanceof _Fault)) throw error;
    return { ...script, fault: error };
  }
  return script;
}

/** Creates a parser of a text and of its nested texts, with shared notes and functions. */
function createParser(cursor: _Cursor, isBash: boolean, script: _Script): Parser {
  const { bashisms } = script;
  const note = (name: _BashismName, position: number) => {
    if (!isBash) bashisms.push(_createBashism(name, cursor.findLine(position)));
  };
  const inner = (text: string, line: number) => createParser(cursor.createInner(text, line), isBash, script);
  const words: _WordReader = new _WordReader(cursor, {
    isBash,
    extendedGlobs: isBash && cursor.text.includes('extglob'),
    note,
    commands: () => tokens.apart(() => cursor.readNested(() => new Parser(tokens, words, note, isBash, script).parseSubstitution())),
    backquoted: (text, line) => inner(text, line).parseScript([]),
    attempt: read => {
      const noted = bashisms.length;
      const value = cursor.attempt(() => tokens.apart(read));
      if (value === undefined) bashisms.length = noted;
      return value;
    },
  });
  const tokens: _Tokens = new _Tokens(cursor, words, note, (text, line) => inner(text, line).words.readHeredoc());
  return new Parser(tokens, words, note, isBash, script);
}

/** Recursive descent: lists, pipelines and compound commands. Words are reserved only at the beginning of a command. */
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
  public parseScript(statements: _Statement[]): _Statement[] {
    this.parseList(statements);
    return this.peek().kind === 'end' ? statements : this.refuseUnexpected();
  }

  /** Up to the `)` of a `$(`. */
  public parseSubstitution(): _Statement[] {
    const start = this.cursor.position;
    const statements = this.parseList();
    if (!this.takeOperator(')')) this.refuseUnexpected('")"', start);
    return statements;
  }

  private parseList(statements: _Statement[] = []): _Statement[] {
    for (;;) {
      this.skipNewlines();
      if (this.isClosing()) return statements;
      const { line, first, rest } = this.parseStatement();
      const background = this.takeOperator('&');
      statements.push({ line, first, rest, background });
      if (!background && !this.takeOperator(';') && this.peek().kind !== 'newline') return statements;
    }
  }

  /** Parses a list with at least one command, and the word that closes it. */
  private parseClosedList(closer: string): _Statement[] {
    const start = this.peek().position;
    const statements = this.parseList();
    if (statements.length === 0) this.refuseUnexpected('a command');
    this.expect(closer, start);
    return statements;
  }

  private parseStatement(): Omit<_Statement, 'background'> {
    const line = this.findLine();
    const first = this.parsePipeline();
    const rest: _Statement['rest'] = [];
    for (;;) {
      const operator = (['&&', '||'] as const).find(text => this.takeOperator(text));
      if (operator === undefined) return { line, first, rest };
      this.skipNewlines();
      rest.push({ operator, pipeline: this.parsePipeline() });
    }
  }

  private parsePipeline(): _Pipeline {
    let negated = false;
    if (this.isBash && this.takeWord('time')) this.takeWord('-p');
    while (this.takeWord('!')) {
      negated = !negated;
      if (!this.isBash) break;
    }
    const commands = [this.parseCommand()];
    while (this.takeOperator('|') || this.takeOperator('|&')) {
      this.skipNewlines();
      commands.push(this.parseCommand());
    }
    return { negated, commands };
  }

  private parseCommand(): _Command {
    return this.cursor.readNested(() => {
      const line = this.findLine();
      const body = this.parseCompound(this.peek().position);
      if (body !== undefined) return { ...body, line, redirects: this.readRedirects() };
      const command = this.readSimple(line);
      return this.isOperator('(') && isName(command) ? this.parseDefinition(command) : command;
    });
  }

  private parseCompound(position: number): _CompoundBody | undefined {
    if (this.isOperator('(')) return this.parseParenthesis(position);
    const { kind, text } = this.peek();
    if (kind !== 'word') return undefined;
    switch (text) {
      case '{':
        this.take();
        return { kind: 'group', body: this.parseClosedList('}') };
      case 'if':
        return this.parseConditional();
      case 'while':
      case 'until':
        this.take();
        return { kind: 'loop', condition: this.parseClosedList('do'), body: this.parseClosedList('done') };
      case 'for':
        return this.parseLoopOver();
      case 'case':
        return this.parseChoice();
      case '!':
        return this.refuseUnexpected();
      case '[[':
        return this.parseTest(position);
      case 'function':
        return this.parseNamedFunction(position);
      case 'select':
        this.note('select', position);
        return this.parseLoopOver();
      case 'coproc':
        this.note('coproc', position);
        return this.isBash ? this.parseCoprocess() : undefined;
      default:
        return CLOSING.includes(text) ? this.refuseUnexpected() : undefined;
    }
  }

  private parseParenthesis(position: number): _CompoundBody {
    const { cursor } = this;
    if (cursor.peekChar() === '(') {
      if (this.isBash) {
        cursor.position++;
        const parts = this.words.readArithmetic();
        if (parts !== undefined) {
          this.replaceToken();
          return { kind: 'arithmetic', parts };
        }
        cursor.position--;
      } else {
        this.note('arithmetic', position);
      }
    }
    this.take();
    const body = this.parseList();
    if (body.length === 0) this.refuseUnexpected('a command');
    if (!this.takeOperator(')')) this.refuseUnexpected('")"', position);
    return { kind: 'subshell', body };
  }

  private parseConditional(): _CompoundBody {
    const start = this.take().position;
    const branches: _Branch[] = [];
    let otherwise: _Statement[] | undefined;
    do {
      const condition = this.parseClosedList('then');
      branches.push({ condition, body: this.parseNonEmptyList() });
    } while (this.takeWord('elif'));
    if (this.takeWord('else')) otherwise = this.parseNonEmptyList();
    this.expect('fi', start);
    return { kind: 'if', branches, otherwise };
  }

  private parseNonEmptyList(): _Statement[] {
    const statements = this.parseList();
    if (statements.length === 0) this.refuseUnexpected('a command');
    return statements;
  }

  /** `for` and `select`. */
  private parseLoopOver(): _CompoundBody {
    this.take();
    if (this.isOperator('(') && this.cursor.peekChar() === '(') return this.parseLoopOverNumbers();
    const { kind, text, position } = this.take();
    if (kind !== 'word' || !IDENTIFIER.test(text)) this.cursor.refuseAt(`${_quoteToken(text)} is not the name of a variable`, position);
    const words: _ShellWord[] = [];
    this.skipNewlines();
    if (this.takeWord('in')) {
      for (let { word } = this.peek(); word !== undefined; { word } = this.peek()) {
        words.push(word);
        this.take();
      }
      if (!this.takeOperator(';') && this.peek().kind !== 'newline') this.refuseUnexpected('";" or the end of the line');
    } else {
      this.takeOperator(';');
    }
    return { kind: 'for', words, body: this.parseLoopBody() };
  }

  private parseLoopOverNumbers(): _CompoundBody {
    this.note('for-arithmetic', this.peek().position);
    this.cursor.position++;
    const parts = this.words.readArithmetic() ?? this.refuseUnexpected('"))"');
    this.replaceToken();
    this.takeOperator(';');
    return { kind: 'loop', condition: [createArithmeticStatement(parts, this.findLine())], body: this.parseLoopBody() };
  }

  private parseLoopBody(): _Statement[] {
    this.skipNewlines();
    if (this.isBash && this.takeWord('{')) return this.parseClosedList('}');
    this.expect('do');
    return this.parseClosedList('done');
  }

  private parseChoice(): _CompoundBody {
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
      if (!this.takeOperator(')')) this.refuseUnexpected('")"');
      items.push({ patterns, body: this.parseList() });
      if (!CLOSING_OPERATORS.slice(1).some(operator => this.takeOperator(operator))) {
        this.expect('esac', start);
        return { kind: 'case', word, items };
      }
    }
  }

  /** `[[ … ]]`: its words, without checking their order. Without an end, other shells read it as an ordinary command. */
  private parseTest(position: number): _CompoundBody | undefined {
    const { cursor } = this;
    const ahead = this.take();
    const words = this.isBash ? this.parseTestWords(position) : this.words.attempt(() => this.parseTestWords(position));
    if (words !== undefined) return { kind: 'test', words };
    this.replaceToken(ahead);
    return cursor.position === position + 2 ? undefined : cursor.refuseAt('Missing "]]"', position);
  }

  private parseTestWords(position: number): _ShellWord[] {
    const { cursor } = this;
    this.note('test', position);
    const words: _ShellWord[] = [];
    for (let previous = ''; ;) {
      const gap = cursor.match(/(?:[ \t\n]|\\\n)+/y);
      const start = cursor.position;
      const word = this.words.readWord(previous === '=~' ? 'regex' : 'test');
      if (word.source === ']]') return words;
      if (word.source !== '') {
        words.push(word);
        if (/^\(|[^\\]\(/.test(word.source.replace(/\$\(+/g, ''))) this.note('test-operator', start);
      } else {
        const operator = cursor.match(/&&|\|\||[<>]/y);
        if (operator === '') return cursor.refuseAt('Missing "]]"', position);
        if (gap.includes('\n') && operator.length === 2) this.note('test-operator', start);
      }
      previous = word.source;
    }
  }

  private parseNamedFunction(position: number): _CompoundBody {
    this.note('function', position);
    this.take();
    const name = this.takeAnyWord('the name of the function');
    if (this.takeOperator('(') && !this.takeOperator(')')) this.refuseUnexpected('")"');
    return this.parseFunctionBody(name.source);
  }

  private parseFunctionBody(name: string): _CompoundBody {
    this.skipNewlines();
    if (this.isBash && this.peek().kind === 'word' && !['{', 'if', 'while', 'until', 'for', 'case', '[[', 'select'].includes(this.peek().text)) {
      this.refuseUnexpected('a compound command');
    }
    const body = this.parseCommand();
    this.result.functions.set(name, body);
    return { kind: 'function', name, body };
  }

  private parseCoprocess(): _CompoundBody {
    this.take();
    const line = this.findLine();
    return { kind: 'group', body: [{ line, first: { negated: false, commands: [this.parseCommand()] }, rest: [], background: true }] };
  }

  /** The definition of a function: `name ( )` and its body. */
  private parseDefinition({ line, words: [word] }: _SimpleCommand): _Command {
    const { position } = this.take();
    if (!this.takeOperator(')')) this.refuseUnexpected('")"', position);
    if (!IDENTIFIER.test(word.source)) this.note('function-name', position);
    return { ...this.parseFunctionBody(_findLiteral(word) ?? word.source), line, redirects: [] };
  }

  private isClosing(): boolean {
    const { kind, text } = this.peek();
    return kind === 'end' || (kind === 'word' ? CLOSING.includes(text) : CLOSING_OPERATORS.includes(text));
  }

}

/** Whether a command is a single word, which may be the name of a function. */
function isName({ words, assignments, redirects }: _SimpleCommand): boolean {
  return words.length === 1 && assignments.length + redirects.length === 0;
}

function createArithmeticStatement(parts: _Part[], line: number): _Statement {
  return { line, first: { negated: false, commands: [{ kind: 'arithmetic', parts, line, redirects: [] }] }, rest: [], background: false };
}
