import { posix } from 'node:path';
import { Severity } from '../../../core';
import type { ImageModel } from '../../../plan';
import { EntryKind, RuntimeNeedKind, _listParents } from '../../../rootfs';
import type { _ScriptFacts } from '../../../shell';
import type { RuleFinding, _Rule } from '../../rule';
import { _Identity, _listClosedDirectories, _findIdentity, _isRefused } from '../../support/identity';
import { _isMounted } from '../../support/mounted';
import { _listNeeds } from '../../support/needs';
import { _listProcesses } from '../../support/processes';
import { _reportUnknownFiles } from '../../support/unknown';

export const runtimeNotWritable: _Rule = {
  id: 'runtime/not-writable',
  title: 'Directories that a program writes to exist and are writable',
  severity: Severity.ERROR,
  why: 'The program gets "no such file or directory" or "permission denied" when it writes.',
  fix: 'Create the directory with the user of the program as its owner: directories or volumes of ScratchImage, e.g. MountPoint.persistent(path, { '
    + 'owner: "65532:65532" }).',
  check: image => {
    const who = _findIdentity(image.result);
    return [
      ..._listNeeds(image, RuntimeNeedKind.WRITABLE_DIRECTORY).flatMap(({ placed, need }) => {
        if (_isMounted(need.value!)) return [];
        if (image.result.rootfs.lookup(need.value!).isUnknown) {
          return [_reportUnknownFiles(image.result, { by: placed.by, what: `${placed.entry.path} writes to ${need.value}, and it is not known whether it exists and is writable.` })];
        }
        const trouble = findTrouble(image, need.value!, who);
        return trouble === undefined ? [] : [{ by: placed.by, what: `${placed.entry.path} writes to ${need.value}, ${trouble}: it ${need.because}.` }];
      }),
      ...checkScripts(image, who),
    ];
  },
};

function findTrouble({ result: { rootfs } }: ImageModel, path: string, who: _Identity | undefined): string | undefined {
  const { placed, isMissing } = rootfs.lookup(path);
  if (isMissing) return 'which is not in the image';
  if (placed === undefined) return undefined;
  const { kind, mode, owner } = placed.entry;
  if (kind !== EntryKind.DIRECTORY) return `which is a ${kind}`;
  if (who === undefined) return undefined;
  const closed = _listClosedDirectories(rootfs, placed.entry.path, who)[0];
  if (closed !== undefined) return `and ${who.uid}:${who.gid} may not enter ${closed.entry.path} (mode ${closed.entry.mode}, owner ${closed.entry.owner})`;
  return _isRefused(who, placed, 'write') || _isRefused(who, placed, 'execute') ? `which is not writable for ${who.uid}:${who.gid} (mode ${mode}, owner ${owner})` : undefined;
}

/** The directory of a file, or of the directories that a script makes for it. */
function findDirectory({ result: { rootfs } }: ImageModel, path: string, { commands }: _ScriptFacts): string {
  const directory = posix.dirname(path);
  const isMade = commands.some(({ name }) => /^(.*\/)?(mkdir|install)$/.test(name)) && rootfs.lookup(directory).isMissing;
  return isMade ? _listParents(path).reverse().find(parent => !rootfs.lookup(parent).isMissing) ?? '/' : directory;
}

/** `echo 1 > /run/app/ready`. A relative path is below the working directory. */
function checkScripts(image: ImageModel, who: _Identity | undefined): RuleFinding[] {
  const { rootfs, config } = image.result;
  return _listProcesses(image).flatMap(({ name, by, facts, script, directory: start }) => facts.files
    .filter(({ path }) => path.startsWith('/') || start !== undefined)
    .map(use => ({ ...use, written: use.path, path: posix.join(use.path.startsWith('/') ? '/' : start!, use.path) }))
    .filter(({ path, access, optional }) => access === 'write' && !optional && !_isMounted(path, config.volumes))
    .flatMap(({ path, written, line }) => {
      const there = rootfs.lookup(path);
      const directory = findDirectory(image, path, facts);
      const isFile = there.placed?.entry.kind === EntryKind.FILE;
      const isClosed = isFile && who !== undefined && _isRefused(who, there.placed!, 'write');
      const { mode, owner } = there.placed?.entry ?? {};
      const trouble = isFile ? isClosed && `which is not writable for ${who.uid}:${who.gid} (mode ${mode}, owner ${owner})` : findTrouble(image, directory, who);
      const where = script === undefined ? name : `${name}:${line}`;
      return trouble ? [{ by, severity: Severity.WARNING, what: `${where} writes to ${written}, ${isFile ? trouble : `in ${directory}, ${trouble}`}.` }] : [];
    }));
}
