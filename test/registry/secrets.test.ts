import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createClient, refusal } from './support/client';
import { _Messages } from '../../src/registry/messages';
import { layout } from '../oci/support/layout-writer';
import * as tar from '../oci/support/tar-writer';
import { temporaryFolder } from '../support/temporary';
import { TestRegistry } from '../support/test-registry';
import { Plain, reply } from '../support/test-server';

const PASSWORD = 'pass "word"/1';
const BASIC = Buffer.from(`me:${PASSWORD}`).toString('base64');
const TOKEN = 'token-0123456789';

/** What a hostile or careless registry may send back. */
const ECHO = `${PASSWORD} ${BASIC} ${TOKEN} ${encodeURIComponent(PASSWORD)}`;

test.each<[string, RegExp, Plain]>([
  ['in an error', /\/manifests\//, { status: 403, body: { errors: [{ code: ECHO, message: ECHO }] } }],
  ['in an error without a login', /^GET .*\/manifests\//, { status: 404, body: { errors: [{ code: 'NAME_UNKNOWN', message: ECHO }] } }],
  ['in a media type', /^GET .*\/manifests\//, { body: { schemaVersion: 2, mediaType: ECHO } }],
  ['in a header', /^GET .*\/manifests\//, { body: '{}', headers: { 'content-type': `a/${TOKEN}` } }],
  ['in a redirect', /\/manifests\//, { status: 307, headers: { location: `ftp://h/${TOKEN}?${BASIC}` } }],
  ['as a host', /\/manifests\//, { status: 307, headers: { location: `http://${TOKEN}.invalid/` } }],
  ['as a scheme', /\/manifests\//, { status: 307, headers: { location: `${TOKEN}://h/` } }],
  ['by the token service', /^GET \/token/, { status: 401, body: { errors: [{ code: 'X', message: `${PASSWORD} ${BASIC}` }] } }],
])('no password and no token is in a message: %s', async (_, line, answer) => {
  const registry = await TestRegistry.start();
  registry.add(layout([tar.tar(tar.file('a'))]));
  registry.answer(/^HEAD/, { status: 405 });
  registry.answer(line, answer);
  const own = registry.answer.bind(registry);
  own(/\/v2\//, (request, response) => {
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return reply(response, { status: 401, headers: { 'www-authenticate': `Bearer realm="${registry.origin}/token?x=${TOKEN}"` } });
    return reply(response, line.test(`${request.method} ${request.url}`) ? answer : { status: request.method === 'HEAD' ? 405 : 404 });
  });
  if (!line.test('GET /token')) own(/^GET \/token/, { body: { token: TOKEN } });
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [registry.host]: { auth: BASIC } } }));
  const text = await refusal(createClient({ environment: { DOCKER_CONFIG: folder } }).resolveTag({ reference: `${registry.host}/acme/app:1` }));
  expect(text).toMatch(/^registry\//);
  const forms = [PASSWORD, JSON.stringify(PASSWORD).slice(1, -1), encodeURIComponent(PASSWORD), BASIC, TOKEN];
  expect(forms.filter(secret => text.includes(secret))).toEqual([]);
});

test('a secret that is a part of another leaves nothing of it', async () => {
  const messages = new _Messages();
  for (const secret of ['abcd', 'abcdefgh', 'x']) messages.addSecret(secret);
  expect(await refusal((async () => messages.refuse('registry/answer', 'abcd', 'abcdefgh and x'))())).toMatch(/^registry\/answer {2}at \*\*\*\n {2}\*\*\* and x\n/);
});
