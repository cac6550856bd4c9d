import { Arg, Comment, DockerfileNode, KeyValue, Label, Word } from '../dockerfile';
import { _OCI_VERSION_KEY } from './oci-labels';

/**
 * Value of the release argument unless the build sets it.
 *
 * @internal
 */
export const _UNRELEASED = 'dev';

/**
 * The labels of an image, for the end of its last stage, because they change with every release.
 *
 * @internal
 */
export function _listLabelNodes(labels: Record<string, string>, releaseArg: string): DockerfileNode[] {
  return [
    new Comment([`${releaseArg} the release that the image is published as`]),
    new Arg([{ name: releaseArg, defaultValue: Word.literal(_UNRELEASED) }]),
    new Label([
      ...Object.entries(labels).map(([key, value]) => KeyValue.of(key, value)),
      KeyValue.word(Word.literal(_OCI_VERSION_KEY), Word.variable(releaseArg)),
    ]),
  ];
}
