import { posix } from 'node:path';
import { Severity } from '../../../core';
import type { Mount } from '../../../dockerfile';
import type { ImageModel } from '../../../plan';
import { EntryKind } from '../../../rootfs';
import type { _Rule, RuleFinding } from '../../rule';
import { _isBelow } from '../../support/in-image';
import { _listLocalSources } from '../../support/local-sources';
import { _findMountTarget } from '../../support/mount-target';
import { _RunStep, _listRunSteps } from '../../support/run-steps';

/** Measured with BuildKit 0.34: it creates an empty file in the cache as the mount point, and does not remove it. */
export const cacheFileBelow: _Rule = {
  id: 'cache/file-below',
  title: 'No file is mounted inside a cache',
  severity: Severity.WARNING,
  why: 'BuildKit creates an empty file of that name in the cache as the mount point, and the file stays. Every later step that mounts the cache '
    + 'alone finds it, in this build and in others: Maven stops at an empty settings.xml, "Non-readable settings".',
  fix: 'Mount the file elsewhere and pass its path (`mvn -s /run/secrets/settings.xml`), or mount the cache deeper, e.g. at /root/.m2/repository.',
  check: image => _listRunSteps(image).filter(({ run }) => run.mounts.length > 1).flatMap(step => listFindings(image, step)),
};

function listFindings(image: ImageModel, { stage, step, run: { mounts } }: _RunStep): RuleFinding[] {
  const caches = mounts.filter(({ kind }) => kind === 'cache').flatMap(mount => _findMountTarget(step, mount) ?? []);
  const isFile = (path: string) => image._context.findSource(path).file?.kind === EntryKind.FILE;
  const files = _listLocalSources(image).filter(each => each.step === step && isFile(each.path)).map(({ path }) => path);
  return mounts.filter(mount => isOfFile(mount, files)).flatMap((mount): RuleFinding[] => {
    const path = _findMountTarget(step, mount);
    const cache = path === undefined ? undefined : caches.find(each => each !== path && _isBelow(path, each));
    return cache === undefined ? [] : [{ by: step.by, what: `The stage "${stage.name}" mounts the ${mount.kind === 'bind' ? 'file' : mount.kind} ${path} into the cache ${cache}.` }];
  });
}

/** Whether a bind mount is of a file: the repository has such a file, or its name has an extension. */
function isOfFile(mount: Mount, files: readonly string[]): boolean {
  if (mount.kind !== 'bind') return mount.kind === 'secret' || mount.kind === 'ssh';
  const source = mount._findField('source')?._text ?? '';
  return /[^/]\.\w+$/.test(source) || (mount.mountFrom === undefined && files.includes(posix.normalize(`/${source}`).slice(1)));
}
