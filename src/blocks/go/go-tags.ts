import { _hasHidden, _quoteValue, _refuse } from '../../core';

/** Go accepts some invisible characters as letters. */
const isTag = (tag: string) => /^[\p{L}\p{Nd}_.]+$/u.test(tag) && !_hasHidden(tag);

/**
 * Build tags as `go build -tags` gets them: sorted, each once.
 *
 * @throws `go/tag`
 * @see https://go.dev/src/go/build/constraint/expr.go `isValidTag`
 * @internal
 */
export function _checkGoTags(tags: readonly string[]): string[] {
  const wrong = tags.find(tag => !isTag(tag));
  if (wrong === undefined) return [...new Set(tags)].sort();
  return _refuse({
    id: 'go/tag',
    what: `${_quoteValue(wrong)} is not a build tag.`,
    why: 'A tag consists of letters, digits, "_" and "."; the go command splits the list at commas, so no file would match this one.',
    fix: /[,\s]/.test(wrong) ? 'Write each tag as a separate entry: ["a", "b"].' : 'Write it as after //go:build in the sources; to leave out a tag, do not list it.',
  });
}
