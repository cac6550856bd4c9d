import { Severity, Size } from '../../../core';
import type { ImageModel } from '../../../plan';
import { EntryKind, PlacedEntry } from '../../../rootfs';
import type { _Rule } from '../../rule';
import { _listPackedPrograms } from '../../support/packing';
import { _findCommand, _listProcesses } from '../../support/processes';

/**
 * Measured on four idle processes of one Go program: 6.9 MB of memory in total unpacked, 25.1 MB packed (PSS).
 *
 * @see https://github.com/upx/upx/blob/v4.2.4/doc/upx.pod
 */
export const packMemory: _Rule = {
  id: 'pack/memory',
  title: 'Programs that run several times at once are not packed',
  severity: Severity.WARNING,
  why: 'Each process unpacks the program into private memory, which is neither shared nor reclaimable; processes of an unpacked program share its '
    + 'code.',
  fix: 'Leave it unpacked, or run it only once on a device.',
  check: image => _listPackedPrograms(image).flatMap(program => {
    const { entry: { path }, by } = program;
    const { containers, name } = image.target;
    if (containers > 1) return [{ by, what: `${path} is packed, and ${containers} containers of the image run on each ${name}.` }];
    const again = findSecondStart(image, program);
    return again === undefined ? [] : [{ by, what: `${path} is packed and stays in memory, and ${again}.`, why: WHY_AGAIN, fix: FIX_AGAIN }];
  }),
};

/** Measured with tailscaled, 16.7 MB unpacked: a peak of 39.9 MB packed and 13.9 MB unpacked, with one call of its command line. */
const WHY_AGAIN = 'Each call unpacks the program into its own memory, in addition to the running daemon: if memory is limited to what the daemon needs, '
  + 'the call gets the container killed (exit code 137).';
const FIX_AGAIN = 'Leave it unpacked: its pages are shared and reclaimable. If flash is scarcer than memory, acknowledge it: Checks.of(image).acknowledge("pack/memory", "…").';

/** Smaller programs, such as BusyBox, do not matter. */
const SMALL = Size.mebibytes(1);

/** Describes how the program of a container is started a second time; undefined if it is another program, or nothing starts it. */
function findSecondStart(image: ImageModel, { entry }: PlacedEntry): string | undefined {
  const { result } = image;
  const isIt = (name: string) => _findCommand(result, name).placed?.entry.path === entry.path;
  const daemon = _listProcesses(image).filter(({ isFirst }) => isFirst)
    .flatMap(({ facts, words }) => [...facts.ends.flatMap(({ by, words: [name] }) => (by === 'exec' && name !== undefined ? [name] : [])), ...words.slice(0, 1)]).find(isIt);
  if (daemon === undefined || (entry.size?.size.inBytes ?? Infinity) < SMALL.inBytes) return undefined;
  if (_listProcesses(image).some(({ isHealthcheck, facts }) => isHealthcheck && facts.commands.some(({ name }) => isIt(name)))) return 'the health check starts it again each time';
  const links = result.rootfs.entries.filter(({ entry: { kind, path } }) => kind === EntryKind.SYMLINK && path !== daemon && isIt(path));
  const others = links.map(({ entry: { path } }) => path);
  return others.length === 0 ? undefined : `${others.slice(0, 3).join(', ')} ${others.length === 1 ? 'is' : 'are'} the same program`;
}
