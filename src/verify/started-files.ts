import { _Process, _findCommand, _listProcesses } from '../checks';
import type { ImageModel } from '../plan';
import type { Lookup } from '../rootfs';

/**
 * A program that a container starts, or that a started program or script calls.
 *
 * @internal
 */
export interface _StartedFile {
  /** The beginning of a sentence: `It starts "/bin/app"`. */
  readonly what: string;
  readonly name: string;
  readonly found: Lookup;
  /** Whether the container itself starts it, not its health check or a script. */
  readonly isFirst: boolean;
  /** Whether a rule reports it if it is missing or not executable. */
  readonly isJudgedByRule: boolean;
  /** Why its libraries may be searched in other directories than those of the configuration; unset if they are not. */
  readonly librariesFrom?: string;
}

/** Text of a script that changes where libraries are searched. */
const MOVES_LIBRARIES = /\bLD_LIBRARY_PATH\b|\bldconfig\b/;

/**
 * Lists every program that is certainly started or called, as far as scripts can be read.
 *
 * @internal
 */
export function _listStartedFiles(model: ImageModel): _StartedFile[] {
  const { result } = model;
  const processes = _listProcesses(model);
  const mover = processes.find(({ script, words }) => MOVES_LIBRARIES.test([script?.entry.text ?? '', ...words].join('\n')));
  const moved = mover === undefined ? {} : { librariesFrom: `${mover.name} changes where libraries are searched` };
  return processes.flatMap(process => {
    const { words: [program], facts: { commands, dialect, interpreter }, name, isFirst, script } = process;
    const isMain = name === 'ENTRYPOINT' || name === 'CMD';
    const started = program === undefined ? [] : [{
      what: describeStart(process, program),
      name: program,
      found: _findCommand(result, program),
      isFirst: isFirst && isMain,
      isJudgedByRule: !isMain && dialect === undefined,
      ...isMain ? {} : moved,
    }];
    const needed = commands.filter(({ optional }) => !optional).map(each => each.name);
    const called = interpreter?.command === undefined ? needed : [interpreter.command, ...needed];
    return [...started, ...called.filter(each => each !== program).map(each => ({
      what: `${script === undefined ? name : script.entry.path} runs "${each}"`,
      name: each,
      found: _findCommand(result, each),
      isFirst: false,
      isJudgedByRule: true,
      ...moved,
    }))];
  });
}

function describeStart({ name, isHealthcheck }: _Process, program: string): string {
  const quoted = JSON.stringify(program);
  if (name === 'HEALTHCHECK') return `Its health check runs ${quoted}`;
  return isHealthcheck || name.startsWith('"$@"') ? `${name} runs ${quoted}` : `It starts ${quoted}`;
}
