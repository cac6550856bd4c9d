import { describe, expect, test } from 'vitest';
import { readApplets } from '../../scripts/fetch/busybox-applets';
import { readKconfig } from '../../scripts/fetch/busybox-kconfig';

describe('Kconfig', () => {
  const read = (text: string) => readKconfig(text.split('\n'));

  test('a symbol has its type, dependency, defaults and selects', () => {
    expect(read(`
config FEATURE_X
	bool "Do x (1 kb)"
	default y if DESKTOP
	default n
	depends on X && !NOMMU # not there
	depends on (A || B)
	select LONG_OPTS
	help
	This helps.

	config in a help text is text.
config X
	bool
`).symbols).toEqual([
      {
        name: 'FEATURE_X',
        type: 'bool',
        depends: 'X && !NOMMU && (A || B)',
        defaults: [{ value: 'y', when: 'DESKTOP' }, { value: 'n' }],
        selects: ['LONG_OPTS'],
      },
      { name: 'X', type: 'bool', hidden: true },
    ]);
  });

  test('numbers and texts keep their bounds and lose their quotes', () => {
    expect(read(`
config SIZE
	int "Size" if X
	depends on X
	range 20 LIMIT # more breaks
	default 8 # small
config PATH
	string "Path with a # and \\"quotes\\""
	default "/a#b"
`).symbols).toEqual([
      { name: 'PATH', type: 'string', defaults: [{ value: '/a#b' }] },
      { name: 'SIZE', type: 'int', depends: 'X', defaults: [{ value: '8' }], least: '20', most: 'LIMIT' },
    ]);
  });

  test('what surrounds a symbol is part of its dependency', () => {
    const { symbols, choices } = read(`
menu "Menu"
	depends on M
if A || B
choice
	prompt "Which"
	depends on C
	default TWO
config ONE
	bool "1"
config TWO
	bool "2"
	depends on !ONE
endchoice
endif
config AFTER
	bool "After"
endmenu
comment "A comment"
	depends on NOTHING
config OUTSIDE
	bool "Outside"
`);
    expect(symbols.map(({ name, depends }) => [name, depends])).toEqual([
      ['AFTER', 'M'], ['ONE', 'M && (A || B) && C'], ['OUTSIDE', undefined], ['TWO', 'M && (A || B) && C && !ONE'],
    ]);
    expect(choices).toEqual([{ members: ['ONE', 'TWO'], preset: 'TWO' }]);
  });

  test.each([
    { text: 'config A\n\ttristate "a"', message: 'not understood: tristate "a"' },
    { text: 'config A\n\tdefault y', message: 'A has no type' },
    { text: 'config A\n\tbool "a" if B', message: 'A has a condition that only applies to its prompt, which the catalog does not support' },
    { text: 'config A\n\tbool "a"\n\tselect B if C', message: 'a conditional select, which the catalog does not support: select B if C' },
    { text: 'menu "m"\nendif', message: 'endif without if' },
  ])('$message', ({ text, message }) => {
    expect(() => read(text)).toThrow(message);
  });
});

describe('applet lines', () => {
  test.each([
    { line: 'IF_LS(APPLET_NOEXEC(ls, ls, BB_DIR_BIN, BB_SUID_DROP, ls))', name: 'ls', symbol: 'LS', directory: '/bin', kind: 'noexec', suid: 'drop' },
    { line: 'IF_SU(APPLET(su, BB_DIR_BIN, BB_SUID_REQUIRE))', name: 'su', symbol: 'SU', directory: '/bin', kind: 'normal', suid: 'require' },
    { line: 'IF_ADD_SHELL(   APPLET_NOEXEC(add-shell   , x, BB_DIR_USR_SBIN, BB_SUID_DROP, add_shell   ))', name: 'add-shell', symbol: 'ADD_SHELL', directory: '/usr/sbin', kind: 'noexec', suid: 'drop' },
    { line: 'IF_TEST1(APPLET_NOFORK("[", test, BB_DIR_USR_BIN, BB_SUID_DROP, test))', name: '[', symbol: 'TEST1', directory: '/usr/bin', kind: 'nofork', suid: 'drop' },
    { line: 'IF_LINUXRC(APPLET_ODDNAME(linuxrc, init, BB_DIR_ROOT, BB_SUID_DROP, linuxrc))', name: 'linuxrc', symbol: 'LINUXRC', directory: '/', kind: 'oddname', suid: 'drop' },
    { line: 'IF_A(IF_NOT_B(APPLET(a, BB_DIR_SBIN, BB_SUID_DROP)))', name: 'a', symbol: 'A', when: 'A && !B', directory: '/sbin', kind: 'normal', suid: 'drop' },
    { line: 'IF_MOUNT(APPLET(mount, BB_DIR_BIN, IF_DESKTOP(BB_SUID_MAYBE) IF_NOT_DESKTOP(BB_SUID_DROP)))', name: 'mount', symbol: 'MOUNT', directory: '/bin', kind: 'normal', suid: 'maybe' },
  ])('$line', ({ line, ...applet }) => {
    expect(readApplets([line])).toEqual([applet]);
  });

  test('#if surrounds them', () => {
    expect(readApplets(['#if ENABLE_GET || ENABLE_PUT', 'IF_A(APPLET(a, BB_DIR_BIN, BB_SUID_DROP))', '#endif', '/* why */']).map(({ when }) => when))
      .toEqual(['A && (GET || PUT)']);
  });

  test('anything else is refused', () => {
    expect(() => readApplets(['APPLET(a)'])).toThrow('not understood: APPLET(a)');
  });
});
