/**
 * The name of Docker Hub in references.
 *
 * @internal
 */
export const _DOCKER_HUB = 'docker.io';

/**
 * The host that answers for Docker Hub.
 *
 * @internal
 */
export const _DOCKER_HUB_HOST = 'registry-1.docker.io';

/**
 * The parts of an image reference, with what Docker fills in: `debian` is `library/debian` of `docker.io`.
 *
 * @internal
 */
export interface _ImageReference {
  /** The registry, e.g. `docker.io`, `localhost:5000`. */
  readonly domain: string;
  /** The repository in it, e.g. `library/debian`. */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

/**
 * Splits an image reference. The part before the first slash is a registry if it looks like one. Any text can be split; whether it is a reference
 * is what `_findReferenceProblem` tells.
 *
 * @see https://github.com/distribution/reference
 * @internal
 */
export function _splitReference(text: string): _ImageReference {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  const isDomain = slash >= 0 && (first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase());
  const domain = !isDomain || first === 'index.docker.io' ? _DOCKER_HUB : first;
  const [, given, tag, digest] = /^([^:@]*)(?::([^@]*))?(?:@(.*))?$/s.exec(isDomain ? text.slice(slash + 1) : text)!;
  return {
    domain,
    path: domain === _DOCKER_HUB && !given.includes('/') ? `library/${given}` : given,
    ...tag === undefined ? {} : { tag },
    ...digest === undefined ? {} : { digest },
  };
}

/**
 * The repository of a reference as one text, with what Docker fills in: `docker.io/library/debian`.
 *
 * @internal
 */
export function _printRepository(reference: string): string {
  const { domain, path } = _splitReference(reference);
  return `${domain}/${path}`;
}

/**
 * Whether two references name the same image, from whatever registry or mirror: the last parts of their paths are equal.
 *
 * @internal
 */
export function _hasSameName(a: string, b: string): boolean {
  const [first, second] = [a, b].map(each => _splitReference(each).path.split('/').at(-1));
  return first === second;
}

const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(`^(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const PATH_PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const PATH = new RegExp(`^${PATH_PART}(?:/${PATH_PART})*$`);
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/** Longest name of a repository. */
const LONGEST_NAME = 255;

/** Digest algorithms and how many hexadecimal digits they have. */
const DIGEST_DIGITS: Record<string, number> = { sha256: 64, sha384: 96, sha512: 128 };

/**
 * The reason why a text is not an image reference; undefined if it is one.
 *
 * @see https://github.com/distribution/reference
 * @internal
 */
export function _findReferenceProblem(text: string): string | undefined {
  if (/^[a-f0-9]{64}$/.test(text)) return 'the name of an image cannot be 64 hexadecimal digits';
  const { domain, path, tag, digest } = _splitReference(text);
  if (path !== path.toLowerCase()) return 'the name of a repository must be in lower case';
  if (!DOMAIN.test(domain) || !PATH.test(path) || (tag !== undefined && !TAG.test(tag)) || digest === '') return 'it is not of the form registry/name:tag@sha256:…';
  if (path.length > LONGEST_NAME) return `a name has at most ${LONGEST_NAME} characters`;
  return digest === undefined || _isDigest(digest) ? undefined : 'the digest is not "sha256:" and 64 hexadecimal digits in lower case';
}

/**
 * Whether a text can be the tag of an image.
 *
 * @internal
 */
export function _isTag(text: string): boolean {
  return TAG.test(text);
}

/**
 * Whether a text is a digest with a known algorithm.
 *
 * @internal
 */
export function _isDigest(text: string): boolean {
  const [, algorithm, digits] = /^([a-z0-9]+):([a-f0-9]+)$/.exec(text) ?? [];
  return digits !== undefined && DIGEST_DIGITS[algorithm] === digits.length;
}

/**
 * The reference of an image without its digest.
 *
 * @internal
 */
export function _dropDigest(reference: string): string {
  return reference.replace(/@.*/, '');
}
