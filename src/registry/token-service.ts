import { _Answer, _findMember } from './answer';
import { _encodeBasic } from './docker-config';
import { _Hosts, _Place } from './hosts';
import { _Login, _PasswordLogin } from './login';
import { _Messages } from './messages';
import { _refuseLogin } from './refuse-answer';
import { _Requester } from './requester';
import { _quoteValue } from '../core';

/** How services refuse a login, or a repository without one: some answer 400 to an identity token that has expired. */
const REFUSED: readonly number[] = [400, 401, 403];

/** What a header can hold. */
const TOKEN = /^[\x21-\x7e]+$/;

/**
 * Gets tokens for pulling.
 *
 * @see https://distribution.github.io/distribution/spec/auth/token/
 * @internal
 */
export class _TokenService {
  public constructor(private readonly requester: _Requester, private readonly hosts: _Hosts, private readonly messages: _Messages) {}

  /**
   * Exchanges a login, or nothing, for a token.
   *
   * @param parameters of the challenge
   * @throws `registry/realm`, `registry/login`, `registry/denied`, `registry/answer`, and if the service cannot be reached
   */
  public async getToken(place: _Place, parameters: ReadonlyMap<string, string>, login: _Login | undefined): Promise<string> {
    const realm = this.checkRealm(place, parameters.get('realm') ?? '');
    const query = new URLSearchParams();
    const service = parameters.get('service');
    if (service !== undefined) query.set('service', service);
    // As Docker does, whatever scope the challenge has: some have that of another repository, or of all.
    query.set('scope', `repository:${place.repository}:pull`);
    const answer = login?.identityToken === undefined
      ? await this.get(realm, query, place, login)
      : await this.exchange(realm, query, place, login.identityToken);
    if (REFUSED.includes(answer.status)) return _refuseLogin(answer, place, login !== undefined, this.messages);
    const body = answer.status === 200 ? await answer.readJson() : await answer.discard();
    const token = [_findMember(body, 'token'), _findMember(body, 'access_token')].find(each => typeof each === 'string' && each !== '');
    if (typeof token !== 'string' || !TOKEN.test(token)) {
      const what = `${realm.host}, where ${place.endpoint.host} issues its tokens, answers without a token (status ${answer.status}).`;
      return this.messages.refuse('registry/answer', place.where, what);
    }
    this.messages.addSecret(token);
    return token;
  }

  private async get(realm: URL, query: URLSearchParams, { where, endpoint }: _Place, login: _PasswordLogin | undefined): Promise<_Answer> {
    const url = new URL(realm);
    for (const [name, value] of query) url.searchParams.append(name, value);
    const headers: Record<string, string> = login === undefined ? {} : { authorization: `Basic ${_encodeBasic(login)}` };
    return this.requester.send({ method: 'GET', url: url.href, headers, where, isOptional: endpoint.isMirror });
  }

  /** @see https://distribution.github.io/distribution/spec/auth/oauth/ */
  private async exchange(realm: URL, query: URLSearchParams, { where, endpoint }: _Place, identityToken: string): Promise<_Answer> {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'imagewright', refresh_token: identityToken });
    for (const [name, value] of query) form.set(name, value);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.requester.send({ method: 'POST', url: realm.href, headers, body: form.toString(), where, isOptional: endpoint.isMirror });
  }

  /** A login goes to no host that could read it without being named by the user, nor over a line where others can. */
  private checkRealm({ endpoint, where }: _Place, realm: string): URL {
    const refuse = (why: string) => {
      const address = _quoteValue(realm.split(/[?#]/)[0].replace(/\/\/[^/]*@/, '//***@'));
      return this.messages.refuse('registry/realm', where, `The token service of ${endpoint.host}, ${address}, ${why}.`);
    };
    if (!URL.canParse(realm)) return refuse('is not an address');
    const url = new URL(realm);
    if (url.username !== '' || url.password !== '') return refuse('contains a login');
    if (url.protocol === 'https:') return url;
    const isHttp = url.protocol === 'http:' && endpoint.base.startsWith('http:') && this.hosts.isHttpAllowed(url.host);
    return isHttp ? url : refuse('does not use https');
  }
}
