import { expect, test } from 'vitest';
import { _IdleError } from '../../src/registry/idle-limit';
import { _NetworkFault } from '../../src/registry/network-fault';

/** What `fetch` throws for a cause. */
function wrap(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('inner'), { code }) });
}

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'registry/certificate', 'The certificate of a.lan is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT).', true],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'registry/certificate', 'The certificate of a.lan is not trusted (SELF_SIGNED_CERT_IN_CHAIN).', true],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'registry/certificate', 'The certificate of a.lan is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE).', true],
  ['CERT_HAS_EXPIRED', 'registry/certificate', 'The certificate of a.lan is not trusted (CERT_HAS_EXPIRED).', true],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'registry/certificate', 'The certificate of a.lan is not trusted (ERR_TLS_CERT_ALTNAME_INVALID).', true],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'registry/unreachable', 'a.lan does not answer by https (ERR_SSL_WRONG_VERSION_NUMBER).', true],
  ['ENOTFOUND', 'registry/unreachable', 'a.lan does not exist (ENOTFOUND).', true],
  ['EAI_AGAIN', 'registry/unreachable', 'a.lan could not be looked up (EAI_AGAIN).', false],
  ['UND_ERR_CONNECT_TIMEOUT', 'registry/unreachable', 'a.lan did not answer in time (UND_ERR_CONNECT_TIMEOUT).', false],
  ['EHOSTUNREACH', 'registry/unreachable', 'a.lan cannot be reached (EHOSTUNREACH).', false],
])('%s', (code, id, message, isFinal) => {
  expect(_NetworkFault.of(wrap(code), 'a.lan')).toMatchObject({ id, message, isFinal });
});

test.each([
  ['nothing arrives', new _IdleError(), 'a.lan did not answer in time.'],
  ['there is no code', new TypeError('odd'), 'a.lan cannot be reached (odd).'],
  ['something else is thrown', 'text', 'a.lan cannot be reached (unknown).'],
])('%s', (_, error, message) => {
  expect(_NetworkFault.of(error, 'a.lan').message).toBe(message);
});
