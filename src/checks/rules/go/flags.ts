import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _listRunSteps } from '../../support/run-steps';

/** @see https://go.dev/doc/pgo */
export const goFlags: _Rule = {
  id: 'go/flags',
  title: 'Options of the Go compiler do not contradict each other',
  severity: Severity.WARNING,
  why: 'A profile makes Go inline functions that are called often, and `-l` forbids inlining: most of the benefit of the profile is lost.',
  fix: 'Remove one of them, or allow inlining in the packages that matter: -gcflags=all=-l -gcflags=example.com/app/hot=.',
  check: image => _listRunSteps(image).filter(({ script }) => script.includes('-pgo')).flatMap(({ stage, step, commands }) => commands
    .filter(({ name, words, sources }) => name === 'go' && contradicts(words.map((word, i) => word ?? sources[i])))
    .map(() => ({ by: step.by, what: `In the stage "${stage.name}", \`go build\` uses a profile (-pgo) but disables inlining (-l).` }))),
};

/** A second `-gcflags` makes exceptions. */
function contradicts(words: string[]): boolean {
  const flags = words.filter(word => /^--?gcflags=/.test(word));
  return words.some(word => /^--?pgo=(?!off$)/.test(word)) && flags.length === 1 && /=["']?all=(.*\s)?-l(\s|["']|$)/.test(flags[0]);
}
