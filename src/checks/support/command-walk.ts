import { posix } from 'node:path';
import type { _FailureOutcome, _RunCommand, _Wrapping } from './run-command';
import { _findBaseName, _findLeaving, _findLiteral, _readModes, _parseShell, _readShellArguments, _findWrapped } from '../../shell';
import type { _Command, _Modes, _Part, _Pipeline, _SimpleCommand, _Statement } from '../../shell';

/** Commands that only test: they decide whether the command after `&&` runs. */
const TESTS = /^(\[|test|command|which|type|hash|grep|egrep|fgrep|dpkg-query|true|false|getent|id|cmp|diff|mountpoint|pgrep|find)$/;

/** Shells whose texts are read. */
const SHELL = /^(ba|da|a)?sh$/;

/** Where the walk is. */
interface Place {
  readonly isCertain: boolean;
  /** What becomes of the status of what is walked through. */
  readonly failure: _FailureOutcome;
  /** Whether `set -e` has no effect: in a condition, or where the status is looked at. */
  readonly isAsked: boolean;
  /** Whether it is a part of another command. */
  readonly isInner?: boolean;
}

/** A command while the ones after it are not known yet. */
type Found = { -readonly [key in keyof _RunCommand]: _RunCommand[key] };

/**
 * Goes through a script in the order in which it is written, and notes each command with what becomes of it.
 *
 * @internal
 */
export class _CommandWalk {
  public readonly found: Found[] = [];
  private modes: _Modes = { errexit: false, pipefail: false };
  private directory: string | undefined = '.';
  private functions = new Map<string, _Command>();

  /** @param heredocs the texts below the command, in the order in which it begins them */
  public constructor(private heredocs: string[] = []) {}

  /** A text that a shell reads which was started with these modes. Its status is that of the `RUN`. */
  public walkScript(text: string, modes: _Modes): void {
    this.walkText(text, modes, { isCertain: true, failure: 'stops', isAsked: false });
  }

  /** A program that is started without a shell. */
  public walkWords(argv: string[]): void {
    this.take(argv, argv, { isCertain: true, failure: 'stops', isAsked: false }, false);
  }

  private walkText(text: string, modes: _Modes, place: Place): void {
    const { statements, functions } = _parseShell(text, { isBash: true, line: 1 });
    const outer = this.functions;
    this.functions = functions;
    this.apart(() => {
      this.modes = modes;
      this.walkList(statements, place);
    });
    this.functions = outer;
  }

  private walkList(statements: _Statement[], place: Place): void {
    statements.forEach((statement, i) => {
      const next = statements.at(i + 1);
      const isLooked = next !== undefined && asksStatus(next);
      this.walkStatement(statement, isLooked ? { ...place, failure: 'handled', isAsked: !this.modes.errexit || place.isAsked } : place, next === undefined || isLooked);
    });
  }

  private walkStatement({ first, rest, background }: _Statement, place: Place, isLast: boolean): void {
    const pipelines = [first, ...rest.map(({ pipeline }) => pipeline)];
    // Of a list joined by && and ||, `set -e` looks at the last alone.
    const asStatus = isLast ? place.failure : 'unnoticed';
    const ofLast = this.modes.errexit && !place.isAsked ? 'stops' : asStatus;
    let isCertain = place.isCertain && !background;
    pipelines.forEach((pipeline, i) => {
      const before = i === 0 ? undefined : rest[i - 1].operator;
      if (before === '||' || (before === '&&' && isTest(pipelines[i - 1]))) isCertain = false;
      const alternative = rest.findIndex(({ operator }, j) => j >= i && operator === '||');
      const isFinal = i === pipelines.length - 1;
      const failure = background ? 'handled' : alternative === -1 ? isFinal ? ofLast : asStatus : this.walkAlternative(rest[alternative].pipeline);
      this.walkPipeline(pipeline, { ...place, isCertain, failure, isAsked: place.isAsked || !isFinal });
    });
  }

  /** What `|| …` makes of a failure. */
  private walkAlternative(pipeline: _Pipeline): _FailureOutcome {
    return _findLeaving(pipeline, this.functions) === 'failure' ? 'stops' : 'handled';
  }

  private walkPipeline({ negated, commands }: _Pipeline, place: Place): void {
    if (commands.length === 1) {
      this.walkCommand(commands[0], negated ? { ...place, failure: 'handled', isAsked: true } : place, false);
      return;
    }
    const failure = negated ? 'handled' : place.failure;
    let writers: Found[] = [];
    commands.forEach((command, i) => this.apart(() => {
      const start = this.found.length;
      const status = i === commands.length - 1 || this.modes.pipefail ? failure : 'piped';
      const own = this.walkCommand(command, { ...place, failure: status }, i > 0);
      for (const writer of writers) writer.reader = own;
      writers = own === undefined ? this.found.slice(start).filter(({ reader }) => reader === undefined) : [own];
    }));
  }

  /** Notes the commands in it, and returns it where it is a simple one. */
  private walkCommand(command: _Command, place: Place, hasInput: boolean): Found | undefined {
    const branch = { ...place, isCertain: false };
    const condition: Place = { ...place, failure: 'handled', isAsked: true };
    switch (command.kind) {
      case 'simple':
        return this.walkSimple(command, place, hasInput);
      case 'group':
        this.walkList(command.body, place);
        return undefined;
      case 'subshell':
        this.apart(() => this.walkList(command.body, place));
        return undefined;
      case 'for':
        for (const word of command.words) this.parts(word.parts, place);
        this.moving(() => this.walkList(command.body, branch));
        return undefined;
      case 'if':
        command.branches.forEach((each, i) => {
          this.walkList(each.condition, i === 0 ? condition : { ...condition, isCertain: false });
          this.moving(() => this.walkList(each.body, branch));
        });
        this.moving(() => this.walkList(command.otherwise ?? [], branch));
        return undefined;
      case 'loop':
        this.walkList(command.condition, condition);
        this.moving(() => this.walkList(command.body, branch));
        return undefined;
      case 'case':
        for (const { body } of command.items) this.moving(() => this.walkList(body, branch));
        return undefined;
      case 'function':
        // What becomes of it depends on where it is called.
        this.apart(() => this.walkCommand(command.body, { isCertain: false, failure: 'handled', isAsked: true }, false));
        return undefined;
      default:
        // Tests and arithmetic run no program.
        return undefined;
    }
  }

  private walkSimple({ assignments, words, redirects }: _SimpleCommand, place: Place, hasInput: boolean): Found | undefined {
    // `name=$(command)` has the status of the command; in an argument it has none.
    const inner: Place = words.length === 0 ? place : { ...place, failure: 'unnoticed', isAsked: true, isInner: true };
    for (const { value } of assignments) this.parts(value.parts, inner);
    if (words.length === 0) return undefined;
    const start = this.found.length;
    for (const word of words) this.parts(word.parts, inner);
    const writers = this.found.slice(start).filter(({ reader }) => reader === undefined);
    const [text] = redirects.filter(({ operator }) => /^<<-?$/.test(operator)).map(() => this.heredocs.shift()).reverse();
    const isGiven = hasInput || redirects.some(({ operator }) => operator.startsWith('<'));
    const own = this.take(words.map(_findLiteral), words.map(({ source }) => source), place, isGiven, text);
    for (const writer of writers) writer.reader = own;
    return own;
  }

  /**
   * Adds a command, and what a shell is given to run.
   *
   * @param input the text that it reads
   */
  private take(words: (string | undefined)[], sources: string[], place: Place, hasInput: boolean, input?: string): Found {
    const wrappers: _Wrapping[] = [];
    let index = 0;
    for (;;) {
      const program = words[index];
      const wrapped = program === undefined ? undefined : _findWrapped(_findBaseName(program), { texts: words, sources }, index, words.length);
      if (wrapped === undefined) break;
      wrappers.push({ name: _findBaseName(program!), words: words.slice(index + 1, wrapped) });
      index = wrapped;
    }
    const own: Found = {
      name: _findBaseName(words[index] ?? ''),
      words: words.slice(index),
      sources: sources.slice(index),
      wrappers,
      isCertain: place.isCertain,
      failure: place.failure,
      isInner: place.isInner === true,
      hasInput,
      directory: this.directory,
    };
    this.found.push(own);
    this.follow(own, place, input);
    return own;
  }

  /** Applies what a command changes for those after it, and walks the text that a shell is given. */
  private follow({ name, words }: Found, place: Place, input: string | undefined): void {
    if (name === 'set') this.modes = _readModes(words.slice(1), this.modes);
    if (name === 'cd' || name === 'pushd') this.directory = this.moved(words.slice(1));
    if (name === 'popd') this.directory = undefined;
    if (!SHELL.test(name)) return;
    const given = _readShellArguments(name, words, 0, words.length);
    const text = given === undefined ? input : given.isText ? words[given.index] : undefined;
    if (text === undefined) return;
    const { heredocs } = this;
    this.heredocs = [];
    this.walkText(text, _readModes(words.slice(1)), place);
    this.heredocs = heredocs;
  }

  private moved(words: (string | undefined)[]): string | undefined {
    const [to] = words.filter(word => word === undefined || !/^-[LPe]+$/.test(word));
    if (to === undefined || to === '-' || this.directory === undefined) return to?.startsWith('/') ? posix.normalize(to) : undefined;
    return to.startsWith('/') ? posix.normalize(to) : posix.join(this.directory, to);
  }

  private parts(all: _Part[], place: Place): void {
    for (const part of all) {
      if (part.kind === 'commands') this.apart(() => this.walkList(part.statements, place));
      else if (part.kind === 'parameter') this.parts(part.operand, place);
    }
  }

  /** In a shell of its own: what it changes ends with it. */
  private apart(walk: () => void): void {
    const { modes, directory } = this;
    walk();
    this.modes = modes;
    this.directory = directory;
  }

  /** In a branch: the directory after it is not known. */
  private moving(walk: () => void): void {
    const { directory } = this;
    walk();
    if (this.directory !== directory) this.directory = undefined;
  }
}

/** Whether a statement begins with a look at the status of the one before: `code=$?`, `if [ $? -ne 0 ]`. */
function asksStatus({ first: { commands: [command] } }: _Statement): boolean {
  if (command.kind === 'if') return command.branches[0].condition.some(asksStatus);
  const words = command.kind === 'simple' ? [...command.assignments.map(({ value }) => value), ...command.words] : command.kind === 'case' ? [command.word] : [];
  return words.some(({ source }) => source.includes('$?')) || (command.kind === 'test' && command.words.some(({ source }) => source.includes('$?')));
}

/** Whether a pipeline asks something, rather than doing it. */
function isTest({ negated, commands }: _Pipeline): boolean {
  const last = commands[commands.length - 1];
  return negated || last.kind === 'test' || last.kind === 'arithmetic' || (last.kind === 'simple' && TESTS.test(_findLiteral(last.words[0] ?? { line: 1, source: '', parts: [] }) ?? ''));
}
