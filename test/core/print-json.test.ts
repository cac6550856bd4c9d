import fc from 'fast-check';
import { expect, test } from 'vitest';
import { _printJsonList, _printJsonObject, _printJson } from '../../src/core';

test('a text that is made of the texts of its parts is that of the whole', () => {
  fc.assert(fc.property(fc.array(fc.object()), fc.object(), fc.string(), (list, other, name) => {
    fc.pre(name !== 'list');
    const whole = Object.fromEntries([['list', list], [name, other]]);
    const text = _printJsonObject(Object.fromEntries([['list', _printJsonList(list.map(each => _printJson(each, 0)))], [name, _printJson(other, 0)]]));
    expect(text).toBe(_printJson(whole, 0));
  }));
});

test('what a reader would not see is written as an escape, in names too', () => {
  expect(_printJsonObject({ 'a\u202e': _printJsonList(['"b"']) })).toBe('{"a\\u202e":["b"]}\n');
});
