import { Severity } from '../../../core';
import type { ImageModel } from '../../../plan';
import type { PlacedEntry } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _isAsCopied } from '../../support/as-copied';
import { _isBystander } from '../../support/bystanders';
import { _isExecutable } from '../../support/made-executable';
import { _findCommand, _listProcesses, _findShell } from '../../support/processes';
import { _listUnreadScripts } from '../../support/unknown';

const UNIX = 'Save the file with Unix line endings; in git: *.sh text eol=lf in .gitattributes.';

export const startFirstLine: _Rule = {
  id: 'start/first-line',
  title: 'The first line of a script names its interpreter',
  severity: Severity.ERROR,
  why: 'The kernel does not know how to run it: "exec format error".',
  fix: 'Start the file with #!/bin/sh.',
  check: image => [
    ..._listUnreadScripts(image),
    ...image.result.rootfs.entries
      .filter(each => hasForeignFirstLine(image, each) && !_isBystander(image, each)).map(({ entry, by }): RuleFinding => ({
        by,
        what: `The first line of ${entry.path} ends with a carriage return: ${JSON.stringify(entry.text!.slice(0, entry.text!.indexOf('\r') + 1))}`,
        why: 'The kernel looks for an interpreter whose name ends with it: "no such file or directory".',
        fix: UNIX,
      })),
    ..._listProcesses(image).flatMap(({ script, reader }): RuleFinding[] => {
      const shell = reader && _findShell(reader) === undefined ? undefined : reader?.placed;
      if (script === undefined || shell === undefined || hasForeignFirstLine(image, script) || !hasForeignLines(script)) return [];
      return [{
        by: script.by,
        what: `The lines of ${script.entry.path} end with carriage returns, and ${shell.entry.path} reads them.`,
        why: 'The shell treats the carriage return as part of the last word of each line: "not found", or a syntax error.',
        fix: UNIX,
      }];
    }),
    ..._listProcesses(image).filter(({ words }) => words.length > 0).flatMap(({ name, by, words }): RuleFinding[] => {
      const { placed } = _findCommand(image.result, words[0]);
      const text = placed?.entry.text;
      return text === undefined || text.startsWith('#!') || !_isAsCopied(image, placed!) || !_isExecutable(image, placed!)
        ? []
        : [{ by, what: `${name} starts ${placed!.entry.path}, a text file whose first line is ${JSON.stringify(text.split('\n', 1)[0])}.` }];
    }),
  ],
};

function hasForeignFirstLine(image: ImageModel, placed: PlacedEntry): boolean {
  return /^#![^\n]*\r/.test(placed.entry.text ?? '') && _isExecutable(image, placed) && _isAsCopied(image, placed);
}

/** Whether the file has Windows line endings. In a text for another program, a single line may end like this. */
function hasForeignLines({ entry: { text = '' } }: PlacedEntry): boolean {
  const lines = text.split('\n').slice(0, -1);
  return lines.length > 0 && lines.filter(line => line.endsWith('\r')).length >= lines.length / 2;
}
