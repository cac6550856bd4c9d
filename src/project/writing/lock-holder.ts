import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process that holds a lock. */
export interface LockHolder {
  readonly pid: number;
  /** Where `pid` means something. */
  readonly machine: string;
  /** When the process was started, as the system counts: ids of processes are used again. */
  readonly started?: string;
}

/** Two containers of one machine have processes of their own. */
const MACHINE = [
  hostname(),
  attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
  attempt(() => readlinkSync('/proc/self/ns/pid')),
].join(' ');

/** This process. */
export function ownHolder(): LockHolder {
  return { pid: process.pid, machine: MACHINE, started: statusOf(process.pid)?.started };
}

/** The one that a text names; undefined where it is being written, or its writer was killed just then. */
export function parsedHolder(text: string): LockHolder | undefined {
  const holder = attempt(() => JSON.parse(text) as Partial<LockHolder> | null);
  return Number.isInteger(holder?.pid) && typeof holder?.machine === 'string' ? holder as LockHolder : undefined;
}

/** Whether it still runs; undefined where that cannot be seen from here. */
export function isRunning({ pid, machine, started }: LockHolder): boolean | undefined {
  if (machine !== MACHINE) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process may not be asked, and runs.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const status = statusOf(pid);
  return status === undefined || (status.isRunning && (started === undefined || status.started === started));
}

/** As it is called in a message. */
export function describedHolder(holder: LockHolder | undefined): string {
  if (holder === undefined) return 'another process';
  return holder.machine === MACHINE ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.machine.split(' ')[0]}`;
}

/**
 * What Linux knows of a process. Behind its name, which may hold anything, the first field is its state, and the twentieth when it was started.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function statusOf(pid: number): { isRunning: boolean; started: string } | undefined {
  const fields = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' '));
  return fields && { isRunning: !['Z', 'X'].includes(fields[0]), started: fields[19] };
}

function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
