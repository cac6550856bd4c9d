import { _hasHidden, _quoteValue, _refuse } from '../core';
import { _isIgnoreLine } from '../dockerfile';

/**
 * Files in any directory that stay out of the build context unless a stage copies them by name.
 *
 * The list omits files that many builds copy: `dist`, `target` and `build`, which are made before the image, and `vendor`.
 *
 * @internal
 */
export const _DEFAULT_IGNORE: readonly string[] = [
  '**/.DS_Store', // written by the file manager of macOS: https://en.wikipedia.org/wiki/.DS_Store
  '**/.env', // usually contains passwords: https://docs.docker.com/compose/how-tos/environment-variables/best-practices/
  '**/.git', // the whole history, which differs after each commit
  '**/.hg',
  '**/.venv', // links to the Python of this machine: https://docs.python.org/3/library/venv.html
  '**/__pycache__',
  '**/node_modules', // may contain programs for this machine: https://docs.npmjs.com/cli/v11/commands/npm-rebuild
];

/**
 * The defaults that no pattern removes, and the patterns.
 *
 * @internal
 */
export function _addDefaultPatterns(patterns: readonly string[]): string[] {
  const isWithout = (pattern: string) => _DEFAULT_IGNORE.includes(pattern.slice(1)) && pattern.startsWith('!');
  return [
    ..._DEFAULT_IGNORE.filter(pattern => !patterns.includes(`!${pattern}`) && !patterns.includes(pattern)),
    ...patterns.filter(pattern => !isWithout(pattern)),
  ];
}

/**
 * Refuses a text that is not a line of a `.dockerignore`.
 *
 * @throws `image/ignore-pattern`
 * @internal
 */
export function _checkIgnore(pattern: string): void {
  if (pattern.trim() !== '' && !/[\n\r]/.test(pattern) && !_hasHidden(pattern) && !pattern.startsWith('#') && _isIgnoreLine(pattern)) return;
  _refuse({
    id: 'image/ignore-pattern',
    what: `${_quoteValue(pattern)} is not a pattern of .dockerignore.`,
    why: 'Docker would read it as a comment, an empty line or several lines, it would look like another pattern, or it would stop every build: the wrong files would be left out.',
    fix: 'Write one pattern per item: ignore: ["docs", "**/*.log"]. Write a leading "#" as "\\#".',
  });
}

/**
 * The lines of an existing `.dockerignore`, without a CR before a line feed and without a byte order mark.
 *
 * @throws `image/ignore-pattern`
 * @internal
 */
export function _parseIgnoreLines(lines: readonly string[]): string[] {
  return lines.map((line, i) => (i === 0 ? line.replace(/^\ufeff/, '') : line).replace(/\r$/, '')).map(line => {
    if (!/[\n\r]/.test(line) && !_hasHidden(line) && _isIgnoreLine(line)) return line;
    return _refuse({
      id: 'image/ignore-pattern',
      what: `${_quoteValue(line)} is not a line of .dockerignore.`,
      why: 'It would become several lines, look like another pattern, or stop every build: the wrong files would be in the build context.',
      fix: 'Pass each line separately: text.split("\\n").',
    });
  });
}
