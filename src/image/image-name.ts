import { Problem, _quoteValue } from '../core';

/**
 * The longest name. An image reference has up to 255 characters including its registry, and a file name up to 255 bytes, some of which
 * a pipeline and the tag of a stage use.
 *
 * @see https://github.com/distribution/reference/blob/v0.6.0/reference.go#L41
 */
const MOST = 200;

/** The marks of letters after decomposition: `é` is `e` and an accent. */
const MARKS = /\p{M}+/gu;

/**
 * Removes the marks from Latin letters, so that `Café` becomes `Cafe` instead of `Caf-`. Other scripts stay unchanged.
 *
 * @internal
 */
export function _removeMarks(text: string): string {
  return text.normalize('NFKD').replace(MARKS, '');
}

/**
 * Converts an id to the name of an image: its target in bake, the repository of its tag, and its files in a pipeline. Lower-case letters and
 * digits, with `_`, `__` or dashes between; empty if the id has none of them.
 *
 * @see https://github.com/distribution/reference/blob/v0.6.0/regexp.go
 * @see https://docs.docker.com/build/bake/reference/#target
 * @internal
 */
export function _toImageName(id: string): string {
  return _removeMarks(id)
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/[_-]*(?:_-|-_|___)[_-]*/g, '-')
    .replace(/^[_-]+|[_-]+$/g, '')
    .toLowerCase();
}

/**
 * The problem of an image's id that yields no valid name, if any.
 *
 * @internal
 */
export function _findImageIdProblem(id: string): Problem | undefined {
  const name = _toImageName(id);
  const wrong = name === ''
    ? `The id ${_quoteValue(id)} yields no name: it has no letter from a to z and no digit.`
    : `The id ${_quoteValue(`${id.slice(0, 40)}…`)} yields a name of ${name.length} characters. The limit is ${MOST}.`;
  return name !== '' && name.length <= MOST ? undefined : {
    id: 'image/id',
    what: wrong,
    why: 'The target in docker-bake.json, the tag of the image and the files of a pipeline are named after it.',
    fix: 'Give the image another id, e.g. new ContainerImage(project, "app", { title: "…" }). The title may be any text and is shown to users.',
  };
}
