import { createHash } from 'node:crypto';
import { _Answer } from './answer';
import { _Downloads, _readDigest } from './downloads';
import { _Place } from './hosts';
import { _DOCKER_HUB } from '../core';
import { _Messages } from './messages';
import { _readErrorAnswer } from './refuse-answer';
import { _RepositoryRequests } from './repository-requests';
import { _checkTopManifest } from './top-manifest';

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
    const digest = head.status === 200 ? _readDigest(head) : undefined;
    // Not every registry has HEAD or the header, and why there is nothing is in the body of GET alone.
    if (digest === undefined) return this.get(place, tag);
    if (digest === known) return { digest, mediaType: head.contentType };
    // By its digest: the tag may have moved since.
    const wanted = { digest, path: `manifests/${digest}`, name: `The manifest ${digest}`, missing: `The tag ${tag} names it.` };
    const { data, contentType } = await this.downloads.read([place], wanted);
    return { digest, mediaType: _checkTopManifest(data, contentType, place, this.messages) };
  }

  private async get(place: _Place, tag: string): Promise<_ResolvedTag> {
    const wanted = { path: `manifests/${tag}`, name: 'The manifest', refuse: async (answer: _Answer) => this.refuse(answer, place, tag) };
    const { data, contentType, namedDigest } = await this.downloads.read([place], wanted);
    const mediaType = _checkTopManifest(data, contentType, place, this.messages);
    const algorithm = namedDigest?.split(':')[0] ?? 'sha256';
    const digest = `${algorithm}:${createHash(algorithm).update(data).digest('hex')}`;
    if (namedDigest === undefined || namedDigest === digest) return { digest, mediaType };
    const { where, endpoint: { host } } = place;
    return this.messages.refuse('registry/digest', where, `${host} names the digest ${namedDigest}, but the manifest has the digest ${digest}.`);
  }

  private async refuse(answer: _Answer, place: _Place, tag: string): Promise<never> {
    const { endpoint: { host }, repository, where } = place;
    const { code } = await _readErrorAnswer(answer);
    const { messages } = this;
    if (answer.status !== 404) return messages.refuse('registry/answer', where, `${host} answers with the status ${answer.status}.`);
    const hint = suggestLibrary(place);
    if (code === 'NAME_UNKNOWN') {
      return messages.refuse('registry/unknown-repository', where, `${host} has no repository ${repository}.`, `Check the name.${hint}`);
    }
    if (code === 'MANIFEST_UNKNOWN') {
      return messages.refuse('registry/unknown-tag', where, `${host} has no tag ${tag} in the repository ${repository}.`, `Check the tag.${hint}`);
    }
    const what = `${host} has no repository ${repository}, or no tag ${tag} in it.`;
    return messages.refuse('registry/unknown-tag', where, what, `Check the name and the tag.${hint}`);
  }
}

/** Only Docker Hub itself takes `python` for `library/python`. */
function suggestLibrary({ endpoint: { host }, repository }: _Place): string {
  if (host === _DOCKER_HUB || !/^[^/]+\/[^/]+$/.test(repository)) return '';
  const [project, name] = repository.split('/');
  return ` If ${project} is a mirror of Docker Hub, try ${host}/${project}/library/${name}.`;
}
