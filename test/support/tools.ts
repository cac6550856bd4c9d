import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A POSIX shell that emitted scripts must work in. */
export interface Shell {
  readonly name: string;
  /** The command that runs a script file given as its next argument; undefined when the shell is missing. */
  readonly command?: string[];
}

/**
 * The file of a program on PATH, or undefined when this machine has none. CI must have all of them: there it throws.
 */
export function tool(name: string): string | undefined {
  const file = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, name)).find(isExecutable);
  if (file !== undefined) return file;
  if (process.env.CI) throw new Error(`"${name}" is not on PATH. Fix: install it; outside CI its tests are skipped.`);
  console.warn(`SKIPPED: "${name}" is not on PATH, so its tests do not run.`);
  return undefined;
}

/** dash, bash and BusyBox ash: the shells of Debian, of most desktops, and of Alpine and our own images. */
export function shells(): Shell[] {
  const [dash, bash, busybox] = ['dash', 'bash', 'busybox'].map(tool);
  return [
    { name: 'dash', command: dash && [dash] },
    { name: 'bash', command: bash && [bash] },
    { name: 'BusyBox ash', command: busybox && [busybox, 'ash'] },
  ].map(({ name, command }) => ({ name, command: command || undefined }));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
