import type { LastStageProps } from './last-stage-props';
import { Problem, _findOwn, _suggestNearest } from '../../core';

/** The lines of the comment above an instruction with these texts. */
export function listReasons({ reasons = {} }: LastStageProps, texts: string[]): string[] {
  return texts.flatMap(text => {
    const reason = _findOwn(reasons, text);
    return reason === undefined ? [] : [`${text}: ${reason}`];
  });
}

/** The problems of reasons for something that is not declared. */
export function findUnknownReasons({ reasons = {}, environment = {}, entrypoint = [], cmd = [], user }: LastStageProps): Problem[] {
  const known = [...new Set([...Object.keys(environment), ...entrypoint, ...cmd, ...user === undefined ? [] : [user]])];
  return Object.keys(reasons).filter(each => !known.includes(each)).map(text => ({
    id: 'scratch/unknown-reason',
    what: `The reason for "${text}" belongs to no environment variable, no argument and not to the user.${_suggestNearest(text, known)}`,
    why: 'It would be missing from the Dockerfile.',
    fix: `Use a name of environment, a whole word of entrypoint or cmd, or the user, as the key. Known: ${known.join(', ') || 'none'}.`,
  }));
}
