import { _findCommand, _listProcesses } from './processes';
import type { ImageModel } from '../../plan';
import { ExecutableFormat } from '../../rootfs';
import type { PlacedEntry } from '../../rootfs';

/**
 * The program that a container of an image is in the end: that of its entrypoint, or the one that the script of the entrypoint hands over to.
 * Undefined if it is unknown.
 *
 * @internal
 */
export function _findMainProgram(image: ImageModel): PlacedEntry | undefined {
  return listMainCommands(image).map(name => _findCommand(image.result, name).placed)
    .find(placed => placed?.entry.executable?.format === ExecutableFormat.ELF);
}

/**
 * Whether a name or a path leads to a program of the image.
 *
 * @internal
 */
export function _isProgram(image: ImageModel, name: string, { entry }: PlacedEntry): boolean {
  return _findCommand(image.result, name).placed?.entry.path === entry.path;
}

/**
 * The name by which a container starts its program; undefined if it starts another one.
 *
 * @internal
 */
export function _findMainCommand(image: ImageModel, program: PlacedEntry): string | undefined {
  return listMainCommands(image).find(name => _isProgram(image, name, program));
}

/** What process 1 is, from the last to the first: what it hands over to, and what it begins with. */
function listMainCommands(image: ImageModel): string[] {
  return _listProcesses(image).filter(({ isFirst }) => isFirst).flatMap(({ facts, words }) => [
    ...facts.ends.flatMap(({ by, words: [name] }) => (by === 'exec' && name !== undefined ? [name] : [])),
    ...words.slice(0, 1),
  ]);
}
