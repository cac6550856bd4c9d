import { isUtf8 } from 'node:buffer';
import { _quote } from './refusal';

/**
 * The limits of Linux for paths and names: longer ones cannot be unpacked.
 *
 * @see https://man7.org/linux/man-pages/man0/limits.h.0p.html
 */
const NAME_MAX = 255;
const PATH_MAX = 4095;

const SLASH = 0x2f;
const DOT = 0x2e;

/**
 * The names on the path from the root to an entry. Absolute names begin at the root of the image; `a/../b` is `b`, as engines clean it.
 *
 * @throws what `refuse` throws for a path that leaves the root or exceeds the limits
 * @internal
 */
export function _splitEntryName(path: Buffer, refuse: (what: string) => never): string[] {
  if (path.length > PATH_MAX) refuse(`An entry has a path of ${path.length} bytes, more than ${PATH_MAX}.`);
  const isText = isUtf8(path);
  const names: string[] = [];
  for (let at = 0; at < path.length;) {
    const slash = path.indexOf(SLASH, at);
    const end = slash < 0 ? path.length : slash;
    const length = end - at;
    const isDots = path[at] === DOT && length <= 2 && path[end - 1] === DOT;
    if (isDots && length === 2 && names.pop() === undefined) refuse(`The entry ${_quote(_decodeName(path))} is outside the root.`);
    if (length > NAME_MAX) refuse(`An entry has a name of ${length} bytes, more than ${NAME_MAX}.`);
    if (length > 0 && !isDots) names.push(isText ? path.toString('utf8', at, end) : _decodeName(path.subarray(at, end)));
    at = end + 1;
  }
  return names;
}

/**
 * Bytes as text. Bytes that are not UTF-8 become lone surrogates, 0x80 becomes U+DC80, so that different names stay different
 * (Python's `surrogateescape`).
 *
 * @see https://peps.python.org/pep-0383/
 * @internal
 */
export function _decodeName(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find(count => at + count <= bytes.length && isUtf8(bytes.subarray(at, at + count)));
    text += length === undefined ? String.fromCharCode(0xdc00 + bytes[at]) : bytes.toString('utf8', at, at + length);
    at += length ?? 1;
  }
  return text;
}
