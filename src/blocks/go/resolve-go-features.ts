import { _findChoiceProblems } from './feature-choice-problems';
import type { GoFeatureReason, GoFeatureResolution } from './go-features';
import { _joinLines } from './lasting-choice';
import { _compareVersions, _appliesTo, _listFeatures, _parseMinor, type _GoFeatureCatalog, type _GoFeatureCoupling, type _GoFeatureLoss } from '../../catalog';
import { Severity, type Problem } from '../../core';
import { RuntimeNeed } from '../../rootfs';

/** The single catalog entry of a program whose features are the same in all versions. */
const ANY = '0';

/** The needs of each feature, by name. */
type Features = ReadonlyMap<string, readonly string[]>;

/**
 * What is known of a choice of features before the build.
 *
 * @internal
 */
export type _KnownChoice = Pick<GoFeatureResolution, 'kept' | 'omitted' | 'needs' | 'problems'>;

/** A needed feature, the feature that needs it, and the reason when the program itself does not declare it. */
interface Need {
  readonly feature: string;
  readonly by: string;
  readonly because?: string;
  readonly optional: boolean;
}

/**
 * Adds to a choice of features everything that they need in a version, as far as the catalog knows, and finds the problems of the choice.
 *
 * @internal
 */
export function _resolveGoFeatures(
  catalog: _GoFeatureCatalog, keep: readonly GoFeatureReason[], omit: readonly GoFeatureReason[], version: string,
): _KnownChoice {
  const { minor, isKnown, problems } = findMinor(catalog, version);
  const features = _listFeatures(catalog, minor);
  const leftOut = omit.filter(({ name }) => features.has(name)).map(_joinLines);
  const wanted = keep.filter(({ name }) => features.has(name)).map(_joinLines);
  const couplings = catalog.couplings.filter(row => _appliesTo(minor, row) && features.has(row.other));
  const { kept, refused } = addNeeds(features, couplings, wanted, new Set(leftOut.map(({ name }) => name)));
  return {
    kept,
    omitted: leftOut,
    needs: kept.flatMap(({ name }) => (catalog.commands[name] ?? []).map(command => RuntimeNeed.command(command, `the feature "${name}" calls it`))),
    problems: [
      ...problems,
      ..._findChoiceProblems(catalog, { minor, isKnown, available: [...features.keys()] }, keep, omit),
      ...refused.map(need => describeOmittedNeed(catalog, need)),
      ...catalog.losses
        .filter(row => features.has(row.feature) && _appliesTo(minor, row) && ![...kept, ...leftOut].some(({ name }) => name === row.feature))
        .map(row => describeLoss(catalog, row)),
    ],
  };
}

/** The newest minor that is not newer than the version. */
function findMinor({ program, minors }: _GoFeatureCatalog, version: string): { minor: string; isKnown: boolean; problems: Problem[] } {
  if (minors.length === 0) return { minor: ANY, isKnown: true, problems: [] };
  const newest = minors[minors.length - 1];
  const wanted = _parseMinor(version);
  const minor = wanted === undefined ? undefined : minors.filter(each => _compareVersions(each, wanted) <= 0).pop();
  if (minor === wanted && minor !== undefined) return { minor, isKnown: true, problems: [] };
  if (minor === undefined) {
    return {
      minor: newest,
      isKnown: true,
      problems: [{
        id: 'go/feature-catalog',
        what: wanted === undefined ? `"${version}" is not a version of ${program}.` : `The features of ${program} ${version} are unknown.`,
        why: 'The features and their dependencies differ from version to version.',
        fix: `Pin a release, ${minors[0]} or newer, e.g. v${newest}.0.`,
      }],
    };
  }
  return {
    minor,
    isKnown: false,
    problems: [{
      id: 'go/feature-catalog',
      severity: Severity.WARNING,
      what: `The features of ${program} ${version} are unknown; those of ${minor}${minor === newest ? ', the newest known version,' : ''} are used.`,
      why: 'The build reads the list in the sources, so newer features stay off; what features need without declaring it may have changed.',
      fix: 'Update imagewright to a version that knows it, and try the program.',
    }],
  };
}

/** The kept features, in the order in which they were found. */
function addNeeds(
  features: Features, couplings: readonly _GoFeatureCoupling[], keep: readonly GoFeatureReason[], omitted: ReadonlySet<string>,
): { kept: GoFeatureReason[]; refused: Need[] } {
  const kept = new Map(keep.map(choice => [choice.name, choice]));
  const found = new Map<string, Need[]>();
  const refused: Need[] = [];
  for (const name of kept.keys()) { // grows during the loop
    for (const need of listNeeds(features, couplings, name)) {
      const { feature } = need;
      if (omitted.has(feature)) {
        if (!need.optional) refused.push(need);
      } else if (!kept.has(feature) || found.has(feature)) {
        const needs = [...(found.get(feature) ?? []), ...(isCircle(found, need) ? [] : [need])];
        found.set(feature, needs);
        kept.set(feature, { name: feature, reason: describeReason(needs) });
      }
    }
  }
  return { kept: [...kept.values()], refused };
}

/** Whether the feature that needs another is kept only because of that one. */
function isCircle(found: ReadonlyMap<string, Need[]>, { feature, by }: Need): boolean {
  return found.get(by)?.some(each => each.by === feature) ?? false;
}

function listNeeds(features: Features, couplings: readonly _GoFeatureCoupling[], name: string): Need[] {
  return [
    ...features.get(name)!.map(feature => ({ feature, by: name, optional: false })),
    ...couplings
      .filter(({ feature }) => feature === name)
      .map(({ other, because, strength }) => ({ feature: other, by: name, because, optional: strength === 'wants' })),
  ];
}

function describeReason(needs: readonly Need[]): string {
  const declared = needs.filter(({ because }) => because === undefined).map(({ by }) => by);
  return [
    ...(declared.length === 0 ? [] : [`needed by ${declared.join(' and ')}`]),
    ...needs.filter(({ because }) => because !== undefined).map(({ by, because }) => `needed by ${by}: ${because}`),
  ].join('; ');
}

function describeOmittedNeed({ program }: _GoFeatureCatalog, { feature, by, because }: Need): Problem {
  return {
    id: 'go/feature-needed',
    what: `The feature "${feature}" is left out, but "${by}" needs it${because === undefined ? '' : `: ${because}`}.`,
    why: `${program} would still build, but "${by}" would fail at run time.`,
    fix: `Keep "${feature}", or leave "${by}" out as well.`,
  };
}

function describeLoss({ program }: _GoFeatureCatalog, { feature, severity, loss }: _GoFeatureLoss): Problem {
  return {
    id: 'go/feature-loss',
    severity,
    what: `The feature "${feature}" of ${program} is left out without a reason.`,
    why: loss,
    fix: 'Keep it, or leave it out explicitly with a reason.',
  };
}
