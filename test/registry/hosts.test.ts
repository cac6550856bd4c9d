import { expect, test } from 'vitest';
import { brief } from './support/client';
import { _splitReference } from '../../src/core';
import { _Hosts } from '../../src/registry/hosts';
import { _Messages } from '../../src/registry/messages';
import { _createSettings, _RegistryOptions } from '../../src/registry/options';

function hosts(options: _RegistryOptions = {}): _Hosts {
  return new _Hosts(_createSettings(options), new _Messages());
}

test.each([
  ['python', 'https://registry-1.docker.io/v2/'],
  ['docker.io/python', 'https://registry-1.docker.io/v2/'],
  ['index.docker.io/library/python', 'https://registry-1.docker.io/v2/'],
  ['a/b', 'https://registry-1.docker.io/v2/'],
  ['a.b/c', 'https://a.b/v2/'],
  ['registry:5000/a:1', 'https://registry:5000/v2/'],
  ['localhost/a', 'http://localhost/v2/'],
  ['localhost:5000/a', 'http://localhost:5000/v2/'],
  ['127.0.0.1/a', 'http://127.0.0.1/v2/'],
  ['127.1.2.3:80/a', 'http://127.1.2.3:80/v2/'],
  ['[::1]:5000/a', 'http://[::1]:5000/v2/'],
  ['127.0.0.1.example.com/a', 'https://127.0.0.1.example.com/v2/'],
  ['localhost.example.com/a', 'https://localhost.example.com/v2/'],
  ['192.168.0.1:5000/a', 'https://192.168.0.1:5000/v2/'],
  ['insecure.lan/a', 'https://insecure.lan/v2/'],
  ['insecure.lan:5000/a', 'http://insecure.lan:5000/v2/'],
])('%s is asked at %s', (reference, base) => {
  expect(hosts({ insecureHosts: ['insecure.lan:5000'] }).findRegistry(_splitReference(reference).domain).base).toBe(base);
});

test('mirrors have a host, and a port, a path and a scheme if they need one', () => {
  const mirrors = { 'docker.io': ['mirror.lan', 'mirror.lan:5000/hub/', 'http://plain.lan/a/b', 'localhost:5000'] };
  expect(hosts({ mirrors }).listMirrors('docker.io').map(({ base, prefix, host }) => [host, base, prefix])).toEqual([
    ['mirror.lan', 'https://mirror.lan/v2/', ''],
    ['mirror.lan:5000', 'https://mirror.lan:5000/v2/', 'hub/'],
    ['plain.lan', 'http://plain.lan/v2/', 'a/b/'],
    ['localhost:5000', 'http://localhost:5000/v2/', ''],
  ]);
  expect(hosts({ mirrors }).listMirrors('ghcr.io')).toEqual([]);
});

test.each([
  ['', 'registry/mirror: "" is not the address of a mirror.'],
  ['ftp://a', 'registry/mirror: "ftp://a" is not the address of a mirror.'],
  ['https://me:secret@a', 'registry/mirror: "***@a" is not the address of a mirror.'],
  ['a?b', 'registry/mirror: "a?b" is not the address of a mirror.'],
  ['a b', 'registry/mirror: "a b" is not the address of a mirror.'],
])('%j is not a mirror', async (text, expected) => {
  expect(await brief((async () => hosts({ mirrors: { 'docker.io': [text] } }).listMirrors('docker.io'))())).toBe(expected);
});
