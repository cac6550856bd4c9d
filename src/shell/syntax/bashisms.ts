/**
 * What another shell does with a feature of bash.
 *
 * - `fine`: the same as bash
 * - `refuses`: a syntax error; only the lines before it run
 * - `fails`: "not found" or "bad substitution" when the line is reached
 * - `differs`: something else, without a message
 *
 * @internal
 */
export type _Reaction = 'fine' | 'refuses' | 'fails' | 'differs';

interface Bashism {
  readonly what: string;
  readonly dash: _Reaction;
  /** BusyBox ash with `ASH_BASH_COMPAT`. */
  readonly ash: _Reaction;
  /** BusyBox ash without `ASH_BASH_COMPAT`, if that makes a difference. */
  readonly plainAsh?: _Reaction;
}

/**
 * Observed with dash 0.5.12 and BusyBox 1.35. The `BASH_…` block at the top of ash.c lists what depends on `ASH_BASH_COMPAT`.
 *
 * @see https://git.busybox.net/busybox/tree/shell/ash.c?h=1_37_0
 */
const BASHISMS = {
  'test': { what: '[[ … ]]', dash: 'fails', ash: 'fine', plainAsh: 'fails' },
  'test-operator': { what: '[[ … ]] with parentheses, or && at the start of a line', dash: 'refuses', ash: 'refuses' },
  'array': { what: 'an array: name=(…)', dash: 'refuses', ash: 'refuses' },
  'array-element': { what: 'an element of an array: name[…]=…', dash: 'fails', ash: 'fails' },
  'append': { what: 'name+=…', dash: 'fails', ash: 'fails' },
  'function': { what: 'function name', dash: 'refuses', ash: 'fine', plainAsh: 'refuses' },
  'function-name': { what: 'a function whose name is not an identifier', dash: 'refuses', ash: 'refuses' },
  'process-substitution': { what: 'process substitution: <(…)', dash: 'refuses', ash: 'fine', plainAsh: 'refuses' },
  'here-string': { what: 'a here-string: <<<', dash: 'refuses', ash: 'refuses' },
  'output': { what: '&> for stdout and stderr', dash: 'differs', ash: 'fine', plainAsh: 'differs' },
  'output-append': { what: '&>> for stdout and stderr', dash: 'differs', ash: 'refuses', plainAsh: 'differs' },
  'pipe': { what: '|& for stdout and stderr', dash: 'refuses', ash: 'refuses' },
  'select': { what: 'select', dash: 'refuses', ash: 'refuses' },
  'coproc': { what: 'coproc', dash: 'fails', ash: 'fails' },
  'for-arithmetic': { what: 'for ((…))', dash: 'refuses', ash: 'refuses' },
  'arithmetic': { what: '((…)) as a command', dash: 'fails', ash: 'fails' },
  'case-fall-through': { what: ';& or ;;& in a case', dash: 'refuses', ash: 'refuses' },
  'subshell-in-substitution': { what: '$(( for a subshell in a substitution, without a space in between', dash: 'refuses', ash: 'refuses' },
  'ansi-c': { what: "$'…'", dash: 'differs', ash: 'fine', plainAsh: 'differs' },
  'substring': { what: '${name:offset} or ${name/pattern/text}', dash: 'fails', ash: 'fine', plainAsh: 'fails' },
  'expansion': { what: 'an expansion of bash, such as ${!name}, ${name[…]}, ${name^^}, ${name@Q}', dash: 'fails', ash: 'fails' },
  'source': { what: 'source', dash: 'fails', ash: 'fine', plainAsh: 'fails' },
} as const satisfies Record<string, Bashism>;

/** @internal */
export type _BashismName = keyof typeof BASHISMS;

/**
 * A use of a feature of bash in a script that another shell may read.
 *
 * @internal
 */
export interface _Bashism {
  readonly line: number;
  readonly what: string;
  readonly dash: _Reaction;
  /** The reaction of BusyBox ash with `ASH_BASH_COMPAT`. */
  readonly ash: _Reaction;
  /** The reaction of BusyBox ash without `ASH_BASH_COMPAT`. */
  readonly plainAsh: _Reaction;
}

/** @internal */
export function _createBashism(name: _BashismName, line: number): _Bashism {
  const { what, dash, ash, plainAsh }: Bashism = BASHISMS[name];
  return { line, what, dash, ash, plainAsh: plainAsh ?? ash };
}
