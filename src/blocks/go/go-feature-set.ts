import type { GoFeatureReason, GoFeatureResolution, IGoFeatures } from './go-features';
import { _resolveGoFeatures } from './resolve-go-features';
import type { _GoFeatureCatalog } from '../../catalog';
import { _RefusedProblem, _suggestNearest, _refuseAll } from '../../core';

/** An optional feature of a Go program. */
export interface GoFeature {
  /** Your name for it. */
  readonly name: string;
  /**
   * The build tag that includes it.
   * @default - it is included unless omitTag is given
   */
  readonly keepTag?: string;
  /**
   * The build tag that leaves it out.
   * @default - it is left out unless keepTag is given
   */
  readonly omitTag?: string;
  /**
   * Names of features that it needs.
   * @default - none
   */
  readonly needs?: string[];
  /**
   * Programs that it calls at run time.
   * @default - none
   */
  readonly commands?: string[];
}

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
}

/**
 * The build tags of any Go program whose features are chosen by tags, such as your own.
 * Reports the same problems as `TailscaleFeatures`.
 */
export class GoFeatureSet implements IGoFeatures {
  private readonly _catalog: _GoFeatureCatalog;
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
      tag: (name, kept) => kept ? features.get(name)!.keepTag : features.get(name)!.omitTag,
      couplings: [],
      losses: [],
      commands: Object.fromEntries([...features].map(([name, { commands }]) => [name, commands ?? []])),
    };
    this._keep = [...props.keep];
    this._omit = [...(props.omit ?? [])];
  }

  /**
   * The tags, which are the same for all versions, with reasons.
   *
   * @param version the pinned version, e.g. `v1.98.3`
   */
  public resolve(version: string): GoFeatureResolution {
    return _resolveGoFeatures(this._catalog, this._keep, this._omit, version);
  }
}

function findUnknownNeeds({ program, features }: GoFeatureSetProps): _RefusedProblem[] {
  const names = features.map(({ name }) => name);
  return features.flatMap(({ name, needs = [] }) => needs.filter(need => !names.includes(need)).map(need => ({
    id: 'go/feature-unknown',
    what: `The feature "${name}" of ${program} needs "${need}", which is not one of its features.${_suggestNearest(need, names)}`,
    why: 'The program is built with everything that its features need, and no build tag is known for this one.',
    fix: `Declare "${need}" as a feature too, or need one of: ${names.join(', ')}.`,
  })));
}
