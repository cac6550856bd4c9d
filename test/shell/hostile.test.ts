import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CORPUS } from './corpus';
import { _collectCommandFacts, _collectScriptFacts } from '../../src/shell';
import { expectLinear } from '../support/linear';

/** What a shell gives a meaning to. */
const PIECES = [
  ...' \n\t;&|<>(){}[]\'"`\\$#!=*~-+@:/ax1', '$(', '$((', '))', '${', '}}', '<<E\n', '<<-E\n', '\nE\n', '<<<', '<(', '&&', '||', ';;', ';&', '&>', '[[', ']]', '((',
  'if ', '; then ', 'elif ', 'else ', '\nfi', 'while ', 'until ', '; do ', '\ndone', 'for x in ', 'case x in ', ') ', 'esac', 'f() ', 'function f ', 'select ', 'coproc ',
  'time ', 'eval ', 'trap ', 'exec ', 'env ', 'sh -c ', 'find -exec ', 'set -- ', 'alias a=', 'command -v ', '"$@"', '. ', 'exit', '#!/bin/bash\n', '#!/bin/sh\n', '\r\n', '\0', '\uD800', 'é',
];
const script = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map(pieces => pieces.join(''));

describe('no text makes it throw', () => {
  test.each([
    ['bytes', fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes).toString('latin1'))],
    ['characters', fc.string({ unit: 'binary', maxLength: 100 })],
    ['what shells know', script],
    ['two scripts of the corpus, cut off', fc.tuple(fc.constantFrom(...CORPUS), fc.constantFrom(...CORPUS), fc.nat()).map(([a, b, at]) => `${a}${b}`.slice(0, at % (a.length + b.length + 1)))],
  ])('%s', (_, texts) => {
    fc.assert(fc.property(texts, text => {
      for (const shell of ['', '#!/bin/bash\n']) {
        const { errors, commands } = _collectScriptFacts(`${shell}${text}`);
        expect(errors.length).toBeLessThanOrEqual(1);
        for (const { line, column } of errors) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(column).toBeGreaterThanOrEqual(1);
        }
        for (const { name } of commands) expect(name).not.toBe('');
      }
    }), { numRuns: 1000 });
  });

  test('words of a command', () => {
    const words = fc.array(fc.oneof(script, fc.constantFrom('sh', '-c', 'env', '-S', 'A=b', 'tini', '--', '', 'timeout', 'find', '-exec', ';', 'su')), { maxLength: 8 });
    fc.assert(fc.property(words, given => {
      expect(_collectCommandFacts(given).errors.length).toBeLessThanOrEqual(1);
    }), { numRuns: 1000 });
  });
});

test.each(['$(', '`$(', '(', '{ ', 'if ', '${x:-', '$((', '((', '"$(', 'while ', 'case $(', 'f() ', 'a <(', 'cat <<E\n$(', '[[ $(', '"${x:-', 'x=(', '! '])('ten thousand of %j inside of each other are refused', open => {
  for (const shell of ['', '#!/bin/bash\n']) {
    expect(_collectScriptFacts(`${shell}${open.repeat(10_000)}`).errors).toHaveLength(1);
  }
});

describe('a text of four times the length takes about four times the time', () => {
  test.each([
    'echo "hello $x" | grep -q `date` && foo || bar\n', '[ -x /a ] && ', 'eval ', 'env ', 'sh -c \'"$@"\' x ', 'find -exec a \\; ', 'cat <<E\n$x\nE\n', 'x=$(( (1+2) )); ',
    '\\', "'a' ", '[', 'f() { f; }; ', '((a) ); ', '$((a); b) ', 'x=$((', 'a || exit 0; ', "trap 'a' TERM; ", 'if a; then b; fi; ', 'a{b,', 'a; ', '# \n', '\\\n', '<a ', '$x', 'a&', '[[ a ]]; ', '$', '"',
  ])('%j', unit => {
    expectLinear(length => {
      const text = unit.repeat(Math.ceil(length / unit.length));
      return () => _collectScriptFacts(text);
    }, 20_000);
  });
});
