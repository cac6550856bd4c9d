/** A field of a header that is to be wrong, or that matters to a test. */
export interface Fields {
  readonly name: string | Buffer;
  readonly type?: string;
  readonly size?: number;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
  readonly link?: string | Buffer;
  readonly major?: number;
  readonly minor?: number;
  readonly magic?: string;
  readonly prefix?: string;
  /** The twelve bytes of the size. */
  readonly rawSize?: Buffer;
}

/** A header with a right sum, whatever else is in it. */
export function header(fields: Fields): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, at: number, length: number) => block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  Buffer.from(fields.name).copy(block, 0, 0, 100);
  octal(fields.mode ?? 0o644, 100, 8);
  octal(fields.uid ?? 0, 108, 8);
  octal(fields.gid ?? 0, 116, 8);
  octal(fields.size ?? 0, 124, 12);
  octal(fields.mtime ?? 0, 136, 12);
  block.write('        ', 148, 'latin1');
  block.write(fields.type ?? '0', 156, 'latin1');
  Buffer.from(fields.link ?? '').copy(block, 157, 0, 100);
  block.write(fields.magic ?? 'ustar\x0000', 257, 'latin1');
  octal(fields.major ?? 0, 329, 8);
  octal(fields.minor ?? 0, 337, 8);
  block.write(fields.prefix ?? '', 345, 'latin1');
  fields.rawSize?.copy(block, 124);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** A header, and data filled up to whole blocks. */
export function entry(fields: Fields, data: string | Buffer = ''): Buffer {
  const bytes = Buffer.from(data);
  return Buffer.concat([header({ size: bytes.length, ...fields }), bytes, Buffer.alloc((512 - bytes.length % 512) % 512)]);
}

export const file = (name: string | Buffer, data: string | Buffer = '', more: Partial<Fields> = {}) => entry({ name, ...more }, data);
export const directory = (name: string, more: Partial<Fields> = {}) => entry({ name: `${name}/`, type: '5', mode: 0o755, ...more });
export const symlink = (name: string, link: string) => entry({ name, type: '2', mode: 0o777, link });
export const hardlink = (name: string, link: string) => entry({ name, type: '1', link });

/** A pax header for the next entry. */
export function pax(records: Record<string, string | Buffer>, type = 'x'): Buffer {
  return entry({ name: 'pax', type }, Buffer.concat(Object.entries(records).map(([key, value]) => {
    const record = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value), Buffer.from('\n')]);
    let length = record.length;
    while (length !== record.length + String(length).length) length = record.length + String(length).length;
    return Buffer.concat([Buffer.from(String(length)), record]);
  })));
}

export const END = Buffer.alloc(1024);

/** A whole archive. */
export function tar(...entries: Buffer[]): Buffer {
  return Buffer.concat([...entries, END]);
}
