import { _BaseLibrary } from '../bases';
import { _suggestNearest, _refuse } from '../core';
import type { _BuiltImage } from '../oci';
import { _Acceptances } from './acceptances';
import { _PinnedBase, _findPinnedBase } from './base-subject';
import { _createBuiltModel } from './built-model';
import type { _ClaimFamily, _ImageSubject, _PlatformSubject, _FamilyResult } from './claim-family';
import * as claims from './claims';
import { _ExpectedFiles } from './expected-files';
import type { _Finding } from './finding';
import type { _Acceptance, _BudgetClaim, _Manifest } from '../manifest';
import { _Measures, _measureImage } from './measures';
import type { _CheckedTarget } from './targets';

/** The families that are checked once, and those for each platform; in the order of reports. */
const OF_THE_IMAGE: readonly _ClaimFamily<_ImageSubject>[] = [claims.platforms, claims.mediaTypes, claims.attestations];
const OF_A_PLATFORM: readonly _ClaimFamily<_PlatformSubject>[] = [
  claims.files, claims.modes, claims.copies, claims.links, claims.sizes, claims.programs, claims.start, claims.config, claims.labels, claims.base,
  claims.layers, claims.budgets,
];

/**
 * The result of checking the claims of one family.
 *
 * @internal
 */
export interface _Case extends _FamilyResult {
  readonly family: string;
  readonly title: string;
}

/** @internal */
export interface _PlatformResult {
  readonly platform: string;
  readonly digest?: string;
  readonly measures: _Measures;
  readonly budget?: _BudgetClaim;
  readonly cases: readonly _Case[];
}

/**
 * The result of checking an image against a manifest.
 *
 * @internal
 */
export interface _Verification {
  /** Id of the image. */
  readonly image: string;
  /** The path that it was read from. */
  readonly path: string;
  /** Results for the whole image. */
  readonly cases: readonly _Case[];
  readonly platforms: readonly _PlatformResult[];
  /** Acceptances that matched no finding; empty if only some platforms were checked. */
  readonly stale: readonly _Acceptance[];
}

const NO_BASE: _PinnedBase = { library: _BaseLibrary.EMPTY };

/**
 * Checks a built image against its manifest.
 *
 * @param only the platforms to check; if empty, all declared ones, or that of a docker-archive, which can only contain one
 * @param base the base in the Dockerfile, and what is known about it
 * @param target where the image runs, instead of the declared target
 * @throws `verify/platform` for a platform that is not in the manifest
 * @internal
 */
export function _verify(
  declared: _Manifest, image: _BuiltImage, only: readonly string[] = [], base: _PinnedBase = NO_BASE, target?: _CheckedTarget,
): _Verification {
  const manifest = target === undefined ? declared : { ...declared, target: target.claims };
  const families = target === undefined ? OF_THE_IMAGE : [...OF_THE_IMAGE, target.family];
  const groups = new Map(manifest.groups.flatMap(group => group.platforms.map(platform => [platform, group] as const)));
  for (const platform of only) if (!groups.has(platform)) refuseUnknownPlatform(platform, [...groups.keys()]);
  const platforms = only.length > 0 ? [...new Set(only)] : choosePlatforms(image, [...groups.keys()]);
  const isWhole = only.length === 0;
  const judged = image.manifests.filter(({ platform }) => platforms.includes(platform));
  const acceptances = new _Acceptances(manifest.accepted);
  const verification = {
    image: manifest.image,
    path: image.path,
    cases: families.map(family => checkFamily(family, { manifest, image, platforms, isWhole, acceptances })),
    platforms: judged.map(built => {
      const { platform, digest } = built;
      const group = groups.get(platform)!;
      const budget = manifest.budgets?.[platform];
      const [expected, model] = [new _ExpectedFiles(group), _createBuiltModel(built, platform)];
      const subject = {
        platform, claims: group, budget, expected, built, model, acceptances, image, base: _findPinnedBase(base, group, platform),
      };
      return {
        platform,
        ...digest === undefined ? {} : { digest },
        measures: _measureImage(built, image),
        ...budget === undefined ? {} : { budget },
        cases: OF_A_PLATFORM.map(family => checkFamily(family, subject)),
      };
    }),
  };
  return { ...verification, stale: judged.length === groups.size ? acceptances.stale : [] };
}

/**
 * Lists all findings.
 *
 * @internal
 */
export function _listFindings({ cases, platforms }: _Verification): _Finding[] {
  return [...cases, ...platforms.flatMap(each => each.cases)].flatMap(({ findings }) => findings);
}

function choosePlatforms({ manifests, format, saved }: _BuiltImage, claimed: string[]): string[] {
  const held = manifests.map(({ platform }) => platform).filter(platform => claimed.includes(platform));
  const isOfOne = format === 'docker-archive' || (saved !== undefined && manifests.length === 1);
  return isOfOne && held.length > 0 ? [...new Set(held)] : claimed;
}

function checkFamily<Subject>({ id, title, judge }: _ClaimFamily<Subject>, subject: Subject): _Case {
  return { family: id, title, ...judge(subject) };
}

function refuseUnknownPlatform(platform: string, known: string[]): never {
  return _refuse({
    id: 'verify/platform',
    what: `The manifest contains no claims about "${platform}".${_suggestNearest(platform, known)}`,
    why: 'Without claims, such an image cannot be checked.',
    fix: `Use one of: ${known.join(', ')}.`,
  });
}
