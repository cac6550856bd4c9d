import { createServer, IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a server was asked. */
export interface Seen {
  /** E.g. `GET /v2/`. */
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Handler = (request: IncomingMessage, response: ServerResponse, seen: Seen) => void;

/** An answer that is the same each time. */
export interface Plain {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer | object;
}

interface Route {
  readonly line: RegExp;
  readonly handler: Handler;
  times: number;
}

/** A server on this machine. What it should answer is said request by request; of several routes that match, the last one counts. */
export class TestServer {
  public readonly seen: Seen[] = [];
  private readonly routes: Route[] = [];
  private readonly server: Server;

  public constructor() {
    this.server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
        const seen = { line: `${request.method} ${request.url}`, headers: request.headers, body: Buffer.concat(pieces).toString() };
        this.seen.push(seen);
        this.handle(request, response, seen);
      });
    });
    onTestFinished(() => {
      this.server.closeAllConnections();
      this.server.close();
    });
  }

  public async listen(): Promise<this> {
    await new Promise<void>(done => this.server.listen(0, '127.0.0.1', done));
    return this;
  }

  /** Host and port. */
  public get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public get origin(): string {
    return `http://${this.host}`;
  }

  /** The first lines of all requests so far. */
  public get lines(): string[] {
    return this.seen.map(({ line }) => line);
  }

  /**
   * Sets the answer to requests whose first line matches.
   *
   * @param times after which the routes before count again
   */
  public answer(line: RegExp, answer: Handler | Plain, times = Infinity): this {
    this.routes.unshift({ line, times, handler: typeof answer === 'function' ? answer : (_, response) => reply(response, answer) });
    return this;
  }

  /** What is answered where no route matches. */
  protected answerElse(_request: IncomingMessage, response: ServerResponse): void {
    reply(response, { status: 404 });
  }

  private handle(request: IncomingMessage, response: ServerResponse, seen: Seen): void {
    const route = this.routes.find(({ line, times }) => times > 0 && line.test(seen.line));
    if (route === undefined) return this.answerElse(request, response);
    route.times--;
    return route.handler(request, response, seen);
  }
}

export function reply(response: ServerResponse, { status = 200, headers = {}, body = '' }: Plain): void {
  const isPlain = typeof body === 'string' || Buffer.isBuffer(body);
  const data = Buffer.from(isPlain ? body : JSON.stringify(body));
  response.writeHead(status, { 'content-length': data.length, ...isPlain ? {} : { 'content-type': 'application/json' }, ...headers }).end(data);
}

/** Sends a text again and again, until the client has gone. Events come between: Node.js 26 reports a write to a closed connection at once. */
export function sendForever(response: ServerResponse, text: string): void {
  let isOpen = true;
  response.on('close', () => { isOpen = false; });
  const more = () => { if (isOpen) response.write(text, () => setImmediate(more)); };
  more();
}
