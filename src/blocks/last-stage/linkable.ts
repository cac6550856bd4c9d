import type { Artifact } from '../../image';
import { RootfsEntry, _isAtOrBelow, _listParents } from '../../rootfs';

/**
 * Directories of the root that distributions have, some of them as links, which COPY --link would replace.
 *
 * @see https://refspecs.linuxfoundation.org/FHS_3.0/fhs/index.html
 */
const OF_SYSTEM = /^\/(bin|boot|dev|etc|home|lib[^/]*|media|mnt|proc|root|run|sbin|sys|tmp|usr|var)(\/|$)/;

/**
 * Whether files can come with COPY --link: the layer neither follows links below it nor keeps the owners of the directories above the files.
 *
 * @param made directories and links that the image declares
 */
export function isLinkable({ _copy: copy }: Artifact, made: readonly RootfsEntry[]): boolean {
  if (copy === undefined || copy.destination === '/' || OF_SYSTEM.test(copy.destination)) return false;
  const [top] = [..._listParents(copy.destination), copy.destination.replace(/\/$/, '')];
  return !made.some(({ path }) => _isAtOrBelow(path, top));
}
