import { _ROUTER_OS_OWN_FLASH, _RouterOsDevice } from '../../catalog';
import { RouterOsModeKind } from '../router-os-mode';

const MIB = 1024 ** 2;

/** What an image takes, in bytes. */
export interface ImageNeeds {
  readonly extracted: number;
  readonly transferred: number;
  /** Memory that the container may take. */
  readonly memory: number;
  /** The archive on flash from which the image is loaded; 0 if it comes from a registry, or is on a disk. */
  readonly archive?: number;
}

/**
 * Bytes that one image takes while it is pulled: the download, the layer and the root directory. Nobody has said whether RouterOS keeps layers
 * besides the root directory from 7.21 on, so both are counted.
 */
export function spaceNeeded({ extracted, transferred }: ImageNeeds): number {
  return 2 * extracted + transferred;
}

/** Bytes of memory that must be free before the installation. In memory, the download is gone when the container starts. */
export function memoryNeededIn(kind: RouterOsModeKind, { extracted, transferred, memory }: ImageNeeds): number {
  return kind === RouterOsModeKind.RAM_ROOT ? 2 * extracted + Math.max(transferred, memory) : memory;
}

/** The most flash that a device can have free, in bytes. */
export function freeFlash({ flash }: _RouterOsDevice): number {
  return Math.max(0, flash - _ROUTER_OS_OWN_FLASH) * MIB;
}

/** Why a device cannot have a mode with an image; undefined if nothing is in the way. */
export function findObstacle(device: _RouterOsDevice, kind: RouterOsModeKind, needs: ImageNeeds): string | undefined {
  if (kind === RouterOsModeKind.DISK && device.usb === 0) return 'it has no USB port';
  const flash = (needs.archive ?? 0) + (kind === RouterOsModeKind.FLASH ? spaceNeeded(needs) : 0);
  if (kind !== RouterOsModeKind.DISK && flash > freeFlash(device)) return `at most ${freeFlash(device) / MIB} MiB of its ${device.flash} MB of flash are free`;
  return memoryNeededIn(kind, needs) > device.ram * MIB ? `it has ${device.ram} MB of memory` : undefined;
}

/** Whether the mode takes more than half of the memory, of which RouterOS needs an unknown part itself. */
export function isTight(device: _RouterOsDevice, kind: RouterOsModeKind, needs: ImageNeeds): boolean {
  return memoryNeededIn(kind, needs) > device.ram * MIB / 2;
}

/**
 * Whether flash is so scarce that the packed variant of an image may be needed: an update that keeps the old image until the new one is there has
 * no room. Elsewhere the unpacked one is better: it takes less memory.
 */
export function mayNeedPacking(device: _RouterOsDevice, kind: RouterOsModeKind, needs: ImageNeeds): boolean {
  return kind === RouterOsModeKind.FLASH && 2 * spaceNeeded(needs) > freeFlash(device);
}

/** The modes from the best to the last: flash needs no more hardware, memory needs a download at each start. */
const ORDER = [RouterOsModeKind.FLASH, RouterOsModeKind.DISK, RouterOsModeKind.RAM_ROOT];

/** The best mode that a device can have; undefined if it can have none. */
export function chooseMode(device: _RouterOsDevice, needs: ImageNeeds): RouterOsModeKind | undefined {
  return ORDER.find(kind => findObstacle(device, kind, needs) === undefined);
}
