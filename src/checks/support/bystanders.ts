import { _findCommand, _listProcesses } from './processes';
import { Add, Copy } from '../../dockerfile';
import type { ImageModel } from '../../plan';
import { EntryKind, PlacedEntry } from '../../rootfs';

const STARTED = new WeakMap<ImageModel, Set<string>>();

/**
 * Whether a file was copied as part of a directory of the repository, and no container starts it as far as is known: a problem of a script
 * for developers is not a problem of the image.
 *
 * @internal
 */
export function _isBystander(image: ImageModel, { entry, by: { _node: node } }: PlacedEntry): boolean {
  const isLocal = node instanceof Add || (node instanceof Copy && node.copyFrom === undefined && node.sources.some(({ word }) => word !== undefined));
  if (!isLocal) return false;
  const isNamed = node.sources.some(({ word }) => word?._text !== undefined && image._context.findSource(word._text).file?.kind === EntryKind.FILE);
  return !isNamed && !listStarted(image).has(entry.path);
}

/** Paths of the programs and scripts that a container starts. */
function listStarted(image: ImageModel): Set<string> {
  const known = STARTED.get(image) ?? new Set(_listProcesses(image).flatMap(({ words, script, facts }) => [
    ...script === undefined ? [] : [script.entry.path],
    ...[...words.slice(0, 1), ...facts.commands.map(({ name }) => name)].flatMap(name => _findCommand(image.result, name).placed?.entry.path ?? []),
  ]));
  STARTED.set(image, known);
  return known;
}
