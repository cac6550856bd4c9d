import type { _BuiltImage } from '../../oci';
import type { _ClaimFamily, _ImageSubject } from '../claim-family';
import { _quoteText } from '../finding';
import { _Notes } from '../notes';

/** Who defines a media type, by its prefix. @see https://github.com/opencontainers/image-spec/blob/v1.1.1/media-types.md */
const KINDS: Record<string, string> = { 'application/vnd.oci.': 'OCI', 'application/vnd.docker.': 'Docker' };

/** A layer compressed with gzip, in OCI's or Docker's media type. */
const GZIP = /[+.]gzip$/;
/** One that is not, which an archive as of `docker save` may have: it is loaded, not pulled. */
const UNCOMPRESSED = /\.tar$/;

/** @internal */
export const mediaTypes: _ClaimFamily<_ImageSubject> = {
  id: 'media-types',
  title: 'Index, manifests and layers have media types of one kind, which the target accepts',
  judge: ({ acceptances, image, manifest: { target } }) => {
    const notes = new _Notes(acceptances);
    if (image.format === 'docker-archive') {
      notes.addUnchecked('A docker-archive has no media types.');
      return notes.verdict;
    }
    const documents = listDocuments(image);
    const wanted = findMainKind(documents);
    for (const { what, mediaType, isLayer } of documents) {
      notes.countClaim();
      const kind = findKind(mediaType);
      const finding = `${what} has the media type ${_quoteText(mediaType)}`;
      if (kind !== wanted) {
        notes.addFinding('verify/media-type', `${finding}, ${kind === undefined ? 'which is unknown' : `defined by ${kind}`}; most of the image has types defined by ${wanted}.`);
      } else if (/nondistributable|foreign/.test(mediaType)) {
        notes.addFinding('verify/media-type', `${finding}; such layers are not pushed to a registry.`);
      } else if (isLayer && target.gzipLayersOnly && !GZIP.test(mediaType) && !(image.saved !== undefined && UNCOMPRESSED.test(mediaType))) {
        notes.addFinding('verify/media-type', `${finding}; the target ${_quoteText(target.name)} can only unpack gzip.`);
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

function listDocuments({ index, manifests }: _BuiltImage): Document[] {
  return [
    // The index of a layout without a media type is not pushed.
    ...index === undefined || index.mediaType === '' ? [] : [{ what: 'The index', mediaType: index.mediaType }],
    ...manifests.flatMap(({ platform, mediaType, config, layers }) => [
      { what: `The manifest of ${platform}`, mediaType },
      { what: `The configuration of ${platform}`, mediaType: config.mediaType },
      ...layers.map((layer, i) => ({ what: `Layer ${i + 1} of ${platform}`, mediaType: layer.mediaType, isLayer: true })),
    ]),
  ];
}

/** The kind of most documents, so that the odd one is reported and not the others. */
function findMainKind(documents: Document[]): string {
  const count = (kind: string) => documents.filter(({ mediaType }) => findKind(mediaType) === kind).length;
  return Object.values(KINDS).sort((a, b) => count(b) - count(a))[0];
}

function findKind(mediaType: string): string | undefined {
  return Object.entries(KINDS).find(([prefix]) => mediaType.startsWith(prefix))?.[1];
}
