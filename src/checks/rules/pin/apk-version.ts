import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _listRunSteps } from '../../support/run-steps';

/** @see https://gitlab.alpinelinux.org/alpine/abuild/-/issues/9996 */
export const pinApkVersion: _Rule = {
  id: 'pin/apk-version',
  title: 'Alpine packages are not pinned to one version',
  severity: Severity.INFO,
  why: 'The repository of an Alpine release keeps only the newest version of a package: the build stops on the day a fix is released.',
  fix: 'Give a minimum version, `name>=1.2`, or none; the digest of the base pins the release.',
  check: image => _listRunSteps(image).filter(({ script }) => /\bapk\b.*=/.test(script)).flatMap(({ stage, step, commands }) => commands
    .filter(({ name, words }) => name === 'apk' && words.includes('add'))
    .flatMap(({ words }) => {
      const pinned = words.flatMap(word => (word !== undefined && /^[a-z0-9][\w.+-]*=\d\S*-r\d+$/.test(word) ? [word] : []));
      return pinned.length === 0 ? [] : [{ by: step.by, what: `The stage "${stage.name}" installs ${pinned.join(', ')}.` }];
    })),
};
