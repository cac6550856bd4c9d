import type { _ClaimFamily, _ImageSubject } from '../claim-family';
import { _quoted } from '../finding';
import { _Notes } from '../notes';

/** @internal */
export const attestations: _ClaimFamily<_ImageSubject> = {
  id: 'attestations',
  title: 'The index holds nothing that the target does not take',
  judge: ({ acceptances, image, manifest: { target } }) => {
    const notes = new _Notes(acceptances);
    for (const { artifactType, name } of image.artifacts) {
      notes.skip(`Beside the image stands something of type ${_quoted(artifactType)}${name === undefined ? '' : ` (${_quoted(name)})`}, which is no image.`);
    }
    if (image.format === 'docker-archive') {
      notes.skip('A docker-archive has no index.');
      return notes.verdict;
    }
    if (target.attestations) {
      notes.skip(`The target ${_quoted(target.name)} takes attestations, and asks for none.`);
      return notes.verdict;
    }
    notes.look();
    for (const { predicateTypes, subject } of image.attestations) {
      const of = image.manifests.find(({ digest }) => digest === subject)?.platform;
      const types = predicateTypes.length === 0 ? '' : ` (${predicateTypes.map(_quoted).join(', ')})`;
      notes.find('verify/attestation', `There is an attestation${types}; the target ${_quoted(target.name)} takes none.`, { platform: of });
    }
    // What has a tag of its own is not pushed with the image.
    for (const { artifactType } of image.artifacts.filter(({ name }) => name === undefined)) {
      notes.find('verify/artifact', `The index names something of type ${_quoted(artifactType)}, which is no image.`);
    }
    return notes.verdict;
  },
};
