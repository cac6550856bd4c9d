import { dirname } from 'node:path';
import { _refuse } from '../../core';
import { WrittenFiles } from '../written-files';

/** What follows the name of a Dockerfile in that of its manifest. */
const SUFFIX = '.imagewright.json';

/**
 * Whether a manifest and its Dockerfile are of one synthesis, as far as the last synthesis here has left word of its files.
 *
 * @returns what is worth knowing; undefined where they belong together, or nobody can tell
 * @throws `verify/stale` where a synthesis was interrupted between the two
 */
export function aboutPair(manifest: string): string | undefined {
  const written = WrittenFiles.above(dirname(manifest));
  if (written === undefined || !manifest.endsWith(SUFFIX)) return undefined;
  const dockerfile = manifest.slice(0, -SUFFIX.length);
  const [manifestIs, dockerfileIs] = [manifest, dockerfile].map(path => written.isAsWritten(path));
  if (manifestIs === undefined || dockerfileIs === undefined || manifestIs === dockerfileIs) return undefined;
  const [fresh, stale] = manifestIs ? [manifest, dockerfile] : [dockerfile, manifest];
  if (written.isInterrupted) {
    _refuse({
      id: 'verify/stale',
      where: manifest,
      what: `${stale} is of an earlier synthesis than ${fresh}: the last one was interrupted between the two.`,
      why: 'The image would be checked against the claims about another one.',
      fix: 'Run `npx projen synth`, which writes what is missing, then build and verify again.',
    });
  }
  return `${stale} is not what the last synthesis here wrote, and ${fresh} is. If nobody changed it on purpose, run: npx projen synth`;
}
