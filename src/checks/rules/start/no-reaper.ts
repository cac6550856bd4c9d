import { Severity } from '../../../core';
import type { ImageModel } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';
import { _isInit, _listProcesses } from '../../support/processes';
import { _listUnreadScripts } from '../../support/unknown';

export const startNoReaper: _Rule = {
  id: 'start/no-reaper',
  title: 'Processes in the background are supervised',
  severity: Severity.WARNING,
  why: 'The program that replaces the script does not know about it: when it ends it stays as a zombie, and when it fails nothing notices.',
  fix: 'Run each program in its own container. Or start it in a subshell, (helper &), and make an init process 1, which takes care of it: entrypoint '
    + '["/bin/tini", "--", "/start"].',
  check: image => [..._listUnreadScripts(image), ...listLeftBehind(image)],
};

function listLeftBehind(image: ImageModel): RuleFinding[] {
  return _listProcesses(image).filter(({ isFirst, facts }) => isFirst && facts.background.length > 0).flatMap(({ name, by, script, facts }) => {
    const end = facts.ends.find(({ by: how, words, line }) => how === 'exec' && !_isInit(words[0] ?? '') && facts.background.some(started => started < line));
    return end === undefined ? [] : [{
      by,
      what: `${script === undefined ? name : `${name}:${facts.background[0]}`} starts a program in the background, then the script becomes ${end.words[0] ?? 'its arguments'}.`,
    }];
  });
}
