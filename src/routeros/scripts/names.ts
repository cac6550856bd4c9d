import type { Deployment } from '../model/deployment';

/** The stored script that makes the container run: at the start of the router, after a failure, after the installation. */
export const runScript = ({ name }: Deployment): string => `${name}-run`;
/** The stored script that looks for a new image. */
export const updateScript = ({ name }: Deployment): string => `${name}-update`;
/** The entry that holds which image runs: registry, repository and digest. A script only by the menu it is in: it is never run. */
export const imageEntry = ({ name }: Deployment): string => `${name}-image`;
/** The entry that holds the archive that an update has replaced, until it is removed. */
export const spentEntry = ({ name }: Deployment): string => `${name}-spent`;
/** The entries that hold what the router's settings were before. */
export const beforeEntry = ({ name }: Deployment, setting: string): string => `${name}-${setting}-before`;
/** The global variable that holds the password of the registry from the checks of the installation to what follows. */
export const loginVariable = (d: Deployment): string => `login${camelCase(d)}`;
/** The list of the environment and of the mounts. */
export const listName = ({ name }: Deployment): string => name;
/** The variable that holds when the image was pulled last: letters and digits. */
export const pulledVariable = (d: Deployment): string => `pulled${camelCase(d)}`;

function camelCase({ name }: Deployment): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_, _dash: string, letter: string) => letter.toUpperCase()).replace(/-/g, '');
}
