import type { IConstruct } from 'constructs';
import { Origin, Severity } from '../core';
import { _checkDeclarable } from '../image';
import type { Policy, _AppliedPolicy } from './policy';
import type { IRule } from './rule';

/** The property of a construct that holds its acknowledgements and policies, so that two copies of this library see the same. */
const STATE = Symbol.for('imagewright.Checks');

/**
 * The acceptance of a finding.
 *
 * @internal
 */
export interface _Acknowledgement {
  readonly id: string;
  readonly reason: string;
  readonly subject?: string;
  readonly by: Origin;
}

/** Which findings of an id are accepted. */
export interface AcknowledgeOptions {
  /**
   * The subject of a finding of `imagewright verify`: the key of a label, the name of a variable, a path, or a field of the configuration such
   * as `user`. A trailing `*` matches every subject that starts with the rest.
   * @default - all findings of the id
   */
  readonly subject?: string;
}

interface State {
  readonly acknowledgements: _Acknowledgement[];
  readonly policies: _AppliedPolicy[];
}

/**
 * The checks of a construct and of everything below it: which findings are accepted, and what a team adds.
 *
 * @example
 * import { Checks, ContainerImage, Platform } from 'imagewright';
 *
 * const image = new ContainerImage(project, 'Hello', { platforms: [Platform.LINUX_AMD64] });
 * Checks.of(image).acknowledge('user/root', 'the daemon configures the network of the container');
 */
export class Checks {
  /** The checks of a construct. */
  public static of(scope: IConstruct): Checks {
    return new Checks(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Accepts the findings of one id about this construct and everything below it. They are then only counted, and listed in
   * `.imagewright/findings.json` with the reason.
   *
   * Findings of `imagewright verify` in the built image are accepted in the same way: the manifest carries the acknowledgement, and `verify`
   * shows the reason, or reports that there is no such finding any more.
   *
   * Reports `checks/stale` if there is no such finding, `checks/unknown-id`, `checks/no-reason`, `checks/no-subject`, and
   * `checks/not-acknowledgeable` for an error that is not the opinion of a rule.
   *
   * @example
   * import { Checks, ContainerImage } from 'imagewright';
   *
   * declare const image: ContainerImage;
   * Checks.of(image).acknowledge('verify/label', 'Buildah writes it', { subject: 'io.buildah.version' });
   *
   * @param id the id in the finding, e.g. `rootfs/missing-interpreter`
   * @param reason why it is acceptable here, for later readers
   * @param options which findings of the id are accepted
   */
  public acknowledge(id: string, reason: string, options: AcknowledgeOptions = {}): void {
    _checkDeclarable(this.scope, `The acknowledgement of ${id}`);
    const { subject } = options;
    this.writable.acknowledgements.push({ id, reason, ...subject === undefined ? {} : { subject }, by: Origin._now(this.scope.node.path) });
  }

  /**
   * Adds rules and sets severities. If an id has several severities, the nearest construct wins, and there the later one.
   *
   * Reports `checks/rule-id` and `checks/rule-twice` for rules with invalid or duplicate ids, `checks/unknown-id` and `checks/fixed-weight` for
   * severities that have no effect, and `checks/rule-failed` where a rule throws.
   *
   * @param policy rules to add, and severities by id
   */
  public apply(policy: Policy): void {
    _checkDeclarable(this.scope, 'A policy');
    this.writable.policies.push({ policy, by: Origin._now(this.scope.node.path) });
  }

  /** @internal */
  public get _acknowledgements(): _Acknowledgement[] {
    return [...this.state?.acknowledgements ?? []];
  }

  /** @internal */
  public get _policies(): _AppliedPolicy[] {
    return [...this.state?.policies ?? []];
  }

  /**
   * The rules that were added to this construct and those above it.
   *
   * @internal
   */
  public get _rules(): IRule[] {
    return [...new Set(this.scope.node.scopes.flatMap(scope => Checks.of(scope)._policies).flatMap(({ policy }) => policy.rules ?? []))];
  }

  /**
   * The severity that policies set for an id, for this construct.
   *
   * @internal
   */
  public _findSeverity(id: string): Severity | undefined {
    return this.scope.node.scopes.flatMap(scope => Checks.of(scope)._policies).flatMap(({ policy }) => policy.severities?.[id] ?? []).at(-1);
  }

  private get state(): State | undefined {
    return (this.scope as unknown as Record<symbol, State | undefined>)[STATE];
  }

  private get writable(): State {
    const owner = this.scope as unknown as Record<symbol, State>;
    return owner[STATE] ??= { acknowledgements: [], policies: [] };
  }
}
