import { _printFeatureComments } from './feature-comments';
import { _printFeatureSetTags } from './feature-set-tags';
import type { GoFeature } from './go-feature';
import type { GoFeatureReason, GoFeatureResolution, IGoFeatures } from './go-features';
import type { GoTagList } from './go-tag-list';
import { _resolveGoFeatures } from './resolve-go-features';
import type { _GoFeatureCatalog } from '../../catalog';
import { _RefusedProblem, _joinSome, _suggestNearest, _refuseAll } from '../../core';

/** How many features a message names. */
const MOST_NAMES = 20;

/** Properties of `GoFeatureSet`. */
export interface GoFeatureSetProps {
  /** Name of the program in messages. */
  readonly program: string;
  /** All features that can be chosen. */
  readonly features: GoFeature[];
  /** The features to keep. The features that these need are added. */
  readonly keep: GoFeatureReason[];
  /**
   * Features that are left out on purpose, with reasons for readers of the Dockerfile.
   * @default - none
   */
  readonly omit?: GoFeatureReason[];
  /**
   * Where the sources name the tags that leave features out. The build sets all of them but the `omitTag`s of kept features, so features of
   * newer versions stay off without a change of the list above; it stops if one of a kept feature is not among them.
   * @default - the `omitTag`s of all features that are not kept
   */
  readonly omitTags?: GoTagList;
  /**
   * Where the sources name the tags that include features. The build stops if the `keepTag` of a kept feature is not among them.
   * @default - the tags are not checked
   */
  readonly keepTags?: GoTagList;
}

/**
 * The build tags of any Go program whose features are chosen by tags, such as your own.
 * Reports the same problems as `TailscaleFeatures`.
 */
export class GoFeatureSet implements IGoFeatures {
  private readonly _catalog: _GoFeatureCatalog;
  private readonly _features: readonly GoFeature[];
  private readonly _omitTags?: GoTagList;
  private readonly _keepTags?: GoTagList;
  private readonly _keep: readonly GoFeatureReason[];
  private readonly _omit: readonly GoFeatureReason[];

  /** @throws `go/feature-unknown` when a feature needs one that is not in the list */
  public constructor(props: GoFeatureSetProps) {
    const [first, ...rest] = findUnknownNeeds(props);
    if (first !== undefined) _refuseAll([first, ...rest]);
    const features = new Map(props.features.map(feature => [feature.name, feature]));
    this._catalog = {
      program: props.program,
      minors: [],
      features: Object.fromEntries([...features].map(([name, { needs }]) => [name, { 0: needs ?? [] }])),
      couplings: [],
      losses: [],
      commands: Object.fromEntries([...features].map(([name, { commands }]) => [name, commands ?? []])),
    };
    this._features = [...features.values()];
    this._omitTags = props.omitTags;
    this._keepTags = props.keepTags;
    this._keep = [...props.keep];
    this._omit = [...(props.omit ?? [])];
  }

  /**
   * The tags, with reasons: the same for all versions, but for those that the build finds in the sources.
   *
   * @param version the pinned version, e.g. `v1.98.3`
   */
  public resolve(version: string): GoFeatureResolution {
    const known = _resolveGoFeatures(this._catalog, this._keep, this._omit, version);
    const kept = new Set(known.kept.map(({ name }) => name));
    return {
      ...known,
      ..._printFeatureSetTags({ features: this._features, kept, omitTags: this._omitTags, keepTags: this._keepTags }),
      comments: _printFeatureComments(known.kept, known.omitted, this._omitTags === undefined
        ? 'Every other optional feature is left out.'
        : 'Every other optional feature is left out: the build reads the list in the sources.'),
    };
  }
}

function findUnknownNeeds({ program, features }: GoFeatureSetProps): _RefusedProblem[] {
  const names = [...new Set(features.map(({ name }) => name))];
  const known = new Set(names);
  return features.flatMap(({ name, needs = [] }) => needs.filter(need => !known.has(need)).map(need => ({
    id: 'go/feature-unknown',
    what: `The feature "${name}" of ${program} needs "${need}", which is not one of its features.${_suggestNearest(need, names)}`,
    why: 'The program is built with everything that its features need, and no build tag is known for this one.',
    fix: `Declare "${need}" as a feature too, or need one of: ${_joinSome(names, MOST_NAMES)}.`,
  })));
}
