import { describe, expect, test } from 'vitest';
import { BuildCache, BuildSecret, ContainerImageProps, NamedContext, Problem, SshSource } from '../../../src';
import { Problems, _Refusal } from '../../../src/core';
import { newImage } from '../../support/image';

function refusalOf(make: () => unknown): Problem {
  try {
    make();
  } catch (error) {
    if (error instanceof _Refusal) return error.problem as Problem;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('a source that cannot be is refused', () => {
  test.each([
    ['image/secret', () => BuildSecret.environment('ghp-0123456789')],
    ['image/secret', () => BuildSecret.environment('')],
    ['image/secret', () => BuildSecret.file('../token')],
    ['image/secret', () => BuildSecret.file('~/a\nb')],
    ['image/ssh', () => SshSource.keyFile('/etc/\u200bkey')],
    ['image/cache', () => BuildCache.registry('ghcr.io/acme/app:cache,mode=max')],
    ['image/cache', () => BuildCache.of('S3')],
    ['image/cache', () => BuildCache.of('s3', { 'a b': 'c' })],
    ['image/cache', () => BuildCache.of('s3', { bucket: '' })],
    ['image/cache', () => BuildCache.githubActions('a\nb')],
    ['image/context', () => NamedContext.directory('/etc')],
    ['image/context', () => NamedContext.registry('alpine:3')],
  ])('%s: %s', (id, make) => {
    const { id: found, what, why, fix } = refusalOf(make);
    expect(found).toBe(id);
    expect([what, why, fix].every(text => text.endsWith('.') || text.endsWith('"'))).toBe(true);
  });
});

test('a text that may be the secret itself is not shown', () => {
  expect(refusalOf(() => BuildSecret.environment('ghp-0123456789')).what).toBe('"ghp-…" (14 characters) is not the name of an environment variable.');
});

test('credentials of a cache are not written to files', () => {
  const { what, fix } = refusalOf(() => BuildCache.of('s3', { bucket: 'cache', secret_access_key: 'abc' }));
  expect([what, fix]).toEqual([
    'The attribute secret_access_key is a credential.',
    'Leave it out, and set the environment variables of the backend where the image is built.',
  ]);
});

describe('a wrong name is a problem of the image, and is left out', () => {
  const secret = BuildSecret.environment('TOKEN');
  test.each<[Partial<ContainerImageProps>, string, string]>([
    [{ secrets: { 'a,b': secret } }, 'image/secret', '"a,b" cannot be the id of a secret.'],
    [{ ssh: { 'a b': SshSource.agent() } }, 'image/ssh', '"a b" cannot be the id of an SSH agent or key.'],
    [{ buildArgs: { 'A-B': 'c' } }, 'image/build-arg', '"A-B" cannot be the name of a build argument.'],
    [{ buildArgs: { A: 'b\nc' } }, 'image/build-arg', 'The build argument A is "b\\nc".'],
    [{ contexts: { scratch: NamedContext.directory('a') } }, 'image/context', '"scratch" cannot be the name of a context.'],
  ])('%o', (props, id, what) => {
    const image = newImage(props);
    expect(Problems.of(image).all().map(each => [each.id, each.what])).toEqual([[id, what]]);
    expect(Object.values(image._declared.inputs).flatMap(value => Object.keys(value as object))).toEqual([]);
  });
});

test('a path from the root of the project is normalized, and others stay as they are', () => {
  expect(['./secrets/a', '~/.netrc', '/etc/token'].map(path => BuildSecret.file(path).path)).toEqual(['secrets/a', '~/.netrc', '/etc/token']);
});
