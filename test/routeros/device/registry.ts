import type { Answer, Fetch } from './commands';
import { DeviceError } from './device';

/** A registry that knows one digest; it can be changed, or taken away. */
export class SimulatedRegistry {
  public isUp = true;

  public constructor(public digest: string) {}

  public readonly fetch: Fetch = (url, headers): Answer => {
    if (!this.isUp) throw new DeviceError('failure: connection timeout');
    if (url === 'https://ghcr.io/token?scope=repository:acme/tailscale:pull') return { data: '{"token":"t0k"}', headers: {} };
    if (url !== 'https://ghcr.io/v2/acme/tailscale/manifests/stable' || headers.Authorization !== 'Bearer t0k') throw new DeviceError('failure: 404 Not Found');
    if (headers.Accept !== 'application/vnd.oci.image.index.v1+json') throw new DeviceError('failure: 404 Not Found');
    return { data: '{}', headers: { 'Strict-Transport-Security': 'max-age=1; preload', 'Docker-Content-Digest': this.digest } };
  };
}
