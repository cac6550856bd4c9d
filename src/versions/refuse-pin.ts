import { _refuse } from '../core';
import { _checkPin } from './check-versions';
import { _SECTIONS } from './versions-format';

/**
 * Refuses a pin whose key or fields are not of the form that versions.json asks for.
 *
 * @throws `versions/pin`
 * @internal
 */
export function _refusePin(section: keyof typeof _SECTIONS, key: string, values: object): void {
  const fields = Object.entries(values)
    .map(([name, value]) => ({ name, line: 0, value: value as unknown }))
    .filter(({ value }) => value !== undefined);
  const mistakes = _checkPin(section, key, _SECTIONS[section], fields, 0);
  if (mistakes.length === 0) return;
  _refuse({
    id: 'versions/pin',
    what: [`The pin "${key}" is malformed:`, ...mistakes.map(({ path, text }) => `${path}: ${text}`)].join('\n'),
    why: 'The image would be built from something else than what is pinned, or Renovate would not find the pin.',
    fix: 'Correct what is named above.',
  });
}
