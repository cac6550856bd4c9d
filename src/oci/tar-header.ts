import { _refuseImage } from './refusal';

/**
 * A header of a tar, read as Go's archive/tar reads it, which unpacks layers in Docker, containerd and Podman:
 * with a different reader, a crafted image could show other files than those that an engine unpacks.
 *
 * @see https://pkg.go.dev/archive/tar
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13
 * @internal
 */
export interface _TarHeader {
  /** The type flag; `0` for the older `\0` and `7`. */
  readonly type: string;
  /** The bytes of the name, in any encoding. A view of the current piece: to be used before the next piece is read. */
  readonly name: Buffer;
  /** The bytes of the target of a link. */
  readonly link: Buffer;
  /** Number of bytes that follow the header: 0 except for files. */
  readonly size: number;
  /** Permissions with set-user-id, set-group-id and sticky bit. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  /** Major and minor number of a device, e.g. `1:3`. */
  readonly device: string;
  /** Names of extended attributes. */
  readonly xattrs: readonly string[];
}

/** @internal */
export const _BLOCK = 512;

const NOTHING = Buffer.alloc(0);
const SLASH = Buffer.from('/');
const NO_XATTRS: readonly string[] = [];
const XATTR = 'SCHILY.xattr.';

/** Types without data: their size is ignored. */
const HEADER_ONLY = new Set(['1', '2', '3', '4', '5', '6']);

/**
 * @param refuse called with the problem; throws
 * @throws what `refuse` throws if it is not a header
 * @internal
 */
export function _readTarHeader(block: Buffer, refuse: (what: string) => never): _TarHeader {
  if (!isSumRight(block)) refuse('There is no valid tar header where one is expected.');
  const number = (at: number, length: number) => _readTarNumber(block, at, length, refuse);
  const magic = block.toString('latin1', 257, 265);
  const isGnu = magic === 'ustar  \0';
  const isStar = magic.startsWith('ustar\0') && block.toString('latin1', 508, 512) === 'tar\0';
  const isUstar = magic.startsWith('ustar\0');
  const prefix = isUstar && !isGnu ? readText(block, 345, isStar ? 131 : 155) : NOTHING;
  const plain = readText(block, 0, 100);
  const name = prefix.length > 0 ? Buffer.concat([prefix, SLASH, plain]) : plain;
  const flag = String.fromCharCode(block[156]);
  const isFile = flag === '\0' || flag === '7' || flag === '0';
  // Before directories had a type of their own, they were files with a trailing slash.
  const type = flag === '\0' && name.at(-1) === 0x2f ? '5' : isFile ? '0' : flag;
  const size = number(124, 12);
  if (size < 0) refuse('A tar header has a negative size.');
  return {
    type,
    name,
    link: readText(block, 157, 100),
    size: HEADER_ONLY.has(type) ? 0 : size,
    mode: number(100, 8),
    uid: number(108, 8),
    gid: number(116, 8),
    mtime: number(136, 12),
    device: type === '3' || type === '4' ? `${number(329, 8)}:${number(337, 8)}` : '',
    xattrs: NO_XATTRS,
  };
}

/**
 * The records of a pax header. An empty value removes a record.
 *
 * @throws what `refuse` throws if it is malformed
 * @internal
 */
export function _readPaxRecords(data: Buffer, refuse: (what: string) => never): Map<string, Buffer> {
  const records = new Map<string, Buffer>();
  for (let at = 0; at < data.length;) {
    const space = data.indexOf(0x20, at);
    const digits = space < 0 ? '' : data.toString('latin1', at, space);
    const end = at + Number(digits);
    const equals = data.indexOf(0x3d, space);
    if (!/^\d{1,9}$/.test(digits) || end > data.length || end <= space || data[end - 1] !== 0x0a || equals <= space + 1 || equals >= end) {
      return refuse('A pax header is malformed.');
    }
    const key = data.toString('utf8', space + 1, equals);
    const value = data.subarray(equals + 1, end - 1);
    // The kernel ends a name at a NUL, but a program that prints it does not.
    if (key.includes('\0') || (value.includes(0) && !key.startsWith(XATTR))) return refuse('A pax header has a NUL in it.');
    if (key.startsWith('GNU.sparse.')) return refuse(SPARSE);
    records.set(key, value);
    at = end;
  }
  return records;
}

/**
 * The refusal of a tar, for the reader of its headers.
 *
 * @param where the archive
 * @internal
 */
export function _createTarRefusal(where: string): (what: string) => never {
  return what => _refuseImage(what === SPARSE ? 'oci/sparse' : 'oci/tar', where, what);
}

/** @internal */
export const SPARSE = 'An entry is a sparse file.';

/**
 * The header with the records of the pax header before it.
 *
 * @throws what `refuse` throws if a record is not a number
 * @internal
 */
export function _applyPax(header: _TarHeader, records: Map<string, Buffer>, refuse: (what: string) => never): _TarHeader {
  const bytes = (key: string) => {
    const value = records.get(key);
    return value === undefined || value.length === 0 ? undefined : value;
  };
  const number = (key: string, pattern: RegExp) => {
    const value = bytes(key)?.toString('latin1');
    if (value === undefined) return undefined;
    if (!pattern.test(value) || !Number.isSafeInteger(Math.trunc(Number(value)))) refuse(`A pax header has a ${key} that is not a number.`);
    return Number(value);
  };
  const xattrs = [...records.keys()].filter(key => key.startsWith(XATTR) && key.length > XATTR.length).map(key => key.slice(XATTR.length));
  const size = number('size', /^\d+$/);
  return {
    ...header,
    name: bytes('path') ?? header.name,
    link: bytes('linkpath') ?? header.link,
    size: size === undefined || HEADER_ONLY.has(header.type) ? header.size : size,
    uid: number('uid', /^\d+$/) ?? header.uid,
    gid: number('gid', /^\d+$/) ?? header.gid,
    mtime: Math.floor(number('mtime', /^-?\d+(\.\d*)?$/) ?? header.mtime),
    xattrs: xattrs.length === 0 ? NO_XATTRS : xattrs.sort(),
  };
}

/** A number in octal digits, or in base 256 if the first bit is set. */
function _readTarNumber(block: Buffer, at: number, length: number, refuse: (what: string) => never): number {
  if (block[at] >= 0x80) return readBase256(block, at, length, refuse);
  let value = 0;
  let i = at;
  let end = at + length;
  while (i < end && (block[i] === 0x20 || block[i] === 0)) i++;
  while (end > i && (block[end - 1] === 0x20 || block[end - 1] === 0)) end--;
  for (; i < end; i++) {
    const digit = block[i] - 0x30;
    if (digit < 0 || digit > 7) {
      // Bytes after a NUL are leftovers.
      if (block[i] === 0) break;
      return refuse('A number in a tar header is malformed.');
    }
    value = value * 8 + digit;
  }
  return value;
}

function readBase256(block: Buffer, at: number, length: number, refuse: (what: string) => never): number {
  const isNegative = block[at] >= 0xc0;
  let value = isNegative ? block[at] - 0x100 : block[at] - 0x80;
  for (let i = at + 1; i < at + length; i++) value = value * 256 + block[i];
  return Number.isSafeInteger(value) ? value : refuse('A tar header has a number that no file system can hold.');
}

/** Checks the sum of all bytes, with blanks in place of the sum itself. Some old programs treated bytes as signed. */
function isSumRight(block: Buffer): boolean {
  let unsigned = 8 * 0x20;
  let high = 0;
  for (let i = 0; i < _BLOCK; i++) {
    if (i === 148) i = 156;
    unsigned += block[i];
    if (block[i] >= 0x80) high++;
  }
  let checksum = 0;
  for (let i = 148; i < 156; i++) {
    const digit = block[i] - 0x30;
    if (digit >= 0 && digit <= 7) checksum = checksum * 8 + digit;
    else if (checksum > 0) break;
  }
  return checksum === unsigned || checksum === unsigned - high * 256;
}

/** The bytes up to a NUL. */
function readText(block: Buffer, at: number, length: number): Buffer {
  if (block[at] === 0) return NOTHING;
  const end = block.indexOf(0, at);
  return block.subarray(at, end < 0 || end > at + length ? at + length : end);
}
