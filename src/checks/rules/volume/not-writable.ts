import { Severity } from '../../../core';
import { Volume as VolumeInstruction } from '../../../dockerfile';
import type { RuleFinding, _Rule } from '../../rule';
import { _findIdentity, _isRefused } from '../../support/identity';
import { _findLast } from '../../support/instructions';
import { _reportUnknownFiles } from '../../support/unknown';

export const volumeNotWritable: _Rule = {
  id: 'volume/not-writable',
  title: 'The program can write to its volumes',
  severity: Severity.WARNING,
  why: 'A new volume gets the owner and mode of the directory in the image; without such a directory it belongs to root: "permission denied".',
  fix: 'Create the directory with the user of the program as its owner: MountPoint.persistent(path, { owner: "65532:65532" }).',
  check: ({ result }) => {
    const who = _findIdentity(result);
    if (who?.uid === 0) return [];
    return result.config.volumes.flatMap((volume): RuleFinding[] => {
      const { placed, isMissing, isUnknown } = result.rootfs.lookup(volume);
      if (who === undefined || isUnknown) return [_reportUnknownFiles(result, { what: `It is not known whether the program may write to the volume ${volume}.` })];
      const isClosed = placed !== undefined && _isRefused(who, placed, 'write');
      const reason = isMissing ? 'has no directory in the image' : `has owner ${placed?.entry.owner} and mode ${placed?.entry.mode}`;
      return isMissing || isClosed ? [{ by: _findLast(result, VolumeInstruction)?.by, what: `The volume ${volume} ${reason}, and the program runs as ${who.uid}:${who.gid}.` }] : [];
    });
  },
};
