import { EntrypointConfigField, _ConfigFieldKind as Kind } from './entrypoint-config-field';
import type { EntrypointConfigFile } from './entrypoint-config-file';
import { _quoteShellWord } from '../../core';

/** The helper that each kind of field calls, as lines of the script. Each runs in the subshell of `write_config`. */
const HELPERS: Partial<Record<Kind, readonly string[]>> = {
  [Kind.TEXT]: [
    'text() { # KEY VARIABLE VALUE',
    '  case $3 in',
    "    '') ;;",
    '    *[\\"\\\\]* | *[[:cntrl:]]*) refuse "$2 has a quote, a backslash or a control character" ;;',
    '    *) given=1; add "$1" "\\"$3\\"" ;;',
    '  esac',
    '}',
  ],
  [Kind.LIST]: [
    'list() { # KEY VARIABLE VALUE, its items separated by commas or spaces',
    '  case $3 in *[\\"\\\\]* | *[[:cntrl:]]*) refuse "$2 has a quote, a backslash or a control character" ;; esac',
    "  key=$1 IFS=', '",
    '  items=',
    '  for item in $3; do',
    '    case $item in *?) items="$items${items:+,}\\"$item\\"" ;; esac',
    '  done',
    '  case $items in *?) given=1; add "$key" "[$items]" ;; esac',
    '}',
  ],
  [Kind.FLAG]: [
    'flag() { # KEY VARIABLE VALUE',
    '  case $3 in',
    "    '') ;;",
    '    true | false) given=1; add "$1" "$3" ;;',
    '    *) refuse "$2 is neither true nor false" ;;',
    '  esac',
    '}',
  ],
  [Kind.NUMBER]: [
    'number() { # KEY VARIABLE VALUE; JSON has no leading zeros',
    '  case $3 in',
    "    '') ;;",
    '    *[!0-9]* | 0?* | ??????????*) refuse "$2 is not a whole number of at most nine digits" ;;',
    '    *) given=1; add "$1" "$3" ;;',
    '  esac',
    '}',
  ],
  [Kind.SECRET]: [
    'secret() { # KEY PATH PREFIX; the file has to be there, it may be empty',
    '  (: >>"$2") 2>/dev/null || refuse "$2 cannot be written"',
    '  first=',
    '  read -r first <"$2"',
    '  case $first in *?) given=1 ;; esac',
    '  add "$1" "\\"$3$2\\""',
    '}',
  ],
};

/** A used secret is emptied before the program starts: so it does not stay beside the state that it gave access to. */
const USED = [
  'used() { # SECRET FILE TEXT: empties SECRET if a line of FILE has TEXT',
  '  first=',
  '  { read -r first <"$1"; } 2>/dev/null',
  '  case $first in \'\') return 0 ;; esac',
  '  (: <"$2") 2>/dev/null || return 0',
  '  while read -r line || case $line in *?) ;; *) false ;; esac; do',
  '    case $line in',
  '      *"$3"*)',
  '        (: >"$1") 2>/dev/null && echo "entrypoint: $1 has been used and is empty now" >&2',
  '        return 0',
  '        ;;',
  '    esac',
  '  done <"$2"',
  '}',
];

/**
 * The function that writes the file. It fails if there is nothing to write or a value is refused. It uses neither `[` nor `printf`; no text that it hands to
 * `echo` has a backslash, which shells treat differently. A subshell keeps its variables out of the environment of the program.
 *
 * @internal
 */
export function _printConfigFunction({ path, fields }: EntrypointConfigFile): string[] {
  const isOf = (kind: Kind): boolean => fields.some(({ _kind }) => _kind === kind);
  const kinds = Object.values(Kind).filter(isOf);
  const used = fields.filter(({ _usedWhen }) => _usedWhen !== undefined);
  const fixed = fields.filter(({ _kind }) => _kind === Kind.FIXED).map(({ key, _value }) => `"${key}":${JSON.stringify(_value)}`);
  return [
    `# write_config: writes ${path}; fails if nothing is set, or if a value is refused.`,
    'write_config() (',
    ...indent([
      'set -f',
      'umask 077',
      `json=${fixed.length === 0 ? '' : _quoteShellWord(fixed.join(','))}`,
      'given=',
      'add() { json="$json${json:+,}\\"$1\\":$2"; }',
      'refuse() { echo "entrypoint: $1, so the program starts without its settings" >&2; exit 1; }',
      ...kinds.flatMap(kind => HELPERS[kind] ?? []),
      ...used.length === 0 ? [] : USED,
      ...used.map(({ _path, _usedWhen }) => `used ${[_path!, _usedWhen!.path, _usedWhen!.text].map(_quoteShellWord).join(' ')}`),
      ...fields.flatMap(printCall),
      'case $given in \'\') exit 1 ;; esac',
      `(echo "{$json}" >${_quoteShellWord(path)}) 2>/dev/null || refuse ${_quoteShellWord(`${path} cannot be written`)}`,
    ]),
    ')',
  ];
}

/** The line that hands the file to the program. */
export function _printConfigUse({ path, flag = '' }: EntrypointConfigFile): string {
  if (flag === '') return 'write_config || :';
  const words = flag.endsWith('=') ? [`${flag}${path}`] : [flag, path];
  return `if write_config; then set -- ${words.map(_quoteShellWord).join(' ')} "$@"; fi`;
}

function printCall({ key, _kind, _variable, _path, _prefix }: EntrypointConfigField): string[] {
  if (_kind === Kind.FIXED) return [];
  return [_kind === Kind.SECRET
    ? `secret ${[key, _path!, _prefix].map(text => text === '' ? "''" : _quoteShellWord(text)).join(' ')}`
    : `${_kind} ${key} ${_variable} "\${${_variable}-}"`];
}

function indent(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}
