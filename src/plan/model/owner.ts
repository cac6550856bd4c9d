import { Rootfs, _UNKNOWN, _accounts } from '../../rootfs';

/** Where names are looked up. */
const FILE = { user: '/etc/passwd', group: '/etc/group' } as const;

/**
 * A name of which a stage does not know the number.
 *
 * @internal
 */
export interface _UnknownName {
  readonly name: string;
  readonly kind: keyof typeof FILE;
  /** Whether nobody has looked into the file that would say it. */
  readonly isUnsure: boolean;
}

/**
 * Whom a file is given to.
 *
 * @internal
 */
export interface _Owner {
  /** `uid:gid`, or that nobody knows. */
  readonly ids: string;
  /** BuildKit takes root for those that are not there, and says nothing. */
  readonly unknown: _UnknownName[];
}

/**
 * Reads `--chown`, or as whom `WORKDIR` makes a directory.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/client/llb/fileop.go (`WithUser`)
 * @see https://github.com/moby/buildkit/blob/v0.34.2/solver/llbsolver/ops/user_linux.go (`readUser`)
 * @param rootfs what is in the stage at that point
 * @internal
 */
export function _ownerOf(said: string, rootfs: Rootfs): _Owner {
  const [, name, groupName] = /^([^:]*):?(.*)$/s.exec(said)!;
  const user = lookUp(name, 'user', rootfs);
  const group = groupName === '' ? undefined : lookUp(groupName, 'group', rootfs);
  const [uid, primary] = user.ids ?? [];
  const gid = group === undefined || group.unknown.some(({ isUnsure }) => !isUnsure) ? primary : group.ids?.[0];
  return {
    ids: uid === undefined || gid === undefined ? _UNKNOWN : `${uid}:${gid}`,
    unknown: [...user.unknown, ...group?.unknown ?? []],
  };
}

/** The number of a user or group, and that of the user's own group; undefined where nobody has looked into the files. */
function lookUp(name: string, kind: keyof typeof FILE, rootfs: Rootfs): { readonly ids?: [number, number]; readonly unknown: _UnknownName[] } {
  // Without one it is root. What becomes of a negative number nobody has looked into.
  if (name === '' || name === 'root') return { ids: [0, 0], unknown: [] };
  if (/^[+-]?\d+$/.test(name)) return { ids: name.startsWith('-') ? undefined : [Number(name), Number(name)], unknown: [] };
  const accounts = _accounts(rootfs, FILE[kind]);
  const row = accounts?.find(([each]) => each === name);
  return {
    ids: accounts && [Number(row?.[2]) || 0, Number(row?.[3]) || 0],
    unknown: row === undefined ? [{ name, kind, isUnsure: accounts === undefined }] : [],
  };
}
