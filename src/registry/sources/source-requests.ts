import { _quoteValue } from '../../core';
import type { _Answer } from '../answer';
import type { _Request } from '../exchange';
import type { _Hosts } from '../hosts';
import type { _Messages } from '../messages';
import { _NetworkFault } from '../network-fault';
import type { _Settings } from '../options';
import type { _Requester } from '../requester';

/**
 * What a download goes to.
 *
 * @internal
 */
export interface _Sink {
  /** Called before each try: what was written is void. */
  begin(): void | Promise<void>;
  write(piece: Buffer): void | Promise<void>;
}

/**
 * Asks for sources, without a login: addresses with https, one answer for each, downloads of limited size and time.
 *
 * @internal
 */
export class _SourceRequests {
  public constructor(
    public readonly settings: _Settings,
    public readonly messages: _Messages,
    private readonly hosts: _Hosts,
    private readonly requester: _Requester,
  ) {}

  /**
   * Sends a request.
   *
   * @param where the pin, for messages
   * @returns an answer with the status 200
   * @throws `source/address`, `source/login`, `source/missing`, `source/answer`, and what stands in the way of a request
   */
  public async send(url: string, where: string, request: Partial<Omit<_Request, 'url' | 'where'>> = {}): Promise<_Answer> {
    this.checkAddress(url, where);
    const answer = await this.requester.send({ method: 'GET', headers: {}, ...request, url, where });
    const { status } = answer;
    if (status === 200) return answer;
    await answer.discard();
    const shown = _quoteValue(url.replace(/[?#].*$/, ''));
    if (status === 401 || status === 403) return this.messages.refuse('source/login', where, `${shown} is not shown without a login (status ${status}).`);
    if (status === 404 || status === 410) return this.messages.refuse('source/missing', where, `There is nothing at ${shown} (status ${status}).`);
    return this.messages.refuse('source/answer', where, `${shown} is answered with the status ${status}.`);
  }

  /**
   * Downloads something, piece by piece. A download that was cut begins anew.
   *
   * @param most bytes
   * @throws as `send`, and `source/limit`
   */
  public async download(url: string, where: string, sink: _Sink, most: number): Promise<void> {
    const { clock, longestDownloadMilliseconds, tries } = this.settings;
    const end = clock.now() + longestDownloadMilliseconds;
    for (let attempt = 1; ; attempt++) {
      const answer = await this.send(url, where);
      try {
        await sink.begin();
        return await this.take(answer, url, where, sink, most, end);
      } catch (error) {
        if (!(error instanceof _NetworkFault)) throw error;
        if (attempt >= tries) return this.requester.refuseFault(error, where);
        await this.requester.pause(attempt);
      }
    }
  }

  private async take(answer: _Answer, url: string, where: string, sink: _Sink, most: number, end: number): Promise<void> {
    const shown = _quoteValue(url);
    const refuse = async (what: string): Promise<never> => {
      await answer.discard();
      return this.messages.refuse('source/limit', where, `${shown} ${what}.`);
    };
    // What was packed on its way has another checksum than what a build downloads.
    if (answer.encoding !== '') {
      await answer.discard();
      this.messages.refuse('source/answer', where, `${shown} comes with "Content-Encoding: ${answer.encoding}", although none was asked for.`);
    }
    const announced = answer.length;
    if (announced !== undefined && announced > most) return refuse(`has ${announced} bytes, more than ${most}`);
    let length = 0;
    for await (const piece of answer.pieces()) {
      length += piece.length;
      if (length > most) return refuse(`has more than ${most} bytes`);
      if (this.settings.clock.now() > end) return refuse(`takes longer than ${this.settings.longestDownloadMilliseconds / 1000} seconds`);
      await sink.write(piece);
    }
    // Node.js 20 does not notice each connection that ends too early.
    if (announced !== undefined && length < announced) throw new _NetworkFault('registry/unreachable', `${new URL(url).host} cut the connection.`);
  }

  private checkAddress(text: string, where: string): void {
    const refuse = (why: string) => this.messages.refuse('source/address', where, `${_quoteValue(text.replace(/\/\/[^/]*@/, '//***@'))} ${why}.`);
    if (!URL.canParse(text)) return refuse('is not an address');
    const url = new URL(text);
    if (url.username !== '' || url.password !== '') return refuse('has a login in it');
    const isHttp = url.protocol === 'http:' && this.hosts.isHttpAllowed(url.host);
    if (url.protocol !== 'https:' && !isHttp) return refuse('does not begin with https://');
  }
}
