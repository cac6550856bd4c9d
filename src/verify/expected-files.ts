import type { _DirectoryClaim, _ElfClaim, _FileClaim, _GroupClaims } from '../manifest';
import { _listAncestors, _listParents } from '../rootfs';

/**
 * What a manifest claims about one path, with defaults filled in.
 *
 * @internal
 */
export interface _ExpectedEntry {
  readonly kind: 'file' | 'directory' | 'symlink';
  /** Unset if unknown, and for links. */
  readonly mode?: string;
  /** Unset if unknown. */
  readonly owner?: string;
  readonly target?: string;
  readonly size?: number;
  readonly elf?: _ElfClaim;
  readonly script?: string;
  /** Whether the plan declares a link without a target. */
  readonly isDangling?: boolean;
}

/**
 * The files that a manifest claims.
 *
 * @internal
 */
export class _ExpectedFiles {
  /** By path, in no order. */
  public readonly entries: ReadonlyMap<string, _ExpectedEntry>;
  private readonly regions: ReadonlyMap<string, boolean>;
  /** The directory of the last query: files come one directory after the other. */
  private last?: { readonly directory: string; readonly isKnown: boolean };

  public constructor(claims: _GroupClaims) {
    const regions = (paths: readonly string[] = [], isKnown: boolean) => paths.map(path => [path, isKnown] as const);
    this.regions = new Map([...regions(claims.unknown, false), ...regions(claims.known, true)]);
    const declared = new Map<string, _ExpectedEntry>([
      ...Object.entries(claims.directories).map(([path, claim]) => [path, expectDirectory(claim)] as const),
      ...Object.entries(claims.files).map(([path, claim]) => [path, expectFile(claim)] as const),
      ...claims.links.flatMap(({ to, owner = '0:0', dangling = false, at }) => at.map(path => (
        [path, { kind: 'symlink', owner: owner ?? undefined, target: to, isDangling: dangling }] as const
      ))),
    ]);
    const entries = new Map(declared);
    for (const path of declared.keys()) {
      for (const above of ['/', ..._listParents(path)]) {
        if (!entries.has(above) && this.isKnown(above)) entries.set(above, expectDirectory({}));
      }
    }
    this.entries = entries;
  }

  /** Whether everything at this path and directly below it is declared, so that nothing else may be there. */
  public isKnown(path: string): boolean {
    if (this.regions.size === 0) return true;
    const own = this.regions.get(path);
    if (own !== undefined || path === '/') return own ?? true;
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    if (this.last?.directory !== parent) {
      const region = [parent, ..._listAncestors(parent)].find(each => this.regions.has(each));
      this.last = { directory: parent, isKnown: region === undefined || this.regions.get(region)! };
    }
    return this.last.isKnown;
  }
}

function expectDirectory({ mode = '0755', owner = '0:0' }: _DirectoryClaim): _ExpectedEntry {
  return { kind: 'directory', mode: mode ?? undefined, owner: owner ?? undefined };
}

function expectFile({ elf, script, mode = elf !== undefined || script !== undefined ? '0755' : '0644', owner = '0:0', size }: _FileClaim): _ExpectedEntry {
  return { kind: 'file', mode: mode ?? undefined, owner: owner ?? undefined, size, elf, script };
}
