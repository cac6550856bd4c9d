import { _splitReference } from '../../../core';

const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const PATH_PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const REFERENCE = new RegExp(`^(?:(${DOMAIN})/)?(${PATH_PART}(?:/${PATH_PART})*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(.+))?$`);

/** Longest name of a repository. */
const LONGEST_NAME = 255;

/** Digest algorithms and how many hex digits they have. */
const DIGEST_DIGITS: Record<string, number> = { sha256: 64, sha384: 96, sha512: 128 };

/**
 * The reason why a text is not an image reference; undefined if it is one.
 *
 * @see https://github.com/distribution/reference
 */
export function findReferenceProblem(text: string): string | undefined {
  if (/^[a-f0-9]{64}$/.test(text)) return 'the name of an image cannot be 64 hexadecimal digits';
  const { domain, rest } = _splitReference(text);
  const name = rest.split(':')[0];
  if (name !== name.toLowerCase()) return 'the name of a repository must be in lower case';
  const match = REFERENCE.exec(`${domain}/${rest}`);
  if (match === null) return 'it is not of the form registry/name:tag@sha256:…';
  if (match[2].length > LONGEST_NAME) return `a name has at most ${LONGEST_NAME} characters`;
  return match[4] === undefined || isDigest(match[4]) ? undefined : 'the digest is not "sha256:" and 64 hexadecimal digits in lower case';
}

/** Whether a text is a digest with a known algorithm. */
export function isDigest(text: string): boolean {
  const [, algorithm, digits] = /^([a-z0-9]+):([a-f0-9]+)$/.exec(text) ?? [];
  return digits !== undefined && DIGEST_DIGITS[algorithm] === digits.length;
}
