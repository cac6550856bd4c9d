import { Severity, _hiddenCharacters } from '../../../../core';
import type { LintRule } from '../../rule';

/** How much of a line is shown before the character. */
const BEFORE = 30;

export const dockerfileHiddenCharacter: LintRule = {
  id: 'dockerfile/hidden-character',
  description: 'A reader of the file sees every character of it.',
  why: 'Characters that turn the order of a text around, or that nobody sees, make a file look other than it is: a review passes what BuildKit reads differently.',
  fix: 'Leave the character out; where a program needs it, let the program make it: printf "\\033[0m".',
  severity: Severity.WARNING,
  bad: ['FROM scratch\nLABEL a="b\u202e"\n', 'FROM scratch\n# a\u200bb\n', 'FROM busybox\nRUN printf "\x1b[0m"\n'],
  good: ['FROM scratch\nLABEL a="\u00e9\u00a0\u65e5\u672c \u{1f469}\u200d\u{1f4bb}"\n', 'FROM scratch\r\n# a\tb\r\n', '\ufeffFROM scratch\n'],
  *check({ tree: { text } }) {
    const lines = new Map<number, { column: number; before: string; shown: Set<string> }>();
    let [line, start] = [1, 0];
    for (const { shown, index } of _hiddenCharacters(text)) {
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
        message: `Nobody sees ${[...shown].slice(0, 5).join(', ')}${before.trim() === '' ? '' : ` behind "${before.trim()}"`}.`,
        range: { startLine, startColumn: column, endLine: startLine, endColumn: column + 1 },
        comments: [],
      };
    }
  },
};
