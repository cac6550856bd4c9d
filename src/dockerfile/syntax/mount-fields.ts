import { _csvFields } from './csv';

/**
 * A field of a `--mount`: `key=value`, or a key alone.
 *
 * @internal
 */
export interface _MountField {
  /** In small letters. */
  readonly key: string;
  readonly value?: string;
  /** As it is written. */
  readonly text: string;
}

/**
 * The fields of a `--mount`; undefined where a quote is out of place.
 *
 * @internal
 */
export function _mountFields(mount: string): _MountField[] | undefined {
  return _csvFields(mount)?.map(text => {
    const sign = text.indexOf('=');
    return sign === -1 ? { key: text.toLowerCase(), text } : { key: text.slice(0, sign).toLowerCase(), value: text.slice(sign + 1), text };
  });
}
