import { describe, expect, test } from 'vitest';
import { BusyboxSetting } from '../../../src/blocks/busybox/busybox-setting';
import { _quoteValue } from '../../../src/core';

test.each([
  { setting: BusyboxSetting.on('LS'), symbol: 'LS', value: true },
  { setting: BusyboxSetting.off('INCLUDE_SUSv2'), symbol: 'INCLUDE_SUSv2', value: false },
  { setting: BusyboxSetting.number('FEATURE_EDITING_HISTORY', 255), symbol: 'FEATURE_EDITING_HISTORY', value: 255 },
  { setting: BusyboxSetting.text('UNAME_OSNAME', 'it\'s "x" \\ y'), symbol: 'UNAME_OSNAME', value: 'it\'s "x" \\ y' },
])('$symbol is $value', ({ setting, symbol, value }) => {
  expect([setting.symbol, setting._value]).toEqual([symbol, value]);
});

describe('a value that is wrong by itself is refused', () => {
  test('a symbol with CONFIG_ and a value', () => {
    expect(() => BusyboxSetting.on('CONFIG_LS=y')).toThrow([
      'busybox/symbol-name',
      '  "CONFIG_LS=y" is not the name of a BusyBox symbol.',
      '  Why: BusyBox would read the line in the configuration as something else, or drop it.',
      '  Fix: Write the symbol alone, without CONFIG_ and without a value: "LS".',
    ].join('\n'));
  });

  test.each(['', ' LS', 'LS\r', 'A B', 'A # c', 'CONFIG_A'])('the symbol %j', symbol => {
    expect(() => BusyboxSetting.on(symbol)).toThrow(/^busybox\/symbol-name\n/);
  });

  test.each([1.5, NaN, Infinity, 2 ** 60])('the number %d', value => {
    expect(() => BusyboxSetting.number('FEATURE_EDITING_HISTORY', value)).toThrow([
      'busybox/whole-number',
      `  FEATURE_EDITING_HISTORY is set to ${value}.`,
      '  Why: BusyBox\'s configuration accepts only whole numbers and would silently drop this one.',
      '  Fix: Give FEATURE_EDITING_HISTORY a whole number.',
    ].join('\n'));
  });

  test.each(['a\nb', 'a\0', 'x'.repeat(401), 'ü'.repeat(201)])('the text %j', value => {
    expect(() => BusyboxSetting.text('UNAME_OSNAME', value)).toThrow([
      'busybox/text',
      `  UNAME_OSNAME is set to ${_quoteValue(value)}.`,
      '  Why: A value of BusyBox\'s configuration is one line of at most 400 bytes; the rest would be read as something else.',
      '  Fix: Remove line breaks and control characters, and shorten it.',
    ].join('\n'));
  });

  test.each(['$(shell id)', '-DX=`id`', '-O2; id', '-DX="a b"', '-DX=\'a\'', 'a#b', '-O2 | tee', 'a\\'])('the text %j, where make puts it into a command', value => {
    expect(() => BusyboxSetting.text('EXTRA_CFLAGS', value)).toThrow(/^busybox\/text\n {2}EXTRA_CFLAGS is set to .*\n {2}Why: The Makefile of BusyBox copies it into command lines/);
    expect(() => BusyboxSetting.text('UNAME_OSNAME', value)).not.toThrow();
  });
});

test.each(['', '-O3 -march=armv7-a+simd', '-Wl,--gc-sections -L/opt/lib', 'pthread dl'])('the options %j of a compiler are fine', value => {
  expect(() => BusyboxSetting.text('EXTRA_LDFLAGS', value)).not.toThrow();
});
