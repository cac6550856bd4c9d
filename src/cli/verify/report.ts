import type { _Accepted, _Case, _Finding, _PlatformResult, _Verification } from '../../verify';

/** What came of a verification, and what it was held against. */
export interface VerifyReport {
  /** The manifest, as it was named. */
  readonly manifest: string;
  readonly verification: _Verification;
}

/** The cases of the image as a whole, under no platform, then those of each platform. */
export function suitesOf({ cases, platforms }: _Verification): { platform?: _PlatformResult; cases: readonly _Case[] }[] {
  return [{ cases }, ...platforms.map(platform => ({ platform, cases: platform.cases }))];
}

/** What was accepted of some cases. */
export function acceptedIn(cases: readonly _Case[]): _Accepted[] {
  return cases.flatMap(({ accepted }) => accepted);
}

/** Where something is and what, in one line. */
export function inOneLine({ id, where, what }: _Finding): string {
  return `${id}${where === undefined ? '' : ` at ${where}`}: ${what}`;
}

/** That nothing of the kind was found any more. */
export function staleLine({ id, subject, reason }: _Verification['stale'][number]): string {
  return `${id}${subject === undefined ? '' : ` of ${subject}`} (${reason}): nothing of the kind is found. Delete the acknowledgement.`;
}

/** How many things do not hold, those that are not listed included. */
export function faultsIn(cases: readonly _Case[]): number {
  return cases.reduce((sum, { findings, more }) => sum + findings.length + more, 0);
}
