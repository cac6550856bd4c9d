import { posix } from 'node:path';
import type { _FailureOutcome, _RunCommand, _Wrapping } from './run-command';
import { _findBaseName, _findLeaving, _findLiteral, _readModes, _parseShell, _readShellArguments, _findWrapped } from '../../shell';
import type { _Command, _Modes, _Part, _Pipeline, _SimpleCommand, _Statement } from '../../shell';

/** Commands that only test: they decide whether the command after `&&` runs. */
const TESTS = /^(\[|test|command|which|type|hash|grep|egrep|fgrep|dpkg-query|true|false|getent|id|cmp|diff|mountpoint|pgrep|find)$/;

/** Shells whose scripts are parsed. */
const SHELL = /^(ba|da|a)?sh$/;

/** The current position of the walk. */
interface Place {
  readonly isCertain: boolean;
  /** The effect of a failure at this place. */
  readonly failure: _FailureOutcome;
  /** Whether `set -e` has no effect: in a condition, or where the status is checked. */
  readonly isAsked: boolean;
  /** Whether it is part of another command. */
  readonly isInner?: boolean;
}

/** A command before those after it are known. */
type Found = { -readonly [key in keyof _RunCommand]: _RunCommand[key] };

/**
 * Walks through a script in the order of its text, and notes each command with the effect of its failure.
 *
 * @internal
 */
export class _CommandWalk {
  public readonly found: Found[] = [];
  private modes: _Modes = { errexit: false, pipefail: false };
  private directory: string | undefined = '.';
  private functions = new Map<string, _Command>();

  /** @param heredocs the heredocs of the command, in order */
  public constructor(private heredocs: string[] = []) {}

  /** Walks the script of a shell that was started with these modes. Its status is that of the `RUN`. */
  public walkScript(text: string, modes: _Modes): void {
    this.walkText(text, modes, { isCertain: true, failure: 'stops', isAsked: false });
  }

  /** Walks a command that is started without a shell. */
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
    // In a list joined by && and ||, `set -e` only checks the last command.
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

  /** Returns the effect of a failure before `|| …`. */
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

  /** Notes the commands in it, and returns it if it is a simple command. */
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
        // The effect of a failure depends on the caller.
        this.apart(() => this.walkCommand(command.body, { isCertain: false, failure: 'handled', isAsked: true }, false));
        return undefined;
      default:
        // Tests and arithmetic run no program.
        return undefined;
    }
  }

  private walkSimple({ assignments, words, redirects }: _SimpleCommand, place: Place, hasInput: boolean): Found | undefined {
    // `name=$(command)` has the status of the command; in an argument, the status is lost.
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
   * Adds a command, and the commands that it passes to a shell.
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

  /** Applies the effects of a command on those after it, and walks the script of a shell. */
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

  /** Walks in a subshell, whose changes end with it. */
  private apart(walk: () => void): void {
    const { modes, directory } = this;
    walk();
    this.modes = modes;
    this.directory = directory;
  }

  /** Walks a branch: if it changes the directory, the directory is unknown after it. */
  private moving(walk: () => void): void {
    const { directory } = this;
    walk();
    if (this.directory !== directory) this.directory = undefined;
  }
}

/** Whether a statement begins by checking the status of the one before: `code=$?`, `if [ $? -ne 0 ]`. */
function asksStatus({ first: { commands: [command] } }: _Statement): boolean {
  if (command.kind === 'if') return command.branches[0].condition.some(asksStatus);
  const words = command.kind === 'simple' ? [...command.assignments.map(({ value }) => value), ...command.words] : command.kind === 'case' ? [command.word] : [];
  return words.some(({ source }) => source.includes('$?')) || (command.kind === 'test' && command.words.some(({ source }) => source.includes('$?')));
}

/** Whether a pipeline tests something and changes nothing. */
function isTest({ negated, commands }: _Pipeline): boolean {
  const last = commands[commands.length - 1];
  return negated || last.kind === 'test' || last.kind === 'arithmetic' || (last.kind === 'simple' && TESTS.test(_findLiteral(last.words[0] ?? { line: 1, source: '', parts: [] }) ?? ''));
}
