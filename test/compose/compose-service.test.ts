import { expect, test } from 'vitest';
import { serviceImage } from './samples';
import { ComposeService, ComposeServiceOptions } from '../../src/compose';
import { Platform } from '../../src/core';
import { detachedRoot } from '../support/root';

const pulled = (options: ComposeServiceOptions) => ComposeService.pulled(`postgres:17@sha256:${'0'.repeat(64)}`, options);

test.each<[string, ComposeServiceOptions]>([
  ['"8080" does not publish a port.', { ports: ['8080'] }],
  ['"${PORT}:80" does not publish a port.', { ports: ['${PORT}:80'] }],
  ['"data" is not a mount.', { volumes: ['data'] }],
  ['"data:relative" is not a mount.', { volumes: ['data:relative'] }],
  ['"some/path:/data" is not a mount.', { volumes: ['some/path:/data'] }],
  ['"a b" is not the name of an environment variable.', { environment: { 'a b': '1' } }],
  ['"A=1" is not the name of an environment variable.', { passedEnvironment: ['A=1'] }],
  ['The variable A has a value and is also passed from the shell.', { environment: { A: '1' }, passedEnvironment: ['A'] }],
  ['"a\\u202eb" has a character that cannot be seen.', { command: ['a\u202eb'] }],
])('%s', (message, options) => {
  expect(() => pulled(options)).toThrow(message);
});

test.each(['8080:80', '127.0.0.1:8443:443', '[::1]:53:53/udp', '8000-8010:8000-8010'])('%s publishes a port', port => {
  expect(() => pulled({ ports: [port] })).not.toThrow();
});

test.each(['data:/data', './a b:/data:ro', '../x:/x:rw,z', '~/x:/x', '/x:/x'])('%s is a mount', volume => {
  expect(() => pulled({ volumes: [volume] })).not.toThrow();
});

test('an image from a registry is pinned', () => {
  expect(() => ComposeService.pulled('postgres:17')).toThrow('The image "postgres:17" of a service is not pinned by digest.');
});

test('a platform is one of the image', () => {
  expect(() => ComposeService.of(serviceImage(detachedRoot()), { platform: Platform.LINUX_RISCV64 })).toThrow('The image "Web" is not built for linux/riscv64.');
});
