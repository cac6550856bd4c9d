import { _Clock } from './options';

/**
 * Until when each host wants no more requests. All requests of a host wait together.
 *
 * @internal
 */
export class _HostWaits {
  private readonly until = new Map<string, number>();

  public constructor(private readonly clock: _Clock) {}

  /** Holds back all requests to a host. */
  public hold(host: string, milliseconds: number): void {
    this.until.set(host, Math.max(this.until.get(host) ?? 0, this.clock.now() + milliseconds));
  }

  /** Waits until a host may be asked. */
  public async pass(host: string): Promise<void> {
    for (let left = this.countLeft(host); left > 0; left = this.countLeft(host)) await this.clock.sleep(left);
  }

  private countLeft(host: string): number {
    return (this.until.get(host) ?? 0) - this.clock.now();
  }
}
