/** The parts of an image reference, with defaults filled in. */
interface ReferenceParts {
  /** The registry, e.g. `docker.io`. */
  readonly domain: string;
  /** Path, tag and digest, e.g. `library/debian:trixie-slim@sha256:…`. */
  readonly rest: string;
}

/**
 * Splits an image reference. The part before the first slash is a registry if it looks like one.
 *
 * @see https://github.com/distribution/reference
 * @internal
 */
export function _splitReference(text: string): ReferenceParts {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  if (slash < 0) return { domain: 'docker.io', rest: `library/${text}` };
  const isDomain = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
  const domain = !isDomain || first === 'index.docker.io' ? 'docker.io' : first;
  const rest = isDomain ? text.slice(slash + 1) : text;
  return { domain, rest: domain === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest };
}
