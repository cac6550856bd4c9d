import fc from 'fast-check';

/** What means something to BuildKit or to a shell, somewhere. */
const UNITS = [
  'a', 'Z', '0', '_', '.', '/', '-', '--', ':', '=', ',', '@', '+', '%', '~', '!', ';', '|', '&', '(', ')', '{', '}', '[', ']', '<', '>', '*', '?', '^',
  '"', "'", '\\', '\\\\', '$', '$$', '$A', '${A}', '${X:-y}', '`', '#', '# escape=`', '<<', '<<EOF', '3<<E', ' <<-E', '<<\'E\'', '["a"]', 'EOT', 'SH',
  ' ', '  ', '\t', '\v', '\f', '\u00a0', '\u0085', '\u2028', '\u2029', '\u3000', '\ufeff', 'é', 'e\u0301', 'ß', '日本', '😀', '\u0001', '\u001b[0m', '\u007f',
];

/** What most places cannot hold. */
const REFUSED_UNITS = ['\n', '\r', '\0', '\ud83d', '\ude00'];

/** Words as people write them. */
export const tame = fc.constantFrom('a', 'b1', 'c-d', 'x.y', 'usr/bin', 'org.example.key', '1.2.3', 'a_b');

/** Whole words that are special as such, or at one end. */
const TRAPS = [
  '--', '--a', '-a', '#', '#a', ' #a', '<<a', '3<<a', '<<-a', '\ufeffa', 'a\ufeff', 'a\\', 'a\\\\', '\\', ' a', 'a ', '~', '=', 'a=b', '$', 'é', '1', '_a', "'", '"',
  '[]', '["a"]', '[1]', '*', '?', 'a?', '.', '..', '\\*', '}', '{', '$1', '${1}', 'https://a', 'git@a:b', 'me@host:a', 'NONE', 'AS', 'scratch',
];

/** Text that most places can hold. */
export const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...UNITS), { maxLength: 7 }).map(units => units.join('')) },
  { weight: 1, arbitrary: fc.constantFrom(...TRAPS) },
);

/** Any text at all, but not long. */
export const anything = fc.oneof(
  { weight: 3, arbitrary: tame },
  { weight: 16, arbitrary: hostile },
  fc.array(fc.constantFrom(...UNITS, ...REFUSED_UNITS), { maxLength: 5 }).map(units => units.join('')),
);

/** Text that is longer than a line may be. */
const long = fc.tuple(fc.constantFrom('x', '\\', '#', ' ', '"', '$', 'é', 'a b', 'x#', '\\#', ' #'), fc.integer({ min: 30_000, max: 70_000 })).map(([unit, times]) => unit.repeat(times));

/** The same, now and then of a length that needs several lines. */
export const ofAnyLength = fc.oneof({ weight: 150, arbitrary: anything }, { weight: 1, arbitrary: long });

/** A name of a file, in which anything may be but what no name holds. */
export const fileName = fc.oneof(tame.filter(name => !name.includes('/')), hostile.map(text => text.replace(/[/\0\n]/g, '_')).filter(name => !['', '.', '..'].includes(name)));

/** Lines for a file or a script; some look like what ends them. */
export const lines = fc.array(fc.oneof(
  { weight: 4, arbitrary: hostile },
  tame,
  fc.integer({ min: 0, max: 60 }).chain(n => (n === 0 ? long : fc.constant(''))),
  fc.constantFrom('', 'EOT', '\tEOT', 'EOT2', 'SH', 'EOT ', '#!/bin/sh', '# comment', 'RUN a', 'a \\', 'FROM scratch', 'EOT\r'),
), { maxLength: 4 }).map(all => all.map(line => `${line}\n`).join(''));
