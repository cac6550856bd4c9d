import { createHash } from 'node:crypto';
import { _GitTags } from './git-tags';
import { _GoModules } from './go-modules';
import { _SourceRequests } from './source-requests';

/**
 * Looks up what pins a version of a program: the commit of a tag, the checksum of an archive or of a Go module.
 *
 * @internal
 */
export class _Sources {
  private readonly git: _GitTags;
  private readonly go: _GoModules;

  public constructor(private readonly requests: _SourceRequests) {
    this.git = new _GitTags(requests);
    this.go = new _GoModules(requests);
  }

  /**
   * The commit that a tag names.
   *
   * @param repository address, as `git clone` takes it
   * @param where the pin, for messages
   * @throws `source/…`, `registry/…`
   */
  public async findCommit(repository: string, tag: string, where: string): Promise<string> {
    return this.git.findCommit(repository, tag, where);
  }

  /**
   * The checksum of a Go module as in `go.sum`, `h1:…`.
   *
   * @throws `source/…`, `registry/…`
   */
  public async computeH1(path: string, version: string, where: string): Promise<string> {
    return this.go.computeH1(path, version, where);
  }

  /**
   * The SHA-256 of a file, 64 hexadecimal digits.
   *
   * @throws `source/…`, `registry/…`
   */
  public async computeSha256(url: string, where: string): Promise<string> {
    let hash = createHash('sha256');
    const sink = {
      begin: () => { hash = createHash('sha256'); },
      write: (piece: Buffer) => void hash.update(piece),
    };
    await this.requests.download(url, where, sink, this.requests.settings.maxArchiveBytes);
    return hash.digest('hex');
  }
}
