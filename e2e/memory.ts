import { Container, Containers } from './containers';
import { Engine } from './engine';

/** How the memory of a daemon is measured, and what it may take. */
export interface MemoryBudget {
  /** Options of `docker run`, and arguments of the daemon. */
  readonly options: readonly string[];
  readonly args: readonly string[];
  /** The file that is there when the daemon is up. */
  readonly ready: string;
  /** A call of its command line, and what it prints. */
  readonly call: readonly string[];
  readonly prints: RegExp;
  /** The programs whose pages are dropped before the start, so that they are charged to the container. */
  readonly programs: readonly string[];
  /** Limits of the container, in MiB, from the lowest. */
  readonly limits: readonly number[];
  /** Bytes that the idle daemon may have that cannot be reclaimed, without a limit. */
  readonly anonymous: number;
  /** From this limit on, the call has to be answered and the daemon has to live. */
  readonly answersFrom: number;
}

/** What a container took, in bytes. */
export interface MemoryUse {
  /** MiB; undefined for none. */
  readonly limit?: number;
  /** Of the idle daemon; undefined if it did not come up. */
  readonly idle?: { readonly anonymous: number; readonly file: number; readonly peak: number };
  /** The highest charge after one call; undefined if the daemon was killed. */
  readonly peak?: number;
  readonly answered: boolean;
  /** How it ended, of one that was killed. */
  readonly killed?: string;
}

const SECOND = 1000;
const SETTLED = 3 * SECOND;

/** Runs the daemon without a limit and under each one: idle, and with one call of its command line. */
export async function measureMemory(engine: Engine, containers: Containers, budget: MemoryBudget): Promise<MemoryUse[]> {
  const found: MemoryUse[] = [];
  for (const limit of [undefined, ...budget.limits]) {
    await dropPages(engine, containers, budget.programs);
    found.push(await measureOne(engine, containers, budget, limit));
    await containers.clear();
  }
  return found;
}

async function measureOne(engine: Engine, containers: Containers, budget: MemoryBudget, limit?: number): Promise<MemoryUse> {
  const limits = limit === undefined ? [] : ['--memory', `${limit}m`, '--memory-swap', `${limit}m`];
  const container = await containers.start([...limits, ...budget.options], budget.args);
  const group = await findGroup(engine, container);
  if (group === undefined || !await isReady(container, budget.ready)) return { limit, answered: false, killed: await fate(container) };
  await sleep(SETTLED);
  const idle = await read(engine, group);
  const { stdout, stderr } = await container.exec(budget.call, { mayFail: true, timeoutSeconds: 60 });
  const answered = budget.prints.test(stdout + stderr);
  await sleep(SECOND);
  const killed = await fate(container);
  return { limit, idle, answered, killed, peak: killed === undefined ? (await read(engine, group))?.peak : undefined };
}

async function isReady(container: Container, path: string): Promise<boolean> {
  return container.until(['ls', path], new RegExp(`^${path}$`, 'm'), 20).then(() => true, () => false);
}

/** How a container ended that does not run any more. */
async function fate(container: Container): Promise<string | undefined> {
  const [running, code, oom] = (await container.inspect('{{.State.Running}} {{.State.ExitCode}} {{.State.OOMKilled}}')).split(' ');
  return running === 'true' ? undefined : `exit ${code}${oom === 'true' ? ', out of memory' : ''}`;
}

/** The folder of a container's memory, of either version of control groups. */
async function findGroup(engine: Engine, container: Container): Promise<string | undefined> {
  const pid = await container.inspect('{{.State.Pid}}');
  const { stdout } = await engine.near('cat', [`/proc/${pid}/cgroup`], { mayFail: true });
  const first = /^\d+:memory:(.+)$/m.exec(stdout)?.[1];
  const second = /^0::(.+)$/m.exec(stdout)?.[1];
  return first !== undefined ? `/sys/fs/cgroup/memory${first}` : second === undefined ? undefined : `/sys/fs/cgroup${second}`;
}

async function read(engine: Engine, group: string): Promise<MemoryUse['idle']> {
  const { stdout } = await engine.near('sh', ['-c', 'cd "$1" && cat memory.stat && echo peak $(cat memory.max_usage_in_bytes memory.peak 2>/dev/null)', 'sh', group], { mayFail: true });
  const value = (...names: string[]) => names.map(name => new RegExp(`^${name} (\\d+)$`, 'm').exec(stdout)?.[1]).find(each => each !== undefined);
  const [anonymous, file, peak] = [value('total_rss', 'anon'), value('total_cache', 'file'), value('peak')].map(Number);
  return Number.isNaN(anonymous + file + peak) ? undefined : { anonymous, file, peak };
}

/** Pages that another container has read would be charged to that one. */
async function dropPages(engine: Engine, containers: Containers, programs: readonly string[]): Promise<void> {
  const container = await containers.start(['--entrypoint', 'sleep'], ['60']);
  const root = `/proc/${await container.inspect('{{.State.Pid}}')}/root`;
  for (const program of programs) await engine.near('dd', [`if=${root}${program}`, 'of=/dev/null', 'iflag=nocache', 'count=0']);
  await containers.clear();
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
