import { Stats, fstatSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from './command';
import { MOST_BYTES, readPresent } from './input';
import { replaceFiles } from './replace-files';

/** Below these are devices, and files that are open already: to move another in their place would lose what is written to them. */
const OPEN = /^\/(?:dev|proc)\//;

/**
 * Writes what a command makes to a file that the user names: all of it, or nothing. A pipe and a device are written to, and so is a file that is
 * open already, such as `/dev/stdout`.
 *
 * @throws UsageError if it cannot be written
 */
export function writeOutput(path: string, text: string): void {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    // A socket cannot be opened by its path. A pipe can, and the write waits for its reader then.
    const open = found === undefined || found.isFIFO() ? undefined : [1, 2].find(file => isSame(found, file));
    if (open !== undefined) return writeFileSync(open, text);
    if ((found !== undefined && !found.isFile()) || OPEN.test(resolve(path))) return writeFileSync(path, text);
    // It is not created: its name may be a mistake.
    statSync(dirname(path));
  } catch (error) {
    throw new UsageError(`${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
  replaceFiles([{ path, before: readPresent(path, MOST_BYTES.manifest)?.toString('utf8'), after: text }]);
}

/** Whether a file is the one behind a descriptor. */
function isSame({ dev, ino }: Stats, descriptor: number): boolean {
  try {
    const open = fstatSync(descriptor);
    return open.dev === dev && open.ino === ino;
  } catch {
    return false;
  }
}
