import { expect, test } from 'vitest';
import { Size } from '../../src';

test.each([
  [Size.bytes(0), '0 B'], [Size.bytes(1023), '1023 B'], [Size.kibibytes(1), '1.0 KiB'], [Size.kibibytes(812), '812 KiB'],
  [Size.mebibytes(4.5), '4.5 MiB'], [Size.mebibytes(2048), '2.0 GiB'],
])('%o reads %s', (size, text) => expect(`${size}`).toBe(text));

test.each([-1, 0.5, 2 ** 60])('%d is no number of bytes', count => {
  expect(() => Size.bytes(count)).toThrow(/^size\/number/);
});

test.each([NaN, Infinity])('%d is no number', count => {
  expect(() => Size.bytes(count)).toThrow(/^api\/wrong-kind/);
});
