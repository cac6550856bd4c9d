import { _readPacketLines, _writePacketLine } from './packet-lines';
import type { _SourceRequests } from './source-requests';
import { _quoteValue } from '../../core';
import type { _Answer } from '../answer';
import { _NetworkFault } from '../network-fault';

/** Bytes of a list of tags and branches. Servers with the first version of the protocol send all that they have. */
const MOST_BYTES = 64 * 2 ** 20;
const COMMIT = /^[0-9a-f]{40}$/;
const FLUSH = '0000';
const DELIMITER = '0001';

/**
 * Asks git servers for the commits of tags, by https, with version 2 of the protocol, or 0 where a server knows no other.
 *
 * @see https://git-scm.com/docs/protocol-v2
 * @see https://git-scm.com/docs/http-protocol
 * @internal
 */
export class _GitTags {
  public constructor(private readonly requests: _SourceRequests) {}

  /**
   * The commit that a tag names, also through an annotated tag.
   *
   * @param repository its address, as `git clone` takes it
   * @throws `source/unknown-tag`, `source/answer`, and as `_SourceRequests.send`
   */
  public async findCommit(repository: string, tag: string, where: string): Promise<string> {
    const refs = await this.read(repository, `refs/tags/${tag}`, where);
    const commit = refs.get(`refs/tags/${tag}^{}`) ?? refs.get(`refs/tags/${tag}`);
    if (commit !== undefined && COMMIT.test(commit)) return commit;
    const shown = _quoteValue(repository);
    const { messages } = this.requests;
    if (commit === undefined) return messages.refuse('source/unknown-tag', where, `The repository ${shown} has no tag ${_quoteValue(tag)}.`);
    return messages.refuse('source/answer', where, `The repository ${shown} names commits by something else than SHA-1.`);
  }

  private async read(repository: string, ref: string, where: string): Promise<Map<string, string>> {
    const answer = await this.requests.send(`${repository}/info/refs?service=git-upload-pack`, where, { headers: { 'git-protocol': 'version=2' } });
    const base = answer.url.replace(/\/info\/refs\?.*$/s, '');
    const lines = await this.collect(answer, ref, repository, where);
    if (!lines.isVersion2) return lines.refs;
    const command = ['command=ls-refs', 'agent=imagewright', 'object-format=sha1'].filter(line => !line.startsWith('object-format') || lines.hasObjectFormat);
    const body = [...command.map(_writePacketLine), DELIMITER, ...['peel', `ref-prefix ${ref}`].map(_writePacketLine), FLUSH].join('');
    const listed = await this.requests.send(`${base}/git-upload-pack`, where, {
      method: 'POST',
      isReading: true,
      headers: {
        'git-protocol': 'version=2',
        'content-type': 'application/x-git-upload-pack-request',
        'accept': 'application/x-git-upload-pack-result',
      },
      body,
    });
    return (await this.collect(listed, ref, repository, where)).refs;
  }

  /** Reads a list of refs, or that of what a server can do. */
  private async collect(answer: _Answer, ref: string, repository: string, where: string): Promise<Listed> {
    const listed: Listed = { refs: new Map(), isVersion2: false, hasObjectFormat: false };
    const refuse = (what: string) => this.requests.messages.refuse('source/answer', where, `${_quoteValue(repository)} is not answered as git repositories are: ${what}.`);
    if (!answer.contentType.startsWith('application/x-git-upload-pack-')) {
      await answer.discard();
      return refuse(`the answer is ${_quoteValue(answer.contentType)}`);
    }
    try {
      for await (const line of _readPacketLines(answer.pieces(), MOST_BYTES)) {
        if (line === 'version 2') listed.isVersion2 = true;
        else if (line.startsWith('object-format=')) listed.hasObjectFormat = true;
        else keepRef(line, ref, listed.refs);
      }
    } catch (error) {
      if (error instanceof _NetworkFault) return this.requests.messages.refuse(error.id, where, error.message);
      if (!(error instanceof RangeError)) throw error;
      return refuse(`it has ${error.message}`);
    }
    return listed;
  }
}

interface Listed {
  readonly refs: Map<string, string>;
  isVersion2: boolean;
  hasObjectFormat: boolean;
}

/** Version 0 has a line `ID REF^{}` for the commit of an annotated tag, and version 2 ends the line of the tag with `peeled:ID`. */
function keepRef(line: string, wanted: string, refs: Map<string, string>): void {
  const [id, name = '', ...attributes] = line.split('\0')[0].split(' ');
  if (name !== wanted && name !== `${wanted}^{}`) return;
  refs.set(name, id);
  const peeled = attributes.find(each => each.startsWith('peeled:'))?.slice('peeled:'.length);
  if (peeled !== undefined) refs.set(`${name}^{}`, peeled);
}
