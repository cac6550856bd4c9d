export { danglingLink } from './dangling-link';
export { entrypointExists } from './entrypoint-exists';
export { interpreterExists } from './interpreter-exists';
export { pathCollision } from './path-collision';
