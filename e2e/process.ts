import { spawn } from 'node:child_process';

/** How a command is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Text for its standard input. */
  readonly input?: string;
  /** Killed after so many seconds. */
  readonly timeoutSeconds?: number;
  /** A non-zero exit is a result, not an error. */
  readonly mayFail?: boolean;
}

/** What a command did. */
export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** A command that failed; its message ends with the last lines that it printed. */
export class CommandFailed extends Error {
  public constructor(command: string, public readonly result: Result) {
    const said = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-25).join('\n');
    super(`exit code ${result.code}: ${command}\n${said}`);
  }
}

/** Runs a command to its end. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Result> {
  const start = process.hrtime.bigint();
  const child = spawn(command, args, { cwd: options.cwd, env: options.env ?? process.env });
  // Not the timeout of spawn, whose timer outlives a program that is not there.
  const timer = setTimeout(() => child.kill(), (options.timeoutSeconds ?? 3600) * 1000);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => undefined); // it may end before it has read everything
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve(status ?? (signal === null ? 1 : 128)));
  }).finally(() => clearTimeout(timer));
  const result: Result = {
    code,
    stdout: Buffer.concat(out).toString(),
    stderr: Buffer.concat(err).toString(),
    seconds: Number(process.hrtime.bigint() - start) / 1e9,
  };
  if (code !== 0 && !options.mayFail) throw new CommandFailed([command, ...args].join(' '), result);
  return result;
}
