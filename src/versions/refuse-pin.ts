import { _refuse } from '../core';
import { _checkPin } from './check-versions';
import { _SECTIONS } from './versions-format';

/**
 * Refuses a pin whose key or fields do not have the form that versions.json requires.
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
    why: 'The image would not be built from the pinned version, or Renovate would not find the pin.',
    fix: 'Correct the fields listed above.',
  });
}
