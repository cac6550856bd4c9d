import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { refusal } from './support/client';
import { _Refusal } from '../../src/core';
import { _DockerConfig } from '../../src/registry/docker-config';
import { _Messages } from '../../src/registry/messages';
import { _createSettings } from '../../src/registry/options';
import { temporaryFolder } from '../support/temporary';

const base64 = (text: string) => Buffer.from(text).toString('base64');

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
});

/** The login that a configuration has for a host. */
async function findLogin(host: string, config: object | string, helperMilliseconds = 10_000) {
  writeFileSync(join(folder, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
  const environment = { DOCKER_CONFIG: folder, PATH: `${join(folder, 'bin')}:/usr/bin:/bin` };
  return new _DockerConfig(_createSettings({ environment, helperMilliseconds }), new _Messages()).findLogin(host);
}

/** Installs a credential helper. */
function helper(name: string, script: string): void {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  const file = join(folder, 'bin', `docker-credential-${name}`);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

describe('a login is found in auths', () => {
  test.each([
    ['of Docker Hub', 'docker.io', 'https://index.docker.io/v1/'],
    ['of Docker Hub by its name', 'docker.io', 'docker.io'],
    ['of Docker Hub by the host of its registry', 'docker.io', 'registry-1.docker.io'],
    ['of Docker Hub by a URL with another path', 'docker.io', 'https://index.docker.io/v2/'],
    ['of a host', 'ghcr.io', 'ghcr.io'],
    ['of a host with a port', 'localhost:5000', 'localhost:5000'],
    ['of a URL', 'registry.lan', 'https://registry.lan/v2/'],
  ])('%s', async (_, host, key) => {
    const auths = { 'other.lan': { auth: base64('other:x') }, [key]: { auth: base64('me:pass:word') } };
    expect(await findLogin(host, { auths })).toEqual({ username: 'me', password: 'pass:word' });
    expect(await findLogin('docker.lan', { auths })).toBeUndefined();
  });

  test.each([
    ['a password that Docker has padded', { auth: base64('me:x\0\0') }, { username: 'me', password: 'x' }],
    ['user and password apart', { username: '_json_key', password: '{"a": 1}' }, { username: '_json_key', password: '{"a": 1}' }],
    ['an identity token', { auth: base64('0:'), identitytoken: 't' }, { identityToken: 't' }],
    ['nothing', {}, undefined],
    ['something else', 7, undefined],
  ])('%s', async (_, entry, expected) => {
    expect(await findLogin('a.lan', { auths: { 'a.lan': entry } })).toEqual(expected);
  });

  test('the most precise entry counts', async () => {
    const auths = {
      'https://index.docker.io/v1/access-token': { auth: base64('desktop:x') },
      'https://index.docker.io/v2/': { auth: base64('second:x') },
      'https://index.docker.io/v1/': { auth: base64('first:x') },
    };
    expect(await findLogin('docker.io', { auths })).toEqual({ username: 'first', password: 'x' });
  });
});

describe('without a login', () => {
  test.each([
    ['an empty file', ''],
    ['no entries', {}],
    ['empty entries', { auths: { 'docker.io': {} }, credsStore: '' }],
    ['null', { auths: null, credHelpers: null }],
  ])('%s', async (_, config) => {
    expect(await findLogin('docker.io', config)).toBeUndefined();
  });

  test('no file, and no folder', async () => {
    for (const DOCKER_CONFIG of [folder, join(folder, 'none')]) {
      expect(await new _DockerConfig(_createSettings({ environment: { DOCKER_CONFIG } }), new _Messages()).findLogin('docker.io')).toBeUndefined();
    }
  });
});

describe('a broken configuration is named, and nothing of it shown', () => {
  test.each([
    ['no JSON', '{"auths": {"a": {"auth": secret}}}', 'It is not JSON: line 1, column 26.'],
    ['auths of another kind', { auths: ['secret'] }, '"auths" is not an object.'],
    ['a helper that is a path', { credsStore: '../secret' }, 'The credential helper for a.lan has no valid name.'],
    ['a helper that is no text', { credHelpers: { 'a.lan': { secret: 1 } } }, 'The credential helper for a.lan has no valid name.'],
    ['a login that is none', { auths: { 'a.lan': { auth: base64('secret') } } }, '"auth" of "a.lan" is not "user:password" in Base64.'],
  ])('%s', async (_, config, expected) => {
    const text = await refusal(findLogin('a.lan', config), { [folder]: 'DOCKER_CONFIG' });
    expect(text.split('\n').slice(0, 2)).toEqual(['registry/docker-config  at DOCKER_CONFIG/config.json', `  ${expected}`]);
    expect(text).not.toMatch(/secret|c2VjcmV0/);
  });

  test('a folder in its place', async () => {
    mkdirSync(join(folder, 'x', 'config.json'), { recursive: true });
    const config = new _DockerConfig(_createSettings({ environment: { DOCKER_CONFIG: join(folder, 'x') } }), new _Messages());
    expect(await refusal(config.findLogin('docker.io'), { [folder]: 'F' })).toMatchInlineSnapshot(`
      "registry/docker-config  at F/x/config.json
        It cannot be read: it is a directory.
        Why: The logins for registries are not known.
        Fix: Correct the file, or log in again with \`docker login\`."
    `);
  });

  test.each<[string, string, (path: string) => void]>([
    ['a pipe', 'It cannot be read: it is a pipe, not a file.', path => execFileSync('mkfifo', [path])],
    ['a device', 'It cannot be read: it is a device, not a file.', path => symlinkSync('/dev/zero', path)],
    ['a file without an end', 'It cannot be read: it is longer than 16 MiB, the limit.', path => {
      writeFileSync(path, '');
      truncateSync(path, 2 ** 31);
    }],
  ])('%s in its place', async (_, expected, make) => {
    make(join(folder, 'config.json'));
    const config = new _DockerConfig(_createSettings({ environment: { DOCKER_CONFIG: folder } }), new _Messages());
    expect((await refusal(config.findLogin('docker.io'))).split('\n')[1]).toBe(`  ${expected}`);
  });
});

describe('a credential helper', () => {
  const LOGIN = 'echo "{\\"ServerURL\\":\\"$server\\",\\"Username\\":\\"me of $server\\",\\"Secret\\":\\"x\\"}"';

  test.each([
    ['of a host', 'ghcr.io', { credHelpers: { 'ghcr.io': 'some' }, credsStore: 'gone' }, 'ghcr.io'],
    ['of all hosts', 'ghcr.io', { credsStore: 'some', auths: { 'ghcr.io': {} } }, 'ghcr.io'],
    ['of Docker Hub', 'docker.io', { credsStore: 'some' }, 'https://index.docker.io/v1/'],
    ['of Docker Hub by another name', 'docker.io', { credHelpers: { 'index.docker.io': 'some' } }, 'https://index.docker.io/v1/'],
  ])('%s is asked', async (_, host, config, server) => {
    helper('some', `test "$1" = get && read -r server && ${LOGIN}`);
    expect(await findLogin(host, config)).toEqual({ username: `me of ${server}`, password: 'x' });
  });

  test('gives an identity token', async () => {
    helper('some', 'echo \'{"Username":"<token>","Secret":"t"}\'');
    expect(await findLogin('a.azurecr.io', { credsStore: 'some' })).toEqual({ identityToken: 't' });
  });

  test('that has none leads to what the file has, or to nothing', async () => {
    helper('some', 'echo "credentials not found in native keychain"; exit 1');
    expect(await findLogin('a.lan', { credsStore: 'some' })).toBeUndefined();
    expect(await findLogin('a.lan', { credsStore: 'some', auths: { 'a.lan': { auth: base64('me:x') } } })).toEqual({ username: 'me', password: 'x' });
  });

  test('is asked once', async () => {
    helper('some', `echo asked >> ${join(folder, 'log')}; echo '{"Username":"me","Secret":"x"}'`);
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ credsStore: 'some' }));
    const environment = { DOCKER_CONFIG: folder, PATH: `${join(folder, 'bin')}:/usr/bin:/bin` };
    const config = new _DockerConfig(_createSettings({ environment }), new _Messages());
    const [first, second] = await Promise.all([config.findLogin('a.lan'), config.findLogin('a.lan')]);
    expect(first).toBe(second);
    expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('asked\n');
  });

  test.each([
    ['is not installed', undefined, 'The credential helper docker-credential-some is not installed.'],
    ['fails', 'echo "secret: not logged in"; exit 3', 'The credential helper docker-credential-some ended with the exit code 3.'],
    ['is killed', 'kill -9 $$', 'The credential helper docker-credential-some ended with the exit code null.'],
    ['writes rubbish', 'echo secret', 'The credential helper docker-credential-some writes something that is not a login.'],
    ['writes half a login', 'echo \'{"Username":"secret"}\'', 'The credential helper docker-credential-some writes something that is not a login.'],
    ['writes without an end', 'while echo secretsecretsecretsecret; do :; done', 'The credential helper docker-credential-some writes something that is not a login.'],
  ])('that %s is named', async (_, script, expected) => {
    if (script !== undefined) helper('some', script);
    const text = await refusal(findLogin('a.lan', { credsStore: 'some' }), { [folder]: 'DOCKER_CONFIG' });
    expect(text.split('\n').slice(0, 2)).toEqual(['registry/credential-helper  at DOCKER_CONFIG/config.json', `  ${expected}`]);
    expect(text).not.toContain('secret');
  });

  test('that hangs is ended, with what it has started', async () => {
    helper('some', 'sleep 60; echo never');
    expect(await refusal(findLogin('a.lan', { credsStore: 'some' }, 200), { [folder]: 'F' })).toMatchInlineSnapshot(`
      "registry/credential-helper  at F/config.json
        The credential helper docker-credential-some did not answer within 0.2 seconds.
        Why: The login for the registry is not known.
        Fix: Run it to see what is wrong: echo a.lan | docker-credential-some get. If you do not need a login for a.lan, remove the helper from the file."
    `);
  });
});

test('refusals are of one kind', async () => {
  await expect(findLogin('a.lan', '[')).rejects.toBeInstanceOf(_Refusal);
});
