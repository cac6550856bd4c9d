import { Origin } from './origin';
import { Severity } from './severity';
import { _Shape, _form, _is } from './shape';
import { Size } from './size';

/**
 * The shapes of places, severities and sizes in answers of users' code, which nothing else checks.
 *
 * @internal
 */
export const _origin: _Shape<Origin> = _is((value): value is Origin => 'construct' in value && '_places' in value && Array.isArray(value._places), 'an Origin, such as image.by');

/** @internal */
export const _size: _Shape<Size> = _is((value): value is Size => 'inBytes' in value && typeof value.inBytes === 'number', 'a Size');

/** @internal */
export const _severity = _form(new RegExp(`^(${Object.values(Severity).join('|')})$`), 'a Severity');
