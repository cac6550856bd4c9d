import type { _ClaimFamily, _ImageSubject } from '../claim-family';
import { _quoteText } from '../finding';
import { _Notes } from '../notes';

/** @internal */
export const attestations: _ClaimFamily<_ImageSubject> = {
  id: 'attestations',
  title: 'The index contains nothing that the target does not accept',
  judge: ({ acceptances, image, manifest: { target } }) => {
    const notes = new _Notes(acceptances);
    for (const { artifactType, name } of image.artifacts) {
      notes.addUnchecked(`Next to the image is an artifact of type ${_quoteText(artifactType)}${name === undefined ? '' : ` (${_quoteText(name)})`}, which is not an image.`);
    }
    if (image.format === 'docker-archive') {
      notes.addUnchecked('A docker-archive has no index.');
      return notes.verdict;
    }
    if (target.attestations) {
      notes.addUnchecked(`The target ${_quoteText(target.name)} accepts attestations but requires none.`);
      return notes.verdict;
    }
    notes.countClaim();
    for (const { predicateTypes, subject } of image.attestations) {
      const of = image.manifests.find(({ digest }) => digest === subject)?.platform;
      const types = predicateTypes.length === 0 ? '' : ` (${predicateTypes.map(_quoteText).join(', ')})`;
      notes.addFinding('verify/attestation', `There is an attestation${types}; the target ${_quoteText(target.name)} accepts none.`, { platform: of });
    }
    // An artifact with its own tag is not pushed with the image.
    for (const { artifactType } of image.artifacts.filter(({ name }) => name === undefined)) {
      notes.addFinding('verify/artifact', `The index lists an artifact of type ${_quoteText(artifactType)}, which is not an image.`);
    }
    return notes.verdict;
  },
};
