import { DockerfileParser } from 'dockerfile-ast';
import { ModifiableInstruction } from 'dockerfile-ast/lib/modifiableInstruction';
import { describe, expect, test } from 'vitest';
import { _readSyntax } from '../../../src/dockerfile';

/** Files in which dockerfile-ast 0.7 has no known defect: no blanks in JSON, no unusual heredocs, no expansion with an operator. */
const FILES = {
  'several stages': 'ARG V=1\nFROM --platform=$BUILDPLATFORM golang:1.26 AS build\nRUN go build \\\n  -o /a \\\n  # comment\n  ./b\n\nFROM scratch\nCOPY --from=build --chown=1:2 /a /a\nENTRYPOINT ["/a"]\n',
  'a heredoc': 'FROM a\nRUN <<EOF\nFROM b\nEOF\nCOPY <<E <<F /c/\nRUN d\nE\nRUN f\nF\nUSER g\n',
  'another escape character': '# escape=`\nFROM a\nRUN dir C:\\ `\n  /b\nUSER c\n',
  'all instructions': 'FROM a\nADD b c\nARG d\nCMD e\nENV f g\nEXPOSE 80\nHEALTHCHECK --retries=3 CMD h\nLABEL i=j\nMAINTAINER k\nONBUILD RUN l\nSHELL ["m"]\nSTOPSIGNAL 9\nUSER n\nVOLUME /o\nWORKDIR /p\n',
  'line breaks of Windows': 'FROM a\r\nRUN b \\\r\n  c\r\nUSER d\r\n',
};

describe.each(Object.entries(FILES))('dockerfile-ast agrees about %s:', (_, text) => {
  const theirs = DockerfileParser.parse(text).getInstructions();
  const ours = _readSyntax(text).instructions;
  test('the keywords and where they are', () => {
    expect(ours.map(({ keyword }) => `${keyword.range.startLine} ${keyword.text}`))
      .toEqual(theirs.map(each => `${each.getInstructionRange().start.line + 1} ${each.getInstruction()}`));
  });
  test('the flags', () => {
    const flagsOf = (instruction: (typeof theirs)[number]) => (instruction instanceof ModifiableInstruction ? instruction.getFlags() : []);
    expect(ours.map(({ flags }) => flags.map(({ name, value }) => [name, value ?? null])))
      .toEqual(theirs.map(each => flagsOf(each).map(flag => [flag.getName(), flag.getValue()])));
  });
});
