import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Said, imagewright } from '../support';

const run = (...args: string[]): Promise<Said> => imagewright(['devices', ...args]);

test('an unpacked image runs in memory on the routers with 16 MB of flash, unless they have a USB port', async () => {
  const { code, out } = await run();
  expect(code).toBe(0);
  expect(out).toMatch(/\n86 products: 5 disk, 52 flash, 29 ram-root\.\n$/);
  expect(out).toMatch(/^hAP ac² +RBD52G-5HacD2HnD-TCr2 +linux\/arm\/v7 +128 MB +16 MB +1 +disk +unpacked +without a disk: ram-root$/m);
  expect(out).toMatch(/^cAP ac +RBcAPGi-5acD2nD +linux\/arm\/v7 +128 MB +16 MB +- +ram-root +unpacked +takes more than half of the memory$/m);
});

test('packing is for flash that has no room for two images, and for nothing else', async () => {
  const { out } = await run('--format', 'json');
  const { devices } = JSON.parse(out) as { devices: { flash: number; mode: string; variant: string }[] };
  const packed = devices.filter(({ variant }) => variant.includes('packed') && variant !== 'unpacked');
  expect(new Set(packed.map(({ flash, mode, variant }) => `${flash} MB, ${mode}: ${variant}`))).toEqual(new Set(['64 MB, flash: unpacked or packed']));
  expect(packed).toHaveLength(3);
});

test('an EN7562CT has a variant of its own', async () => {
  const { out } = await run('--format', 'json');
  const { devices } = JSON.parse(out) as { devices: { product: string; platform: string; cpu: string; variant: string }[] };
  const armv5 = devices.filter(({ variant }) => variant === 'armv5');
  expect(armv5.map(({ product, platform, cpu }) => [product, platform, cpu])).toEqual(
    ['hAP ax S', 'hEX refresh', 'hEX S (2025)'].map(product => [product, 'linux/arm/v5', 'EN7562CT']));
});

test('no image of 4 MB or more is on the flash of a router with 16 MB', async () => {
  const { out } = await run('--extracted', '4', '--transferred', '4', '--format', 'json');
  const { devices } = JSON.parse(out) as { devices: { flash: number; mode: string }[] };
  expect(devices.filter(({ flash, mode }) => flash === 16 && mode === 'flash')).toEqual([]);
});

test('an image that needs more memory than a router has runs there not at all', async () => {
  const { out } = await run('--extracted', '100', '--format', 'markdown');
  expect(out).toContain('| cAP ac | RBcAPGi-5acD2nD | linux/arm/v7 | 128 MB | 16 MB | - | not at all | - | it has 128 MB of memory |');
});

test.each([
  [['--extracted', 'big'], '--extracted takes a number of MiB: --extracted 17.5.'],
  [['hEX'], 'devices takes no arguments. See imagewright devices --help.'],
  [['--format', 'xml'], 'There is no format "xml". Formats: text, markdown, json.'],
])('%j is refused', async (args, message) => {
  const { code, out, err } = await run(...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
});

test('the table in the reference is that of the command', async () => {
  const page = readFileSync(join(__dirname, '../../../docs/reference/routeros-devices.md'), 'utf8');
  expect(page).toContain((await run('--format', 'markdown')).out);
});
