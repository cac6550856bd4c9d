import { join } from 'node:path';
import { CACHE } from '../../cache';

/** The folder that is served to builds as their registries: Debian's archive, PyPI, npm and Maven's repository. */
export const TREE = join(CACHE, 'tree');

/** Its port on the engine's loopback. The configuration files of the stand-ins have it too. */
export const PORT = '8098';

/** The address that builds see. */
export const ADDRESS = `http://127.0.0.1:${PORT}`;
