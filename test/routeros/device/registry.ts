import type { Answer, Fetch } from './commands';
import { DeviceError } from './device';

/** A registry that knows the digest of one tag, and of others; they can be changed, or taken away. */
export class SimulatedRegistry {
  public isUp = true;
  /** Digests of tags besides `stable`. */
  public readonly others = new Map<string, string>();
  /** The user and the password without whom it gives no token; undefined if anybody gets one. */
  public login: string | undefined;
  /** What it was shown to prove who asks. */
  public readonly proofs: string[] = [];

  public constructor(public digest: string) {}

  public readonly fetch: Fetch = (url, headers): Answer => {
    if (!this.isUp) throw new DeviceError('failure: connection timeout');
    if (headers.Authorization !== undefined) this.proofs.push(headers.Authorization);
    const isBasic = this.login !== undefined && headers.Authorization === `Basic ${Buffer.from(this.login).toString('base64')}`;
    const isToken = url === 'https://ghcr.io/token?scope=repository:acme/tailscale:pull';
    if (this.login !== undefined && !isBasic && (isToken || headers.Authorization !== 'Bearer t0k')) throw new DeviceError('failure: Fetch failed with status 401');
    if (isToken) return { data: '{"token":"t0k"}', headers: {} };
    const [, tag] = /^https:\/\/ghcr\.io\/v2\/acme\/tailscale\/manifests\/([\w.-]+)$/.exec(url) ?? [];
    const digest = tag === 'stable' ? this.digest : this.others.get(tag);
    if (digest === undefined || (headers.Authorization !== 'Bearer t0k' && !isBasic)) throw new DeviceError('failure: 404 Not Found');
    if (headers.Accept !== 'application/vnd.oci.image.index.v1+json') throw new DeviceError('failure: 404 Not Found');
    return { data: '{}', headers: { 'Strict-Transport-Security': 'max-age=1; preload', 'Docker-Content-Digest': digest } };
  };
}
