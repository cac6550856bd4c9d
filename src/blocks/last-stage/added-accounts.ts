import { Construct } from 'constructs';
import { printAccountFiles } from './account-files';
import { UserAccount, UserGroup } from './accounts';
import { ROOTFS } from './gathered-files';
import { Problems, _quoteShellWord } from '../../core';
import { BaseImage, BuildStage, StagePlatform } from '../../image';

/**
 * Appends accounts to those of the base. What these are is known in the build alone, and the stage that appends runs on the build machine.
 *
 * @param gathered the stage that gathers the files of the image in its working directory
 */
export function addAccounts(scope: Construct, gathered: BuildStage, base: BaseImage, users: UserAccount[], groups: UserGroup[]): void {
  const files = Problems.of(scope)._collect(() => printAccountFiles(users, groups)) ?? [];
  const original = new BuildStage(scope, 'Base', { base, purpose: 'has the accounts of the base', runsOn: StagePlatform.TARGET });
  for (const { entry: { path } } of files) gathered.copyFrom(original, path, `.${path}`);
  gathered.run(files.flatMap(({ entry: { path }, content }) => content.split('\n').filter(Boolean).flatMap(line => {
    const name = line.split(':', 1)[0];
    const message = _quoteShellWord(`The base has ${name} in ${path} already.`);
    const file = _quoteShellWord(`.${path}`);
    return [
      `if cut -d: -f1 ${file} | grep -qxF ${_quoteShellWord(name)}; then echo ${message} >&2; exit 1; fi`,
      `printf '%s\\n' ${_quoteShellWord(line)} >> ${file}`,
    ];
  })), { effects: { changes: files.map(({ entry: { path } }) => `${ROOTFS}${path}`) } });
}
