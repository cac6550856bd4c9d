import type { _Fix } from '../../../dockerfile';
import { _asksFirst, _configuresAnswers } from '../../support/package-prompts';
import { _listMissingOptions } from '../missing-option';
import { _isMentioned } from '../run-text';

/** Without -y, apt asks and takes silence for a no. Other families than apt and dnf spell it differently. */
export const packagesPrompt: _Fix = {
  id: 'packages/prompt',
  title: 'apt-get, apt, dnf and yum install without a question: -y.',
  list: file => (_isMentioned(file.tree, _configuresAnswers('apt')) || _isMentioned(file.tree, _configuresAnswers('dnf')) ? [] : _listMissingOptions(file, {
    verb: 'install',
    option: '-y',
    lacks: command => /^(apt|apt-get|dnf|yum)$/.test(command.name) && command.words.includes('install') && _asksFirst(command, () => undefined),
  }, () => false)),
};
