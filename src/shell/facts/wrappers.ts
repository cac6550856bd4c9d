import { _findOwn } from '../../core';

/** A program whose last arguments are another command. */
interface Wrapper {
  /** Options whose value is the next word. */
  readonly valued?: string[];
  /** Number of operands before the command. */
  readonly operands?: number;
  /** Whether `name=value` may come before the command. */
  readonly assignments?: boolean;
}

/**
 * Programs that run another command, from the manuals of coreutils 9, util-linux 2.41, findutils 4.10, BusyBox 1.37, and each program's own.
 *
 * @see https://www.gnu.org/software/coreutils/manual/coreutils.html#Modified-command-invocation
 * @see https://github.com/krallin/tini#usage
 * @see https://github.com/Yelp/dumb-init#usage
 * @see https://github.com/ncopa/su-exec
 * @see https://github.com/tianon/gosu
 */
const WRAPPERS: Record<string, Wrapper> = {
  'builtin': {},
  'catatonit': {},
  'chpst': { valued: ['-u', '-U', '-e', '-/', '-n', '-l', '-L', '-m', '-d', '-o', '-p', '-f', '-c', '-r', '-t'] },
  'chroot': { operands: 1 },
  'command': {},
  'doas': { valued: ['-u', '-C', '-a'] },
  'dumb-init': { valued: ['-r', '--rewrite'] },
  'env': { valued: ['-u', '--unset', '-C', '--chdir'], assignments: true },
  'exec': { valued: ['-a'] },
  'gosu': { operands: 1 },
  'ionice': { valued: ['-c', '--class', '-n', '--classdata'] },
  'nice': { valued: ['-n', '--adjustment'] },
  'nohup': {},
  's6-setuidgid': { operands: 1 },
  'setpriv': { valued: ['--reuid', '--regid', '--ruid', '--euid', '--rgid', '--egid', '--groups', '--inh-caps', '--ambient-caps', '--bounding-set', '--securebits', '--selinux-label', '--apparmor-profile', '--pdeathsig'] },
  'setsid': {},
  'setuidgid': { operands: 1 },
  'stdbuf': { valued: ['-i', '--input', '-o', '--output', '-e', '--error'] },
  'su-exec': { operands: 1 },
  'sudo': { valued: ['-u', '--user', '-g', '--group', '-h', '--host', '-p', '--prompt', '-C', '-D', '-R', '-T'], assignments: true },
  'taskset': { operands: 1 },
  'time': { valued: ['-f', '--format', '-o', '--output'] },
  'timeout': { valued: ['-s', '--signal', '-k', '--kill-after'], operands: 1 },
  'tini': { valued: ['-p', '-e'] },
  'tini-static': { valued: ['-p', '-e'] },
  'xargs': { valued: ['-a', '--arg-file', '-d', '--delimiter', '-E', '-I', '-L', '--max-lines', '-n', '--max-args', '-P', '--max-procs', '-s', '--max-chars'] },
};

/** Options with which a wrapper only queries something and runs no command. */
const QUERIES: Record<string, RegExp> = { command: /^-\w*[vV]/, ionice: /^-[pPu]/, taskset: /^-\w*p/, sudo: /^-[lvVkK]$/ };

/**
 * The words of a command.
 *
 * @internal
 */
export interface _Arguments {
  /** Undefined for computed words. */
  readonly texts: (string | undefined)[];
  /** As written in the script. */
  readonly sources: string[];
}

/**
 * Finds the index of the command that the command at `start` runs; undefined if it runs none.
 *
 * @internal
 */
export function _findWrapped(program: string, { texts, sources }: _Arguments, start: number, end: number): number | undefined {
  const wrapper = _findOwn(WRAPPERS, program);
  if (wrapper === undefined) return undefined;
  const { valued = [], operands = 0, assignments = false } = wrapper;
  let index = start + 1;
  for (; index < end; index++) {
    const word = texts[index];
    if (word === undefined || !/^-./.test(word)) break;
    if (QUERIES[program]?.test(word)) return undefined;
    if (word === '--') {
      index++;
      break;
    }
    if (valued.includes(word)) index++;
  }
  index += operands;
  while (assignments && index < end && /^["']?\w+=/.test(sources[index])) index++;
  return index < end ? index : undefined;
}

/**
 * Finds the index of the command that finally runs, after all wrappers.
 *
 * @internal
 */
export function _findCommandIndex(given: _Arguments, start: number, end: number): number {
  let index = start;
  for (;;) {
    const program = given.texts[index];
    const wrapped = program === undefined ? undefined : _findWrapped(_findBaseName(program), given, index, end);
    if (wrapped === undefined) return index;
    index = wrapped;
  }
}

/** @internal */
export function _findBaseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
