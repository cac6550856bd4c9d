import type { BuildCache } from './build-cache';
import type { BuildInputs } from './build-inputs';
import type { BuildSecret } from './build-secret';
import type { NamedContext } from './named-context';
import type { SshSource } from './ssh-source';
import { _hasHidden, _quoteValue, _refuse, _removeEmpty } from '../../core';

/**
 * What a build needs from outside, with empty lists for what is not given.
 *
 * @internal
 */
export interface _DeclaredInputs {
  readonly secrets: Readonly<Record<string, BuildSecret>>;
  readonly ssh: Readonly<Record<string, SshSource>>;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly cacheFrom: readonly BuildCache[];
  readonly cacheTo: readonly BuildCache[];
  readonly contexts: Readonly<Record<string, NamedContext>>;
}

/** Nothing. */
const NONE: _DeclaredInputs = { secrets: {}, ssh: {}, buildArgs: {}, cacheFrom: [], cacheTo: [], contexts: {} };

/**
 * Copies the inputs of an image and checks their names. Those with a wrong name are left out, and so cause no further problem.
 *
 * @param collect calls a function and collects its refusal
 * @internal
 */
export function _declareInputs(given: BuildInputs, collect: (check: () => void) => boolean): _DeclaredInputs {
  const keep = <T>(values: Readonly<Record<string, T>>, check: (name: string, value: T) => void) => (
    Object.fromEntries(Object.entries(values).filter(([name, value]) => collect(() => check(name, value))))
  );
  const { secrets, ssh, buildArgs, cacheFrom, cacheTo, contexts }: _DeclaredInputs = { ...NONE, ..._removeEmpty(given) };
  return {
    secrets: keep(secrets, id => checkId(id, 'image/secret', 'a secret')),
    ssh: keep(ssh, id => checkId(id, 'image/ssh', 'an SSH agent or key')),
    buildArgs: keep(buildArgs, checkBuildArg),
    cacheFrom: [...cacheFrom],
    cacheTo: [...cacheTo],
    contexts: keep(contexts, checkContextName),
  };
}

/** An id is part of lists that are separated by commas and line breaks, and of names of environment variables. */
function checkId(id: string, problem: string, kind: string): void {
  if (/^[A-Za-z0-9_.][A-Za-z0-9_./-]{0,49}$/.test(id)) return;
  _refuse({
    id: problem,
    what: `${_quoteValue(id)} cannot be the id of ${kind}.`,
    why: 'Bake and forges write it into lists and into names of variables.',
    fix: 'Use at most 50 letters, digits, "_", "-", "." and "/".',
  });
}

function checkBuildArg(name: string, value: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    _refuse({
      id: 'image/build-arg',
      what: `${_quoteValue(name)} cannot be the name of a build argument.`,
      why: 'No ARG can declare it.',
      fix: 'Use letters, digits and "_", and do not begin with a digit.',
    });
  }
  if (!/[\0-\x1f\x7f]/.test(value) && !_hasHidden(value) && value === value.trim()) return;
  _refuse({
    id: 'image/build-arg',
    what: `The build argument ${name} is ${_quoteValue(value)}.`,
    why: 'Forges pass build arguments as lines without blanks at their ends, so the build would get another value.',
    fix: 'Pass one visible line. For a longer text, use a file: stage.write(…).',
  });
}

function checkContextName(name: string): void {
  if (/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/.test(name) && name !== 'scratch') return;
  _refuse({
    id: 'image/context',
    what: `${_quoteValue(name)} cannot be the name of a context.`,
    why: 'FROM and COPY --from name it like an image, and "scratch" is the empty image.',
    fix: 'Use at most 64 lower-case letters, digits, ".", "_" and "-".',
  });
}
