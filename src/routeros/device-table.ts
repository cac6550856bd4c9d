import { ImageNeeds, chooseMode, findObstacle, isTight, mayNeedPacking, spaceNeeded } from './model/device-fit';
import { OLD_ARM } from './model/router-kinds';
import { RouterOsModeKind } from './router-os-mode';
import { _RouterOsDevice, _listRouterOsDevices } from '../catalog';
import { Size } from '../core';

/**
 * A product, and how it can run an image.
 *
 * @internal
 */
export interface _DeviceMode extends _RouterOsDevice {
  /** `flash`, `disk` or `ram-root`; undefined for not at all. */
  readonly mode?: string;
  /** Which variant of the image: `unpacked`, `unpacked or packed` if the free flash decides, or `armv5` for an EN7562CT. Undefined without a mode. */
  readonly variant?: string;
  readonly note: string;
}

/**
 * Which mode and which variant each product has for an image of these sizes, in bytes: those of the unpacked variant.
 *
 * @internal
 */
export function _listDeviceModes(needs: ImageNeeds): _DeviceMode[] {
  return _listRouterOsDevices().map(device => {
    const mode = chooseMode(device, needs);
    const variant = mode === undefined ? undefined : device.platform === OLD_ARM ? 'armv5' : mayNeedPacking(device, mode, needs) ? 'unpacked or packed' : 'unpacked';
    return { ...device, mode, variant, note: describe(device, mode, needs) };
  });
}

function describe(device: _RouterOsDevice, mode: RouterOsModeKind | undefined, needs: ImageNeeds): string {
  if (mode === undefined) return findObstacle(device, RouterOsModeKind.RAM_ROOT, needs)!;
  const tight = isTight(device, mode, needs) ? ['takes more than half of the memory'] : [];
  const other = mode === RouterOsModeKind.DISK && findObstacle(device, RouterOsModeKind.RAM_ROOT, needs) === undefined ? ['without a disk: ram-root'] : [];
  // How much of 64 MB is free depends on the packages; no source says.
  const packed = mayNeedPacking(device, mode, needs) ? [`packed unless preflight.rsc finds ${Size.bytes(spaceNeeded(needs))} of flash free`] : [];
  return [...tight, ...other, ...packed].join('; ');
}
