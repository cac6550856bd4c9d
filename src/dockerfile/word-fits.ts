import type { Word } from './word';

/**
 * Whether a word can mean a name, for some values of its variables. Case does not count, as in names of stages.
 *
 * @internal
 */
export function _fits(word: Word, name: string): boolean {
  const pattern = word._parts.map(part => (typeof part === 'string' ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '.*')).join('');
  return new RegExp(`^${pattern}$`, 'is').test(name);
}
