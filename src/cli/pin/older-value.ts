import { _compareVersions } from '../../catalog';
import type { _RefusedProblem } from '../../core';

/** The number with which a version begins: `1.98.3` of `v1.98.3`, `3.13` of `3.13-slim`. Other texts have no order that is known. */
const NUMBER = /^v?(\d+(?:\.\d+)*)/;

/** Whether a version, or a tag, has a lower number than another one. */
export function isOlder(version: string, than: string): boolean {
  const [found, current] = [version, than].map(text => NUMBER.exec(text)?.[1]);
  return found !== undefined && current !== undefined && _compareVersions(found, current) < 0;
}

/**
 * Describes a generated file that is older than versions.json: bots move versions forward.
 *
 * @param id e.g. `packages.APP_VERSION`
 * @param where path of versions.json
 */
export function describeOlder(
  id: string, where: string, { version, place }: { readonly version: string; readonly place: string }, current: string,
): _RefusedProblem {
  return {
    id: 'pin/older',
    where,
    what: `${place} has ${version} for ${id}, which is older than ${current} here.`,
    why: 'The file was generated before versions.json changed, so the newer version would be lost.',
    fix: 'Run the synthesis: npx projen. To go back to the older version, write it into versions.json.',
  };
}

/**
 * Describes a generated file with the value that versions.json had before.
 *
 * @param id e.g. `images.go`
 * @param where path of versions.json
 */
export function describeStale(id: string, where: string, { place, value }: { readonly place: string; readonly value: string }): _RefusedProblem {
  return {
    id: 'pin/older',
    where,
    what: `${place} has ${value} for ${id}, which is what was here before it changed.`,
    why: 'The file was generated before versions.json changed, so the new value would be lost.',
    fix: 'Run the synthesis: npx projen. To go back to the old value, write it into versions.json.',
  };
}
