/** Texts that mean something to a shell, each of which must stay what it is. */
export const HOSTILE = [
  'a  b', ' a ', '*', '/*', '~', '$HOME', '${HOME}', '$(id)', '`id`', '"', "'", "it's", '}', '{"a": "b}"}', '\\', '\\n', 'a\\', '\\\n', 'a\nb', '\t',
  '#x', '!x', ';id', '&', '|', '<x', '>x', '(x)', '[a]', '?', '-n', '--', '%s', '\r', '\u00e4\u{1f600}', '=', 'A=b', '$1', '$@', '\u007f', '\u0001',
];
