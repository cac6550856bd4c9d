import { _IdleError } from './idle-limit';
import { _RegistryRefusalId } from './refusals';

/** What went wrong, by the code: a sentence that follows the name of the host. */
const FAULTS: Readonly<Record<string, string>> = {
  'ENOTFOUND': 'does not exist',
  // https://fetch.spec.whatwg.org/#port-blocking
  'bad port': 'has a port that Node.js does not connect to',
  'EAI_AGAIN': 'could not be looked up',
  'ECONNREFUSED': 'refused the connection',
  'ECONNRESET': 'cut the connection',
  'EPIPE': 'cut the connection',
  'UND_ERR_SOCKET': 'cut the connection',
  'ETIMEDOUT': 'did not answer in time',
  'UND_ERR_CONNECT_TIMEOUT': 'did not answer in time',
  'UND_ERR_HEADERS_TIMEOUT': 'did not answer in time',
  'UND_ERR_BODY_TIMEOUT': 'did not answer in time',
};

/** What no later try changes. */
const FINAL: readonly string[] = ['ENOTFOUND', 'bad port'];

/** Codes of TLS for a certificate that is not trusted. https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE = /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA)/;
/** Codes of TLS for a host that does not speak it. */
const PLAIN = /^(?:ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|EPROTO)$/;

/**
 * A connection that failed. It may work next time, unless it `isFinal`.
 *
 * @internal
 */
export class _NetworkFault extends Error {
  /** @param error what `fetch` or a body has thrown */
  public static of(error: unknown, host: string): _NetworkFault {
    if (error instanceof _IdleError) return new _NetworkFault('registry/unreachable', `${host} did not answer in time.`);
    const code = findCode(error);
    if (CERTIFICATE.test(code)) return new _NetworkFault('registry/certificate', `The certificate of ${host} is not trusted (${code}).`, true);
    if (PLAIN.test(code)) return new _NetworkFault('registry/unreachable', `${host} does not answer by https (${code}).`, true);
    return new _NetworkFault('registry/unreachable', `${host} ${FAULTS[code] ?? 'cannot be reached'} (${code}).`, FINAL.includes(code));
  }

  public constructor(public readonly id: _RegistryRefusalId, message: string, public readonly isFinal = false) {
    super(message);
  }
}

/** The innermost code, or else message: `fetch` wraps what happened. */
function findCode(error: unknown): string {
  let code = 'unknown';
  let at = error;
  for (let depth = 0; at instanceof Error && depth < 5; depth++) {
    code = 'code' in at && typeof at.code === 'string' ? at.code : at.message;
    at = at.cause;
  }
  return code;
}
