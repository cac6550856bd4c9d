import { _BuiltDescriptor } from './built-image';
import { _Member, _Source, _Visit } from './source';

/** The directory of the blobs in a layout. */
const BLOB = /^blobs\/[a-z0-9]+\//;

/**
 * A `dir:` of containers/image, read as a layout: blobs are named by their hexadecimal digits, and manifests of a list have a file extension.
 *
 * @see https://github.com/containers/image/blob/v5.34.0/directory/directory_transport.go
 * @internal
 */
export class _DirSource implements _Source {
  public readonly path: string;
  public readonly storage: _Source['storage'];

  public constructor(private readonly source: _Source) {
    this.path = source.path;
    this.storage = source.storage;
  }

  public async find(name: string, described?: _BuiltDescriptor): Promise<_Member | undefined> {
    const plain = name.replace(BLOB, '');
    return await this.source.find(plain, described) ?? await this.source.find(`${plain}.manifest.json`, described);
  }

  public async read(name: string): Promise<Buffer | undefined> {
    const member = await this.find(name);
    return member === undefined ? undefined : this.source.read(member.name);
  }

  public async stream(names: readonly string[], visit: _Visit): Promise<void> {
    return this.source.stream(names, visit);
  }

  public async close(): Promise<void> {
    return this.source.close();
  }
}
