import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { _findRouterOsDevice, _hasRouterOsArgument, _isRouterOsVersion, _listRouterOsDevices, _listRouterOsSteps, _numberRouterOsVersion } from '../../src/catalog';
import { Tree, VERSIONS } from '../routeros/commands/trees';

interface Table {
  readonly versions: string[];
  readonly commands: Record<string, Record<string, object>>;
}

const { versions, commands } = JSON.parse(readFileSync(join(__dirname, '../../catalog/routeros-arguments.json'), 'utf8')) as Table;

test('the table of arguments says of each version what its command tree says', () => {
  expect(versions).toEqual(VERSIONS);
  for (const version of VERSIONS) {
    for (const [command, rows] of Object.entries(commands)) {
      const known = new Tree(version).argumentsOf(command)!;
      for (const name of Object.keys(rows)) {
        expect([version, name, _hasRouterOsArgument(command, name, version)]).toEqual([version, name, known.has(name)]);
      }
    }
  }
});

test('the steps at which commands change', () => {
  expect(_listRouterOsSteps('7.20')).toEqual(['7.20', '7.21', '7.21.2', '7.22', '7.23', '7.23.2', '7.24']);
  expect(_listRouterOsSteps('7.23.3')).toEqual(['7.23.3', '7.24']);
});

test.each([['7.20', true], ['7.21.7', true], ['7.24', true], ['7.19.4', false], ['7.25', false], ['8.0', false], ['7.22beta1', false], ['latest', false]])('%s is a known version: %s', (text, isKnown) => {
  expect(_isRouterOsVersion(text)).toBe(isKnown);
});

test('versions as numbers', () => {
  expect(['7.20', '7.21.2'].map(_numberRouterOsVersion)).toEqual([7020000, 7021002]);
});

test('the products: 86, 29 of them with 16 MB of flash, of which 26 have no USB port', () => {
  const all = _listRouterOsDevices();
  const small = all.filter(({ flash }) => flash === 16);
  expect([all.length, small.length, small.filter(({ usb }) => usb === 0).length]).toEqual([86, 29, 26]);
  expect(_findRouterOsDevice('HAP AC²')?.code).toBe('RBD52G-5HacD2HnD-TCr2');
  expect(_findRouterOsDevice('e50ug')?.platform).toBe('linux/arm/v5');
});
