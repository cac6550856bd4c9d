import { Problem, Origin, Severity, Size, _withoutEmpty } from '../core';
import type { ImageModel } from '../plan';

/** What a rule found. */
export interface RuleFinding {
  /** What is wrong; quotes the value that was given. */
  readonly what: string;
  /**
   * Who said it.
   * @default - the image
   */
  readonly by?: Origin;
  /**
   * What breaks because of it, and when.
   * @default - as the rule says
   */
  readonly why?: string;
  /**
   * What to do.
   * @default - as the rule says
   */
  readonly fix?: string;
  /**
   * How much it weighs.
   * @default - as the rule says
   */
  readonly severity?: Severity;
  /**
   * Bytes that are transferred or stored for nothing.
   * @default - none, or not known
   */
  readonly wasted?: Size;
  /**
   * Names of the platforms on which it is so.
   * @default - all of those that the rule was called for
   */
  readonly platforms?: string[];
  /**
   * Whether the rule cannot tell, because somebody did not say what they do. It is counted, and never stops a synthesis.
   * @default false
   */
  readonly undecided?: boolean;
  /**
   * Of what a rule cannot tell: what is not known, as the subject and verb of a sentence, e.g. `the files of python:3.13-slim are not known`.
   * Findings with the same reason are shown together.
   * @default - nothing more is said
   */
  readonly unknown?: string;
  /**
   * Path of a script in whose branches alone it happens: a run may pass it by.
   *
   * @internal
   */
  readonly _inBranchOf?: string;
}

/**
 * One thing that is checked on an image before it is built. Any class with these members is a rule, in any language; a `Policy` brings it.
 * (In Python its data are each a `@property`: jsii sees no plain attribute.) A rule never guesses: what is not known is a finding with `undecided`, or none.
 *
 * @subclassable
 * @example
 * import { ImageModel, IRule, RuleFinding, Severity } from 'imagewright';
 *
 * class TeamLabel implements IRule {
 *   public readonly id = 'acme/team-label';
 *   public readonly title = 'An image names the team that answers for it';
 *   public readonly severity = Severity.ERROR;
 *   public readonly why = 'Nobody is called when it fails at night.';
 *   public readonly fix = 'Say it: labels: { "com.acme.team": "…" }.';
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
  /** What is true of an image that the rule is content with. */
  readonly title: string;
  /** How much a finding weighs. */
  readonly severity: Severity;
  /** What breaks where it is not so, and when. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /**
   * What is wrong with an image; called once for each group of platforms that have the same files.
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
  /** The part of it that asks what is started, and looks at no other file: of a built image `verify` runs that alone. */
  readonly ofStarted?: (image: ImageModel) => RuleFinding[];
}

/**
 * What is found on some platforms of an image, as a problem.
 *
 * @internal
 */
export function _asProblem(rule: IRule, image: ImageModel, { undecided, unknown, platforms, _inBranchOf, ...finding }: RuleFinding): Problem {
  const { severity, why, fix } = rule;
  const by = finding.by ?? image.by;
  return { id: rule.id, severity, why, fix, ..._withoutEmpty({ ...finding, _unknown: unknown }), by, where: by.construct };
}
