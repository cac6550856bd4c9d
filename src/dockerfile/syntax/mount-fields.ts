import { _parseCsv } from './csv';

/**
 * A field of a `--mount`: `key=value`, or only a key.
 *
 * @internal
 */
export interface _MountField {
  /** The key in lower case. */
  readonly key: string;
  readonly value?: string;
  /** The field as written. */
  readonly text: string;
}

/**
 * Parses the fields of a `--mount`; undefined if a quote is misplaced.
 *
 * @internal
 */
export function _parseMountFields(mount: string): _MountField[] | undefined {
  return _parseCsv(mount)?.map(text => {
    const sign = text.indexOf('=');
    return sign === -1 ? { key: text.toLowerCase(), text } : { key: text.slice(0, sign).toLowerCase(), value: text.slice(sign + 1), text };
  });
}
