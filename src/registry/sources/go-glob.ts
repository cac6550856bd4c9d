/**
 * Whether one of several patterns, separated by commas, matches the beginning of a module's path, element by element, as in GOPRIVATE.
 *
 * @see https://pkg.go.dev/golang.org/x/mod/module#MatchPrefixPatterns
 * @internal
 */
export function matchesGlob(patterns: string, path: string): boolean {
  const elements = path.split('/');
  return patterns.split(',').map(pattern => pattern.trim().replace(/\/+$/, '')).filter(pattern => pattern !== '').some(pattern => {
    const wanted = pattern.split('/');
    return wanted.length <= elements.length && wanted.every((part, i) => matchElement(part, elements[i]));
  });
}

function matchElement(pattern: string, element: string): boolean {
  const source = pattern.replace(/[.+^${}()|\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.');
  try {
    return new RegExp(`^${source}$`, 'u').test(element);
  } catch {
    // A set of characters that does not end.
    return false;
  }
}
