import { UpxMethod, _UpxReliability, _judgeUpx } from '../../catalog';
import type { Platform } from '../../core';
import type { ImageModel } from '../../plan';
import type { PlacedEntry } from '../../rootfs';
import type { RuleFinding } from '../rule';

/** The methods of UPX, as `Packer.method` names them. */
const METHODS = Object.values(UpxMethod);

/** If the version or method is unknown: what is true of the first, the last, and the one with the fewest faults is true of all. */
const VERSIONS = ['0', '4.2.4', '99'];

/** The programs of an image that a packer has compressed. */
export function _listPackedPrograms({ result }: ImageModel): PlacedEntry[] {
  return result.rootfs.entries.filter(({ entry }) => entry.executable?.packed);
}

/** What packed a program, in words, e.g. `UPX 4.2.4`. */
export function _describePacker({ entry }: PlacedEntry): string {
  const { name = 'upx', version } = entry.executable?.packer ?? {};
  return [name === 'upx' ? 'UPX' : name, version].filter(Boolean).join(' ');
}

/** Known faults of UPX on the platforms of an image: one finding for each program and reason. */
export function _listUpxFindings(
  image: ImageModel, isFound: (verdict: _UpxReliability) => boolean, say: (program: string, packer: string) => string,
): RuleFinding[] {
  return _listPackedPrograms(image).flatMap(placed => {
    const reasons = new Map<string, string[]>();
    for (const platform of image.platforms) {
      const verdict = findVerdict(placed, platform, isFound);
      if (verdict !== undefined) reasons.set(verdict.reason!, [...reasons.get(verdict.reason!) ?? [], platform.name]);
    }
    return [...reasons].map(([reason, platforms]) => ({
      by: placed.by,
      what: `${say(placed.entry.path, _describePacker(placed))}: ${reason}`,
      platforms,
    }));
  });
}

/** The verdict that all possible versions and methods of UPX share, if any. */
function findVerdict({ entry }: PlacedEntry, platform: Platform, isFound: (verdict: _UpxReliability) => boolean): _UpxReliability | undefined {
  const { name = 'upx', version, method } = entry.executable?.packer ?? {};
  if (name !== 'upx') return undefined;
  const verdicts = (version === undefined ? VERSIONS : [version]).flatMap(each => (
    (method === undefined ? METHODS : [method]).map(how => _judgeUpx(each, platform, how, entry.executable?.writtenInGo ?? false))
  ));
  return verdicts.every(isFound) ? verdicts[0] : undefined;
}
