import type { GoFeatureReason } from './go-features';
import { _compareVersions, type _GoFeatureCatalog } from '../../catalog';
import { _suggestNearest, _findOwn, Severity, type Problem } from '../../core';

type Verb = 'kept' | 'left out';

/**
 * The features of the version, or of the nearest one that is known.
 *
 * @internal
 */
export interface _KnownFeatures {
  readonly minor: string;
  /** Whether they are those of the version itself. */
  readonly isKnown: boolean;
  readonly available: readonly string[];
}

/** A name that can be a feature of a release that is not known yet. */
const NAME = /^[A-Za-z0-9_]+$/;

/**
 * Problems of a choice of features on its own: names, reasons, repetitions.
 *
 * @internal
 */
export function _findChoiceProblems(
  catalog: _GoFeatureCatalog, known: _KnownFeatures, keep: readonly GoFeatureReason[], omit: readonly GoFeatureReason[],
): Problem[] {
  const each = (choices: readonly GoFeatureReason[], verb: Verb) => choices.flatMap(choice => [
    ...(known.available.includes(choice.name) ? [] : [describeUnavailable(catalog, known, choice.name, verb)]),
    ...describeMissingReason(choice, verb === 'kept'),
  ]);
  return [...each(keep, 'kept'), ...each(omit, 'left out'), ...findDuplicates(keep, omit)];
}

function describeUnavailable(catalog: _GoFeatureCatalog, known: _KnownFeatures, name: string, verb: Verb): Problem {
  const { minor } = known;
  const changes = _findOwn(catalog.features, name);
  if (changes === undefined) return describeUnknown(catalog, known, name, verb);
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

function describeUnknown({ program }: _GoFeatureCatalog, { minor, isKnown, available }: _KnownFeatures, name: string, verb: Verb): Problem {
  if (!isKnown && NAME.test(name)) {
    return {
      id: 'go/feature-unknown',
      severity: Severity.WARNING,
      what: `The feature "${name}" is ${verb}, and ${program} ${minor}, the nearest known version, has no feature of that name.${_suggestNearest(name, available)}`,
      why: verb === 'kept' ? 'The build stops unless the sources have it.' : 'A misspelt feature could come in because another one needs it.',
      fix: 'Check the name, or update imagewright to a version that knows the release.',
    };
  }
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
