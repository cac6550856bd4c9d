import { _findPackageChange, _mayManagePackages } from './package-managers';
import type { _RunCommand } from './run-command';
import { _RunStep, _listRunSteps } from './run-steps';
import type { ImageModel } from '../../plan';
import { pinDownload } from '../rules/pin/download';

/** Subcommands that only remove packages, which depends on nothing outside. */
const REMOVALS = /^(remove|purge|autoremove|autopurge|del|erase|-r|--remove|-P|--purge)$/;

/** The time of a snapshot of an archive: `…/20260801T000000Z/`. */
const SNAPSHOT = /\/\d{8}T\d{6}Z?\b/;

/**
 * What may differ between two builds of the same commit, as parts of a sentence; empty if everything that is known to be fetched is pinned.
 *
 * @internal
 */
export function _listUnpinned(image: ImageModel): string[] {
  return [...new Set([
    ...image.stages.filter(({ base }) => base._isForeign && !base._isContext && !base.reference.includes('@sha256:'))
      .map(({ name, base }) => `the stage "${name}" starts from ${base.reference}, without a digest`),
    ..._listRunSteps(image).flatMap(step => step.commands.flatMap(command => describeInstall(step, command)).slice(0, 1)),
    ...pinDownload.check(image).map(({ what }) => `${what.charAt(0).toLowerCase()}${what.slice(1).replace(/\.$/, '')}`),
  ])];
}

function describeInstall({ stage, script }: _RunStep, command: _RunCommand): string[] {
  if (!installsNewest(script, command)) return [];
  return [`the stage "${stage.name}" runs \`${command.words.slice(0, 3).map(word => word ?? '…').join(' ')}\`, which takes the newest packages`];
}

function installsNewest(script: string, command: _RunCommand): boolean {
  const { name, words } = command;
  const change = _mayManagePackages(script) ? _findPackageChange(command) : undefined;
  if (change !== undefined) return change.family !== 'dpkg' && !REMOVALS.test(change.verb) && !SNAPSHOT.test(script);
  const verb = words.slice(1).find(word => word?.startsWith('-') === false);
  if (/^pip[\d.]*$/.test(name)) return verb === 'install' && !words.some(word => /^--(require-hashes|no-index)$/.test(word ?? ''));
  if (name === 'npm') return ['install', 'i', 'add', 'update'].includes(verb ?? '');
  return name === 'go' && verb === 'install' && words.some(word => word?.endsWith('@latest'));
}
