import type { _Case, _PlatformResult, _Verification } from '../../verify';

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

/** How many things do not hold, those that are not listed included. */
export function faultsIn(cases: readonly _Case[]): number {
  return cases.reduce((sum, { findings, more }) => sum + findings.length + more, 0);
}
