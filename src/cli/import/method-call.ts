import { Code, Lines, StageName } from './typescript';
import { EscapeCharacter, KeyValue, _Call, _made } from '../../dockerfile';
import { _Copied, _copyMode } from '../../image';

/** What a method is found with. */
export interface MethodContext {
  /** Names that the stage has declared: `arg` declares each once. */
  readonly declared: Set<string>;
}

/** What is called, and with what. */
export interface MethodCall {
  readonly method: string;
  readonly args: readonly unknown[];
}

type Finder = (args: readonly unknown[], context: MethodContext) => MethodCall | MethodCall[] | undefined;

/** The methods of `BuildStage` that say exactly what an instruction says; none where no method does. */
export function methodCalls({ maker, args }: _Call, context: MethodContext): MethodCall[] | undefined {
  const found = FINDERS[maker]?.(args, context);
  return found === undefined || Array.isArray(found) ? found : [found];
}

/** By what makes the instruction. */
const FINDERS: Record<string, Finder> = {
  'Run.shell': ([text, props]) => shellCall('runShell', [text as string], props),
  'Run.shellLines': ([lines, props]) => shellCall('runShell', lines as string[], props),
  'Run.exec': ([argv, props]) => call('runExec', argv, props),
  'Run.script': ([body, props]) => scriptCall(body as string, props),
  'new Add': ([props]) => addCall(props as Copying),
  'new Arg': ([declarations], { declared }) => argCalls(declarations as Declaration[], declared),
  'new Cmd': ([command]) => commandCall('cmd', command as _Call),
  'new Copy': ([props]) => copyCall(props as Copying),
  'new Entrypoint': ([command]) => commandCall('entrypoint', command as _Call),
  'new Env': ([pairs]) => recordCall('env', pairs as _Call[], templateOf),
  'new Expose': ([ports]) => wordsCall('expose', ports as _Call[]),
  'new Label': ([pairs]) => recordCall('label', pairs as _Call[], literalOf),
  'new OnBuild': ([instruction]) => call('onBuild', instruction),
  'new Shell': ([argv]) => call('shell', argv),
  'new StopSignal': ([signal]) => wordCall('stopSignal', signal as _Call),
  'new User': ([user]) => wordCall('user', user as _Call),
  'new Volume': ([paths]) => wordsCall('volume', paths as _Call[]),
  'new Workdir': ([path, props]) => (props === undefined ? wordCall('workdir', path as _Call) : undefined),
  'Healthcheck.command': ([command, props]) => commandCall('healthcheck', command as _Call, isEmpty(props) ? undefined : props),
  'Healthcheck.none': () => call('noHealthcheck'),
};

function call(method: string, ...args: unknown[]): MethodCall {
  return { method, args };
}

/** A command that begins with `#` is none that could be told from a comment. */
function shellCall(method: string, lines: string[], props?: unknown): MethodCall | undefined {
  return /^\s*#/.test(lines[0]) ? undefined : call(method, new Lines(lines), props);
}

function commandCall(method: string, { maker, args: [said] }: _Call, props?: unknown): MethodCall | undefined {
  if (maker === 'Command.exec') return call(method, said, props);
  return shellCall(`${method}Shell`, maker === 'Command.shell' ? [said as string] : said as string[], props);
}

/** `run` begins with `set -eu`. */
function scriptCall(body: string, props: unknown): MethodCall | undefined {
  if (!body.endsWith('\n')) return undefined;
  const lines = body.slice(0, -1).split('\n');
  return lines[0] === 'set -eu' && lines.length > 1 ? call('run', new Lines(lines.slice(1)), props) : call('runScript', new Lines(lines), props);
}

interface Declaration {
  readonly name: string;
  readonly defaultValue?: _Call;
}

function argCalls(declarations: Declaration[], declared: Set<string>): MethodCall[] | undefined {
  const names = declarations.map(({ name }) => name);
  const isSayable = declarations.every(({ name, defaultValue }) => (
    !declared.has(name) && (defaultValue === undefined || literal(defaultValue) !== undefined)
  ));
  if (!isSayable || new Set(names).size < names.length) return undefined;
  for (const name of names) declared.add(name);
  return declarations.map(({ name, defaultValue }) => call('arg', name, defaultValue && literal(defaultValue)));
}

/** An object of JavaScript has each key once, and puts numbers first. */
function recordCall(method: string, pairs: _Call[], valueOf: (pair: _Call) => string | undefined): MethodCall | undefined {
  const entries = pairs.map(pair => [keyOf(pair), valueOf(pair)] as const);
  const keys = entries.map(([key]) => key);
  const isSayable = entries.every(([key, value]) => key !== undefined && value !== undefined && !/^\d+$|^__proto__$/.test(key));
  return isSayable && new Set(keys).size === keys.length ? call(method, Object.fromEntries(entries)) : undefined;
}

function keyOf({ maker, args: [key] }: _Call): string | undefined {
  return maker === 'KeyValue.of' ? key as string : literal(key as _Call);
}

function literalOf({ maker, args: [, value] }: _Call): string | undefined {
  return maker === 'KeyValue.of' ? value as string : undefined;
}

/** A value as `KeyValue.template` takes it: there a dollar sign in front of a name refers to a variable. */
function templateOf(pair: _Call): string | undefined {
  const key = keyOf(pair);
  if (key === undefined) return undefined;
  const printed = _made<KeyValue>(pair)._print(EscapeCharacter.BACKSLASH);
  return valuesOf(pair).find(value => isSame(printed, key, value));
}

/** How the value may be said; the plainest first. */
function valuesOf({ maker, args: [, value] }: _Call): string[] {
  if (maker === 'KeyValue.of') return [value as string, (value as string).replace(/(?<=\\)\$|\$(?=[A-Za-z_{])/g, '\\$')];
  const { maker: kind, args: [text] } = value as _Call;
  if (kind === 'Word.literal') return [text as string];
  return kind === 'Word.variable' ? [`$${text as string}`] : [text as string, (text as string).replace(/\\\\/g, '\\')];
}

function isSame(printed: string, key: string, value: string): boolean {
  try {
    return KeyValue.template(key, value)._print(EscapeCharacter.BACKSLASH) === printed;
  } catch {
    return false;
  }
}

function wordCall(method: string, word: _Call): MethodCall | undefined {
  const text = literal(word);
  return text === undefined ? undefined : call(method, text);
}

function wordsCall(method: string, words: _Call[]): MethodCall | undefined {
  const texts = words.map(literal);
  return texts.every(text => text !== undefined) ? call(method, texts) : undefined;
}

interface Copying {
  readonly sources: _Call[];
  readonly destination: _Call;
  readonly copyFrom?: string | StageName;
  readonly chown?: _Call;
  readonly chmod?: _Call;
  readonly exclude?: string[];
  readonly link?: boolean;
  readonly parents?: boolean;
  readonly checksum?: _Call;
  readonly keepGitDir?: boolean;
  readonly unpack?: boolean;
}

/** What the three methods for files have in common; undefined where they cannot say it. */
function copied({ sources, destination, chown, chmod, exclude, link, parents, checksum, keepGitDir, unpack }: Copying) {
  const paths = sources.map(({ maker, args }) => (maker === 'CopySource.heredoc' ? undefined : literal(args[0] as _Call)));
  const [target, owner, mode] = [literal(destination), chown && literal(chown), chmod && literal(chmod)];
  const hasVariables = (chown !== undefined && owner === undefined) || (chmod !== undefined && mode === undefined);
  const hasOthers = [parents, checksum, keepGitDir, unpack].some(each => each !== undefined);
  if (!paths.every(path => path !== undefined) || target === undefined || hasVariables || hasOthers) return undefined;
  // The methods give an octal mode in words where it would also be that of directories.
  if (mode !== undefined && _copyMode(target, mode, _Copied.TREE) !== mode) return undefined;
  const options = { mode, owner, patterns: sources.some(({ maker }) => maker === 'CopySource.pattern') || undefined, link, exclude };
  return { paths, target, options: isEmpty(options) ? undefined : options };
}

function copyCall(props: Copying): MethodCall | undefined {
  const said = copied(props);
  if (said === undefined) return undefined;
  const { copyFrom } = props;
  const { paths, target, options } = said;
  if (copyFrom === undefined) return paths.every(isLocal) ? call('copyLocal', paths, target, options) : undefined;
  return copyFrom instanceof StageName && paths.length === 1 ? call('copyFrom', new Code(copyFrom.stage), paths[0], target, options) : undefined;
}

function addCall(props: Copying): MethodCall | undefined {
  const said = copied(props);
  return said === undefined ? undefined : call('add', said.paths, said.target, said.options);
}

/** Whether it is the path of something below the root of the project. */
function isLocal(path: string): boolean {
  return !/^(https?|git|ssh):|^git@|^\/|(^|\/)\.\.(\/|$)/.test(path);
}

function isEmpty(props: unknown): boolean {
  return Object.values(props as object).every(value => value === undefined);
}

function literal({ maker, args }: _Call): string | undefined {
  return maker === 'Word.literal' ? args[0] as string : undefined;
}
