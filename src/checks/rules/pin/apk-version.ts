import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _runSteps } from '../../support/run-steps';

/** @see https://gitlab.alpinelinux.org/alpine/abuild/-/issues/9996 */
export const pinApkVersion: _Rule = {
  id: 'pin/apk-version',
  title: 'Packages of Alpine are not pinned to one version',
  severity: Severity.INFO,
  why: 'The repository of an Alpine release keeps the newest version of a package alone: the build stops on the day when a fix comes out.',
  fix: 'Name a least version, `name>=1.2`, or none; the digest of the base pins the release.',
  check: image => _runSteps(image).filter(({ script }) => /\bapk\b.*=/.test(script)).flatMap(({ stage, step, commands }) => commands
    .filter(({ name, words }) => name === 'apk' && words.includes('add'))
    .flatMap(({ words }) => {
      const pinned = words.flatMap(word => (word !== undefined && /^[a-z0-9][\w.+-]*=\d\S*-r\d+$/.test(word) ? [word] : []));
      return pinned.length === 0 ? [] : [{ by: step.by, what: `The stage "${stage.name}" installs ${pinned.join(', ')}.` }];
    })),
};
