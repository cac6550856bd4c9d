import { describe, expect, test } from 'vitest';
import { ImageBuilder, Platform, Problem, RemoteBuilderNode } from '../../../src';
import { _Refusal } from '../../../src/core';
import { _listBuilderSecrets } from '../../../src/image';

const NODE: RemoteBuilderNode = { endpoint: 'tcp://builder.example.com:1234', platforms: [Platform.LINUX_AMD64] };
const ARM: RemoteBuilderNode = { endpoint: 'tcp://[2001:db8::1]:1234', platforms: [Platform.LINUX_ARM64] };

function refusalOf(make: () => unknown): Problem {
  try {
    make();
  } catch (error) {
    if (error instanceof _Refusal) return error.problem as Problem;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('a builder that cannot be is refused', () => {
  test.each([
    ['builder/nodes', () => ImageBuilder.remote([])],
    ['builder/nodes', () => ImageBuilder.remote([{ ...NODE, platforms: [] }])],
    ['builder/nodes', () => ImageBuilder.remote([NODE, { ...ARM, platforms: [Platform.LINUX_ARM64, Platform.LINUX_AMD64] }])],
    ['builder/nodes', () => ImageBuilder.remote([NODE, { ...NODE, platforms: [Platform.LINUX_ARM64] }])],
    ['builder/nodes', () => ImageBuilder.kubernetes({ platforms: [Platform.LINUX_ARM64, Platform.LINUX_ARM64] })],
    ...['builder.example.com:1234', 'tcp://builder.example.com', 'tcp://builder.example.com:70000', 'tcp://a b:1', 'tcp://-x:1', 'https://example.com:1', 'unix://run/x', 'unix:///a b', '']
      .map(endpoint => ['builder/endpoint', () => ImageBuilder.remote([{ ...NODE, endpoint }])] as const),
    ['builder/certificates', () => ImageBuilder.remote([{ ...NODE, serverName: 'a,b' }])],
    ['builder/certificates', () => ImageBuilder.remote([{ ...NODE, endpoint: 'unix:///run/buildkitd.sock', serverName: 'builder' }])],
    ['builder/certificates', () => ImageBuilder.remote([{ ...NODE, endpoint: 'unix:///run/buildkitd.sock', certificates: {} }])],
    ...['certs', '~', '../certs', '/a,b', '/a"b', '/a\nb'].map(directory => (
      ['builder/certificates', () => ImageBuilder.remote([{ ...NODE, certificates: { directory } }])] as const
    )),
    ['ci/secret-name', () => ImageBuilder.remote([{ ...NODE, certificates: { keySecret: '-----BEGIN PRIVATE KEY-----' } }])],
    ['ci/secret-name', () => ImageBuilder.kubernetes({ kubeconfigSecret: 'a b' })],
    ['ci/secret-name', () => ImageBuilder.dockerCloud('acme/default', { tokenSecret: 'dckr_oat-x' })],
    ['ci/secret-name', () => ImageBuilder.depot('abc123', { tokenSecret: '' })],
    ['builder/kubernetes', () => ImageBuilder.kubernetes({ namespace: 'Builds' })],
    ['builder/kubernetes', () => ImageBuilder.kubernetes({ serviceAccount: 'a,b' })],
    ['builder/kubernetes', () => ImageBuilder.kubernetes({ nodeSelector: { 'a b': 'c' } })],
    ['builder/kubernetes', () => ImageBuilder.kubernetes({ nodeSelector: { a: 'b,c=d' } })],
    ['builder/kubernetes', () => ImageBuilder.kubernetes({ nodeSelector: { 'kubernetes.io/arch': 'arm64' }, platforms: [Platform.LINUX_AMD64] })],
    ['builder/kubernetes', () => ImageBuilder.kubernetes({ replicas: 1.5 })],
    ['builder/kubernetes', () => ImageBuilder.kubernetes({ cpus: 0 })],
    ['builder/image', () => ImageBuilder.container({ image: 'moby/buildkit,network=host' })],
    ['builder/image', () => ImageBuilder.kubernetes({ image: '' })],
    ['builder/cloud', () => ImageBuilder.dockerCloud('default')],
    ['builder/cloud', () => ImageBuilder.dockerCloud('acme/a b')],
    ['builder/depot', () => ImageBuilder.depot('abc --x')],
  ] as const)('%s', (id, make) => {
    expect(refusalOf(make).id).toBe(id);
  });

  test('a platform that one node has twice is not said to be that of two nodes', () => {
    const platforms = [Platform.LINUX_AMD64, Platform.LINUX_AMD64];
    expect(refusalOf(() => ImageBuilder.remote([{ ...NODE, platforms }])).what).toBe(`The node ${NODE.endpoint} has the platform linux/amd64 twice.`);
    expect(refusalOf(() => ImageBuilder.kubernetes({ platforms })).what).toBe('The builder has the platform linux/amd64 twice.');
  });

  test('the message says what, why and how', () => {
    expect(refusalOf(() => ImageBuilder.remote([NODE, { ...ARM, endpoint: 'arm64.example.com' }]))).toMatchObject({
      what: '"arm64.example.com" is not the address of a daemon of BuildKit.',
      why: 'buildx would not find it.',
      fix: 'Write "tcp://host:port", or "unix:///path/of/the/socket" on the same machine.',
    });
  });
});

test('a connection by tcp always has certificates, one by a socket has none', () => {
  expect(_listBuilderSecrets(ImageBuilder.remote([NODE, ARM])._setup)).toEqual(['BUILDKIT_CA', 'BUILDKIT_CERT', 'BUILDKIT_KEY']);
  expect(_listBuilderSecrets(ImageBuilder.remote([{ ...NODE, endpoint: 'unix:///run/buildkit/buildkitd.sock' }])._setup)).toEqual([]);
});

test('what it is called', () => {
  expect([ImageBuilder.container(), ImageBuilder.remote([NODE]), ImageBuilder.kubernetes(), ImageBuilder.dockerCloud('acme/default'), ImageBuilder.depot('abc')]
    .map(({ driver }) => driver)).toEqual(['docker-container', 'remote', 'kubernetes', 'cloud', 'depot']);
});
