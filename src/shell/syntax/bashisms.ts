/**
 * What of bash's language another shell does with it.
 *
 * - `fine`: it does the same
 * - `refuses`: a syntax error, the script runs up to the lines before
 * - `fails`: a command that is not found, or `bad substitution`, when the line is reached
 * - `differs`: it means something else there, without a message
 *
 * @internal
 */
export type _Reaction = 'fine' | 'refuses' | 'fails' | 'differs';

interface Bashism {
  readonly what: string;
  readonly dash: _Reaction;
  /** BusyBox ash with `ASH_BASH_COMPAT`. */
  readonly ash: _Reaction;
  /** ash without `ASH_BASH_COMPAT`, where that changes it. */
  readonly plainAsh?: _Reaction;
}

/**
 * Tried with dash 0.5.12 and BusyBox 1.35; what depends on `ASH_BASH_COMPAT` is the `BASH_…` block at the head of ash.c.
 *
 * @see https://git.busybox.net/busybox/tree/shell/ash.c?h=1_37_0
 */
const BASHISMS = {
  'test': { what: '[[ … ]]', dash: 'fails', ash: 'fine', plainAsh: 'fails' },
  'test-operator': { what: '[[ … ]] with parentheses, or && at the head of a line', dash: 'refuses', ash: 'refuses' },
  'array': { what: 'an array: name=(…)', dash: 'refuses', ash: 'refuses' },
  'array-element': { what: 'an element of an array: name[…]=…', dash: 'fails', ash: 'fails' },
  'append': { what: 'name+=…', dash: 'fails', ash: 'fails' },
  'function': { what: 'function name', dash: 'refuses', ash: 'fine', plainAsh: 'refuses' },
  'function-name': { what: 'a function whose name is no identifier', dash: 'refuses', ash: 'refuses' },
  'process-substitution': { what: 'process substitution: <(…)', dash: 'refuses', ash: 'fine', plainAsh: 'refuses' },
  'here-string': { what: 'a here-string: <<<', dash: 'refuses', ash: 'refuses' },
  'output': { what: '&> for both outputs', dash: 'differs', ash: 'fine', plainAsh: 'differs' },
  'output-append': { what: '&>> for both outputs', dash: 'differs', ash: 'refuses', plainAsh: 'differs' },
  'pipe': { what: '|& for both outputs', dash: 'refuses', ash: 'refuses' },
  'select': { what: 'select', dash: 'refuses', ash: 'refuses' },
  'coproc': { what: 'coproc', dash: 'fails', ash: 'fails' },
  'for-arithmetic': { what: 'for ((…))', dash: 'refuses', ash: 'refuses' },
  'arithmetic': { what: '((…)) as a command', dash: 'fails', ash: 'fails' },
  'case-fall-through': { what: ';& or ;;& in a case', dash: 'refuses', ash: 'refuses' },
  'subshell-in-substitution': { what: '$(( that begins a subshell, without a blank between', dash: 'refuses', ash: 'refuses' },
  'ansi-c': { what: "$'…'", dash: 'differs', ash: 'fine', plainAsh: 'differs' },
  'substring': { what: '${name:offset} or ${name/pattern/text}', dash: 'fails', ash: 'fine', plainAsh: 'fails' },
  'expansion': { what: 'an expansion of bash, like ${!name}, ${name[…]}, ${name^^}, ${name@Q}', dash: 'fails', ash: 'fails' },
  'source': { what: 'source', dash: 'fails', ash: 'fine', plainAsh: 'fails' },
} as const satisfies Record<string, Bashism>;

/** @internal */
export type _BashismName = keyof typeof BASHISMS;

/**
 * One use of bash's own language in a script that another shell reads.
 *
 * @internal
 */
export interface _Bashism {
  readonly line: number;
  readonly what: string;
  readonly dash: _Reaction;
  /** What BusyBox ash does when it was configured with `ASH_BASH_COMPAT`. */
  readonly ash: _Reaction;
  /** What BusyBox ash does without `ASH_BASH_COMPAT`. */
  readonly plainAsh: _Reaction;
}

/** @internal */
export function _createBashism(name: _BashismName, line: number): _Bashism {
  const { what, dash, ash, plainAsh }: Bashism = BASHISMS[name];
  return { line, what, dash, ash, plainAsh: plainAsh ?? ash };
}
