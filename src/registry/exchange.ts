import { _Answer } from './answer';
import { _IdleLimit } from './idle-limit';
import { _Messages } from './messages';
import { _NetworkFault } from './network-fault';

/**
 * A request of a registry or a token service.
 *
 * @internal
 */
export interface _Request {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The image, for messages. */
  readonly where: string;
  /** A POST that changes nothing, and may be sent again. */
  readonly isReading?: boolean;
  /** Somebody else can be asked: neither try again nor wait. */
  readonly isOptional?: boolean;
  /** How to log in, if there is no login for the host. */
  readonly loginCommand?: string;
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const MAX_REDIRECTS = 5;

/**
 * Sends a request, and follows redirects. `fetch` would follow them too, but from https to http as well.
 *
 * @throws {@link _NetworkFault}, `registry/redirect`
 * @internal
 */
export async function _exchange(request: _Request, idleMilliseconds: number, messages: _Messages): Promise<_Answer> {
  let url = new URL(request.url);
  const { origin } = url;
  for (let redirects = 0; ; redirects++) {
    const idle = new _IdleLimit(idleMilliseconds);
    const { authorization, ...headers } = request.headers;
    // A proxy must not pack the body: the digest is that of the plain one.
    const sent: Record<string, string> = { 'user-agent': 'imagewright', 'accept-encoding': 'identity', ...headers };
    // Storages refuse a request with two logins, and must not see that of the registry.
    if (authorization !== undefined && url.origin === origin) sent.authorization = authorization;
    const { method, body = null } = request;
    const response = await idle.wait(fetch(url, { method, headers: sent, redirect: 'manual', signal: idle.signal, body })).catch((error: unknown) => {
      throw _NetworkFault.of(error, url.host);
    });
    const answer = new _Answer(response, url.href, idle);
    if (!REDIRECTS.includes(answer.status)) return answer;
    await answer.discard();
    const refuse = (what: string) => messages.refuse('registry/redirect', request.where, what);
    if (request.method === 'POST') return refuse(`${url.host} redirects a request that has a body.`);
    if (redirects === MAX_REDIRECTS) return refuse(`${new URL(request.url).host} redirects more than ${MAX_REDIRECTS} times.`);
    url = findTarget(url, answer.headers.get('location') ?? '', refuse);
  }
}

/** The address after a redirect. Its path and query may be a secret, so only its host is shown. */
function findTarget(from: URL, location: string, refuse: (what: string) => never): URL {
  if (location === '' || !URL.canParse(location, from.href)) return refuse(`${from.host} redirects to something that is not an address.`);
  const url = new URL(location, from);
  if (!['http:', 'https:'].includes(url.protocol)) return refuse(`${from.host} redirects to an address that begins with "${url.protocol}".`);
  if (from.protocol === 'https:' && url.protocol === 'http:') return refuse(`${from.host} redirects from https to http, to ${url.host}.`);
  if (url.username !== '' || url.password !== '') return refuse(`${from.host} redirects to an address with a login, at ${url.host}.`);
  return url;
}
