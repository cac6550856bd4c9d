import { DockerfileParser } from 'dockerfile-ast';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DockerfileDocument, _LINT_FIXES, _fixText, _lintText } from '../../../src/dockerfile';
import * as rules from '../../../src/dockerfile/lint/rules';
import { HOSTILE, anyText, unlessRefused } from '../any-text';
import { TRAPS } from '../lint/traps';

const fix = (text: string) => _fixText(text, _LINT_FIXES);

/** Rule, before, after. What is not in the edited word stays as it is. */
const FIXED: [rule: string, before: string, after: string][] = [
  ['LegacyKeyValueFormat', 'ENV a b\n', 'ENV a=b\n'],
  ['LegacyKeyValueFormat', 'ENV  a \t b   c  \n', 'ENV  a="b   c"  \n'],
  ['LegacyKeyValueFormat', 'LABEL a b c\n', 'LABEL a="b c"\n'],
  ['LegacyKeyValueFormat', 'ENV a $PATH c\n', 'ENV a="$PATH c"\n'],
  ['LegacyKeyValueFormat', 'ENV a "b c"\n', 'ENV a="b c"\n'],
  ['LegacyKeyValueFormat', "ENV a 'b c'\n", "ENV a='b c'\n"],
  ['LegacyKeyValueFormat', 'ENV a b\\ c\n', 'ENV a=b\\ c\n'],
  ['LegacyKeyValueFormat', 'ENV a b=c d\n', 'ENV a="b=c d"\n'],
  ['LegacyKeyValueFormat', 'ENV a b \\\n  # why\n  c\n', 'ENV a="b \\\n  # why\n  c"\n'],
  ['FromAsCasing', 'FROM  scratch  as  b\n', 'FROM  scratch  AS  b\n'],
  ['FromAsCasing', 'from scratch \\\n  AS b\n', 'from scratch \\\n  as b\n'],
  ['StageNameCasing', 'FROM scratch AS B\nFROM scratch\nCOPY --from=B /a /a\n', 'FROM scratch AS b\nFROM scratch\nCOPY --from=B /a /a\n'],
  ['MaintainerDeprecated', 'MAINTAINER  A B <a@b.c>\n', 'LABEL  org.opencontainers.image.authors="A B <a@b.c>"\n'],
  ['MaintainerDeprecated', 'MAINTAINER a$b\\c O\'Neil\n', 'LABEL org.opencontainers.image.authors="a\\$b\\\\c O\'Neil"\n'],
  ['JSONArgsRecommended', 'CMD node a.js\n', 'CMD ["node", "a.js"]\n'],
  ['JSONArgsRecommended', 'ENTRYPOINT  node \\\n  # which\n   a.js \n', 'ENTRYPOINT  ["node", \\\n  # which\n   "a.js"] \n'],
  ['ConsistentInstructionCasing', 'run a\nRUN b\n', 'RUN a\nRUN b\n'],
  ['ConsistentInstructionCasing', 'Run a\n', 'RUN a\n'],
  ['RedundantTargetPlatform', 'FROM  --platform=$TARGETPLATFORM  scratch\n', 'FROM  scratch\n'],
  ['ExposeProtoCasing', 'ARG A=81\nEXPOSE 53/UDP  80/tcp $A/Tcp\n', 'ARG A=81\nEXPOSE 53/udp  80/tcp $A/tcp\n'],
  ['ExposeInvalidFormat', 'EXPOSE 127.0.0.1:80:8080 81 82:83/tcp\n', 'EXPOSE 8080 81 83/tcp\n'],
  ['ExposeInvalidFormat', 'EXPOSE 80:8080/TCP\n', 'EXPOSE 8080/tcp\n'],
  ['NoEmptyContinuation', 'RUN a \\\n\n  && b \\\n \t\n  && c\n', 'RUN a \\\n  && b \\\n  && c\n'],
  ['MultipleInstructionsDisallowed', 'CMD ["a"]\nUSER b\nCMD ["c"]\n', 'USER b\nCMD ["c"]\n'],
  ['MultipleInstructionsDisallowed', 'HEALTHCHECK \\\n  NONE\nHEALTHCHECK CMD ["a"]\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\n', 'HEALTHCHECK CMD ["a"]\nENTRYPOINT ["b"]\n'],
];

/** A case that is a whole file, or the rest of one. */
const asFile = (text: string) => (/^from/i.test(text) ? text : `FROM scratch\n${text}`);

describe('a finding is fixed, and every other byte stays', () => {
  test.each(FIXED)('%s: %j', (rule, before, after) => {
    const { text, fixed, left } = fix(asFile(before));
    expect(text).toBe(asFile(after));
    expect(fixed.map(each => each.rule)).toContain(rule);
    expect(left).toEqual([]);
    expect(_lintText(text)).toEqual([]);
  });

  test('InvalidDefinitionDescription: a bare "#" separates the comment', () => {
    const head = '# check=experimental=all\n';
    expect(fix(`${head}# which\nARG A=1\nFROM scratch\n`).text).toBe(`${head}# which\n#\nARG A=1\nFROM scratch\n`);
    expect(fix(`${head}# which\nARG A=1\nFROM scratch\n`.replaceAll('\n', '\r\n')).text).toBe(`${head}# which\n#\nARG A=1\nFROM scratch\n`.replaceAll('\n', '\r\n'));
  });
});

describe('what has more than one answer is left to the user, with the line and the reason', () => {
  test.each([
    ['ENV a "b" c', 'LegacyKeyValueFormat', 'its value has blanks and also quotes or escape characters'],
    ["ENV a it's c", 'LegacyKeyValueFormat', 'it has an error, which has to be corrected first'],
    ["ENV a it's b's c", 'LegacyKeyValueFormat', 'its value has blanks and also quotes or escape characters'],
    ['ENV a \\\n b', 'LegacyKeyValueFormat', 'its name and value are on different lines'],
    ['MAINTAINER "A" <a@b.c>', 'MaintainerDeprecated', 'its text has quotes, which would be part of the label'],
    ['LABEL org.opencontainers.image.authors=a\nMAINTAINER b', 'MaintainerDeprecated', 'the file has the label org.opencontainers.image.authors already', 3],
    ['CMD a && b', 'JSONArgsRecommended', '"&&" needs a shell'],
    ['CMD a $B', 'JSONArgsRecommended', '"$B" needs a shell'],
    ['CMD exec a', 'JSONArgsRecommended', '"exec" needs a shell'],
    ['CMD A=b c', 'JSONArgsRecommended', '"A=b" needs a shell'],
    ['CMD ["a",]', 'JSONArgsRecommended', 'it begins like JSON, and is not'],
    ['CMD ab\\\nc', 'JSONArgsRecommended', 'a word of it is continued on the next line'],
    ['ENTRYPOINT ["a"]\nCMD b', 'JSONArgsRecommended', 'with ENTRYPOINT, the arguments of the program would change', 3],
    ['CMD ["b"]\nENTRYPOINT a', 'JSONArgsRecommended', 'with CMD, the arguments of the program would change', 3],
    ['ARG A=80/TCP\nEXPOSE $A', 'ExposeProtoCasing', 'its protocol comes from a variable', 3],
    ['ARG A=80:81\nEXPOSE $A', 'ExposeInvalidFormat', 'its port comes from a variable', 3],
    ['# starts it\nCMD ["a"]\nCMD ["b"]', 'MultipleInstructionsDisallowed', 'it has a comment, which may be wanted', 3],
    ['CMD \\\n # starts it\n ["a"]\nCMD ["b"]', 'MultipleInstructionsDisallowed', 'it has a comment, which may be wanted'],
  ])('%j', (text, rule, reason, line = 2) => {
    const file = `FROM scratch\n${text}\n`;
    expect(fix(file)).toEqual({ text: file, fixed: [], left: [{ rule, line, text: reason }] });
  });

  test('a trigger of another stage', () => {
    const { left } = fix('FROM scratch AS a\nONBUILD ENV a b\nFROM a\n');
    expect(left).toEqual([{ rule: 'LegacyKeyValueFormat', line: 3, text: 'it is inherited from ONBUILD' }]);
  });

  test('a change that would bring another finding', () => {
    const file = '# check=experimental=all\n# A is a name\n# check=skip=LegacyKeyValueFormat\nARG A=1\nFROM scratch\n';
    expect(fix(file).text).toBe('# check=experimental=all\n# A is a name\n# check=skip=LegacyKeyValueFormat\n#\nARG A=1\nFROM scratch\n');
    const silenced = '# check=experimental=all\nFROM scratch\n# check=skip=FromAsCasing\nFROM scratch as a\n';
    expect(fix(silenced)).toEqual({ text: silenced, fixed: [], left: [{ rule: 'InvalidDefinitionDescription', line: 4, text: 'FromAsCasing would be reported after the change' }] });
  });
});

describe('the bytes of a file stay', () => {
  test.each([
    ['line breaks of Windows', 'FROM scratch as b\r\nENV a b \\\r\n\r\n c\r\n', 'FROM scratch AS b\r\nENV a="b \\\r\n c"\r\n'],
    ['a byte order mark', '\ufefffrom scratch AS b\n', '\ufefffrom scratch as b\n'],
    ['another escape character', '# escape=`\nFROM scratch as b\nENV a c:\\d `\n  e\n', '# escape=`\nFROM scratch AS b\nENV a c:\\d `\n  e\n'],
    ['heredocs', 'FROM scratch as b\nRUN <<EOF\nENV a b\n\nEOF\nENV a b\n', 'FROM scratch AS b\nRUN <<EOF\nENV a b\n\nEOF\nENV a=b\n'],
    ['no line break at the end', 'FROM scratch\nENV a b', 'FROM scratch\nENV a=b'],
    ['letters of all scripts', 'FROM scratch\n# \ud83d\ude00 é\nENV a \ud83d\ude00 b # c\n', 'FROM scratch\n# \ud83d\ude00 é\nENV a="\ud83d\ude00 b # c"\n'],
    ['tabs and blanks at the end of a line', 'FROM\tscratch\tas\tb \t\n', 'FROM\tscratch\tAS\tb \t\n'],
  ])('%s', (_, before, after) => expect(fix(before).text).toBe(after));
});

test('a note tells what changes besides the text, and lines are those of the fixed file', () => {
  const { fixed } = fix('FROM scratch\nCMD ["a"]\nCMD b\n');
  expect(fixed).toEqual([
    { rule: 'JSONArgsRecommended', line: 2, text: 'The program becomes process 1: it gets the stop signal itself, and must reap its children.' },
    { rule: 'MultipleInstructionsDisallowed', line: 2, text: undefined },
  ]);
});

test('of many changes, one that is refused keeps none of the others back', () => {
  const lines = Array.from({ length: 40 }, (_, i) => `ENV a${i} ${i === 17 ? '"b" c' : 'b c'}\n`);
  const { text, left } = fix(`FROM scratch\n${lines.join('')}`);
  expect(text.match(/="b c"\n/g)).toHaveLength(39);
  expect(left.map(({ line }) => line)).toEqual([19]);
});

const EXAMPLES = [...Object.values(rules).flatMap(({ bad, good }) => [...bad, ...good]), ...TRAPS.map(({ text }) => text)];

/** What must hold for every text. */
function checkFix(text: string): void {
  const result = unlessRefused(() => fix(text));
  if (result === undefined) return;
  const count = (found: string) => _lintText(found).length;
  expect(count(result.text)).toBe(count(text) - (result.fixed.length === 0 ? 0 : count(text) - count(result.text)));
  expect(count(result.text)).toBeLessThanOrEqual(count(text) - result.fixed.length);
  expect(result.text === text).toBe(result.fixed.length === 0);
  expect(fix(result.text)).toEqual({ text: result.text, fixed: [], left: result.left });
}

test.each(EXAMPLES)('a second run changes nothing: %j', checkFix);
test.each(Object.entries(HOSTILE).filter(([, text]) => text.length < 200_000))('%s: a second run changes nothing', (_, text) => checkFix(text));

test('a second run changes nothing, for any text', () => {
  const lines = fc.constantFrom(
    ...FIXED.map(([, before]) => before), 'CMD a $b\n', 'ENV a "b" c\n', '# c\n', '# check=skip=LegacyKeyValueFormat\n', '\n', 'ONBUILD ENV a b\n', 'FROM b AS C\n', 'RUN <<E\nENV a b\nE\n', 'ENV a \\\n',
  );
  const files = fc.array(lines, { maxLength: 12 }).map(all => `FROM scratch\n${all.join('')}`);
  const windows = files.map(text => text.replaceAll('\n', '\r\n'));
  fc.assert(fc.property(fc.oneof(files, windows, anyText), checkFix), { numRuns: 400 });
});

test('what a file means to the other reader of this library stays, apart from what is reported', () => {
  for (const text of EXAMPLES) {
    const before = unlessRefused(() => DockerfileDocument.parse(text));
    const result = unlessRefused(() => fix(text));
    if (before === undefined || result === undefined || result.fixed.some(({ rule }) => !/Casing|LegacyKey|EmptyContinuation|ExposeInvalid/.test(rule))) continue;
    expect(DockerfileDocument.parse(result.text).print().toLowerCase()).toBe(before.print().toLowerCase());
  }
});

test.each(FIXED.filter(([rule]) => !/Multiple/.test(rule)))('dockerfile-ast sees the same instructions: %s %j', (_, before) => {
  const keywords = (text: string) => DockerfileParser.parse(text).getInstructions().map(each => each.getInstruction().toUpperCase().replace('MAINTAINER', 'LABEL'));
  expect(keywords(fix(asFile(before)).text)).toEqual(keywords(asFile(before)));
});
