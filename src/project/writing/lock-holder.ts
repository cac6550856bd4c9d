import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process that holds a lock. */
export interface LockHolder {
  readonly pid: number;
  /** The machine and process namespace in which `pid` is valid. */
  readonly machine: string;
  /** Start time of the process in the system's own unit, because process ids are reused. */
  readonly started?: string;
}

/** Includes the process namespace, because containers on one machine have separate process ids. */
const MACHINE = [
  hostname(),
  attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
  attempt(() => readlinkSync('/proc/self/ns/pid')),
].join(' ');

/** This process. */
export function readOwnHolder(): LockHolder {
  return { pid: process.pid, machine: MACHINE, started: readStatus(process.pid)?.started };
}

/** Parses a holder; undefined if the text is incomplete, because it is being written or its writer was killed. */
export function parseHolder(text: string): LockHolder | undefined {
  const holder = attempt(() => JSON.parse(text) as Partial<LockHolder> | null);
  return Number.isInteger(holder?.pid) && typeof holder?.machine === 'string' ? holder as LockHolder : undefined;
}

/** Whether the process still runs; undefined if it is on another machine or in another container. */
export function isRunning({ pid, machine, started }: LockHolder): boolean | undefined {
  if (machine !== MACHINE) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Any other error means that the process runs, but belongs to another user.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const status = readStatus(pid);
  return status === undefined || (status.isRunning && (started === undefined || status.started === started));
}

/** Names a holder for messages. */
export function describeHolder(holder: LockHolder | undefined): string {
  if (holder === undefined) return 'another process';
  return holder.machine === MACHINE ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.machine.split(' ')[0]}`;
}

/**
 * Reads the status of a process on Linux. After its name, which may contain anything, the first field is its state, the twentieth its start time.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function readStatus(pid: number): { isRunning: boolean; started: string } | undefined {
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
