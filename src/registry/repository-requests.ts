import { _Answer } from './answer';
import { _Authorizer } from './authorizer';
import { _Place } from './hosts';
import { _Messages } from './messages';
import { _findLoginCommand, _refuseLogin } from './refuse-answer';
import { _Requester } from './requester';

/**
 * The types of manifests and indexes. All of them: with one missing, some registries answer 404, or convert the manifest.
 *
 * @internal
 */
export const _ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** @internal */
export interface _RepositoryRequest {
  readonly method?: 'GET' | 'HEAD';
  /** Below the repository: `manifests/1.2`, `blobs/sha256:…`. */
  readonly path: string;
  /** The first byte that is wanted. */
  readonly start?: number;
}

/**
 * Asks repositories, with a login where one is wanted.
 *
 * @internal
 */
export class _RepositoryRequests {
  public constructor(private readonly requester: _Requester, private readonly authorizer: _Authorizer, private readonly messages: _Messages) {}

  /**
   * @returns an answer that is neither about a login nor a fault of the server
   * @throws `registry/login`, `registry/denied`, and what stands in the way of a request
   */
  public async send(place: _Place, { method = 'GET', path, start = 0 }: _RepositoryRequest): Promise<_Answer> {
    const { endpoint, repository, where } = place;
    const isManifest = path.startsWith('manifests/');
    const headers = { ...isManifest ? { accept: _ACCEPT } : {}, ...start === 0 ? {} : { range: `bytes=${start}-` } };
    let authorization = await this.authorizer.find(place);
    for (let isRenewed = false; ; isRenewed = true) {
      const answer = await this.requester.send({
        method,
        url: `${endpoint.base}${repository}/${path}`,
        headers: { ...headers, ...authorization === undefined ? {} : { authorization } },
        where,
        isOptional: endpoint.isMirror,
        ...this.authorizer.hasLogin(place) ? {} : { loginCommand: _findLoginCommand(endpoint.host) },
      });
      if (answer.status === 403 || (answer.status === 401 && isRenewed)) {
        return _refuseLogin(answer, place, this.authorizer.hasLogin(place), this.messages);
      }
      if (answer.status !== 401) return answer;
      authorization = await this.authorizer.renew(place, answer, authorization);
    }
  }
}
