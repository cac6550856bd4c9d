import { Severity } from '../../../core';
import { EntryKind } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _reportUnknownFiles } from '../../support/unknown';

export const volumeHidesFile: _Rule = {
  id: 'volume/hides-file',
  title: 'No file of the image is below a volume',
  severity: Severity.WARNING,
  why: 'A mount hides the file, so that it is missing when the program starts.',
  fix: 'Put it outside the volume, and let the program or its entrypoint copy it on the first start.',
  check: ({ result, target }) => result.config.volumes.flatMap((volume): RuleFinding[] => {
    const { rootfs } = result;
    const files = rootfs.entries.filter(({ entry }) => entry.kind === EntryKind.FILE && entry.path.startsWith(volume.replace(/\/*$/, '/')));
    if (files.length === 0 && rootfs.at(`${volume.replace(/\/*$/, '')}/any`).isUnknown) {
      return [_reportUnknownFiles(result, { what: `It is not known whether the image has files below the volume ${volume}.` })];
    }
    return files.slice(0, 1).map(({ by, entry }) => ({
      by,
      what: `${entry.path}${files.length === 1 ? '' : ` and ${files.length - 1} more`} will be below the volume ${volume}.`,
      ...(target.mountsVolumes ? {} : { severity: Severity.INFO, why: DOCKER }),
    }));
  }),
};

const DOCKER = 'Docker copies it into a new volume once: after an update of the image the volume still has the old file. A mounted directory hides it.';
