import { _findMainCommand, _isProgram } from './main-program';
import { _listPackedPrograms } from './packing';
import { _listProcesses } from './processes';
import { Size } from '../../core';
import type { ImageModel } from '../../plan';
import { EntryKind, PlacedEntry } from '../../rootfs';

/**
 * Memory of an idle Go program apart from its code, measured with tailscaled v1.98.3: 3.7 MB unpacked, and packed 20.1 of which 16.7 are its code.
 */
const GO_ITSELF = 3_500_000;

/** Smaller programs, such as BusyBox, do not matter. */
const SMALL = Size.mebibytes(1);

/**
 * A packed program that a container is, and what it takes.
 *
 * @internal
 */
export interface _PackedDaemon {
  readonly program: PlacedEntry;
  /** What starts it a second time, as the end of a sentence; undefined if nothing does. */
  readonly again?: string;
  /** Bytes of memory that cannot be reclaimed: of the daemon, and of one further start. Undefined if its size before packing is unknown. */
  readonly memory?: number;
}

/**
 * The packed programs that containers of an image are. Their code is unpacked into memory of their own, once for each process.
 *
 * @internal
 */
export function _listPackedDaemons(image: ImageModel): _PackedDaemon[] {
  return _listPackedPrograms(image).flatMap((program): _PackedDaemon[] => {
    const { size, executable } = program.entry;
    const unpacked = executable!.packer?.unpackedSize?.size.inBytes;
    const command = _findMainCommand(image, program);
    if (command === undefined || (unpacked ?? size?.size.inBytes ?? Infinity) < SMALL.inBytes) return [];
    const again = findSecondStart(image, program, command);
    const each = unpacked === undefined ? undefined : unpacked + (executable!.writtenInGo ? GO_ITSELF : 0);
    return [{ program, again, memory: each === undefined ? undefined : each * (again === undefined ? 1 : 2) }];
  });
}

/**
 * Says of a container whose packed program does not fit into its memory what it takes; undefined if it fits, or if that is unknown.
 *
 * @param limit bytes
 * @internal
 */
export function _describePackedMemory({ program, again, memory }: _PackedDaemon, limit: number): string | undefined {
  if (memory === undefined || memory <= limit) return undefined;
  const needed = `${Size.bytes(memory)} of memory, and the container has ${Size.bytes(limit)}`;
  return `${program.entry.path} is packed${again === undefined ? '' : `, and ${again}`}: it takes about ${needed}.`;
}

/** Describes how a program is started besides the daemon that it is. */
function findSecondStart(image: ImageModel, program: PlacedEntry, daemon: string): string | undefined {
  const isIt = (name: string) => _isProgram(image, name, program);
  if (_listProcesses(image).some(({ isHealthcheck, facts }) => isHealthcheck && facts.commands.some(({ name }) => isIt(name)))) return 'the health check starts it again each time';
  const links = image.result.rootfs.entries.filter(({ entry: { kind, path } }) => kind === EntryKind.SYMLINK && path !== daemon && isIt(path));
  const others = links.map(({ entry: { path } }) => path);
  return others.length === 0 ? undefined : `${others.slice(0, 3).join(', ')} ${others.length === 1 ? 'is' : 'are'} the same program`;
}
