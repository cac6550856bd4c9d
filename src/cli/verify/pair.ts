import { dirname } from 'node:path';
import { _WrittenFiles, _refuse } from '../../core';

/** A manifest is named like its Dockerfile, with this suffix. */
export const MANIFEST_SUFFIX = '.imagewright.json';

/**
 * Compares a manifest and its Dockerfile with the files that the last synthesis here wrote.
 *
 * @returns a warning; undefined if they belong together, or if it is unknown, and no synthesis was interrupted
 * @throws `verify/stale` if a synthesis was interrupted between the two
 */
export function comparePair(manifest: string): string | undefined {
  const written = _WrittenFiles.find(dirname(manifest));
  if (written === undefined || !manifest.endsWith(MANIFEST_SUFFIX)) return written?.describeInterruption();
  const dockerfile = manifest.slice(0, -MANIFEST_SUFFIX.length);
  const [manifestIs, dockerfileIs] = [manifest, dockerfile].map(path => written.isAsWritten(path));
  if (manifestIs === undefined || dockerfileIs === undefined || manifestIs === dockerfileIs) return written.describeInterruption();
  const [fresh, stale] = manifestIs ? [manifest, dockerfile] : [dockerfile, manifest];
  if (written.isInterrupted) {
    _refuse({
      id: 'verify/stale',
      where: manifest,
      what: `${stale} is from an earlier synthesis than ${fresh}: the last synthesis was interrupted between the two.`,
      why: 'The image would be checked against the claims about another image.',
      fix: 'Run `npx projen synth`, which writes the missing files, then build and verify again.',
    });
  }
  return `${stale} has changed since the last synthesis here, but ${fresh} has not. Unless the change is deliberate, run: npx projen synth`;
}
