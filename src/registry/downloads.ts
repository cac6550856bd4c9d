import { createHash, Hash } from 'node:crypto';
import { _Answer } from './answer';
import { _Place } from './hosts';
import { _Messages } from './messages';
import { _NetworkFault } from './network-fault';
import { _Settings } from './options';
import { _readErrorAnswer } from './refuse-answer';
import { _RepositoryRequests } from './repository-requests';
import { _Requester } from './requester';
import { _isDigest, _Refusal, Size } from '../core';

/**
 * Something to download.
 *
 * @internal
 */
export interface _Wanted {
  /** Below the repository: `manifests/1.2`, `blobs/sha256:…`. */
  readonly path: string;
  /** What its bytes must have; undefined of a tag. */
  readonly digest?: string;
  /** Bytes; undefined if nothing tells them before. */
  readonly size?: number;
  /** For messages, e.g. `The layer sha256:…`. */
  readonly name: string;
  /** What it means when it is not there, for messages. */
  readonly missing?: string;
  /** What to do with an answer other than 200, instead of refusing it. */
  readonly refuse?: (answer: _Answer) => Promise<never>;
}

/**
 * A document of a registry.
 *
 * @internal
 */
export interface _Downloaded {
  readonly data: Buffer;
  /** The media type that the server names. */
  readonly contentType: string;
  /** The digest that the server names, if it is one. */
  readonly namedDigest?: string;
}

/**
 * Downloads what a digest names, and checks size and digest. A mirror that fails is left for the next one, and a download that was cut goes on
 * where it ended.
 *
 * @internal
 */
export class _Downloads {
  /** Mirrors that could not be reached. */
  private readonly down = new Set<string>();

  public constructor(
    private readonly settings: _Settings,
    private readonly requests: _RepositoryRequests,
    private readonly requester: _Requester,
    private readonly messages: _Messages,
  ) {}

  /**
   * Reads a document as a whole.
   *
   * @param places mirrors, and the registry last
   */
  public async read(places: readonly _Place[], wanted: _Wanted): Promise<_Downloaded> {
    const usable = this.listUsable(places);
    for (const place of usable.slice(0, -1)) {
      try {
        return await this.readFrom(place, wanted);
      } catch (error) {
        if (!(error instanceof _Refusal)) throw error;
      }
    }
    return this.readFrom(usable[usable.length - 1], wanted);
  }

  /** Hands out a blob piece by piece. */
  public async* stream(places: readonly _Place[], wanted: _Wanted): AsyncGenerator<Buffer, void> {
    const body = new CheckedBody(wanted, this.messages);
    for (const place of this.listUsable(places)) {
      try {
        yield* this.fill(body, place, wanted);
        return;
      } catch (error) {
        // What is wrong in itself cannot be taken back, for it was handed out.
        if (!(error instanceof _Refusal) || !place.endpoint.isMirror || body.isOver) throw error;
      }
    }
  }

  /** Without mirrors that are down: each of them may take as long as the longest wait. */
  private listUsable(places: readonly _Place[]): _Place[] {
    return places.filter(({ endpoint }) => !this.down.has(endpoint.base));
  }

  private async readFrom(place: _Place, wanted: _Wanted): Promise<_Downloaded> {
    const body = new CheckedBody(wanted, this.messages, this.settings.maxManifestBytes);
    const pieces: Buffer[] = [];
    for await (const piece of this.fill(body, place, wanted)) pieces.push(piece);
    const { contentType, namedDigest } = body;
    return { data: Buffer.concat(pieces), contentType, ...namedDigest === undefined ? {} : { namedDigest } };
  }

  private async* fill(body: CheckedBody, place: _Place, wanted: _Wanted): AsyncGenerator<Buffer, void> {
    for (let attempt = 1; ; attempt++) {
      try {
        yield* body.take(await this.request(place, wanted, body.resumeAt), place);
        return body.finish(place);
      } catch (error) {
        if (place.endpoint.isMirror && isUnreachable(error)) this.down.add(place.endpoint.base);
        if (!(error instanceof _NetworkFault)) throw error;
        if (place.endpoint.isMirror || attempt >= this.settings.tries) return this.requester.refuseFault(error, place.where);
        await this.requester.pause(attempt);
      }
    }
  }

  private async request(place: _Place, wanted: _Wanted, start: number): Promise<_Answer> {
    const answer = await this.requests.send(place, { path: wanted.path, start });
    if (answer.status === 200 || (answer.status === 206 && start > 0)) return answer;
    if (wanted.refuse !== undefined) return wanted.refuse(answer);
    const { host } = place.endpoint;
    if (answer.status !== 404) {
      await answer.discard();
      return this.messages.refuse('registry/answer', place.where, `${host} answers with the status ${answer.status} for ${lowerFirst(wanted.name)}.`);
    }
    const { code } = await _readErrorAnswer(answer);
    const { repository, where } = place;
    if (code === 'NAME_UNKNOWN') return this.messages.refuse('registry/unknown-repository', where, `${host} has no repository ${repository}.`);
    const id = wanted.path.startsWith('manifests/') ? 'registry/missing-manifest' : 'registry/missing-blob';
    const missing = wanted.missing === undefined ? '' : ` ${wanted.missing}`;
    return this.messages.refuse(id, where, `${wanted.name} is not in the repository ${repository} of ${host}.${missing}`);
  }
}

/** What has arrived of a body, whatever number of answers it came in. */
class CheckedBody {
  public contentType = '';
  public namedDigest?: string;
  private readonly hash: Hash;
  private length = 0;
  private encoding = '';

  /** @param limit the most bytes, where no size is known */
  public constructor(private readonly wanted: _Wanted, private readonly messages: _Messages, private readonly limit = Infinity) {
    this.hash = createHash(wanted.digest?.split(':')[0] ?? 'sha256');
  }

  /** Whether there are as many bytes as there should be, or more. */
  public get isOver(): boolean {
    return this.wanted.size !== undefined && this.length >= this.wanted.size;
  }

  /** Where to go on. What was encoded on its way has other positions. */
  public get resumeAt(): number {
    return this.encoding === '' ? this.length : 0;
  }

  /** Hands out what is new of an answer. */
  public async* take(answer: _Answer, place: _Place): AsyncGenerator<Buffer, void> {
    this.contentType = answer.contentType;
    this.encoding = answer.encoding;
    this.namedDigest = _readDigest(answer);
    const start = answer.status === 206 ? this.readStart(answer, place) : 0;
    if (answer.length !== undefined) await this.checkLength(start + answer.length, answer, place);
    let at = start;
    for await (const piece of answer.pieces()) {
      const fresh = piece.subarray(Math.max(0, this.length - at));
      at += piece.length;
      if (fresh.length === 0) continue;
      this.length += fresh.length;
      if (this.length > (this.wanted.size ?? this.limit)) this.refuseLength(place);
      this.hash.update(fresh);
      yield fresh;
    }
    // Node.js 20 does not notice a connection that ends too early if no length was announced.
    const { name, size } = this.wanted;
    if (size !== undefined && this.length < size) {
      throw new _NetworkFault('registry/size', `${name} ends after ${this.length} of ${size} bytes at ${place.endpoint.host}.`);
    }
  }

  /** @throws `registry/digest` */
  public finish({ endpoint: { host }, where }: _Place): void {
    const { digest, name } = this.wanted;
    if (digest === undefined) return;
    const actual = `${digest.split(':')[0]}:${this.hash.digest('hex')}`;
    if (actual === digest) return;
    const encoded = this.encoding === '' ? '' : ` It came with "Content-Encoding: ${this.encoding}", although none was asked for.`;
    this.messages.refuse('registry/digest', where, `${name} has the digest ${actual} at ${host}.${encoded}`);
  }

  private readStart(answer: _Answer, { endpoint: { host }, where }: _Place): number {
    const start = /^bytes (\d+)-/.exec(answer.headers.get('content-range') ?? '')?.[1];
    // Data with a gap would have another digest; data that begin before are skipped.
    if (start !== undefined && Number(start) <= this.length) return Number(start);
    const name = lowerFirst(this.wanted.name);
    return this.messages.refuse('registry/answer', where, `${host} does not answer with the part of ${name} that was asked for.`);
  }

  private async checkLength(length: number, answer: _Answer, place: _Place): Promise<void> {
    const { size } = this.wanted;
    if (size === undefined ? length <= this.limit : length === size) return;
    await answer.discard();
    this.refuseLength(place, length);
  }

  /** @param length what the server announces; undefined if it is only known to be too much */
  private refuseLength({ endpoint: { host }, where }: _Place, length?: number): never {
    const { name, size } = this.wanted;
    if (size === undefined) {
      const most = Size.bytes(this.limit).toString();
      return this.messages.refuse('registry/limit', where, `${name} has more than ${most} at ${host} (maxManifestBytes).`);
    }
    const what = length === undefined ? `more than ${size} bytes at ${host}.` : `${length} bytes at ${host}, not ${size}.`;
    return this.messages.refuse('registry/size', where, `${name} has ${what}`);
  }
}

/**
 * The digest that a registry names in the header of its answer, if it is one.
 *
 * @internal
 */
export function _readDigest({ headers }: _Answer): string | undefined {
  const digest = headers.get('docker-content-digest') ?? '';
  return _isDigest(digest) ? digest : undefined;
}

function isUnreachable(error: unknown): boolean {
  const id = error instanceof _NetworkFault ? error.id : error instanceof _Refusal ? error.problem.id : '';
  return id === 'registry/unreachable';
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
