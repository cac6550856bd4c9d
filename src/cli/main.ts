import { _Refusal, _escapeMessage, _suggestNearest } from '../core';
import { affectedCommand } from './affected/affected-command';
import { baseCommand } from './base/base-command';
import { Command, ExitCode, Streams, UsageError, printError } from './command';
import { devicesCommand } from './devices/devices-command';
import { explainCommand } from './explain/explain-command';
import { importCommand } from './import/import-command';
import { lintCommand } from './lint/lint-command';
import { Output } from './output';
import { pinCommand } from './pin/pin-command';
import { verifyCommand } from './verify/verify-command';
import { readVersion } from './version';

const COMMANDS: Record<string, Command> = {
  affected: affectedCommand,
  base: baseCommand,
  devices: devicesCommand,
  explain: explainCommand,
  import: importCommand,
  lint: lintCommand,
  pin: pinCommand,
  verify: verifyCommand,
};

/** The arguments that print the version. */
const VERSION = ['--version', '-V', '-v', 'version'];

/** Runs `imagewright` and returns its exit code. It never throws: the user gets a message without a stack. */
export async function main(args: string[], streams: Streams = process): Promise<ExitCode> {
  const output = new Output(streams.stdout);
  // An error there cannot be reported anywhere else.
  streams.stderr.on('error', () => undefined);
  const code = await runCommand(args, streams);
  const lost = await output.findProblem();
  if (lost === undefined) return code;
  streams.stderr.write(`imagewright: ${lost}\n`);
  return ExitCode.FAILED;
}

async function runCommand(args: string[], streams: Streams): Promise<ExitCode> {
  try {
    return await run(args, streams);
  } catch (error) {
    if (error instanceof _Refusal) streams.stderr.write(`imagewright: ${_escapeMessage(`${error.problem.what} ${error.problem.fix}`)}\n`);
    else printError(streams.stderr, describeError(error));
    return ExitCode.FAILED;
  }
}

async function run([name, ...args]: string[], streams: Streams): Promise<ExitCode> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    streams.stdout.write(printHelp());
    return name === undefined ? ExitCode.FAILED : ExitCode.CLEAN;
  }
  if (VERSION.includes(name)) {
    streams.stdout.write(`imagewright ${readVersion()}\n`);
    return ExitCode.CLEAN;
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    const names = Object.keys(COMMANDS);
    throw new UsageError(`There is no command "${name}".${_suggestNearest(name, names)} Commands: ${names.join(', ')}. See imagewright --help.`);
  }
  const command = COMMANDS[name];
  const own = args.slice(0, args.includes('--') ? args.indexOf('--') : undefined);
  if (own.includes('--help') || own.includes('-h')) {
    streams.stdout.write(command.help);
    return ExitCode.CLEAN;
  }
  if (own.includes('--version')) {
    streams.stdout.write(`imagewright ${readVersion()}\n`);
    return ExitCode.CLEAN;
  }
  return command.run(args, streams);
}

function printHelp(): string {
  const names = Object.keys(COMMANDS);
  const width = Math.max(...names.map(each => each.length));
  return [
    'Usage: imagewright COMMAND',
    '',
    'Commands:',
    ...names.map(each => `  ${each.padEnd(width)}  ${COMMANDS[each].summary}`),
    '',
    'imagewright COMMAND --help explains a command. imagewright --version prints the version.',
    '',
  ].join('\n');
}

function describeError(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  // Any other error is a bug in imagewright that the user cannot fix: its first line is enough.
  const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
  return `${message} This is a bug in imagewright. Please report it at https://github.com/imagewright/imagewright/issues.`;
}
