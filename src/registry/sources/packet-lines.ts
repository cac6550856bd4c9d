/** The length of a line is written before it, in hexadecimal digits. */
const DIGITS = 4;

/**
 * Cuts what a git server sends into lines. Flushes and other marks are left out, and so are line ends.
 *
 * @throws RangeError if it is something else, or is longer than `most` bytes
 * @see https://git-scm.com/docs/protocol-common#_pkt_line_format
 * @internal
 */
export async function* _readPacketLines(pieces: AsyncIterable<Buffer>, most: number): AsyncGenerator<string, void> {
  let rest = Buffer.alloc(0);
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > most) throw new RangeError(`more than ${most} bytes`);
    rest = Buffer.concat([rest, piece]);
    let at = 0;
    for (let size = readSize(rest, at); size !== undefined && at + size <= rest.length; size = readSize(rest, at)) {
      if (size > DIGITS) yield rest.toString('utf8', at + DIGITS, at + size).replace(/\n$/, '');
      at += size;
    }
    rest = rest.subarray(at);
  }
  if (rest.length > 0) throw new RangeError('a line that does not end');
}

/** The bytes of a line with its digits; undefined if they are not there yet. Marks are as long as their digits. */
function readSize(data: Buffer, at: number): number | undefined {
  if (data.length - at < DIGITS) return undefined;
  const digits = data.toString('latin1', at, at + DIGITS);
  if (!/^[0-9a-f]{4}$/i.test(digits)) throw new RangeError('no length of a line');
  return Math.max(DIGITS, parseInt(digits, 16));
}

/**
 * Writes a line.
 *
 * @internal
 */
export function _writePacketLine(text: string): string {
  return `${(text.length + DIGITS + 1).toString(16).padStart(DIGITS, '0')}${text}\n`;
}
