import { expect, test } from 'vitest';
import { _LazyMap } from '../../src/rootfs';

test('a value is made once, when it is first read', () => {
  const made: string[] = [];
  const map = new _LazyMap(new Map([['a', 1], ['b', 2]]), (key, value) => {
    made.push(key);
    return value * 10;
  });
  expect([map.has('b'), map.size, made]).toEqual([true, 2, []]);
  expect([map.get('b'), map.get('b'), made]).toEqual([20, 20, ['b']]);
  expect([[...map], made]).toEqual([[['a', 10], ['b', 20]], ['b', 'a']]);
});

test('a key that is not meant is not there', () => {
  const map = new _LazyMap(new Map([['a', 1], ['b', 2]]), (_, value) => value, key => key !== 'a');
  expect([map.get('a'), map.has('a'), map.size, [...map.keys()], [...map.values()]]).toEqual([undefined, false, 1, ['b'], [2]]);
});
