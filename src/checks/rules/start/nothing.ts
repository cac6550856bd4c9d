import { Severity } from '../../../core';
import type { StageModel } from '../../../plan';
import type { _Rule } from '../../rule';
import { _findBaseFacts, _findBase, _formatBaseName } from '../../support/base-of';

export const startNothing: _Rule = {
  id: 'start/nothing',
  title: 'An image declares what it starts',
  severity: Severity.INFO,
  why: 'A container of it does not start unless the command is given each time: "no command specified".',
  fix: 'Set entrypoint: ["/bin/app"], or cmd. An image that only contains files for others to copy needs none: acknowledge it.',
  check: ({ result }) => {
    const { entrypoint, cmd, exposedPorts, healthcheck } = result.config;
    if (entrypoint !== undefined || cmd !== undefined || !mayHoldProgram(result)) return [];
    // An image with ports or a health check is meant to run.
    const severity = exposedPorts.length > 0 || healthcheck !== undefined ? Severity.WARNING : Severity.INFO;
    if (_findBase(result).isScratch) return [{ severity, what: 'The image has neither ENTRYPOINT nor CMD.' }];
    const known = _findBaseFacts(result);
    const isEmpty = known?.entrypoint?.length === 0 && known.cmd?.length === 0;
    return isEmpty ? [{ severity, what: `The image has neither ENTRYPOINT nor CMD, and neither does ${_formatBaseName(result)}.` }] : [];
  },
};

/** False if the image is known to contain only plain files, which cannot be started. */
function mayHoldProgram({ rootfs }: StageModel): boolean {
  return !rootfs.isComplete || rootfs.entries.some(({ entry }) => entry.isExecutable);
}
