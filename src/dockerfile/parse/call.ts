import { Add, AddProps } from '../nodes/add';
import { Arg, ArgDeclaration } from '../nodes/arg';
import { Cmd } from '../nodes/cmd';
import { Command } from '../nodes/command';
import { Copy, CopyProps } from '../nodes/copy';
import { CopySource } from '../nodes/copy-source';
import { Entrypoint } from '../nodes/entrypoint';
import { Env } from '../nodes/env';
import { Expose } from '../nodes/expose';
import { From, FromProps } from '../nodes/from';
import { Healthcheck, HealthcheckOptions } from '../nodes/healthcheck';
import { Heredoc } from '../nodes/heredoc';
import { Instruction } from '../nodes/instruction';
import { KeyValue } from '../nodes/key-value';
import { Label } from '../nodes/label';
import { Mount } from '../nodes/mount';
import { BindMountOptions, CacheMountOptions, CacheSharing, SecretMountOptions, SshMountOptions, TmpfsMountOptions } from '../nodes/mount-options';
import { OnBuild } from '../nodes/on-build';
import { Run, RunNetwork, RunOptions, RunSecurity } from '../nodes/run';
import { Shell } from '../nodes/shell';
import { StopSignal } from '../nodes/stop-signal';
import { User } from '../nodes/user';
import { Volume } from '../nodes/volume';
import { Workdir, WorkdirProps } from '../nodes/workdir';
import { Word } from '../words/word';

/** Everything that a Dockerfile is said with, under the name that it has in TypeScript. A method has a dot in front; its object comes first. */
const MAKERS = {
  'Word.literal': (text: string) => Word.literal(text),
  'Word.variable': (name: string) => Word.variable(name),
  'Word.template': (text: string) => Word.template(text),
  'KeyValue.of': (key: string, value: string) => KeyValue.of(key, value),
  'KeyValue.word': (key: Word, value: Word) => KeyValue.word(key, value),
  'Command.exec': (argv: string[]) => Command.exec(argv),
  'Command.shell': (text: string) => Command.shell(text),
  'Command.shellLines': (lines: string[]) => Command.shellLines(lines),
  'CopySource.path': (word: Word) => CopySource.path(word),
  'CopySource.pattern': (word: Word) => CopySource.pattern(word),
  'CopySource.heredoc': (heredoc: Heredoc) => CopySource.heredoc(heredoc),
  'Heredoc.literal': (content: string, delimiter: string) => Heredoc.literal(content, delimiter),
  'Heredoc.expanding': (content: Word, delimiter: string) => Heredoc.expanding(content, delimiter),
  'Heredoc.shell': (content: string, delimiter: string) => Heredoc.shell(content, delimiter),
  '.chomped': (heredoc: Heredoc) => heredoc.chomped(),
  'Mount.bind': (options: BindMountOptions) => Mount.bind(options),
  'Mount.cache': (options: CacheMountOptions) => Mount.cache(options),
  'Mount.tmpfs': (options: TmpfsMountOptions) => Mount.tmpfs(options),
  'Mount.secret': (options: SecretMountOptions) => Mount.secret(options),
  'Mount.ssh': (options: SshMountOptions) => Mount.ssh(options),
  'CacheSharing.SHARED': CacheSharing.SHARED,
  'CacheSharing.PRIVATE': CacheSharing.PRIVATE,
  'CacheSharing.LOCKED': CacheSharing.LOCKED,
  'RunNetwork.DEFAULT': RunNetwork.DEFAULT,
  'RunNetwork.NONE': RunNetwork.NONE,
  'RunNetwork.HOST': RunNetwork.HOST,
  'RunSecurity.SANDBOX': RunSecurity.SANDBOX,
  'RunSecurity.INSECURE': RunSecurity.INSECURE,
  'Run.shell': (command: string, options?: RunOptions) => Run.shell(command, options),
  'Run.shellLines': (lines: string[], options?: RunOptions) => Run.shellLines(lines, options),
  'Run.shellLinesWithHeredocs': (lines: string[], heredocs: Heredoc[], options?: RunOptions) => Run.shellLinesWithHeredocs(lines, heredocs, options),
  'Run.exec': (argv: string[], options?: RunOptions) => Run.exec(argv, options),
  'Run.script': (body: string, options?: RunOptions) => Run.script(body, options),
  'Run.shellWithHeredocs': (command: string, heredocs: Heredoc[], options?: RunOptions) => Run.shellWithHeredocs(command, heredocs, options),
  'Healthcheck.none': () => Healthcheck.none(),
  'Healthcheck.command': (command: Command, options?: HealthcheckOptions) => Healthcheck.command(command, options),
  'new Add': (props: AddProps) => new Add(props),
  'new Arg': (declarations: ArgDeclaration[]) => new Arg(declarations),
  'new Cmd': (command: Command) => new Cmd(command),
  'new Copy': (props: CopyProps) => new Copy(props),
  'new Entrypoint': (command: Command) => new Entrypoint(command),
  'new Env': (pairs: KeyValue[]) => new Env(pairs),
  'new Expose': (ports: Word[]) => new Expose(ports),
  'new From': (props: FromProps) => new From(props),
  'new Label': (pairs: KeyValue[]) => new Label(pairs),
  'new OnBuild': (instruction: Instruction) => new OnBuild(instruction),
  'new Shell': (argv: string[]) => new Shell(argv),
  'new StopSignal': (signal: Word) => new StopSignal(signal),
  'new User': (user: Word) => new User(user),
  'new Volume': (paths: Word[]) => new Volume(paths),
  'new Workdir': (path: Word, props?: WorkdirProps) => new Workdir(path, props),
};

type Makers = typeof MAKERS;
type Maker = keyof Makers;

/** What is made, and must be said by a call. */
type Made = Word | KeyValue | Command | CopySource | Heredoc | Mount | Instruction | CacheSharing | RunNetwork | RunSecurity;

/** A value, with a call wherever something is made. */
type Said<T> = T extends Made ? _Call
  : T extends (infer E)[] ? Said<E>[]
    : T extends object ? { readonly [K in keyof T]: Said<T[K]> }
      : T;

type Arguments<M extends Maker> = Makers[M] extends (...args: infer A) => unknown ? { [I in keyof A]: Said<A[I]> } : [];

/**
 * How something is made: what is called, and with what. It can be carried out, and it can be written down as TypeScript.
 *
 * @internal
 */
export class _Call {
  public constructor(public readonly maker: string, public readonly args: readonly unknown[]) {}

  /** Whether it is the value of an enum, which is named and not called. */
  public get isConstant(): boolean {
    return typeof MAKERS[this.maker as Maker] !== 'function';
  }
}

/**
 * Says how something is made.
 *
 * @internal
 */
export function _call<M extends Maker>(maker: M, ...args: Arguments<M>): _Call {
  return new _Call(maker, args);
}

/**
 * Makes it.
 *
 * @internal
 */
export function _made<T>(call: _Call): T {
  return carriedOut(call) as T;
}

function carriedOut(said: unknown): unknown {
  if (said instanceof _Call) {
    const maker = MAKERS[said.maker as Maker] as ((...args: unknown[]) => unknown) | string;
    return typeof maker === 'function' ? maker(...said.args.map(carriedOut)) : maker;
  }
  if (Array.isArray(said)) return said.map(carriedOut);
  if (typeof said !== 'object' || said === null) return said;
  return Object.fromEntries(Object.entries(said).map(([key, each]) => [key, carriedOut(each)]));
}
