import { expect, test } from 'vitest';
import { Platform } from '../../src/core';
import { _MACHINES, _MACHINE_NAMES } from '../../src/elf/machines';

test('every architecture that can be declared has a machine with a name: `verify` would take programs of any other for right', () => {
  const architectures = new Set(Platform.names().map(name => Platform.parse(name).architecture));
  expect(Object.keys(_MACHINES).sort()).toEqual([...architectures].sort());
  for (const { machine } of Object.values(_MACHINES)) expect(_MACHINE_NAMES).toHaveProperty(String(machine));
});
