import { Severity } from '../../../core';
import type { _Rule } from '../../rule';

/** @see https://github.com/docker-library/official-images/issues/16044 */
export const targetUpdateSignal: _Rule = {
  id: 'target/update-signal',
  title: 'If devices compare the digest of an index, it changes only with the image',
  severity: Severity.WARNING,
  why: 'Provenance differs from build to build, so every build of the same sources has another digest, and all devices update needlessly.',
  fix: 'Set attestations: false in the profile and attach them elsewhere; or let devices compare the digests of manifests, or a label.',
  check: ({ target }) => (target.attestations && target.comparesDigests
    ? [{ what: `${target.name} compares the digests of indexes, and provenance and SBOM are in the index.` }]
    : []),
};
