import type { _Accepted, _Case, _Finding, _PlatformResult, _Verification } from '../../verify';

/** The result of a verification, and the manifest that it used. */
export interface VerifyReport {
  /** The path of the manifest, as the user gave it. */
  readonly manifest: string;
  readonly verification: _Verification;
}

/** The cases of the image as a whole, under no platform, then those of each platform. */
export function listSuites({ cases, platforms }: _Verification): { platform?: _PlatformResult; cases: readonly _Case[] }[] {
  return [{ cases }, ...platforms.map(platform => ({ platform, cases: platform.cases }))];
}

/** The accepted findings of some cases. */
export function listAccepted(cases: readonly _Case[]): _Accepted[] {
  return cases.flatMap(({ accepted }) => accepted);
}

/** Formats a finding on one line. */
export function formatFinding({ id, where, what }: _Finding): string {
  return `${id}${where === undefined ? '' : ` at ${where}`}: ${what}`;
}

/** Formats an acknowledgement that matches no finding. */
export function formatStale({ id, subject, reason }: _Verification['stale'][number]): string {
  return `${id}${subject === undefined ? '' : ` of ${subject}`} (${reason}): there is no such finding. Delete the acknowledgement.`;
}

/** The number of findings, including those that are not listed. */
export function countFindings(cases: readonly _Case[]): number {
  return cases.reduce((sum, { findings, more }) => sum + findings.length + more, 0);
}
