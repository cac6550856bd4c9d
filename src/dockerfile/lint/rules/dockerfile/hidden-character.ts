import { Severity, _findHiddenCharacters } from '../../../../core';
import type { LintRule } from '../../rule';

/** How much of a line is shown before the character. */
const BEFORE = 30;

export const dockerfileHiddenCharacter: LintRule = {
  id: 'dockerfile/hidden-character',
  description: 'Every character of the file is visible.',
  why: 'Characters that are invisible or reverse the order of a text make a file look different from what it is: a review accepts what BuildKit '
    + 'reads differently.',
  fix: 'Remove the character; if a program needs it, let the program create it: printf "\\033[0m".',
  severity: Severity.WARNING,
  bad: ['FROM scratch\nLABEL a="b\u202e"\n', 'FROM scratch\n# a\u200bb\n', 'FROM busybox\nRUN printf "\x1b[0m"\n'],
  good: ['FROM scratch\nLABEL a="\u00e9\u00a0\u65e5\u672c \u{1f469}\u200d\u{1f4bb}"\n', 'FROM scratch\r\n# a\tb\r\n', '\ufeffFROM scratch\n'],
  *check({ tree: { text } }) {
    const lines = new Map<number, { column: number; before: string; shown: Set<string> }>();
    let [line, start] = [1, 0];
    for (const { shown, index } of _findHiddenCharacters(text)) {
      // A byte order mark at the beginning belongs to the file: BuildKit skips it.
      if (index === 0 && text.startsWith('\ufeff')) continue;
      for (let end = text.indexOf('\n', start); end >= 0 && end < index; end = text.indexOf('\n', start)) [line, start] = [line + 1, end + 1];
      const before = text.slice(Math.max(start, index - BEFORE), index);
      const found = lines.get(line) ?? { column: index - start, before, shown: new Set<string>() };
      lines.set(line, found);
      found.shown.add(shown);
    }
    for (const [startLine, { column, before, shown }] of lines) {
      yield {
        message: `Hidden: ${[...shown].slice(0, 5).join(', ')}${before.trim() === '' ? '' : ` after "${before.trim()}"`}.`,
        range: { startLine, startColumn: column, endLine: startLine, endColumn: column + 1 },
        comments: [],
      };
    }
  },
};
