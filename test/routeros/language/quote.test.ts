import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from './parser';
import { rsc } from '../../../src/routeros/language/code';
import { command } from '../../../src/routeros/language/command';
import { _quoteRouterOs, _quoteRouterOsSource } from '../../../src/routeros/language/quote';

test.each([
  ['10s', '10s'],
  ['172.20.0.2/24', '172.20.0.2/24'],
  ['', '""'],
  ['veth-app', '"veth-app"'],
  ['a b', '"a b"'],
  ['"$x" [:put 1] \\', '"\\"\\$x\\" [:put 1] \\\\"'],
  ['a\nb\tc', '"a\\nb\\tc"'],
  ['hAP ac²', '"hAP ac\\C2\\B2"'],
])('%j is written as %s', (text, quoted) => {
  expect(_quoteRouterOs(text)).toBe(quoted);
});

/** The value of an argument, as RouterOS reads it. */
function valueOf(code: string): unknown {
  const [{ named: { comment } }] = parse(code);
  return comment.kind === 'text' || comment.kind === 'word' ? comment.text : comment;
}

test('every text is read back as itself, as a value and as a script in a script', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[ -~\n]*$/)), text => {
    expect(valueOf(`/ip/route/add comment=${_quoteRouterOs(text)}`)).toBe(text);
  }));
  fc.assert(fc.property(fc.stringMatching(/^[ -~\n]*[!-~]$/), text => {
    expect(valueOf(`/ip/route/add comment=${_quoteRouterOsSource(text)}`)).toBe(`${text}\n`);
  }));
});

test('a template quotes texts, and indents code like the line it is put into', () => {
  const inner = rsc`
    :put 1
    :put ${'a"b'}
  `;
  expect(String(rsc`
    :do {
      ${inner}
    }
  `)).toBe(':do {\n  :put 1\n  :put "a\\"b"\n}');
});

test('a command leaves out what is not given', () => {
  expect(String(command('/ip/route/add', { gateway: '172.20.0.2', distance: undefined, disabled: false, comment: 'a b' }))).toBe('/ip/route/add gateway=172.20.0.2 disabled=no comment="a b"');
});
