import { _findOwn } from '../../core';

/**
 * A shell that reads the scripts of images: Debian's `sh`, `bash`, and the one of BusyBox (Alpine).
 *
 * @internal
 */
export type _Shell = 'dash' | 'bash' | 'ash';

/**
 * The reader of a script. `sh` is any of the three; `other` is not a shell, or an unknown one.
 *
 * @internal
 */
export type _Dialect = 'sh' | _Shell | 'other';

const DIALECTS: Record<string, _Dialect> = { sh: 'sh', dash: 'dash', bash: 'bash', rbash: 'bash', ash: 'ash' };

/** `compgen -b` of bash 5.2. */
const BASH = splitWords(`. : [ alias bg bind break builtin caller cd command compgen complete compopt continue declare dirs disown echo enable eval
  exec exit export false fc fg getopts hash help history jobs kill let local logout mapfile popd printf pushd pwd read readarray readonly
  return set shift shopt source suspend test times trap true type typeset ulimit umask unalias unset wait`);

/**
 * Without line editing, as Debian builds it.
 *
 * @see https://git.kernel.org/pub/scm/utils/dash/dash.git/tree/src/builtins.def.in?h=v0.5.12
 */
const DASH = splitWords(`. : [ alias bg break cd chdir command continue echo eval exec exit export false fg getopts hash jobs kill local printf pwd
  read readonly return set shift test times trap true type ulimit umask unalias unset wait`);

/**
 * Those that every BusyBox ash has, and those that a symbol of its configuration adds: `builtintab` of ash.c.
 *
 * @see https://git.busybox.net/busybox/tree/shell/ash.c?h=1_37_0
 */
const ASH = splitWords(`. : break cd chdir continue eval exec exit export false hash local pwd read readonly return set shift times trap true type
  ulimit umask unset wait`);
const ASH_SYMBOL: Record<string, string> = {
  '[': 'ASH_TEST',
  'alias': 'ASH_ALIAS',
  'bg': 'ASH_JOB_CONTROL',
  'command': 'ASH_CMDCMD',
  'echo': 'ASH_ECHO',
  'fg': 'ASH_JOB_CONTROL',
  'getopts': 'ASH_GETOPTS',
  'help': 'ASH_HELP',
  'history': 'FEATURE_EDITING_HISTORY',
  'jobs': 'ASH_JOB_CONTROL',
  'kill': 'ASH_JOB_CONTROL',
  'let': 'FEATURE_SH_MATH',
  'printf': 'ASH_PRINTF',
  'source': 'ASH_BASH_COMPAT',
  'test': 'ASH_TEST',
  'unalias': 'ASH_ALIAS',
};

const BUILTINS: Record<_Shell, Set<string>> = { dash: DASH, bash: BASH, ash: ASH };

/**
 * The shells in which a name is a builtin.
 *
 * @internal
 */
export interface _Builtin {
  /** The possible shells that always have it. */
  readonly of: _Shell[];
  /** The symbol of BusyBox's configuration that makes it a builtin of ash, if the shell may be ash. */
  readonly ashSymbol?: string;
  /** Whether no program is ever needed. */
  readonly always: boolean;
}

/** @internal */
export function _findBuiltin(name: string, dialect: _Dialect): _Builtin {
  const shells = listShells(dialect);
  const of = shells.filter(shell => BUILTINS[shell].has(name));
  const ashSymbol = shells.includes('ash') ? _findOwn(ASH_SYMBOL, name) : undefined;
  return { of, ashSymbol, always: of.length === shells.length };
}

/**
 * The builtins of a BusyBox ash, depending on the symbols of its configuration.
 *
 * @internal
 */
export function _listAshBuiltins(isOn: (symbol: string) => boolean): string[] {
  return [...ASH, ...Object.keys(ASH_SYMBOL).filter(name => isOn(ASH_SYMBOL[name]))].sort();
}

/**
 * The language that a program reads, by its name or path.
 *
 * @internal
 */
export function _findDialect(program: string): _Dialect {
  const name = program.slice(program.lastIndexOf('/') + 1);
  return _findOwn(DIALECTS, name) ?? 'other';
}

function listShells(dialect: _Dialect): _Shell[] {
  return dialect === 'sh' || dialect === 'other' ? ['dash', 'bash', 'ash'] : [dialect];
}

function splitWords(text: string): Set<string> {
  return new Set(text.split(/\s+/));
}
