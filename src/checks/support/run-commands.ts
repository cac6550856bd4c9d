import { _CommandWalk } from './command-walk';
import type { _RunCommand } from './run-command';
import type { Run } from '../../dockerfile';
import { _readInterpreter, _readModes } from '../../shell';
import type { _Interpreter } from '../../shell';

export type { _RunCommand } from './run-command';

/** Results for each `RUN` and its shell. */
const KNOWN = new WeakMap<Run, Map<string, _RunCommand[]>>();

/** The script of a shell, or the words of a command without one. */
export function _readScript({ command, heredocs }: Run): string {
  return command === undefined ? heredocs[0].content : command.text ?? command.argv.join(' ');
}

/**
 * All commands of a `RUN`, in the order of its text, except those in texts for other programs.
 *
 * @param shell the words of `SHELL`, which run the shell form
 */
export function _listCommands(run: Run, shell: string[]): _RunCommand[] {
  const known = KNOWN.get(run) ?? new Map<string, _RunCommand[]>();
  KNOWN.set(run, known);
  const key = shell.join(' ');
  const found = known.get(key) ?? walkRun(run, shell);
  known.set(key, found);
  return found;
}

function walkRun(run: Run, shell: string[]): _RunCommand[] {
  const { command, heredocs } = run;
  const script = _readScript(run);
  const interpreter = command === undefined ? _readInterpreter(script) : undefined;
  if (interpreter !== undefined && !/(^|\/)(ba|da|a)?sh$/.test(interpreter.command ?? interpreter.path)) return [];
  const walk = new _CommandWalk(command === undefined ? [] : heredocs.map(({ content }) => content));
  if (command?.isShell === false) walk.walkWords(command.argv);
  else walk.walkScript(script, _readModes(interpreter === undefined ? shell.slice(1) : listOptions(interpreter)));
  return walk.found;
}

/** The options that the first line of a script passes to the shell: `-e`, also after `env -S bash`. */
function listOptions({ argument = '', command }: _Interpreter): string[] {
  const words = argument.split(/\s+/);
  return command === undefined ? words : words.slice(words.indexOf(command) + 1);
}
