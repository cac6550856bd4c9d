import type { _BuiltImage } from '../../oci';
import type { _ClaimFamily, _ImageSubject } from '../claim-family';
import { _quoted } from '../finding';
import { _Notes } from '../notes';

/** Whose words a media type is in. @see https://github.com/opencontainers/image-spec/blob/v1.1.1/media-types.md */
const KINDS: Record<string, string> = { 'application/vnd.oci.': 'OCI', 'application/vnd.docker.': 'Docker' };

/** Devices that take no attestations read the index by themselves and know one kind of it, and of layers those with gzip. */
const STRICT = { kind: 'OCI', layer: 'application/vnd.oci.image.layer.v1.tar+gzip' };

/** @internal */
export const mediaTypes: _ClaimFamily<_ImageSubject> = {
  id: 'media-types',
  title: 'Index, manifests and layers are of one kind, which the target takes',
  judge: ({ image, manifest: { target } }) => {
    const notes = new _Notes();
    if (image.format === 'docker-archive') {
      notes.skip('A docker-archive has no media types.');
      return notes.verdict;
    }
    const isStrict = !target.attestations;
    const wanted = isStrict ? STRICT.kind : kindOf(image.manifests[0]?.mediaType ?? '');
    for (const { what, mediaType, isLayer } of documentsOf(image)) {
      notes.look();
      const kind = kindOf(mediaType);
      const said = `${what} is of type ${_quoted(mediaType)}`;
      if (kind !== wanted) {
        notes.find('verify/media-type', `${said}, ${kind === undefined ? 'which is nobody\'s' : `one of ${kind}`}; ${isStrict ? `the target ${_quoted(target.name)} takes those` : 'the first manifest is of one'} of ${wanted}.`);
      } else if (/nondistributable|foreign/.test(mediaType)) {
        notes.find('verify/media-type', `${said}, which is not pushed to a registry.`);
      } else if (isLayer && isStrict && mediaType !== STRICT.layer) {
        notes.find('verify/media-type', `${said}; the target ${_quoted(target.name)} unpacks gzip only.`);
      }
    }
    return notes.verdict;
  },
};

interface Document {
  readonly what: string;
  readonly mediaType: string;
  readonly isLayer?: boolean;
}

function documentsOf({ index, manifests }: _BuiltImage): Document[] {
  return [
    // An index of the layout that does not say what it is is not pushed.
    ...index === undefined || index.mediaType === '' ? [] : [{ what: 'The index', mediaType: index.mediaType }],
    ...manifests.flatMap(({ platform, mediaType, config, layers }) => [
      { what: `The manifest of ${platform}`, mediaType },
      { what: `The configuration of ${platform}`, mediaType: config.mediaType },
      ...layers.map((layer, i) => ({ what: `Layer ${i + 1} of ${platform}`, mediaType: layer.mediaType, isLayer: true })),
    ]),
  ];
}

function kindOf(mediaType: string): string | undefined {
  return Object.entries(KINDS).find(([prefix]) => mediaType.startsWith(prefix))?.[1];
}
