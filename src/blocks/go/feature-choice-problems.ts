import type { GoFeatureReason } from './go-features';
import { _compareVersions, type _GoFeatureCatalog } from '../../catalog';
import { _suggestNearest, _findOwn, Severity, type Problem } from '../../core';

type Verb = 'kept' | 'left out';

/**
 * Problems of a choice of features on its own: names, reasons, repetitions.
 *
 * @internal
 */
export function _findChoiceProblems(
  catalog: _GoFeatureCatalog, minor: string, available: readonly string[], keep: readonly GoFeatureReason[], omit: readonly GoFeatureReason[],
): Problem[] {
  const each = (choices: readonly GoFeatureReason[], verb: Verb) => choices.flatMap(choice => [
    ...(available.includes(choice.name) ? [] : [describeUnavailable(catalog, minor, available, choice.name, verb)]),
    ...describeMissingReason(choice, verb === 'kept'),
  ]);
  return [...each(keep, 'kept'), ...each(omit, 'left out'), ...findDuplicates(keep, omit)];
}

function describeUnavailable(catalog: _GoFeatureCatalog, minor: string, available: readonly string[], name: string, verb: Verb): Problem {
  const changes = _findOwn(catalog.features, name);
  if (changes === undefined) return describeUnknown(catalog, name, available);
  const [first] = Object.keys(changes);
  const gone = Object.keys(changes).find(since => changes[since] === null);
  const early = _compareVersions(minor, first) < 0;
  return {
    id: 'go/feature-version',
    severity: verb === 'kept' ? Severity.ERROR : Severity.WARNING,
    what: `The feature "${name}" is ${verb}, and ${catalog.program} ${minor} has no feature of that name: ${early ? `it first appeared in ${first}` : `${gone} removed it`}.`,
    why: verb === 'kept' ? 'The program would be built without it, or has it in any case.' : 'There is nothing to leave out.',
    fix: early ? `Remove it from the list, or build ${first} or newer.` : 'Remove it from the list.',
  };
}

function describeUnknown({ program }: _GoFeatureCatalog, name: string, available: readonly string[]): Problem {
  return {
    id: 'go/feature-unknown',
    what: `${program} has no feature "${name}".${_suggestNearest(name, available)}`,
    why: 'Go ignores unknown build tags: the program would be built without the feature that you meant.',
    fix: `Use one of: ${available.join(', ')}.`,
  };
}

/** A feature may be left out without a reason, but not with an empty one. */
function describeMissingReason({ name, reason }: GoFeatureReason, required: boolean): Problem[] {
  if (reason === undefined ? !required : reason.trim() !== '') return [];
  return [{
    id: 'go/feature-reason',
    what: `No reason is given for the feature "${name}".`,
    why: 'The reason is printed into the Dockerfile, for readers who cannot ask you.',
    fix: 'Say in a few words what needs the feature, or why it is left out.',
  }];
}

function findDuplicates(keep: readonly GoFeatureReason[], omit: readonly GoFeatureReason[]): Problem[] {
  const names = [...keep, ...omit].map(({ name }) => name);
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map(name => {
    const both = keep.some(each => each.name === name) && omit.some(each => each.name === name);
    return {
      id: 'go/feature-duplicate',
      what: both ? `The feature "${name}" is both kept and left out.` : `The feature "${name}" is named twice.`,
      why: 'Only one of the two can be intended, and a reader cannot tell which.',
      fix: 'Name it once.',
    };
  });
}
