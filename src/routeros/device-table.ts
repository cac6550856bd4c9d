import { ImageNeeds, chooseMode, findObstacle, isTight } from './model/device-fit';
import { RouterOsModeKind } from './router-os-mode';
import { _RouterOsDevice, _listRouterOsDevices } from '../catalog';

/**
 * A product, and how it can run an image.
 *
 * @internal
 */
export interface _DeviceMode extends _RouterOsDevice {
  /** `flash`, `disk` or `ram-root`; undefined for not at all. */
  readonly mode?: string;
  readonly note: string;
}

/**
 * Which mode each product has for an image of these sizes, in bytes.
 *
 * @internal
 */
export function _listDeviceModes(needs: ImageNeeds): _DeviceMode[] {
  return _listRouterOsDevices().map(device => {
    const mode = chooseMode(device, needs);
    return { ...device, mode, note: describe(device, mode, needs) };
  });
}

function describe(device: _RouterOsDevice, mode: RouterOsModeKind | undefined, needs: ImageNeeds): string {
  if (mode === undefined) return findObstacle(device, RouterOsModeKind.RAM_ROOT, needs)!;
  const tight = isTight(device, mode, needs) ? ['takes more than half of the memory'] : [];
  const other = mode === RouterOsModeKind.DISK && findObstacle(device, RouterOsModeKind.RAM_ROOT, needs) === undefined ? ['without a disk: ram-root'] : [];
  // How much of 32 and 64 MB is free depends on the packages; no source says.
  const unsure = mode === RouterOsModeKind.FLASH && device.flash <= 64 ? ['if preflight.rsc finds the flash free'] : [];
  return [...tight, ...other, ...unsure].join('; ');
}
