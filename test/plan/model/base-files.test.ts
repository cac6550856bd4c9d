import { describe, expect, test } from 'vitest';
import { ExistingDockerfile, StageModel } from '../../../src';
import { _resolveImage } from '../../../src/plan';
import { _createManifest } from '../../../src/render';
import { newImage } from '../../support/image';

function planOf(text: string) {
  const image = newImage();
  image.defineRuntime(new ExistingDockerfile(image, 'File', { text: `${text}\n` }).last);
  return _resolveImage(image);
}

function lastOf(text: string): StageModel {
  return planOf(text).models[0].result;
}

test.each([
  ['debian:12', '/bin/curl', 'missing'], ['debian:12', '/usr/bin/curl', 'missing'], ['debian:12', '/usr/bin/env', 'unknown'],
  ['debian:12', '/lib/ld-musl-x86_64.so.1', 'missing'], ['debian:12', '/lib64/ld-linux-x86-64.so.2', 'unknown'],
  ['alpine:3.23', '/lib64/ld-linux-x86-64.so.2', 'missing'], ['alpine:3.23', '/lib/ld-musl-x86_64.so.1', 'unknown'], ['alpine:3.23', '/bin/bash', 'missing'],
  ['gcr.io/distroless/static-debian13', '/bin/sh', 'missing'], ['gcr.io/distroless/static-debian13', '/tmp', 'found'], ['gcr.io/distroless/static-debian13:debug', '/bin/sh', 'unknown'],
  ['debian:12-slim', '/etc/ssl/certs/ca-certificates.crt', 'missing'], ['node:24', '/etc/ssl/certs/ca-certificates.crt', 'found'],
  ['acme/base:1', '/bin/curl', 'unknown'],
])('%s: %s is %s', (base, path, expected) => {
  const { isMissing, isUnknown } = lastOf(`FROM ${base}`).rootfs.lookup(path);
  expect(isMissing ? 'missing' : isUnknown ? 'unknown' : 'found').toBe(expected);
});

test.each([
  ['a command that may install it', 'RUN apt-get install -y curl'],
  ['a copy of what is not known', 'COPY rootfs/ /'],
  ['a copy into its directory', 'COPY --from=tools:1 /usr/bin/ /usr/bin/'],
])('what a base lacks may be there after %s', (_, instruction) => {
  expect(lastOf(`FROM debian:12\n${instruction}`).rootfs.lookup('/usr/bin/curl').isUnknown).toBe(true);
});

test('a file is put through a link of the base', () => {
  const { rootfs } = lastOf('FROM debian:12\nCOPY <<EOT /bin/x\nEOT');
  expect(rootfs.lookup('/usr/bin/x').placed?.entry.path).toBe('/usr/bin/x');
  expect(rootfs.lookup('/bin/x').placed?.entry.path).toBe('/usr/bin/x');
  expect(lastOf('FROM debian:11\nCOPY <<EOT /bin/x\nEOT').rootfs.lookup('/usr/bin/x').isUnknown).toBe(true);
});

test('what a base is known for is not listed', () => {
  expect(lastOf('FROM debian:12').rootfs.entries.map(({ entry }) => entry.path)).toEqual(['/']);
  expect(lastOf('FROM debian:12').rootfs.isComplete).toBe(false);
});

describe('the configuration', () => {
  test('is that of the base', () => {
    const { config } = lastOf('FROM golang:1.27\nENV GOBIN=$GOPATH/bin');
    expect(config.workingDirectory).toBe('/go');
    expect(config.environment).toMatchObject({ GOTOOLCHAIN: 'local', GOBIN: '/go/bin' });
    expect(config.variables).toContain('GOLANG_VERSION');
    expect(config.isComplete).toBe(false);
  });

  test('a user that is not root is named', () => {
    expect(lastOf('FROM gcr.io/distroless/static:nonroot').config.user).toBe('65532');
    expect(lastOf('FROM debian:12').config).toMatchObject({ user: undefined, _isUserKnown: true });
    expect(lastOf('FROM acme/base:1').config).toMatchObject({ user: undefined, _isUserKnown: false });
  });

  test('and no claim of the manifest rests on it', () => {
    const manifest = (text: string) => (JSON.parse(_createManifest(planOf(text), '')) as { groups: { config: unknown; links: unknown; known?: unknown }[] }).groups[0];
    expect(manifest('FROM golang:1.27\nENV A=b GOBIN=$GOPATH/bin\nWORKDIR src\nUSER $GOPATH\nVOLUME $GOPATH')).toMatchObject({
      config: { inherits: true, env: { A: 'b', GOBIN: null }, workingDirectory: null, user: null, volumes: null },
    });
    const plain = manifest('FROM debian:12-slim\nCOPY <<EOT /etc/motd\nEOT');
    expect(plain.config).toMatchObject({ inherits: true, env: {} });
    expect(plain.config).not.toHaveProperty('workingDirectory');
    expect(plain.config).not.toHaveProperty('user');
    expect(plain.links ?? []).toEqual([]);
    expect(plain.known).toBeUndefined();
    expect(manifest('FROM golang:1.27\nWORKDIR src\nWORKDIR /app')).toMatchObject({ config: { workingDirectory: '/app' } });
  });
});
