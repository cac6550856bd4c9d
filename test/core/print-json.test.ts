import fc from 'fast-check';
import { expect, test } from 'vitest';
import { _jsonList, _jsonObject, _jsonText } from '../../src/core';

test('a text that is made of the texts of its parts is that of the whole', () => {
  fc.assert(fc.property(fc.array(fc.object()), fc.object(), fc.string(), (list, other, name) => {
    fc.pre(name !== 'list');
    const whole = Object.fromEntries([['list', list], [name, other]]);
    const text = _jsonObject(Object.fromEntries([['list', _jsonList(list.map(each => _jsonText(each, 0)))], [name, _jsonText(other, 0)]]));
    expect(text).toBe(_jsonText(whole, 0));
  }));
});

test('what a reader would not see is written as an escape, in names too', () => {
  expect(_jsonObject({ 'a\u202e': _jsonList(['"b"']) })).toBe('{"a\\u202e":["b"]}\n');
});
