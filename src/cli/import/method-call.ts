import { healthcheckOptions, instructionCode, runOptions } from './instruction-code';
import { Code, Lines, StageName } from './typescript';
import type { SourceCode } from './value-code';
import { Add, Arg, Command, Copy, EscapeCharacter, Instruction, KeyValue, Run, Word, _ByInstruction, _forInstruction } from '../../dockerfile';
import { _Copied, _copyMode } from '../../image';

/** What the choice of a method depends on. */
export interface MethodContext {
  /** The arguments that the stage has declared so far: `arg` declares each only once. */
  readonly declared: Set<string>;
  readonly sourceCode: SourceCode;
}

/** A method and its arguments. */
export interface MethodCall {
  readonly method: string;
  readonly args: readonly unknown[];
}

/** Finds the methods of `BuildStage` that add exactly an instruction; `addNode` if no other does. */
export function methodCalls(node: Instruction, context: MethodContext): MethodCall[] {
  const found = _forInstruction(FINDERS, node, context) ?? call('addNode', instructionCode(node, context.sourceCode));
  return Array.isArray(found) ? found : [found];
}

/** The finder of each instruction that `BuildStage` has methods for. */
const FINDERS: Partial<_ByInstruction<MethodCall | MethodCall[] | undefined, [context: MethodContext]>> = {
  ADD: addCall,
  ARG: argCalls,
  CMD: ({ command }) => commandCall('cmd', command),
  COPY: copyCall,
  ENTRYPOINT: ({ command }) => commandCall('entrypoint', command),
  ENV: ({ pairs }) => recordCall('env', pairs, templateOf),
  EXPOSE: ({ ports }) => wordsCall('expose', ports),
  HEALTHCHECK: node => (node.test === undefined ? call('noHealthcheck') : commandCall('healthcheck', node.test, unlessEmpty(healthcheckOptions(node)))),
  LABEL: ({ pairs }) => recordCall('label', pairs, ({ value }) => value._text),
  ONBUILD: ({ instruction }) => call('onBuild', instructionCode(instruction)),
  RUN: runCall,
  SHELL: ({ argv }) => call('shell', argv),
  STOPSIGNAL: ({ signal }) => wordCall('stopSignal', signal),
  USER: ({ user }) => wordCall('user', user),
  VOLUME: ({ paths }) => wordsCall('volume', paths),
  WORKDIR: ({ path, isRelative }) => (isRelative ? undefined : wordCall('workdir', path)),
};

function call(method: string, ...args: unknown[]): MethodCall {
  return { method, args };
}

/** A command that begins with `#` cannot be told from a comment. */
function shellCall(method: string, lines: string[], options?: unknown): MethodCall | undefined {
  return /^\s*#/.test(lines[0]) ? undefined : call(method, new Lines(lines), options);
}

function commandCall(method: string, command: Command, options?: unknown): MethodCall | undefined {
  return command.isShell ? shellCall(`${method}Shell`, command.lines, options) : call(method, command.argv, options);
}

function runCall(node: Run, { sourceCode }: MethodContext): MethodCall | undefined {
  const { command, heredocs: [text] } = node;
  const options = runOptions(node, sourceCode);
  if (command === undefined) return scriptCall(text.content, options);
  if (!command.isShell) return call('runExec', command.argv, options);
  return text === undefined ? shellCall('runShell', command.lines, options) : undefined;
}

/** `run` begins with `set -eu`. */
function scriptCall(body: string, options: unknown): MethodCall | undefined {
  if (!body.endsWith('\n')) return undefined;
  const lines = body.slice(0, -1).split('\n');
  return lines[0] === 'set -eu' && lines.length > 1 ? call('run', new Lines(lines.slice(1)), options) : call('runScript', new Lines(lines), options);
}

function argCalls({ declarations }: Arg, { declared }: MethodContext): MethodCall[] | undefined {
  const names = declarations.map(({ name }) => name);
  const isSayable = declarations.every(({ name, defaultValue }) => !declared.has(name) && defaultValue?.isLiteral !== false);
  if (!isSayable || new Set(names).size < names.length) return undefined;
  for (const name of names) declared.add(name);
  return declarations.map(({ name, defaultValue }) => call('arg', name, defaultValue?._text));
}

/** A JavaScript object has each key once, and orders numeric keys first. */
function recordCall(method: string, pairs: KeyValue[], valueOf: (pair: KeyValue) => string | undefined): MethodCall | undefined {
  const entries = pairs.map(pair => [pair.key._text, valueOf(pair)] as const);
  const keys = entries.map(([key]) => key);
  const isSayable = entries.every(([key, value]) => key !== undefined && value !== undefined && !/^\d+$|^__proto__$/.test(key));
  return isSayable && new Set(keys).size === keys.length ? call(method, Object.fromEntries(entries)) : undefined;
}

/** A value in the syntax of `KeyValue.template`, where a dollar sign before a name refers to a variable. */
function templateOf(pair: KeyValue): string | undefined {
  const { key: { _text: key }, value } = pair;
  if (key === undefined) return undefined;
  const printed = pair._print(EscapeCharacter.BACKSLASH);
  return templatesOf(value).find(template => isSame(printed, key, template));
}

/** The possible templates of a value, the plainest first. */
function templatesOf({ _text: text, _template: template }: Word): string[] {
  if (text === undefined) return [template, template.replace(/\\\\/g, '\\')];
  return [text, text.replace(/(?<=\\)\$|\$(?=[A-Za-z_{])/g, '\\$')];
}

function isSame(printed: string, key: string, template: string): boolean {
  try {
    return KeyValue.template(key, template)._print(EscapeCharacter.BACKSLASH) === printed;
  } catch {
    return false;
  }
}

function wordCall(method: string, { _text: text }: Word): MethodCall | undefined {
  return text === undefined ? undefined : call(method, text);
}

function wordsCall(method: string, words: Word[]): MethodCall | undefined {
  return words.every(word => word.isLiteral) ? call(method, words.map(({ _text }) => _text)) : undefined;
}

/** The arguments that the three methods for files share; undefined if they cannot express the instruction. */
function copied({ sources, destination, chown, chmod, exclude, link }: Copy | Add) {
  const paths = sources.map(({ _path, word }) => (_path ?? word)?._text);
  const [target, owner, mode] = [destination._text, chown?._text, chmod?._text];
  const hasVariables = chown?.isLiteral === false || chmod?.isLiteral === false;
  if (!paths.every(path => path !== undefined) || target === undefined || hasVariables) return undefined;
  // The methods make an octal mode symbolic if it would also apply to directories.
  if (mode !== undefined && _copyMode(target, mode, _Copied.TREE) !== mode) return undefined;
  const isPattern = sources.some(({ _path }) => _path === undefined);
  const options = { mode, owner, patterns: isPattern || undefined, link: link || undefined, exclude: exclude.length === 0 ? undefined : exclude };
  return { paths, target, options: unlessEmpty(options) };
}

function copyCall(node: Copy, { sourceCode }: MethodContext): MethodCall | undefined {
  const said = copied(node);
  if (said === undefined || node.parents) return undefined;
  const { paths, target, options } = said;
  if (node.copyFrom === undefined) return paths.every(isLocal) ? call('copyLocal', paths, target, options) : undefined;
  const source = sourceCode(node.copyFrom);
  return source instanceof StageName && paths.length === 1 ? call('copyFrom', new Code(source.stage), paths[0], target, options) : undefined;
}

function addCall(node: Add): MethodCall | undefined {
  const said = copied(node);
  const hasOthers = [node.checksum, node.keepGitDir, node.unpack].some(each => each !== undefined);
  return said === undefined || hasOthers ? undefined : call('add', said.paths, said.target, said.options);
}

/** Whether a source is a path below the root of the project. */
function isLocal(path: string): boolean {
  return !/^(https?|git|ssh):|^git@|^\/|(^|\/)\.\.(\/|$)/.test(path);
}

function unlessEmpty(options: object): object | undefined {
  return Object.values(options).some(value => value !== undefined) ? options : undefined;
}
