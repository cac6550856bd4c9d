import { _Authorizer } from './authorizer';
import { _DockerConfig } from './docker-config';
import { _Downloads } from './downloads';
import { _Endpoint, _Hosts, _Place } from './hosts';
import { _Messages } from './messages';
import { _createSettings, _RegistryOptions, _Settings } from './options';
import { _RegistrySource } from './registry-source';
import { _RepositoryRequests } from './repository-requests';
import { _Requester } from './requester';
import { _SourceRequests } from './sources/source-requests';
import { _Sources } from './sources/sources';
import { _ResolvedTag, _Tags } from './tags';
import { _TokenService } from './token-service';
import { _findReferenceProblem, _ImageReference, _quoteValue, _Refusal, _RefusedProblem, _splitReference } from '../core';
import { _BuiltImage, _readSource, _ReadOptions, _Source } from '../oci';

/**
 * A tag to look up.
 *
 * @internal
 */
export interface _TagRequest {
  /** E.g. `python:3.13-slim`. A digest in it does not matter. */
  readonly reference: string;
  /**
   * The digest that the tag had. If it still has it, nothing is downloaded.
   * @default - none
   */
  readonly known?: string;
}

/**
 * What was found for one of several tags: either `resolved` or `problem`.
 *
 * @internal
 */
export interface _TagAnswer extends _TagRequest {
  readonly resolved?: _ResolvedTag;
  readonly problem?: _RefusedProblem;
}

/**
 * Asks registries for images (OCI distribution specification, Docker registry HTTP API v2). Logs in as Docker does, keeps nothing, and checks
 * every body against its digest.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
 * @internal
 */
export class _RegistryClient {
  private readonly settings: _Settings;
  private readonly messages = new _Messages();
  private readonly hosts: _Hosts;
  private readonly downloads: _Downloads;
  private readonly tags: _Tags;
  /** Other sources than images, asked in the same way. */
  public readonly sources: _Sources;

  public constructor(options: _RegistryOptions = {}) {
    const settings = _createSettings(options);
    const { messages } = this;
    const requester = new _Requester(settings, messages);
    this.settings = settings;
    this.hosts = new _Hosts(settings, messages);
    const authorizer = new _Authorizer(new _DockerConfig(settings, messages), new _TokenService(requester, this.hosts, messages), messages);
    const requests = new _RepositoryRequests(requester, authorizer, messages);
    this.downloads = new _Downloads(settings, requests, requester, messages);
    this.tags = new _Tags(requests, this.downloads, messages);
    this.sources = new _Sources(new _SourceRequests(settings, messages, this.hosts, requester));
  }

  /**
   * The digest of a tag, which is `latest` if none is given.
   *
   * @throws `registry/…`
   */
  public async resolveTag({ reference, known }: _TagRequest): Promise<_ResolvedTag> {
    const parts = this.parseReference(reference);
    return this.tags.resolve(createPlace(this.hosts.findRegistry(parts.domain), parts, reference), parts.tag ?? 'latest', known);
  }

  /**
   * The digests of several tags, a few at a time, in the order of the requests. One that fails does not stop the others.
   *
   * @param onAnswer called with each as it comes
   */
  public async resolveTags(requests: readonly _TagRequest[], onAnswer?: (answer: _TagAnswer) => void): Promise<_TagAnswer[]> {
    const answers: _TagAnswer[] = [];
    const left = requests.entries();
    const work = async () => {
      for (const [i, request] of left) {
        answers[i] = await this.answerTag(request);
        onAnswer?.(answers[i]);
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.settings.parallel, requests.length) }, work));
    return answers;
  }

  /**
   * Opens an image by its digest, to be read like an OCI image layout.
   *
   * @param reference e.g. `python:3.13-slim@sha256:…`
   * @throws `registry/…`
   */
  public async openImage(reference: string): Promise<_Source> {
    const parts = this.parseReference(reference);
    if (parts.digest === undefined) this.messages.refuse('registry/reference', reference, `${_quoteValue(reference)} has no digest.`);
    const endpoints = [...this.hosts.listMirrors(parts.domain), this.hosts.findRegistry(parts.domain)];
    const places = endpoints.map(endpoint => createPlace(endpoint, parts, reference));
    return _RegistrySource.open(places, parts.digest!, this.settings, this.downloads, this.messages);
  }

  /**
   * Reads an image by its digest. Its layers are streamed.
   *
   * @throws `registry/…`, `oci/…`
   */
  public async readImage(reference: string, options: _ReadOptions = {}): Promise<_BuiltImage> {
    return _readSource(await this.openImage(reference), options);
  }

  private async answerTag(request: _TagRequest): Promise<_TagAnswer> {
    try {
      return { ...request, resolved: await this.resolveTag(request) };
    } catch (error) {
      if (!(error instanceof _Refusal)) throw error;
      return { ...request, problem: error.problem };
    }
  }

  private parseReference(reference: string): _ImageReference {
    const problem = _findReferenceProblem(reference);
    if (problem !== undefined) this.messages.refuse('registry/reference', reference, `${_quoteValue(reference)} does not name an image: ${problem}.`);
    return _splitReference(reference);
  }
}

function createPlace(endpoint: _Endpoint, { path }: _ImageReference, where: string): _Place {
  return { endpoint, repository: `${endpoint.prefix}${path}`, where };
}
