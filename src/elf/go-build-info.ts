import { _GoBuild } from './facts';

/** The beginning of the build information that Go's linker writes since Go 1.13. */
export const _GO_MAGIC = Buffer.from('\xff Go buildinf:', 'latin1');

/** Its alignment. */
export const _GO_ALIGNMENT = 16;

const HEADER = 32;
/** Go 1.18 and newer write the texts after the header; older ones write pointers to texts elsewhere. */
const INLINE = 2;
/** The marker around the second text, with which other programs find it. */
const SENTINEL = 16;

/**
 * Reads the build information of Go's linker.
 *
 * @param data from the magic on
 * @see https://github.com/golang/go/blob/go1.26.0/src/debug/buildinfo/buildinfo.go
 * @internal
 */
export function _readGoBuild(data: Buffer): _GoBuild | undefined {
  if (data.length < HEADER || Math.floor(data[15] / INLINE) % 2 === 0) return undefined;
  const version = readSized(data, HEADER);
  const module = version === undefined ? undefined : readSized(data, version.end);
  if (version === undefined || module === undefined) return undefined;
  const text = module.text.length > 2 * SENTINEL && module.text.at(-SENTINEL - 1) === 0x0a
    ? module.text.toString('utf8', SENTINEL, module.text.length - SENTINEL)
    : '';
  const lines = text.split('\n').map(line => line.split('\t'));
  return {
    version: version.text.toString('utf8'),
    path: lines.find(([key]) => key === 'path')?.[1] ?? '',
    settings: Object.fromEntries(lines.filter(([key, value]) => key === 'build' && value !== undefined).map(([, setting]) => {
      const equals = setting.startsWith('"') ? setting.indexOf('=', setting.indexOf('"', 1)) : setting.indexOf('=');
      return [unquoteValue(setting.slice(0, equals)), unquoteValue(setting.slice(equals + 1))];
    })),
  };
}

/** Reads bytes after their length, a varint in groups of seven bits. */
function readSized(data: Buffer, at: number): { text: Buffer; end: number } | undefined {
  let length = 0;
  let i = at;
  for (let scale = 1; ; scale *= 128) {
    if (i >= data.length || scale > 2 ** 28) return undefined;
    const byte = data[i++];
    length += byte % 128 * scale;
    if (byte < 128) break;
  }
  return i + length > data.length ? undefined : { text: data.subarray(i, i + length), end: i + length };
}

/** Reads a value: one with blanks or quotes is quoted as in Go's source. */
function unquoteValue(value: string): string {
  if (value.startsWith('`')) return value.slice(1, -1);
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}
