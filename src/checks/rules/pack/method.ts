import { UpxMethod } from '../../../catalog';
import { Severity, Platform } from '../../../core';
import type { SizeBudget } from '../../../image';
import { _findBudgets } from '../../../plan';
import type { _Rule } from '../../rule';
import { _listPackedPrograms } from '../../support/packing';

/**
 * Measured on a Go program of 5.8 MB: gzip leaves 2.26 MB of it, NRV 2.15 MB, LZMA 1.69 MB; with UPX's `-1`, a layer is 18 % bigger than unpacked.
 */
export const packMethod: _Rule = {
  id: 'pack/method',
  title: 'Programs are packed with LZMA where a transfer is limited',
  severity: Severity.WARNING,
  why: 'A layer is compressed anyway: NRV makes a program hardly smaller than gzip does, and a quarter larger than LZMA does.',
  fix: 'Use UpxMethod.LZMA, or leave the program unpacked if a fast start matters more than space on the device.',
  check: image => {
    const limited = (all: SizeBudget[], platform: Platform) => _findBudgets(platform, all).some(({ transferred }) => transferred !== undefined);
    const on = image.platforms.filter(platform => limited(image.budgets, platform) || limited(image.target.limits, platform)).map(({ name }) => name);
    const programs = on.length === 0 ? [] : _listPackedPrograms(image).filter(({ entry }) => entry.executable!.packer?.method === UpxMethod.NRV);
    return programs.map(({ entry, by }) => ({
      by, platforms: on, what: `${entry.path} is packed with NRV, and the bytes that a device transfers are limited.`,
    }));
  },
};
