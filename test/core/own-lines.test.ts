import { join } from 'node:path';
import { expect, test } from 'vitest';
import { _createError, _findOwnLines } from '../../src/core';

test('of a stack the user sees the lines that are theirs', () => {
  const library = join(__dirname, '../../src/core/refusal.ts');
  expect(_findOwnLines([
    'Error: text',
    `    at refuse (${library}:1:2)`,
    '    at new Project (/home/me/node_modules/projen/lib/project.js:1:2)',
    '    at Object.<anonymous> (/home/me/.projenrc.ts:3:4)',
    '    at Kernel._Kernel_create (/tmp/tmpx1qc1uhh/lib/program.js:1:72922)',
    '    at Module._compile (node:internal/modules/cjs/loader:5:6)',
  ].join('\n'))).toEqual(['    at Object.<anonymous> (/home/me/.projenrc.ts:3:4)']);
  expect(_findOwnLines(undefined)).toEqual([]);
  expect(_findOwnLines([{ getFileName: () => 'as Error.prepareStackTrace may make it' }])).toEqual([]);
});

test('a module and the function around all of it are one line', () => {
  expect(_findOwnLines([
    '    at <anonymous> (/home/me/.projenrc.ts:3:4)',
    '    at Object.<anonymous> (/home/me/.projenrc.ts:33:15)',
    '    at <anonymous> (/home/me/one.ts:3:4)',
    '    at Object.<anonymous> (/home/me/two.ts:33:15)',
  ].join('\n'))).toEqual([
    '    at <anonymous> (/home/me/.projenrc.ts:3:4)',
    '    at <anonymous> (/home/me/one.ts:3:4)',
    '    at Object.<anonymous> (/home/me/two.ts:33:15)',
  ]);
});

test('where the length of a stack cannot be set, it is what it is', () => {
  const descriptor = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit')!;
  Object.defineProperty(Error, 'stackTraceLimit', { ...descriptor, writable: false });
  try {
    expect(_createError(40)).toBeInstanceOf(Error);
  } finally {
    Object.defineProperty(Error, 'stackTraceLimit', descriptor);
  }
});
