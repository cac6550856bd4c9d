import { describe, expect, test } from 'vitest';
import { _printExpression, _parseExpression } from '../../src/catalog/busybox-expression';

describe('an expression', () => {
  test.each([
    { text: 'FIND', again: 'FIND' },
    { text: ' !NOMMU ', again: '!NOMMU' },
    { text: 'A&&B', again: 'A && B' },
    { text: 'A || B && C', again: 'A || B && C' },
    { text: '(A || B) && C', again: '(A || B) && C' },
    { text: '((A)) && (B && C)', again: 'A && B && C' },
    { text: '!(A || B)', again: '!(A || B)' },
    { text: '!!A', again: '!!A' },
    { text: 'INCLUDE_SUSv2 && FEATURE_2_4_MODULES', again: 'INCLUDE_SUSv2 && FEATURE_2_4_MODULES' },
  ])('$text is read and written', ({ text, again }) => {
    expect(_printExpression(_parseExpression(text))).toBe(again);
    expect(_parseExpression(again)).toEqual(_parseExpression(text));
  });

  test.each(['', 'A &&', '(A', 'A B', 'A = "x"', '&& A', 'A)'])('"%s" is refused', text => {
    expect(() => _parseExpression(text)).toThrow(/^Kconfig expression ".*" (cannot be read at|contains an unknown token after) /s);
  });
});
