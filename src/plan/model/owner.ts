import { Rootfs, _UNKNOWN, _readAccounts } from '../../rootfs';

/** The files in which names are looked up. */
const FILE = { user: '/etc/passwd', group: '/etc/group' } as const;

/**
 * A name whose id is unknown in a stage.
 *
 * @internal
 */
export interface _UnknownName {
  readonly name: string;
  readonly kind: keyof typeof FILE;
  /** Whether the file that defines it was not read. */
  readonly isUnsure: boolean;
}

/**
 * The owner of a file.
 *
 * @internal
 */
export interface _Owner {
  /** `uid:gid`, or unknown. */
  readonly ids: string;
  /** BuildKit silently uses root for missing names. */
  readonly unknown: _UnknownName[];
}

/**
 * Reads `--chown`, or the owner of a directory that `WORKDIR` creates.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/client/llb/fileop.go (`WithUser`)
 * @see https://github.com/moby/buildkit/blob/v0.34.2/solver/llbsolver/ops/user_linux.go (`readUser`)
 * @param rootfs the files of the stage at that point
 * @internal
 */
export function _resolveOwner(owner: string, rootfs: Rootfs): _Owner {
  const [, name, groupName] = /^([^:]*):?(.*)$/s.exec(owner)!;
  const user = lookUpId(name, 'user', rootfs);
  const group = groupName === '' ? undefined : lookUpId(groupName, 'group', rootfs);
  const [uid, primary] = user.ids ?? [];
  const gid = group === undefined || group.unknown.some(({ isUnsure }) => !isUnsure) ? primary : group.ids?.[0];
  return {
    ids: uid === undefined || gid === undefined ? _UNKNOWN : `${uid}:${gid}`,
    unknown: [...user.unknown, ...group?.unknown ?? []],
  };
}

/** The id of a user or group, and that of the user's own group; undefined if the files were not read. */
function lookUpId(name: string, kind: keyof typeof FILE, rootfs: Rootfs): { readonly ids?: [number, number]; readonly unknown: _UnknownName[] } {
  // Without a name it is root. The effect of a negative number is unknown.
  if (name === '' || name === 'root') return { ids: [0, 0], unknown: [] };
  if (/^[+-]?\d+$/.test(name)) return { ids: name.startsWith('-') ? undefined : [Number(name), Number(name)], unknown: [] };
  const accounts = _readAccounts(rootfs, FILE[kind]);
  const row = accounts?.find(([each]) => each === name);
  return {
    ids: accounts && [Number(row?.[2]) || 0, Number(row?.[3]) || 0],
    unknown: row === undefined ? [{ name, kind, isUnsure: accounts === undefined }] : [],
  };
}
