import { describe, expect, test } from 'vitest';
import { _Kconfig, _KconfigValue } from '../../../src/blocks/busybox/kconfig';
import type { _BusyboxChoice, _BusyboxSymbol } from '../../../src/catalog/busybox-catalog';
import { _BusyboxRelease } from '../../../src/catalog/busybox-release';

type Values = Record<string, _KconfigValue>;

function evaluate(symbols: _BusyboxSymbol[], assigned: Values = {}, choices: _BusyboxChoice[] = []): Values {
  const release = new _BusyboxRelease({ source: '', version: '', sha256: '', applets: [], choices, symbols });
  const kconfig = new _Kconfig(release, new Map(Object.entries(assigned)));
  return Object.fromEntries(symbols.map(({ name }) => [name, kconfig.findValue(name)]));
}

const A: _BusyboxSymbol = { name: 'A', type: 'bool', defaults: [{ value: 'y' }] };

describe('a switch', () => {
  test('is off unless it is assigned, whatever its default', () => expect(evaluate([A])).toEqual({ A: false }));
  test('is on when it is assigned', () => expect(evaluate([A], { A: true })).toEqual({ A: true }));

  test('is off without its dependency', () => {
    const B: _BusyboxSymbol = { name: 'B', type: 'bool', depends: 'A && !C' };
    const C: _BusyboxSymbol = { name: 'C', type: 'bool' };
    expect(evaluate([A, B, C], { B: true }).B).toBe(false);
    expect(evaluate([A, B, C], { A: true, B: true }).B).toBe(true);
    expect(evaluate([A, B, C], { A: true, B: true, C: true }).B).toBe(false);
  });

  test('is on when another selects it, whatever was assigned, with or without its dependency', () => {
    const B: _BusyboxSymbol = { name: 'B', type: 'bool', depends: 'C' };
    const S: _BusyboxSymbol = { name: 'S', type: 'bool', depends: 'A', selects: ['B'] };
    expect(evaluate([A, B, S], { S: true, B: false })).toEqual({ A: false, B: false, S: false });
    expect(evaluate([A, B, S], { A: true, S: true, B: false })).toEqual({ A: true, B: true, S: true });
  });

  test('that nobody can set follows its default', () => {
    const H: _BusyboxSymbol = { name: 'H', type: 'bool', hidden: true, defaults: [{ value: 'n', when: 'A' }, { value: 'y' }] };
    expect(evaluate([A, H], { H: false })).toEqual({ A: false, H: true });
    expect(evaluate([A, H], { A: true, H: true })).toEqual({ A: true, H: false });
  });

  test('may depend on itself', () => {
    expect(evaluate([{ name: 'X', type: 'bool', depends: '!Y' }, { name: 'Y', type: 'bool', depends: '!X' }], { X: true })).toEqual({ X: true, Y: false });
  });
});

describe('a number or a text', () => {
  const symbols: _BusyboxSymbol[] = [
    A,
    { name: 'N', type: 'int', depends: 'A', defaults: [{ value: '8' }], least: '1', most: 'MOST' },
    { name: 'MOST', type: 'int', defaults: [{ value: '9' }] },
    { name: 'T', type: 'string', depends: 'A', defaults: [{ value: '/x' }] },
  ];
  test.each<{ name: string; assigned: Values; N: number; T: string }>([
    { name: 'is 0 or nothing where it is not in effect', assigned: { N: 5, T: 'y' }, N: 0, T: '' },
    { name: 'has its default where it is', assigned: { A: true }, N: 8, T: '/x' },
    { name: 'has the value that it is given', assigned: { A: true, N: 5, T: '' }, N: 5, T: '' },
    { name: 'keeps a default within its range', assigned: { A: true, MOST: 3 }, N: 3, T: '/x' },
  ])('$name', ({ assigned, N, T }) => {
    expect(evaluate(symbols, assigned)).toMatchObject({ N, T });
  });
});

describe('of a choice', () => {
  const members: _BusyboxSymbol[] = [{ name: 'ONE', type: 'bool' }, { name: 'TWO', type: 'bool' }, { name: 'THREE', type: 'bool', depends: 'A' }];
  const choose = (assigned: Record<string, boolean>, preset = 'TWO') => {
    const values = evaluate([A, ...members], assigned, [{ members: ['ONE', 'TWO', 'THREE'], preset }]);
    return Object.keys(values).filter(name => name !== 'A' && values[name]);
  };
  test('the preset is on', () => expect(choose({})).toEqual(['TWO']));
  test('the assigned one is on instead', () => expect(choose({ ONE: true })).toEqual(['ONE']));
  test('the first available one is on when the preset is not', () => expect(choose({}, 'THREE')).toEqual(['ONE']));
  test('the preset cannot be off alone', () => expect(choose({ TWO: false })).toEqual(['TWO']));
  test('one without its dependency cannot be on', () => expect(choose({ THREE: true })).toEqual(['TWO']));
});
