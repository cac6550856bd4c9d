import { expect, test } from 'vitest';
import { findCredentials } from '../../../../src/dockerfile/lint/language/credentials';

test.each([
  ['https://ci:s3cret@pypi.acme.dev/simple', { user: 'ci', host: 'pypi.acme.dev' }],
  ['git clone https://oauth2:glpat-abc@gitlab.acme.dev/a.git /a', { user: 'oauth2', host: 'gitlab.acme.dev' }],
  ['redis://:hunter22@cache:6379/0', { user: '', host: 'cache' }],
  ['"postgres://app:pa%24s@db/app"', { user: 'app', host: 'db' }],
  ['https://x:$TOKEN@github.com', { user: 'x', host: 'github.com', variable: 'TOKEN' }],
  ['https://x:${TOKEN:-a}@github.com', { user: 'x', host: 'github.com', variable: 'TOKEN' }],
  ['https://ghp_0123456789abcdefghijklmnopqrst@github.com/a', { user: '', host: 'github.com' }],
])('%s', (text, found) => expect(findCredentials(text)).toEqual([found]));

test.each([
  'https://acme.dev/a:b@c',
  'https://acme.dev:8080/',
  'https://git@github.com/a/b',
  'git@github.com:a/b.git',
  'ssh://git@github.com:22/a',
  'https://user:password@acme.dev',
  'https://user:<password>@acme.dev',
  'https://user:your-token@acme.dev',
  'https://user:****@acme.dev',
  'postgres://postgres:postgres@db/app',
  'http://minio:minio123@minio:9000',
  'http://u:p@acme.dev',
  'http://ci:s3cret@localhost:3000',
  'http://ci:s3cret@example.com',
  'https://ci:$(cat /run/secrets/token)@acme.dev',
  'https://ci:`cat /run/secrets/token`@acme.dev',
  'http://[::1]:80@x',
])('%s holds none', text => expect(findCredentials(text)).toEqual([]));

test('a long text is read once', () => {
  const text = `a://${'b:'.repeat(20_000)}`;
  expect(findCredentials(text)).toEqual([]);
});
