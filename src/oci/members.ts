import { posix } from 'node:path';
import { _splitEntryName, _decodeName } from './entry-name';
import { _Budget } from './limits';
import { _quote, _refuseImage } from './refusal';
import { _Member } from './source';
import { _TarHeader } from './tar-header';

/** @internal */
export interface _TarMember extends _Member {
  /** Position of its data in the tar. */
  readonly offset: number;
}

/** Docker up to version 24 writes a repeated layer as a link to the first one. */
const MAX_LINKS = 8;

/**
 * The table of contents of a tar that contains an image. Nothing is unpacked: names are only used as keys.
 *
 * @internal
 */
export class _Members {
  private readonly files = new Map<string, _TarMember>();
  private readonly links = new Map<string, string>();

  public constructor(private readonly path: string, private readonly budget: _Budget) {}

  /** Adds an entry. The last entry of a name counts, as in every program that unpacks archives. */
  public add({ type, name, link, size }: _TarHeader, offset: number): _TarMember | undefined {
    this.budget.takeEntry(this.path);
    this.budget.takeName(name.length + link.length, this.path);
    const member = _splitEntryName(name, what => _refuseImage('oci/path', this.path, what)).join('/');
    this.files.delete(member);
    this.links.delete(member);
    if (type === '0') {
      const file = { name: member, offset, size };
      this.files.set(member, file);
      return file;
    }
    if (type === '1') this.links.set(member, _decodeName(link));
    if (type === '2') this.links.set(member, posix.join(posix.dirname(member), _decodeName(link)));
    return undefined;
  }

  public find(name: string): _TarMember | undefined {
    let at = name;
    for (let links = 0; this.links.has(at); links++) {
      if (links === MAX_LINKS) return _refuseImage('oci/blob-link', this.path, `The path to ${_quote(name)} has more than ${MAX_LINKS} links.`);
      at = posix.normalize(this.links.get(at)!);
    }
    return this.files.get(at);
  }
}
