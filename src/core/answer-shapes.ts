import { Origin } from './origin';
import type { Problem } from './problem';
import { Severity } from './severity';
import { _Shape, _form, _is, _isObject, _object, _text } from './shape';
import { Size } from './size';
import { _removeEmpty } from './without-empty';

/**
 * The shapes of places, severities, sizes and problems in answers of users' code, which nothing else checks.
 *
 * @internal
 */
export const _origin: _Shape<Origin> = _is((value): value is Origin => 'construct' in value && '_places' in value && Array.isArray(value._places), 'an Origin, such as image.by');

/** @internal */
export const _size: _Shape<Size> = _is((value): value is Size => 'inBytes' in value && typeof value.inBytes === 'number', 'a Size');

/** @internal */
export const _severity = _form(new RegExp(`^(${Object.values(Severity).join('|')})$`), 'a Severity') as _Shape<Severity>;

/** @internal */
export const _problem: _Shape<Problem> = _object(
  { id: _form(/^[^\s/]+\/[^\s/]+$/, 'a group and a name with "/" between'), what: _text, why: _text, fix: _text },
  { where: _text, severity: _severity, by: _origin, wasted: _size },
  { isOpen: true },
);

/**
 * An object whose members that are null or undefined are as if they were not there.
 *
 * @internal
 */
export function _withoutEmpty<T>(shape: _Shape<T>): _Shape<T> {
  return (value, place) => shape(_isObject(value) ? _removeEmpty(value) : value, place);
}
