import type { GoFeatureReason, GoFeatureResolution, IGoFeatures } from './go-features';
import { _resolveGoFeatures } from './resolve-go-features';
import type { _GoFeatureCatalog } from '../../catalog';
import { _Refused, _didYouMean, _refuseAll } from '../../core';

/** An optional feature of a Go program. */
export interface GoFeature {
  /** What you call it. */
  readonly name: string;
  /**
   * The build tag that puts it in.
   * @default - it is in unless omitTag is given
   */
  readonly keepTag?: string;
  /**
   * The build tag that leaves it out.
   * @default - it is out unless keepTag is given
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
  /** What messages call the program. */
  readonly program: string;
  /** Everything that can be chosen. */
  readonly features: GoFeature[];
  /** What the image is for. What these need comes in by itself. */
  readonly keep: GoFeatureReason[];
  /**
   * What is left out on purpose, for readers who wonder.
   * @default - nothing to say
   */
  readonly omit?: GoFeatureReason[];
}

/**
 * The build tags of any Go program whose features are chosen by tags, of your own for instance.
 * Reports the same problems as `TailscaleFeatures`.
 */
export class GoFeatureSet implements IGoFeatures {
  private readonly _catalog: _GoFeatureCatalog;
  private readonly _keep: readonly GoFeatureReason[];
  private readonly _omit: readonly GoFeatureReason[];

  /** @throws `go/feature-unknown` when one of the features needs another that is not among them */
  public constructor(props: GoFeatureSetProps) {
    const [first, ...rest] = unknownNeeds(props);
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
   * The tags, which are the same for all versions, and why.
   *
   * @param version as it is pinned, e.g. `v1.98.3`
   */
  public resolve(version: string): GoFeatureResolution {
    return _resolveGoFeatures(this._catalog, this._keep, this._omit, version);
  }
}

function unknownNeeds({ program, features }: GoFeatureSetProps): _Refused[] {
  const names = features.map(({ name }) => name);
  return features.flatMap(({ name, needs = [] }) => needs.filter(need => !names.includes(need)).map(need => ({
    id: 'go/feature-unknown',
    what: `The feature "${name}" of ${program} needs "${need}", which is none of its features.${_didYouMean(need, names)}`,
    why: 'A program is built with all that its features need, and nobody knows which build tag that would be.',
    fix: `Declare "${need}" as a feature too, or need one of: ${names.join(', ')}.`,
  })));
}
