import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import { exampleBuild, exampleBusybox, exampleText } from '../examples';
import { _command, _processes } from '../processes';
import type { RuleFinding, _Rule } from '../rule';
import { _unreadScripts } from '../unknown';

export const firstLine: _Rule = {
  id: 'start/first-line',
  title: 'The first line of a script names what runs it',
  severity: Severity.ERROR,
  why: 'The kernel does not know how to run it: "exec format error".',
  fix: 'Begin the file with #!/bin/sh.',
  check: image => [
    ..._unreadScripts(image),
    ...image.result.rootfs.entries.flatMap(({ entry, by, isCertain }): RuleFinding[] => (!isCertain || !/^#![^\n]*\r/.test(entry.text ?? '') || !entry.isExecutable ? [] : [{
      by,
      what: `The first line of ${entry.path} ends with a carriage return: ${JSON.stringify(entry.text!.slice(0, entry.text!.indexOf('\r') + 1))}`,
      why: 'The kernel looks for an interpreter whose name ends with it: "no such file or directory".',
      fix: 'Save the file with the line ends of Unix; in git: *.sh text eol=lf in .gitattributes.',
    }])),
    ..._processes(image).filter(({ words }) => words.length > 0).flatMap(({ name, by, words }): RuleFinding[] => {
      const { placed } = _command(image.result, words[0]);
      const text = placed?.entry.text;
      return text === undefined || text.startsWith('#!') || !placed!.isCertain || !placed!.entry.isExecutable
        ? []
        : [{ by, what: `${name} starts ${placed!.entry.path}, a text whose first line is ${JSON.stringify(text.split('\n', 1)[0])}.` }];
    }),
  ],
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, exampleBusybox()), exampleText('/start', '#!/bin/sh\r\necho started\r\n')],
    entrypoint: ['/start'],
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, exampleBusybox()), exampleText('/start', '#!/bin/sh\necho started\n')],
    entrypoint: ['/start'],
  }),
};
