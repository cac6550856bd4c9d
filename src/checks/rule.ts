import { Problem, Origin, Severity, Size, _removeEmpty } from '../core';
import type { ImageModel } from '../plan';

/** A finding of a rule. */
export interface RuleFinding {
  /** What is wrong, with the value. */
  readonly what: string;
  /**
   * Where it was declared.
   * @default - the image
   */
  readonly by?: Origin;
  /**
   * What breaks because of it, and when.
   * @default - that of the rule
   */
  readonly why?: string;
  /**
   * What to do.
   * @default - that of the rule
   */
  readonly fix?: string;
  /**
   * The severity.
   * @default - that of the rule
   */
  readonly severity?: Severity;
  /**
   * Bytes that are transferred or stored needlessly.
   * @default - none, or not known
   */
  readonly wasted?: Size;
  /**
   * Names of the platforms that are affected.
   * @default - all platforms that the rule was called for
   */
  readonly platforms?: string[];
  /**
   * Whether the rule cannot decide, because something is not declared. Such a finding is counted, and never stops a synthesis.
   * @default false
   */
  readonly undecided?: boolean;
  /**
   * What is not known if the rule cannot decide, as the subject and verb of a sentence, e.g. `the files of python:3.13-slim are not known`.
   * Findings with the same reason are shown together.
   * @default - no reason is shown
   */
  readonly unknown?: string;
  /**
   * Path of the script, if it happens only in a branch of it that may never run.
   *
   * @internal
   */
  readonly _inBranchOf?: string;
}

/**
 * One check of an image before it is built. Any class with these members is a rule, in any language; a `Policy` adds it.
 * (In Python, each value is a `@property`: jsii does not see plain attributes.) A rule never guesses: what is not known is a finding with
 * `undecided`, or none.
 *
 * @subclassable
 * @example
 * import { ImageModel, IRule, RuleFinding, Severity } from 'imagewright';
 *
 * class TeamLabel implements IRule {
 *   public readonly id = 'acme/team-label';
 *   public readonly title = 'An image names the team that is responsible for it';
 *   public readonly severity = Severity.ERROR;
 *   public readonly why = 'When it fails at night, nobody knows whom to call.';
 *   public readonly fix = 'Add the label: labels: { "com.acme.team": "…" }.';
 *
 *   public check(image: ImageModel): RuleFinding[] {
 *     if (image.result.config.labelKeys.includes('com.acme.team')) return [];
 *     return [{ what: 'There is no label com.acme.team.', by: image.by }];
 *   }
 * }
 */
export interface IRule {
  /** Stable, `group/name`: never renamed, never reused. */
  readonly id: string;
  /** What the rule checks, as a true sentence about a good image. */
  readonly title: string;
  /** The severity of its findings. */
  readonly severity: Severity;
  /** What breaks otherwise, and when. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /**
   * Lists the findings in an image; called once for each group of platforms that have the same files.
   *
   * @param image what is known of the image before it is built
   */
  check(image: ImageModel): RuleFinding[];
}

/**
 * A rule of this library. Its examples are beside it, in `<name>.example.ts`.
 *
 * @internal
 */
export interface _Rule extends IRule {
  /** The part that looks only at what is started and at no other file: `verify` runs only this part on a built image. */
  readonly ofStarted?: (image: ImageModel) => RuleFinding[];
}

/**
 * A finding on some platforms of an image, as a problem.
 *
 * @internal
 */
export function _asProblem(rule: IRule, image: ImageModel, { undecided, unknown, platforms, _inBranchOf, ...finding }: RuleFinding): Problem {
  const { severity, why, fix } = rule;
  const by = finding.by ?? image.by;
  return { id: rule.id, severity, why, fix, ..._removeEmpty({ ...finding, _unknown: unknown }), by, where: by.construct };
}
