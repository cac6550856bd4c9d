import { printInstall } from './install';
import { printPreflight } from './preflight';
import { printUpdate } from './refresh';
import { printUninstall } from './uninstall';
import { Code, join, note } from '../language/code';
import type { Deployment } from '../model/deployment';

/** A script file. */
export interface Script {
  readonly name: string;
  readonly text: string;
}

const SCRIPTS: Readonly<Record<string, (deployment: Deployment) => Code>> = {
  'preflight.rsc': printPreflight,
  'install.rsc': printInstall,
  'update.rsc': printUpdate,
  'uninstall.rsc': printUninstall,
};

/** The scripts of a deployment, in the order in which they are used. */
export function listScripts(deployment: Deployment, marker: string): Script[] {
  return Object.entries(SCRIPTS).map(([name, print]) => ({ name, text: `${join(note(marker), print(deployment))}\n` }));
}
