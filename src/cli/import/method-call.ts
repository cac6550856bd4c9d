import { writeHealthcheckOptions, writeInstruction, writeRunOptions } from './instruction-code';
import { Code, Lines, StageName } from './typescript';
import type { SourceCode } from './value-code';
import { Add, Arg, Command, Copy, EscapeCharacter, Instruction, KeyValue, Run, Word, _ByInstruction, _callForInstruction } from '../../dockerfile';
import { _Copied, _resolveCopyMode } from '../../image';

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
export function findMethodCalls(node: Instruction, context: MethodContext): MethodCall[] {
  const found = _callForInstruction(FINDERS, node, context) ?? createCall('addNode', writeInstruction(node, context.sourceCode));
  return Array.isArray(found) ? found : [found];
}

/** The finder of each instruction that `BuildStage` has methods for. */
const FINDERS: Partial<_ByInstruction<MethodCall | MethodCall[] | undefined, [context: MethodContext]>> = {
  ADD: findAddCall,
  ARG: findArgCalls,
  CMD: ({ command }) => findCommandCall('cmd', command),
  COPY: findCopyCall,
  ENTRYPOINT: ({ command }) => findCommandCall('entrypoint', command),
  ENV: ({ pairs }) => findRecordCall('env', pairs, findTemplate),
  EXPOSE: ({ ports }) => findWordsCall('expose', ports),
  HEALTHCHECK: node => (node.test === undefined ? createCall('noHealthcheck') : findCommandCall('healthcheck', node.test, omitEmpty(writeHealthcheckOptions(node)))),
  LABEL: ({ pairs }) => findRecordCall('label', pairs, ({ value }) => value._text),
  ONBUILD: ({ instruction }) => createCall('onBuild', writeInstruction(instruction)),
  RUN: findRunCall,
  SHELL: ({ argv }) => createCall('shell', argv),
  STOPSIGNAL: ({ signal }) => findWordCall('stopSignal', signal),
  USER: ({ user }) => findWordCall('user', user),
  VOLUME: ({ paths }) => findWordsCall('volume', paths),
  WORKDIR: ({ path, isRelative }) => (isRelative ? undefined : findWordCall('workdir', path)),
};

function createCall(method: string, ...args: unknown[]): MethodCall {
  return { method, args };
}

/** A command that begins with `#` cannot be told from a comment. */
function findShellCall(method: string, lines: string[], options?: unknown): MethodCall | undefined {
  return /^\s*#/.test(lines[0]) ? undefined : createCall(method, new Lines(lines), options);
}

function findCommandCall(method: string, command: Command, options?: unknown): MethodCall | undefined {
  return command.isShell ? findShellCall(`${method}Shell`, command.lines, options) : createCall(method, command.argv, options);
}

function findRunCall(node: Run, { sourceCode }: MethodContext): MethodCall | undefined {
  const { command, heredocs: [text] } = node;
  const options = writeRunOptions(node, sourceCode);
  if (command === undefined) return findScriptCall(text.content, options);
  if (!command.isShell) return createCall('runExec', command.argv, options);
  return text === undefined ? findShellCall('runShell', command.lines, options) : undefined;
}

/** `run` begins with `set -eu`. */
function findScriptCall(body: string, options: unknown): MethodCall | undefined {
  if (!body.endsWith('\n')) return undefined;
  const lines = body.slice(0, -1).split('\n');
  return lines[0] === 'set -eu' && lines.length > 1 ? createCall('run', new Lines(lines.slice(1)), options) : createCall('runScript', new Lines(lines), options);
}

function findArgCalls({ declarations }: Arg, { declared }: MethodContext): MethodCall[] | undefined {
  const names = declarations.map(({ name }) => name);
  const isSayable = declarations.every(({ name, defaultValue }) => !declared.has(name) && defaultValue?.isLiteral !== false);
  if (!isSayable || new Set(names).size < names.length) return undefined;
  for (const name of names) declared.add(name);
  return declarations.map(({ name, defaultValue }) => createCall('arg', name, defaultValue?._text));
}

/** A JavaScript object has each key once, and orders numeric keys first. */
function findRecordCall(method: string, pairs: KeyValue[], valueOf: (pair: KeyValue) => string | undefined): MethodCall | undefined {
  const entries = pairs.map(pair => [pair.key._text, valueOf(pair)] as const);
  const keys = entries.map(([key]) => key);
  const isSayable = entries.every(([key, value]) => key !== undefined && value !== undefined && !/^\d+$|^__proto__$/.test(key));
  return isSayable && new Set(keys).size === keys.length ? createCall(method, Object.fromEntries(entries)) : undefined;
}

/** A value in the syntax of `KeyValue.template`, where a dollar sign before a name refers to a variable. */
function findTemplate(pair: KeyValue): string | undefined {
  const { key: { _text: key }, value } = pair;
  if (key === undefined) return undefined;
  const printed = pair._print(EscapeCharacter.BACKSLASH);
  return listTemplates(value).find(template => isSamePair(printed, key, template));
}

/** The possible templates of a value, the plainest first. */
function listTemplates({ _text: text, _template: template }: Word): string[] {
  if (text === undefined) return [template, template.replace(/\\\\/g, '\\')];
  return [text, text.replace(/(?<=\\)\$|\$(?=[A-Za-z_{])/g, '\\$')];
}

function isSamePair(printed: string, key: string, template: string): boolean {
  try {
    return KeyValue.template(key, template)._print(EscapeCharacter.BACKSLASH) === printed;
  } catch {
    return false;
  }
}

function findWordCall(method: string, { _text: text }: Word): MethodCall | undefined {
  return text === undefined ? undefined : createCall(method, text);
}

function findWordsCall(method: string, words: Word[]): MethodCall | undefined {
  return words.every(word => word.isLiteral) ? createCall(method, words.map(({ _text }) => _text)) : undefined;
}

/** The arguments that the three methods for files share; undefined if they cannot express the instruction. */
function readCopyArguments({ sources, destination, chown, chmod, exclude, link }: Copy | Add) {
  const paths = sources.map(({ _path, word }) => (_path ?? word)?._text);
  const [target, owner, mode] = [destination._text, chown?._text, chmod?._text];
  const hasVariables = chown?.isLiteral === false || chmod?.isLiteral === false;
  if (!paths.every(path => path !== undefined) || target === undefined || hasVariables) return undefined;
  // The methods make an octal mode symbolic if it would also apply to directories.
  if (mode !== undefined && _resolveCopyMode(target, mode, _Copied.TREE) !== mode) return undefined;
  const isPattern = sources.some(({ _path }) => _path === undefined);
  const options = { mode, owner, patterns: isPattern || undefined, link: link || undefined, exclude: exclude.length === 0 ? undefined : exclude };
  return { paths, target, options: omitEmpty(options) };
}

function findCopyCall(node: Copy, { sourceCode }: MethodContext): MethodCall | undefined {
  const copied = readCopyArguments(node);
  if (copied === undefined || node.parents) return undefined;
  const { paths, target, options } = copied;
  if (node.copyFrom === undefined) return paths.every(isLocal) ? createCall('copyLocal', paths, target, options) : undefined;
  const source = sourceCode(node.copyFrom);
  return source instanceof StageName && paths.length === 1 ? createCall('copyFrom', new Code(source.stage), paths[0], target, options) : undefined;
}

function findAddCall(node: Add): MethodCall | undefined {
  const copied = readCopyArguments(node);
  const hasOthers = [node.checksum, node.keepGitDir, node.unpack].some(each => each !== undefined);
  return copied === undefined || hasOthers ? undefined : createCall('add', copied.paths, copied.target, copied.options);
}

/** Whether a source is a path below the root of the project. */
function isLocal(path: string): boolean {
  return !/^(https?|git|ssh):|^git@|^\/|(^|\/)\.\.(\/|$)/.test(path);
}

function omitEmpty(options: object): object | undefined {
  return Object.values(options).some(value => value !== undefined) ? options : undefined;
}
