import { posix } from 'node:path';
import type { _CollectedFacts } from './findings';
import { _Guards } from './guards';
import { _findLeaving } from './leaving';
import { _findProofs, _findConditionProofs, _findProofsAfter } from './proofs';
import { _readShellArguments } from './shell-arguments';
import { _findBuiltin, _findDialect } from './shells';
import type { _Dialect } from './shells';
import { _readTrap } from './trap';
import { _findBaseName, _findWrapped } from './wrappers';
import type { _Arguments } from './wrappers';
import type { _Script } from '../syntax/parser';
import { _parseShell } from '../syntax/parser';
import type { _Command, _Part, _Pipeline, _Redirect, _ShellWord, _SimpleCommand, _Statement } from '../syntax/syntax-tree';
import { _isArguments, _findLiteral } from '../syntax/syntax-tree';

/** Maximum depth of nested texts (`eval`, `trap`, `sh -c`). */
const DEEPEST = 5;

/** Paths that bash interprets itself. */
const NETWORK = /^\/dev\/(tcp|udp)\//;

/** Builtins that change the directory, and programs that start another one in another directory, or may. */
const MOVES = ['cd', 'pushd', 'popd'];
const MOVERS = ['chroot', 'env', 'nsenter', 'runuser', 'start-stop-daemon', 'su', 'systemd-run', 'unshare'];

/** Actions of `find` that run a command up to `;` or `+`. */
const FIND_ACTIONS = ['-exec', '-execdir', '-ok', '-okdir'];

/**
 * Walks over a script in the order of its text, and collects what it uses.
 *
 * @internal
 */
export class _Collector {
  private readonly aliases = new Set<string>();
  /** Commands that are put before the arguments: `set -- program "$@"`. */
  private readonly prefixes: { readonly words: _ShellWord[]; readonly optional: boolean }[] = [];
  private runsArguments = false;
  /** Where commands run now: absolute, empty for where the script starts, or undefined if unknown. */
  private directory: string | undefined;

  public constructor(
    private readonly findings: _CollectedFacts,
    private readonly dialect: _Dialect,
    private readonly functions: Map<string, _Command>,
    private readonly guards = new _Guards(),
    private readonly depth = 0,
    start: { readonly directory?: string } = { directory: '' },
  ) {
    this.directory = start.directory;
  }

  /** Collects a whole script. Returns whether it runs its arguments as a command. */
  public collectScript(statements: _Statement[]): boolean {
    this.collectList(statements);
    if (this.runsArguments) {
      for (const { words, optional } of this.prefixes) this.guards.forgive(optional, () => this.collectRun(words, 2, words.length, false));
    }
    return this.runsArguments;
  }

  /** Collects the command at `start`, and the commands that it runs. With `inShell`, functions and builtins take precedence. */
  public collectRun(words: _ShellWord[], start: number, end: number, inShell: boolean): void {
    this.runs(words, { texts: words.map(_findLiteral), sources: words.map(({ source }) => source) }, start, end, inShell);
  }

  private runs(words: _ShellWord[], given: _Arguments, start: number, end: number, inShell: boolean): void {
    const { texts } = given;
    let index: number | undefined = start;
    let shell = inShell;
    while (index !== undefined && index < end) {
      const name: string | undefined = texts[index];
      if (name === undefined) {
        this.addComputed(words[index]);
        return;
      }
      if (shell && (this.functions.has(name) || this.aliases.has(name))) return;
      if (shell) this.collectBuiltin(name, words, texts, index, end);
      this.use(name, words[index].line, shell);
      const program = _findBaseName(name);
      shell = shell && (name === 'command' || name === 'builtin');
      if (program === 'find') this.find(words, given, index, end);
      if (program === 'env') this.splitString(words[index].line, texts, index, end);
      index = program === 'su' || _findDialect(program) !== 'other' ? this.collectShell(program, words, texts, index, end) : _findWrapped(program, given, index, end);
    }
  }

  private collectList(statements: _Statement[]): void {
    const known: string[] = [];
    for (const statement of statements) {
      this.collectStatement(statement);
      const names = _findProofsAfter(statement, this.functions);
      this.guards.learn(names);
      known.push(...names);
    }
    this.guards.forget(known);
  }

  /** What was proven before `&&` is known after it. A command before a forgiving `||` may fail. */
  private collectStatement({ line, first, rest, background }: _Statement): void {
    if (background) this.findings.background.push(line);
    const forgiving = rest.map(({ operator, pipeline }) => operator === '||' && _findLeaving(pipeline, this.functions) !== 'failure').lastIndexOf(true);
    let known: string[] = [];
    let previous = first;
    this.guards.forgive(forgiving >= 0, () => this.collectPipeline(first));
    rest.forEach(({ operator, pipeline }, index) => {
      if (index > 0 && rest[index - 1].operator !== operator) {
        this.guards.forget(known);
        known = [];
      } else {
        const { whenTrue, whenFalse } = _findProofs(previous);
        const names = operator === '&&' ? whenTrue : whenFalse;
        this.guards.learn(names);
        known.push(...names);
      }
      this.guards.branching(() => this.guards.forgive(forgiving > index, () => this.collectPipeline(pipeline)));
      previous = pipeline;
    });
    this.guards.forget(known);
  }

  private collectPipeline({ commands }: _Pipeline): void {
    if (commands.length === 1) this.collectCommand(commands[0]);
    else for (const command of commands) this.inSubshell(() => this.collectCommand(command));
  }

  private inSubshell(visit: () => void): void {
    const { directory } = this;
    visit();
    this.directory = directory;
  }

  /** It runs wherever the script is then. */
  private collectFunction(body: _Command): void {
    const { directory } = this;
    const { changesDirectory } = this.findings;
    this.findings.changesDirectory = false;
    this.directory = undefined;
    this.guards.branching(() => this.collectCommand(body));
    this.directory = this.findings.changesDirectory ? undefined : directory;
    this.findings.changesDirectory ||= changesDirectory;
  }

  private collectCommand(command: _Command): void {
    for (const redirect of command.redirects) this.collectRedirect(redirect);
    switch (command.kind) {
      case 'simple':
        this.collectSimple(command);
        return;
      case 'group':
        this.collectList(command.body);
        return;
      case 'subshell':
        this.inSubshell(() => this.collectList(command.body));
        return;
      case 'if': {
        const failed: string[] = [];
        for (const [index, { condition, body }] of command.branches.entries()) {
          if (index === 0) this.guards.asking(() => this.collectList(condition));
          else this.guards.branching(() => this.guards.asking(() => this.collectList(condition)));
          const { whenTrue, whenFalse } = _findConditionProofs(condition);
          this.guards.branching(() => this.guards.knowing(whenTrue, () => this.collectList(body)));
          this.guards.learn(whenFalse);
          failed.push(...whenFalse);
        }
        this.guards.branching(() => this.collectList(command.otherwise ?? []));
        this.guards.forget(failed);
        return;
      }
      case 'loop':
        this.guards.asking(() => this.collectList(command.condition));
        this.guards.branching(() => this.guards.knowing(_findConditionProofs(command.condition).whenTrue, () => this.collectList(command.body)));
        return;
      case 'for':
        command.words.forEach(word => this.collectWord(word));
        this.guards.branching(() => this.collectList(command.body));
        return;
      case 'case':
        this.collectWord(command.word);
        for (const { patterns, body } of command.items) {
          this.guards.branching(() => {
            patterns.forEach(word => this.collectWord(word));
            this.collectList(body);
          });
        }
        return;
      case 'function':
        this.collectFunction(command.body);
        return;
      case 'test':
        command.words.forEach(word => this.collectWord(word));
        return;
      case 'arithmetic':
        this.collectParts(command.parts);
    }
  }

  private collectSimple({ assignments, words }: _SimpleCommand): void {
    for (const { name, value, elements } of assignments) {
      if (name === 'PATH') this.findings.setsPath = true;
      this.collectWord(value);
      elements.forEach(word => this.collectWord(word));
    }
    words.forEach(word => this.collectWord(word));
    if (words.length > 0) this.collectRun(words, 0, words.length, true);
  }

  private collectRedirect({ operator, target, text, line }: _Redirect): void {
    this.collectParts(text);
    if (operator.startsWith('<<')) {
      if (operator === '<<<') this.collectWord(target);
      return;
    }
    this.collectWord(target);
    const path = _findLiteral(target);
    if (path === undefined || NETWORK.test(path)) return;
    const access = operator === '<' || operator === '<&' ? 'read' : 'write';
    if (path.startsWith('/')) this.addFile(path, line, access);
    // Not a descriptor, a pattern or a home.
    else if (access === 'write' && this.directory !== undefined && /^(?![-\d]+$|~)[^*?[]+$/.test(path)) this.addFile(posix.join(this.directory, path), line, access);
  }

  private collectWord({ parts }: _ShellWord): void {
    this.collectParts(parts);
  }

  private collectParts(parts: _Part[]): void {
    for (const part of parts) {
      if (part.kind === 'commands') this.inSubshell(() => this.collectList(part.statements));
      else if (part.kind === 'parameter') this.collectParts(part.operand);
      else if (part.kind === 'arithmetic') this.collectParts(part.parts);
    }
  }

  private use(name: string, line: number, inShell: boolean): void {
    if (MOVERS.includes(_findBaseName(name))) this.findings.changesDirectory = true;
    const { of, ashSymbol, always } = inShell ? _findBuiltin(name, this.dialect) : { of: [], ashSymbol: undefined, always: false };
    // With quotes in the index, an assignment is parsed as a word: list["[x]"]=1.
    if (always || name === '' || /^\w+\[.*\]\+?=/s.test(name)) return;
    const conditional = this.guards.isBranch && { conditional: true };
    this.findings.addCommand({ name, line, optional: this.guards.isOptional(name), ...conditional, builtinOf: of, ...(ashSymbol && { ashSymbol }) });
  }

  /** A command whose name is computed. */
  private addComputed(word: _ShellWord): void {
    if (_isArguments(word)) this.runsArguments = true;
    else if (!/^("?)\$(0|\{0\})\1$/.test(word.source)) this.findings.unknown.push({ line: word.line, text: word.source, reason: 'command' });
  }

  private addFile(path: string, line: number, access: 'read' | 'write'): void {
    this.findings.files.push({ path, line, access, optional: this.guards.isOptional(path) || this.guards.isCondition });
  }

  /** What runs from here on is elsewhere: known after a `cd` to an absolute path that is certainly reached. */
  private move(directory?: string): void {
    this.findings.changesDirectory = true;
    this.directory = directory?.startsWith('/') && !this.guards.isBranch ? directory : undefined;
  }

  /** Collects builtins that read files, run texts or change the meaning of names. */
  private collectBuiltin(name: string, words: _ShellWord[], texts: (string | undefined)[], start: number, end: number): void {
    const { line } = words[start];
    const first = texts[start + 1] === '--' ? start + 2 : start + 1;
    if (MOVES.includes(name)) this.move(name === 'cd' && first === end - 1 ? texts[first] : undefined);
    switch (name) {
      case '.':
      case 'source':
        if (first < end) this.collectSource(words[first], texts[first]);
        return;
      case 'eval':
        this.collectText(words.slice(first, end), line);
        return;
      case 'trap': {
        const trap = _readTrap(words.slice(first, end), line);
        if (trap === undefined) return;
        this.findings.traps.push(trap);
        if (trap.action === 'run') this.collectText(words.slice(first, first + 1), line);
        return;
      }
      case 'alias':
        for (let index = first; index < end; index++) this.addAlias(words[index]);
        return;
      case 'set':
        if (texts[start + 1] === '--' && first < end - 1 && _isArguments(words[end - 1]) && texts[first] !== undefined) {
          this.prefixes.push({ words: words.slice(start, end), optional: this.guards.isOptional(texts[first]) });
        }
    }
  }

  private collectSource(word: _ShellWord, path: string | undefined): void {
    const { line, source } = word;
    this.move();
    if (path === undefined) this.findings.unknown.push({ line, text: source, reason: 'source' });
    else this.findings.sources.push({ path, line, optional: this.guards.isOptional(path) });
  }

  private addAlias(word: _ShellWord): void {
    const [, name, value] = /^([^=]+)=([^]*)$/.exec(_findLiteral(word) ?? '') ?? [];
    if (name === undefined) return;
    this.collectEmbedded(value, word.line, word.source);
    this.aliases.add(name);
  }

  private collectText(words: _ShellWord[], line: number): void {
    const texts = words.map(_findLiteral);
    const source = words.map(word => word.source).join(' ');
    if (texts.includes(undefined)) {
      this.findings.unknown.push({ line, text: source, reason: 'text' });
      this.move();
    } else {this.collectEmbedded(texts.join(' '), line, source);}
  }

  /** Collects a text that this shell runs, with its functions. */
  private collectEmbedded(text: string, line: number, source: string): void {
    const script = this.parseText(text, line, this.dialect, source);
    if (script === undefined) return;
    script.functions.forEach((body, name) => this.functions.set(name, body));
    // The text of an alias or a trap runs later.
    const collector = new _Collector(this.findings, this.dialect, this.functions, this.guards, this.depth + 1, {});
    if (collector.collectScript(script.statements)) this.runsArguments = true;
  }

  /** Collects a text that another shell runs. Returns whether it runs its arguments. */
  private collectApart(text: string, line: number, dialect: _Dialect, source: string, directory: string | undefined): boolean {
    const script = this.parseText(text, line, dialect, source);
    return script !== undefined
      && new _Collector(this.findings, dialect, script.functions, this.guards, this.depth + 1, { directory }).collectScript(script.statements);
  }

  private parseText(text: string, line: number, dialect: _Dialect, source: string): _Script | undefined {
    const script = this.depth < DEEPEST ? _parseShell(text, { isBash: dialect === 'bash', line }) : undefined;
    if (script !== undefined && script.fault === undefined) return script;
    this.findings.unknown.push({ line, text: source, reason: 'text' });
    return undefined;
  }

  /** Collects the script that a shell is called with. If the text runs its arguments, returns the index of that command. */
  private collectShell(program: string, words: _ShellWord[], texts: (string | undefined)[], start: number, end: number): number | undefined {
    const given = _readShellArguments(program, texts, start, end);
    if (given === undefined) return undefined;
    const { isText, index, rest } = given;
    const { line, source } = words[index];
    const text = texts[index];
    if (text === undefined) {
      if (!_isArguments(words[index])) this.findings.unknown.push({ line, text: source, reason: isText ? 'text' : 'source' });
      return undefined;
    }
    if (isText) {
      // A wrapper may start the shell elsewhere.
      const isPlain = program !== 'su' && (start === 0 || (start === 1 && texts[0] === 'exec'));
      return this.collectApart(text, line, program === 'su' ? 'sh' : _findDialect(program), source, isPlain ? this.directory : undefined) ? rest : undefined;
    }
    if (text.startsWith('/')) this.addFile(text, line, 'read');
    return undefined;
  }

  private find(words: _ShellWord[], given: _Arguments, start: number, end: number): void {
    const { texts } = given;
    for (let index = start + 1; index < end; index++) {
      if (!FIND_ACTIONS.includes(texts[index] ?? '')) continue;
      let last = index + 1;
      while (last < end && texts[last] !== ';' && texts[last] !== '+') last++;
      if (last === end) return;
      this.runs(words, given, index + 1, last, false);
      index = last;
    }
  }

  /** `env -S 'program argument'`. */
  private splitString(line: number, texts: (string | undefined)[], start: number, end: number): void {
    const option = texts[start + 1];
    const split = option === '-S' && start + 2 < end ? texts[start + 2] : /^(?:-S|--split-string=)(.+)/.exec(option ?? '')?.[1];
    const name = split?.split(/\s+/).find(word => word !== '' && !word.startsWith('-') && !/^\w+=/.test(word));
    if (name !== undefined) this.use(name, line, false);
  }
}
