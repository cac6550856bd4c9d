import { Severity } from '../../../core';
import type { _RepositoryFile } from '../../../image';
import type { StageModel } from '../../../plan';
import { EntryKind } from '../../../rootfs';
import type { _Rule } from '../../rule';
import { _listCopiedFiles, _listOwnLocalSources } from '../../support/local-sources';

export const copyModeOfCheckout: _Rule = {
  id: 'copy/mode-of-checkout',
  title: 'Files copied from the repository get an explicit mode, or the user of the image can read them',
  severity: Severity.WARNING,
  why: 'They keep the mode of this checkout, and the program gets "permission denied". git records only whether a file is executable: the next '
    + 'checkout has another mode with umask 0022, and this one with umask 0077.',
  fix: 'Set the mode: copyLocal([…], …, { mode: "0644" }). This is COPY --chmod; directories and executable files keep their execute permission.',
  check: image => (isRoot(image.result) ? [] : _listOwnLocalSources(image).flatMap(local => {
    if ('chmod' in local.node && local.node.chmod !== undefined) return [];
    const [first, ...more] = _listCopiedFiles(image, local).filter(isClosed);
    if (first === undefined) return [];
    const others = more.length === 0 ? '' : ` (like ${more.length} more below ${local.path})`;
    return [{ by: local.step.by, what: `${first.path}${others} has mode ${first.mode} here and is copied with it, and the program runs as ${image.result.config.user}.` }];
  })),
};

/** Root may read everything. Without USER the program runs as root, or as the user of the base image. */
function isRoot({ config: { user } }: StageModel): boolean {
  return user === undefined || /^(0|root)(:|$)/.test(user);
}

/** Whether others may not read a file or enter a directory. */
function isClosed({ kind, mode }: _RepositoryFile): boolean {
  if (mode === undefined) return false;
  return kind === EntryKind.DIRECTORY ? !/[157]$/.test(mode) : kind === EntryKind.FILE && !/[4-7]$/.test(mode);
}
