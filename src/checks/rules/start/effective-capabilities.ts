import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import type { _RunCommand } from '../../support/run-commands';
import { _listRunSteps } from '../../support/run-steps';

/** Text of capabilities (https://man7.org/linux/man-pages/man3/cap_from_text.3.html) that raises the effective bit of a file. */
const EFFECTIVE = /^(all|cap_\w+(,cap_\w+)*)?([=+-][eip]*)*[=+][ip]*e/i;

/** @see https://man7.org/linux/man-pages/man7/capabilities.7.html ("Safety checking for capability-dumb binaries") */
export const startEffectiveCapabilities: _Rule = {
  id: 'start/effective-capabilities',
  title: 'A program starts without being granted its capabilities',
  severity: Severity.INFO,
  why: 'A file whose effective bit is set runs only if the container is granted all its capabilities; otherwise, as in restricted Kubernetes pods: '
    + '"operation not permitted".',
  fix: 'Use =p if the program raises the capabilities itself. If it does not, its users have to grant them: --cap-add.',
  check: image => _listRunSteps(image).filter(({ script }) => script.includes('setcap')).flatMap(({ stage, step, commands }) => (
    commands.flatMap(listGiven).map(text => ({ by: step.by, what: `The stage "${stage.name}" gives ${text}, with the effective bit.` }))
  )),
};

/** The capabilities and the file of a `setcap` that sets the effective bit. */
function listGiven({ name, words }: _RunCommand): string[] {
  if (name !== 'setcap' || words.includes('-v')) return [];
  return words.flatMap((word, i) => (i > 0 && word !== undefined && EFFECTIVE.test(word) ? [`${word} to ${words[i + 1] ?? 'a file'}`] : []));
}
