import { Problem } from '../core';

/** Names of variables that a script for `sh` sets, by assignments and loops at the beginning of a line. */
export function findAssigned(script: string): Set<string> {
  return new Set([...script.matchAll(/^ *(?:(?:if|export|!) )*(?:for (\w+)(?=;| in )|([A-Za-z_]\w*)=)/gm)].map(([, loop, assigned]) => loop ?? assigned));
}

/** Reports names of secrets that a pipeline needs for itself: one of the two values would be taken for the other, and be published with it. */
export function findTakenNames(forge: string, names: Iterable<string>, taken: ReadonlySet<string>, fix: string): Problem[] {
  return [...new Set(names)].filter(name => taken.has(name)).map(name => ({
    id: 'ci/secret-name',
    what: `${forge} cannot have a secret in the variable ${name}: the pipeline sets ${name} itself.`,
    why: 'One of the two values would be taken for the other, and a secret could be published.',
    fix,
  }));
}
