import { _Answer } from './answer';
import { _parseChallenges } from './challenge';
import { _DockerConfig, _encodeBasic } from './docker-config';
import { _Place } from './hosts';
import { _Messages } from './messages';
import { _refuseLogin } from './refuse-answer';
import { _TokenService } from './token-service';

/**
 * Knows the header `Authorization` for each repository. There is none before a registry asks for one.
 *
 * @internal
 */
export class _Authorizer {
  private readonly known = new Map<string, Promise<string>>();
  private readonly loggedIn = new Set<string>();

  public constructor(private readonly config: _DockerConfig, private readonly tokens: _TokenService, private readonly messages: _Messages) {}

  /** Whether a login is used. Docker's configuration is not looked at before a registry asks for one. */
  public hasLogin({ endpoint }: _Place): boolean {
    return this.loggedIn.has(endpoint.host);
  }

  public async find(place: _Place): Promise<string | undefined> {
    return this.known.get(createKey(place));
  }

  /**
   * Gets a new one, after an answer with the status 401.
   *
   * @param used the one that was refused
   * @throws `registry/login`, `registry/denied`, and why there is none
   */
  public async renew(place: _Place, answer: _Answer, used: string | undefined): Promise<string> {
    const key = createKey(place);
    const current = this.known.get(key);
    // Of requests in parallel, the first one gets it for all.
    if (current !== undefined && await current !== used) {
      await answer.discard();
      return current;
    }
    const renewed = this.authorize(place, answer);
    this.known.set(key, renewed);
    return renewed;
  }

  private async authorize(place: _Place, answer: _Answer): Promise<string> {
    const { host } = place.endpoint;
    const login = await this.config.findLogin(host);
    if (login !== undefined) this.loggedIn.add(host);
    const challenges = _parseChallenges(answer.headers.get('www-authenticate') ?? '');
    const bearer = challenges.find(({ scheme, parameters }) => scheme === 'bearer' && parameters.has('realm'));
    if (bearer !== undefined) {
      await answer.discard();
      return `Bearer ${await this.tokens.getToken(place, bearer.parameters, login)}`;
    }
    const isBasic = challenges.some(({ scheme }) => scheme === 'basic');
    if (!isBasic || login === undefined) return _refuseLogin(answer, place, login !== undefined, this.messages);
    await answer.discard();
    if (login.identityToken === undefined) return `Basic ${_encodeBasic(login)}`;
    return this.messages.refuse('registry/denied', place.where, `${host} wants a password, but Docker has stored a token.`);
  }
}

function createKey({ endpoint, repository }: _Place): string {
  return `${endpoint.base}${repository}`;
}
