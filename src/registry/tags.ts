import { createHash } from 'node:crypto';
import { _Answer } from './answer';
import { _Downloads } from './downloads';
import { _DOCKER_HUB, _Place } from './hosts';
import { _Messages } from './messages';
import { _Settings } from './options';
import { _ErrorAnswer, _readErrorAnswer } from './refuse-answer';
import { _RepositoryRequests } from './repository-requests';
import { _checkTopManifest } from './top-manifest';
import { _isDigest, Size } from '../core';

/**
 * What a tag names.
 *
 * @internal
 */
export interface _ResolvedTag {
  readonly digest: string;
  /** Of the index or manifest. */
  readonly mediaType: string;
}

/**
 * Looks up tags, at the registry itself: a mirror may be behind.
 *
 * @internal
 */
export class _Tags {
  public constructor(
    private readonly settings: _Settings,
    private readonly requests: _RepositoryRequests,
    private readonly downloads: _Downloads,
    private readonly messages: _Messages,
  ) {}

  /**
   * @param known the digest that the tag had; it is not downloaded again
   * @throws `registry/…`
   */
  public async resolve(place: _Place, tag: string, known?: string): Promise<_ResolvedTag> {
    // Docker Hub counts GET, and not HEAD. https://docs.docker.com/docker-hub/usage/pulls/
    const head = await this.requests.send(place, { method: 'HEAD', path: `manifests/${tag}` });
    await head.discard();
    const digest = head.status === 200 ? readDigest(head) : undefined;
    // Not every registry has HEAD or the header, and why there is nothing is in the body of GET alone.
    if (digest === undefined) return this.get(place, tag);
    if (digest === known) return { digest, mediaType: head.contentType };
    // By its digest: the tag may have moved since.
    const { data, contentType } = await this.downloads.read([place], { digest, isManifest: true, name: `The manifest ${digest}`, missing: `The tag ${tag} names it.` });
    return { digest, mediaType: _checkTopManifest(data, contentType, place, this.messages) };
  }

  private async get(place: _Place, tag: string): Promise<_ResolvedTag> {
    const answer = await this.requests.send(place, { path: `manifests/${tag}` });
    if (answer.status !== 200) return this.refuse(answer, place, tag);
    const { host } = place.endpoint;
    const { maxManifestBytes } = this.settings;
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of answer.pieces()) {
      length += piece.length;
      if (length > maxManifestBytes) this.messages.refuse('registry/limit', place.where, `The manifest has more than ${Size.bytes(maxManifestBytes).toString()} at ${host} (maxManifestBytes).`);
      pieces.push(piece);
    }
    const data = Buffer.concat(pieces);
    const mediaType = _checkTopManifest(data, answer.contentType, place, this.messages);
    const named = readDigest(answer);
    const algorithm = named?.split(':')[0] ?? 'sha256';
    const digest = `${algorithm}:${createHash(algorithm).update(data).digest('hex')}`;
    if (named !== undefined && named !== digest) this.messages.refuse('registry/digest', place.where, `${host} names the digest ${named}, but the manifest has the digest ${digest}.`);
    return { digest, mediaType };
  }

  private async refuse(answer: _Answer, { endpoint: { host }, repository, where }: _Place, tag: string): Promise<never> {
    const { code }: _ErrorAnswer = await _readErrorAnswer(answer);
    if (answer.status !== 404) return this.messages.refuse('registry/answer', where, `${host} answers with the status ${answer.status}.`);
    const below = host !== _DOCKER_HUB && /^[^/]+\/[^/]+$/.test(repository) ? ` If ${repository.split('/')[0]} is a mirror of Docker Hub, try ${host}/${repository.replace('/', '/library/')}.` : '';
    if (code === 'NAME_UNKNOWN') return this.messages.refuse('registry/unknown-repository', where, `${host} has no repository ${repository}.`, `Check the name.${below}`);
    if (code === 'MANIFEST_UNKNOWN') return this.messages.refuse('registry/unknown-tag', where, `${host} has no tag ${tag} in the repository ${repository}.`, `Check the tag.${below}`);
    return this.messages.refuse('registry/unknown-tag', where, `${host} has no repository ${repository}, or no tag ${tag} in it.`, `Check the name and the tag.${below}`);
  }
}

function readDigest({ headers }: _Answer): string | undefined {
  const digest = headers.get('docker-content-digest') ?? '';
  return _isDigest(digest) ? digest : undefined;
}
