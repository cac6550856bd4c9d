import { Severity } from '../../../core';
import { Copy } from '../../../dockerfile';
import type { StageModel } from '../../../plan';
import type { _Rule } from '../../rule';
import { _isInstaller, _mayInstall } from '../../support/downloads';
import { _listRunSteps } from '../../support/run-steps';

/** @see https://docs.docker.com/build/cache/optimize/#order-your-layers */
export const cacheOrder: _Rule = {
  id: 'cache/order',
  title: 'Steps whose input changes rarely come first',
  severity: Severity.WARNING,
  why: 'Any change to any file of the repository invalidates the steps after the copy, and everything is downloaded again.',
  fix: 'Copy the files that determine the downloads (go.mod and go.sum, package-lock.json …), download, and copy the rest afterwards.',
  check: image => _listRunSteps(image).flatMap(each => {
    const { stage, step, run, script } = each;
    // With a cache the step runs again, and downloads nothing.
    if (!_mayInstall(script) || run.mounts.some(({ kind }) => kind === 'cache') || !hasWholeContext(stage, step.layer)) return [];
    const install = each.commands.find(_isInstaller);
    return install === undefined ? [] : [{ by: step.by, what: `In the stage "${stage.name}", \`${install.sources.slice(0, 3).join(' ')}\` comes after a copy of the whole build context.` }];
  }),
};

/** Whether all of the build context is copied before a layer of this stage. */
function hasWholeContext({ layers }: StageModel, before: number): boolean {
  return layers.slice(0, before).some(({ node }) => node instanceof Copy && node.copyFrom === undefined
    && node.sources.some(({ word }) => word?._text !== undefined && /^(\.\/?|\/|\.\/\*|\*)$/.test(word._text)));
}
