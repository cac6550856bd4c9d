import { _hasHidden, _quotedValue, _refuse } from '../core';

/**
 * What stays out of the build context unless somebody copies it by its name, in any directory.
 *
 * Not here is what many builds copy on purpose: `dist`, `target` and `build`, which are made before the image is, and `vendor`.
 *
 * @internal
 */
export const _DEFAULT_IGNORE: readonly string[] = [
  '**/.DS_Store', // of the file manager of macOS: https://en.wikipedia.org/wiki/.DS_Store
  '**/.env', // passwords, by custom: https://docs.docker.com/compose/how-tos/environment-variables/best-practices/
  '**/.git', // all of history, and another one after each commit
  '**/.hg',
  '**/.venv', // links to the Python of this machine: https://docs.python.org/3/library/venv.html
  '**/__pycache__',
  '**/node_modules', // may hold programs for this machine: https://docs.npmjs.com/cli/v11/commands/npm-rebuild
];

/**
 * The defaults that no pattern takes away, and the patterns.
 *
 * @internal
 */
export function _withDefaults(patterns: readonly string[]): string[] {
  const isWithout = (pattern: string) => _DEFAULT_IGNORE.includes(pattern.slice(1)) && pattern.startsWith('!');
  return [
    ..._DEFAULT_IGNORE.filter(pattern => !patterns.includes(`!${pattern}`) && !patterns.includes(pattern)),
    ...patterns.filter(pattern => !isWithout(pattern)),
  ];
}

/**
 * Refuses what is no line of a `.dockerignore`.
 *
 * @throws `image/ignore-pattern`
 * @internal
 */
export function _checkIgnore(pattern: string): void {
  if (pattern.trim() !== '' && !/[\n\r]/.test(pattern) && !_hasHidden(pattern) && !pattern.startsWith('#')) return;
  _refuse({
    id: 'image/ignore-pattern',
    what: `${_quotedValue(pattern)} is not a pattern of .dockerignore.`,
    why: 'It would be read as a comment, as an empty line or as several lines, or look like another one: other files would be left out, or none.',
    fix: 'Write one pattern for each item: ignore: ["docs", "**/*.log"]. A "#" at its beginning is "\\#".',
  });
}

/**
 * The lines of a `.dockerignore` as they stand in another one, without what belongs to their file: CR before a line feed, and a byte order mark.
 *
 * @throws `image/ignore-pattern`
 * @internal
 */
export function _ignoreLines(lines: readonly string[]): string[] {
  return lines.map((line, i) => (i === 0 ? line.replace(/^\ufeff/, '') : line).replace(/\r$/, '')).map(line => {
    if (!/[\n\r]/.test(line) && !_hasHidden(line)) return line;
    return _refuse({
      id: 'image/ignore-pattern',
      what: `${_quotedValue(line)} is not a line of .dockerignore.`,
      why: 'It would be several lines, or look like another one: files would get into the build context, or stay out, that nobody named.',
      fix: 'Give each line by itself: text.split("\\n").',
    });
  });
}
