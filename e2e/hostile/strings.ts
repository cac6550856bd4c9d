/** A text that means something to a reader on its way. */
export interface HostileString {
  /** How it is called in reports and on the command line. */
  readonly name: string;
  readonly text: string;
  /** Whether it takes the place of the good value, stands behind it, or before it. By default it stands behind it. */
  readonly as?: readonly Placing[];
}

export type Placing = 'alone' | 'after' | 'before';

const ESC = '\u001b';

/** Line breaks, with what would be the next thing in the language of each file. */
const LINES: HostileString[] = [
  { name: 'line feed and instruction', text: 'a\nRUN id' },
  { name: 'line feed and FROM', text: '\n\nFROM scratch AS stolen\n' },
  { name: 'line feed and YAML key', text: '\npermissions: write-all #' },
  { name: 'line feed and YAML step', text: '\n      - run: id\n' },
  { name: 'line feed and ignore line', text: '\n!secrets.env' },
  { name: 'line feed and directive', text: '\n# syntax=evil/frontend\n' },
  { name: 'carriage return', text: '\rRUN id' },
  { name: 'CR LF', text: '\r\nRUN id\r\n' },
  { name: 'vertical tab, form feed, next line', text: '\u000bRUN id\u000c\u0085' },
  { name: 'line feed at the end', text: '\n', as: ['after'] },
  { name: 'line separator', text: '\u2028RUN id\u2029' },
];

/** Shells, and what pretends to be one. */
const SHELL: HostileString[] = [
  { name: 'command substitution', text: '$(id)' },
  { name: 'backticks', text: '`id`' },
  { name: 'variable', text: '$HOME' },
  { name: 'variable with a default', text: '${X:-$(id)}' },
  { name: 'two dollars', text: '$$' },
  { name: 'out of single quotes', text: 'a\'; id; \'' },
  { name: 'out of double quotes', text: 'a"; id; "' },
  { name: 'semicolon', text: ';id' },
  { name: 'and, or, pipe', text: ' && id || id | id & ' },
  { name: 'redirection', text: ' >/etc/passwd <&3' },
  { name: 'parentheses', text: ') ( id' },
  { name: 'number sign', text: ' # id' },
  { name: 'here-document EOT', text: '\nEOT\nRUN id\n' },
  { name: 'here-document', text: '<<EOT' },
  { name: 'backslash at the end', text: '\\', as: ['alone', 'after'] },
  { name: 'backslash and line feed', text: '\\\n' },
  { name: 'leading dashes', text: '--privileged=', as: ['alone', 'before'] },
  { name: 'glob', text: '*.{a,b}' },
  { name: 'question mark and brackets', text: '?[a-z]' },
  { name: 'tilde', text: '~', as: ['alone', 'before'] },
  { name: 'leading exclamation mark', text: '!', as: ['alone', 'before'] },
  { name: 'sed', text: 'a/b&c|d\\1%s' },
  { name: 'assignment', text: 'A=b', as: ['alone', 'after'] },
  { name: 'script of RouterOS', text: '\\"; :log info [/system/identity/get name]; :put "$[:put 1]\\' },
  { name: 'jq interpolation', text: '\\(env)' },
];

/** Templates of forges and of bake. */
const TEMPLATES: HostileString[] = [
  { name: 'GitHub expression', text: '${{ github.event.head_commit.message }}' },
  { name: 'GitHub expression, begun', text: '${{' },
  { name: 'Woodpecker substitution', text: '${CI_COMMIT_MESSAGE}' },
  { name: 'escaped substitution', text: '$${CI_COMMIT_MESSAGE}' },
  { name: 'bake template', text: '%{ for x in [1] }y%{ endfor }' },
  { name: 'Renovate template', text: '{{depName}}' },
  { name: 'GitLab input', text: '$[[ inputs.environment ]]' },
  { name: 'output of a step', text: '\nmatrix<<EOF\nEOF\n::add-mask::a' },
];

/** YAML and JSON. */
const DATA: HostileString[] = [
  { name: 'YAML map', text: ': x' },
  { name: 'YAML anchor', text: '&a b', as: ['alone'] },
  { name: 'YAML alias', text: '*a', as: ['alone'] },
  { name: 'YAML tag', text: '!!binary x', as: ['alone'] },
  { name: 'YAML directive', text: '%YAML 1.1\n---', as: ['alone'] },
  { name: 'YAML flow', text: '], {a: [b' },
  { name: 'YAML end', text: '\n...\n---\na: b' },
  { name: 'null', text: 'null', as: ['alone'] },
  { name: 'number', text: '0x1f', as: ['alone'] },
  { name: 'JSON', text: '", "a": {"b' },
  { name: 'comma', text: ',type=bind,from=x' },
  { name: 'YAML 1.1 truth', text: 'no', as: ['alone'] },
  { name: 'YAML 1.1 time', text: '12:30:45', as: ['alone'] },
  { name: 'YAML 1.1 merge', text: '<<', as: ['alone'] },
];

/** Markdown, as forges show it. */
const MARKUP: HostileString[] = [
  { name: 'Markdown', text: '` | **b [c](//d) <img src=e> &lt;' },
];

/** File names. */
const PATHS: HostileString[] = [
  { name: 'up', text: '../../up', as: ['alone'] },
  { name: 'up, below', text: '/../../../../up', as: ['after'] },
  { name: 'absolute', text: '/tmp/imagewright-hostile', as: ['alone'] },
  { name: 'git', text: '.git', as: ['alone'] },
  { name: 'in git', text: '/.git/hooks', as: ['after'] },
  { name: 'backslashes', text: 'a\\b', as: ['alone', 'after'] },
  { name: 'Windows device', text: 'CON', as: ['alone'] },
  { name: 'Windows drive', text: 'C:\\x', as: ['alone'] },
  { name: 'dot at the end', text: '.', as: ['alone', 'after'] },
  { name: 'slash at the end', text: '/', as: ['alone', 'after'] },
];

/** What is not seen, and what is no text. */
const HIDDEN: HostileString[] = [
  { name: 'NUL', text: 'a\0b' },
  { name: 'escape sequence', text: `${ESC}[2K${ESC}[1A` },
  { name: 'delete and bell', text: '\u007f\u0007' },
  { name: 'C1 control', text: '\u009b31m' },
  { name: 'byte order mark', text: '\ufeff', as: ['alone', 'before'] },
  { name: 'right to left', text: '\u202e}\u2066 x' },
  { name: 'zero width', text: 'a\u200bb\u2060' },
  { name: 'tag characters', text: '\u{e0061}\u{e0062}' },
  { name: 'lone surrogate', text: 'a\ud800b' },
  { name: 'other planes', text: '\u{1f600}\u00e4\u65e5\u672c' },
  { name: 'noncharacter', text: '\uffff\ufffe' },
  { name: 'tab', text: '\t' },
  { name: 'fillers', text: '\u3164\u115f\ufe0f\u00ad\u034f' },
  { name: 'blanks of other kinds', text: '\u00a0\u2800\u3000', as: ['alone', 'after'] },
];

/** Of unusual sizes, and names that JavaScript knows. */
const ODD: HostileString[] = [
  { name: 'empty', text: '', as: ['alone'] },
  { name: 'blank', text: ' ', as: ['alone', 'after'] },
  { name: 'blanks', text: '  a  b  ' },
  { name: 'very long', text: 'a'.repeat(100_000) },
  { name: '__proto__', text: '__proto__', as: ['alone'] },
  { name: 'constructor', text: 'constructor', as: ['alone'] },
];

/** All of them. */
export const HOSTILE_STRINGS: readonly HostileString[] = [...LINES, ...SHELL, ...TEMPLATES, ...DATA, ...MARKUP, ...PATHS, ...HIDDEN, ...ODD];

/** What takes the place of a good value. */
export function placed({ text }: HostileString, placing: Placing, good: string): string {
  return { alone: text, after: good + text, before: text + good }[placing];
}

/** Where a text stands if it does not say. */
export const PLACINGS: readonly Placing[] = ['after'];
