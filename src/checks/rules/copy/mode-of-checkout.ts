import { Severity } from '../../../core';
import type { _RepositoryFile } from '../../../image';
import type { StageModel } from '../../../plan';
import { EntryKind } from '../../../rootfs';
import type { _Rule } from '../../rule';
import { _copiedFiles, _ownLocalSources } from '../../support/local-sources';

export const copyModeOfCheckout: _Rule = {
  id: 'copy/mode-of-checkout',
  title: 'Files of the repository can be read by the user of the image, or the copy sets their mode',
  severity: Severity.WARNING,
  why: 'They keep the mode of this checkout, and the program gets "permission denied". git keeps no more of a mode than whether a file can be '
    + 'executed: with umask 0022 the next checkout has another one, with umask 0077 it has this.',
  fix: 'Set the mode: copyLocal([…], …, { mode: "0644" }). It is COPY --chmod; directories can be entered, and what is executable stays so.',
  check: image => (isRoot(image.result) ? [] : _ownLocalSources(image).flatMap(local => {
    if ('chmod' in local.node && local.node.chmod !== undefined) return [];
    const [first, ...more] = _copiedFiles(image, local).filter(isClosed);
    if (first === undefined) return [];
    const others = more.length === 0 ? '' : `, like ${more.length} more below ${local.path},`;
    return [{ by: local.step.by, what: `${first.path}${others} has mode ${first.mode} here, and is copied with it for ${image.result.config.user}.` }];
  })),
};

/** Who may read everything. Without a word on it, it is root that runs the program, or whom a base image names. */
function isRoot({ config: { user } }: StageModel): boolean {
  return user === undefined || /^(0|root)(:|$)/.test(user);
}

/** Whether others may not read a file, or not enter a directory. */
function isClosed({ kind, mode }: _RepositoryFile): boolean {
  if (mode === undefined) return false;
  return kind === EntryKind.DIRECTORY ? !/[157]$/.test(mode) : kind === EntryKind.FILE && !/[4-7]$/.test(mode);
}
