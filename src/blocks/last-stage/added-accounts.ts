import { Construct } from 'constructs';
import { printAccountFiles } from './account-files';
import { UserAccount, UserGroup } from './accounts';
import type { Gathered } from './gathered-files';
import { findGathered, shortenPlace } from './gathered-groups';
import { ROOTFS } from './gathering-place';
import { Problems, _quoteShellWord } from '../../core';
import { BaseImage, BuildStage, StagePlatform } from '../../image';

/** Appends accounts to those of the base. What these are is known in the build alone, and the stage that appends runs on the build machine. */
export function addAccounts(scope: Construct, { stage, groups: places }: Gathered, base: BaseImage, users: UserAccount[], groups: UserGroup[]): void {
  const files = Problems.of(scope)._collect(() => printAccountFiles(users, groups)) ?? [];
  const original = new BuildStage(scope, 'Base', { base, purpose: 'has the accounts of the base', runsOn: StagePlatform.TARGET });
  const placed = files.map(({ entry: { path }, content }) => ({ path, content, place: findGathered(path, places) }));
  for (const { path, place } of placed) stage.copyFrom(original, path, shortenPlace(place, ROOTFS));
  stage.run(placed.flatMap(({ path, content, place }) => {
    const file = _quoteShellWord(shortenPlace(place, ROOTFS));
    return [
      // The last line of a file that was edited by hand may be open.
      `test -z "$(tail -c 1 ${file})" || echo >> ${file}`,
      ...content.split('\n').filter(Boolean).flatMap(line => {
        const name = line.split(':', 1)[0];
        const message = _quoteShellWord(`The base has ${name} in ${path} already.`);
        return [
          `if cut -d: -f1 ${file} | grep -qxF ${_quoteShellWord(name)}; then echo ${message} >&2; exit 1; fi`,
          `printf '%s\\n' ${_quoteShellWord(line)} >> ${file}`,
        ];
      }),
    ];
  }), { effects: { changes: placed.map(({ place }) => place) } });
}
