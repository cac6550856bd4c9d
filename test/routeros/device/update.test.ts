import { describe, expect, test } from 'vitest';
import type { DeviceOptions, SimulatedImage } from './device';
import { SOURCES } from './matrix';
import { Bench, NEW, OLD, scriptsOf } from './run';
import { MODES, ModeName } from '../sample';

const WENT_BACK = 'tailscale: went back to the old image, because of the new one:';
const NOT_PULLED = `the image could not be pulled: ghcr.io/acme/tailscale@${NEW}`;

/** What is wrong with the new image, and what the update says of it. */
const TROUBLES: readonly (readonly [string, Partial<SimulatedImage>, string])[] = [
  ['cannot be pulled', { pull: 'fails' }, NOT_PULLED],
  ['does not stay up', { crashesAfter: 4 }, 'the container does not stay up'],
];

/** Where the images are, and on which router; and how many containers are left until the old image is pulled again. */
const PLACES: readonly (readonly [string, ModeName, Partial<DeviceOptions>, number])[] = [
  ['on a disk, with room for both', 'disk', {}, 1],
  ['on flash, with room for both', 'flash', {}, 1],
  ['on flash, without room for both', 'flash', { flash: 70e6 }, 0],
  ['in memory, with room for both', 'ram-root', {}, 1],
  ['in memory, without room for both', 'ram-root', { memory: 88e6 }, 0],
];

describe.each(['public registry', 'private registry'])('%s', source => {
  describe.each(PLACES)('%s', (_, mode, options, left) => {
    test.each(TROUBLES)('a new image that %s leads back to the old one, as the update says', (__, image, why) => {
      const { props, prepare, offer } = SOURCES[source];
      const router = prepare(new Bench(scriptsOf({ mode: MODES[mode], ...props }), { version: '7.24', ...options }, image));
      router.import('install.rsc');
      offer(router);
      router.import('update.rsc');
      expect(router.printed).toEqual([expect.stringContaining(`${WENT_BACK} ${why}`)]);
      expect(router.device.log).toContain(`info ${router.printed[0]}`);
      expect(router.device.containers).toHaveLength(left);
      router.wait(3);
      expect(router.findFault([OLD])).toBeUndefined();
    });
  });
});
