import type { Problem } from '../core';

/**
 * Longer names do not fit everywhere: the reference of an image holds 255 characters with its registry, the name of a file 255 bytes, of which
 * a pipeline and the tag of a stage need some.
 *
 * @see https://github.com/distribution/reference/blob/v0.6.0/reference.go#L41
 */
const MOST = 200;

/** The marks on letters once they stand apart: `é` is `e` and an accent. */
const MARKS = /\p{M}+/gu;

/**
 * A text with letters of the Latin alphabet without their marks, so that `Café` is not `Caf-`. Other scripts stay what they are.
 *
 * @internal
 */
export function _withoutMarks(text: string): string {
  return text.normalize('NFKD').replace(MARKS, '');
}

/**
 * An id as the name of an image: of its target in bake, of the repository of its tag, and of its files in a pipeline. Lower-case letters and
 * digits, with `_`, `__` or dashes between; empty where the id has none of them.
 *
 * @see https://github.com/distribution/reference/blob/v0.6.0/regexp.go
 * @see https://docs.docker.com/build/bake/reference/#target
 * @internal
 */
export function _imageName(id: string): string {
  return _withoutMarks(id)
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/[_-]*(?:_-|-_|___)[_-]*/g, '-')
    .replace(/^[_-]+|[_-]+$/g, '')
    .toLowerCase();
}

/**
 * What is wrong with the id of an image, if no name can be made of it.
 *
 * @internal
 */
export function _imageIdProblem(id: string): Problem | undefined {
  const name = _imageName(id);
  const wrong = name === ''
    ? `No name can be made of the id ${JSON.stringify(id)}: it has no letter from a to z and no digit.`
    : `The id ${JSON.stringify(`${id.slice(0, 40)}…`)} makes a name of ${name.length} characters. At most ${MOST} fit.`;
  return name !== '' && name.length <= MOST ? undefined : {
    id: 'image/id',
    what: wrong,
    why: 'The target in docker-bake.json, the tag of the image and the files of a pipeline are named after it.',
    fix: 'Give the image another id, e.g. new ContainerImage(project, "app", { title: "…" }). The title may be any text, and is what people see.',
  };
}
