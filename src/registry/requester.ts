import { _Answer } from './answer';
import { _exchange, _Request } from './exchange';
import { _HostWaits } from './host-waits';
import { _Messages } from './messages';
import { _NetworkFault } from './network-fault';
import { _Settings } from './options';
import { _readRetryAfter } from './retry-after';

/**
 * Sends requests, as often as it makes sense: again when a server or the network fails, later when a server limits requests.
 *
 * @internal
 */
export class _Requester {
  private readonly waits: _HostWaits;

  public constructor(private readonly settings: _Settings, private readonly messages: _Messages) {
    this.waits = new _HostWaits(settings.clock);
  }

  /**
   * @returns an answer that is neither a fault of the server nor a limit of requests
   * @throws `registry/unreachable`, `registry/certificate`, `registry/server-error`, `registry/rate-limit`, `registry/redirect`
   */
  public async send(request: _Request): Promise<_Answer> {
    const { host } = new URL(request.url);
    const limited = new LimitedTime(this.settings);
    for (let attempt = 1; ; attempt++) {
      await this.waits.pass(host);
      const answer = await this.try(request, attempt);
      if (answer === undefined) continue;
      if (isLimit(answer)) {
        await answer.discard();
        const milliseconds = _readRetryAfter(answer.headers, this.settings.clock.now());
        const wait = limited.add(milliseconds);
        if (wait === undefined || request.isOptional === true) return this.refuseLimit(host, milliseconds, request);
        this.waits.hold(host, wait);
        attempt--;
      } else if (answer.status >= 500) {
        await answer.discard();
        if (this.isLast(request, attempt)) {
          return this.messages.refuse('registry/server-error', request.where, `${host} answers with the status ${answer.status}.`);
        }
        await this.pause(attempt);
      } else {
        return answer;
      }
    }
  }

  /** Waits before the next try. */
  public async pause(attempt: number): Promise<void> {
    await this.settings.clock.sleep(this.settings.pauseMilliseconds * 2 ** (attempt - 1));
  }

  /** @throws always */
  public refuseFault({ id, message }: _NetworkFault, where: string): never {
    const { environment } = this.settings;
    const proxy = PROXIES.find(name => (environment[name] ?? '') !== '');
    const isUsed = proxy === undefined || environment.NODE_USE_ENV_PROXY === '1';
    if (id !== 'registry/unreachable' || isUsed) return this.messages.refuse(id, where, message);
    const condition = 'with NODE_USE_ENV_PROXY=1 (22.23, 24 or newer)';
    const fix = `Check the name of the host and the network. ${proxy} is set, but Node.js uses it only ${condition}.`;
    return this.messages.refuse(id, where, message, fix);
  }

  private async try(request: _Request, attempt: number): Promise<_Answer | undefined> {
    try {
      return await _exchange(request, this.settings.idleMilliseconds, this.messages);
    } catch (error) {
      if (!(error instanceof _NetworkFault)) throw error;
      if (error.isFinal || this.isLast(request, attempt)) return this.refuseFault(error, request.where);
      await this.pause(attempt);
      return undefined;
    }
  }

  /** What changes something is sent once. */
  private isLast({ method, isReading = false, isOptional = false }: _Request, attempt: number): boolean {
    return (method === 'POST' && !isReading) || isOptional || attempt >= this.settings.tries;
  }

  private refuseLimit(host: string, milliseconds: number | undefined, { where, loginCommand }: _Request): never {
    const when = milliseconds === undefined ? '' : ` until ${formatTime(this.settings.clock.now() + milliseconds)}`;
    const later = milliseconds === undefined ? 'Try again later' : `Try again in ${formatDuration(milliseconds)}`;
    const fix = loginCommand === undefined ? `${later}.` : `${later}, or log in, which raises the limit: ${loginCommand}`;
    return this.messages.refuse('registry/rate-limit', where, `${host} allows no more requests${when}.`, fix);
  }
}

/** Variables that name a proxy. */
const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

/** Some CDNs answer 403 instead of 429. */
function isLimit({ status, headers }: _Answer): boolean {
  return status === 429 || (status === 403 && headers.has('retry-after'));
}

/** The time that one request waits for a host that limits requests. */
class LimitedTime {
  private waited = 0;
  private times = 0;

  public constructor(private readonly settings: _Settings) {}

  /** How long to wait once more; undefined if it is too long. A server that says "now" each time is waited for longer and longer. */
  public add(milliseconds = 0): number | undefined {
    const wait = Math.max(milliseconds, this.settings.pauseMilliseconds * 2 ** this.times++);
    this.waited += wait;
    return this.waited > this.settings.longestWaitMilliseconds ? undefined : wait;
  }
}

/** E.g. `2026-01-02 03:04 UTC`. */
function formatTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function formatDuration(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return `${Math.ceil(minutes / 60)} hours`;
}
