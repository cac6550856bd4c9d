import { Problem, _findOwn, _suggestNearest } from '../../core';
import type { LastStageProps } from './last-stage-props';

/** The lines of the comment above an instruction with these texts. */
export function listReasons({ reasons = {} }: LastStageProps, texts: string[]): string[] {
  return texts.flatMap(text => {
    const reason = _findOwn(reasons, text);
    return reason === undefined ? [] : [`${text}: ${reason}`];
  });
}

/** The problems of reasons for something that is not declared. */
export function findUnknownReasons({ reasons = {}, environment = {}, entrypoint = [], cmd = [] }: LastStageProps): Problem[] {
  const known = [...new Set([...Object.keys(environment), ...entrypoint, ...cmd])];
  return Object.keys(reasons).filter(each => !known.includes(each)).map(text => ({
    id: 'scratch/unknown-reason',
    what: `The reason for "${text}" belongs to no environment variable and no argument.${_suggestNearest(text, known)}`,
    why: 'It would be missing from the Dockerfile.',
    fix: `Use a name of environment, or a whole word of entrypoint or cmd, as the key. Known: ${known.join(', ') || 'none'}.`,
  }));
}
