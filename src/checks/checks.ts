import type { IConstruct } from 'constructs';
import { Origin, Severity } from '../core';
import type { Policy, _AppliedPolicy } from './policy';
import type { IRule } from './rule';

/** Where it is kept what was said about the checks of a construct: a property, so that two copies of this library see the same. */
const SAID = Symbol.for('imagewright.Checks');

/**
 * That a finding is known and accepted.
 *
 * @internal
 */
export interface _Acknowledgement {
  readonly id: string;
  readonly reason: string;
  readonly subject?: string;
  readonly by: Origin;
}

/** What of a finding is accepted. */
export interface AcknowledgeOptions {
  /**
   * What the finding is about, of those that `imagewright verify` makes: the key of a label, the name of a variable, a path, or a field of the
   * configuration such as `user`. With `*` at its end, all that begin so.
   * @default - all findings of the id
   */
  readonly subject?: string;
}

interface Said {
  readonly acknowledgements: _Acknowledgement[];
  readonly policies: _AppliedPolicy[];
}

/**
 * The checks of a construct and of all below it: what of their findings is accepted, and what a team adds to them.
 *
 * @example
 * import { Checks, ContainerImage, Platform } from 'imagewright';
 *
 * const image = new ContainerImage(project, 'Hello', { platforms: [Platform.LINUX_AMD64] });
 * Checks.of(image).acknowledge('user/root', 'the daemon configures the network of the container');
 */
export class Checks {
  /** Those of this construct. */
  public static of(scope: IConstruct): Checks {
    return new Checks(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Accepts the findings of one id about this construct and all below it. They are counted from then on, and stand in
   * `.imagewright/findings.json` with the reason.
   *
   * What `imagewright verify` finds in the built image is accepted in the same way: it travels in the manifest, and `verify` shows it with
   * the reason, or says that nothing of the kind is found any more.
   *
   * Reported when nothing is accepted with it: `checks/stale` where nothing of the kind is found, `checks/unknown-id`, `checks/no-reason`,
   * `checks/no-subject`, and `checks/not-acknowledgeable` for an error that is no opinion of a rule.
   *
   * @example
   * import { Checks, ContainerImage } from 'imagewright';
   *
   * declare const image: ContainerImage;
   * Checks.of(image).acknowledge('verify/label', 'Buildah writes it', { subject: 'io.buildah.version' });
   *
   * @param id as it stands in the finding, e.g. `rootfs/missing-interpreter`
   * @param reason why it is fine here, for whoever asks later
   * @param options what of the finding is accepted
   */
  public acknowledge(id: string, reason: string, options: AcknowledgeOptions = {}): void {
    const { subject } = options;
    this.saying.acknowledgements.push({ id, reason, ...subject === undefined ? {} : { subject }, by: Origin._now(this.scope.node.path) });
  }

  /**
   * Adds rules and sets severities. Of two severities for one id, that of the nearer construct counts, and the later one.
   *
   * Reports `checks/rule-id` and `checks/rule-twice` for rules that cannot be told apart, `checks/unknown-id` and `checks/fixed-weight` for
   * severities that have no effect, and `checks/rule-failed` where a rule throws.
   *
   * @param policy rules to add, and severities by id
   */
  public apply(policy: Policy): void {
    this.saying.policies.push({ policy, by: Origin._now(this.scope.node.path) });
  }

  /** @internal */
  public get _acknowledgements(): _Acknowledgement[] {
    return [...this.said?.acknowledgements ?? []];
  }

  /** @internal */
  public get _policies(): _AppliedPolicy[] {
    return [...this.said?.policies ?? []];
  }

  /**
   * The rules that were added for this construct: here and above.
   *
   * @internal
   */
  public get _rules(): IRule[] {
    return [...new Set(this.scope.node.scopes.flatMap(scope => Checks.of(scope)._policies).flatMap(({ policy }) => policy.rules ?? []))];
  }

  /**
   * What was said about the weight of an id, for this construct.
   *
   * @internal
   */
  public _severity(id: string): Severity | undefined {
    return this.scope.node.scopes.flatMap(scope => Checks.of(scope)._policies).flatMap(({ policy }) => policy.severities?.[id] ?? []).at(-1);
  }

  private get said(): Said | undefined {
    return (this.scope as unknown as Record<symbol, Said | undefined>)[SAID];
  }

  private get saying(): Said {
    const owner = this.scope as unknown as Record<symbol, Said>;
    return owner[SAID] ??= { acknowledgements: [], policies: [] };
  }
}
