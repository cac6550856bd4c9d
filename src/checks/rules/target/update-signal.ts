import { Severity } from '../../../core';
import type { _Rule } from '../../rule';

/** @see https://github.com/docker-library/official-images/issues/16044 */
export const targetUpdateSignal: _Rule = {
  id: 'target/update-signal',
  title: 'The digest of an index changes with the image alone, where devices compare it',
  severity: Severity.WARNING,
  why: 'Origin differs from build to build, so every build of the same sources has another digest, and all devices update for nothing.',
  fix: 'Say attestations: false in the profile, and attach them elsewhere; or let devices compare the digests of manifests, or a label.',
  check: ({ target }) => (target.attestations && target.comparesDigests
    ? [{ what: `${target.name} compares the digests of indexes, and provenance and SBOM stand in the index.` }]
    : []),
};
