import assert from 'node:assert/strict';
import { Check } from './check';

/** Nothing runs as root. */
export const nonRoot: Check = {
  name: 'it runs as a user that is not root',
  holds: ({ image: { config: { config }, rootfs } }) => {
    const [name] = (config.User ?? '').split(':');
    const users = (rootfs.get('/etc/passwd')?.content.toString() ?? '').split('\n').map(line => line.split(':'));
    const uid = /^\d+$/.test(name) ? name : users.find(([known]) => known === name)?.[2];
    assert.ok(Number(uid) > 0, `the user "${config.User}" has the uid ${uid}`);
  },
};

/** What a service does when it is started read-only, without any capability. */
export interface Service {
  readonly port: number;
  readonly path: string;
  /** The body of its answer. */
  readonly says: RegExp;
  /** `uid:gid` of its process. */
  readonly user?: string;
  /** Whether the image has a healthcheck. @default true */
  readonly healthcheck?: boolean;
  /** Folders that it has to write to. */
  readonly writable?: readonly string[];
  /** Its exit code after SIGTERM. @default 0 */
  readonly code?: number;
  /**
   * Whether it sends itself SIGTERM again when it has shut down, as uvicorn does. The kernel ignores that in process 1, and it ends with its own code,
   * but QEMU waits for the signal for ever: an emulated one is started by another process 1. @default false
   */
  readonly signalsItself?: boolean;
  /** Seconds that it may take to end. @default 1 */
  readonly ends?: number;
  /** Seconds that it may take to answer, and to be healthy. @default 30 */
  readonly starts?: number;
}

/** Exit code of what a signal ended: 128 and its number. */
const ENDED_BY_SIGTERM = 128 + 15;

/** The service answers HTTP, its healthcheck agrees, and it ends when told to. */
export const answers = ({
  port, path, says, user, healthcheck = true, writable = [], code = 0, signalsItself = false, ends = 1, starts = 30,
}: Service): Check => ({
  name: `it answers GET ${path}, is ${healthcheck ? 'healthy' : 'without a healthcheck'}, and ends within ${ends} s of SIGTERM`,
  holds: async ({ containers, image, machine }) => {
    const inits = signalsItself && machine.cpu !== undefined;
    assert.equal((image.config.config.Healthcheck?.Test.length ?? 0) > 0, healthcheck, 'whether the configuration has a healthcheck');
    const container = await containers.start([
      '--network', 'bridge', '--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', ...inits ? ['--init'] : [],
      ...writable.flatMap(folder => ['--tmpfs', folder]), ...healthcheck ? ['--health-interval', '1s', '--health-timeout', '30s'] : [],
    ]);
    assert.match(await container.request(port, path, starts), says);
    if (healthcheck) await container.healthy(starts);
    if (user !== undefined) assert.equal(await container.user(), user, 'uid:gid of the process');
    const ended = await container.terminate();
    assert.equal(ended.code, inits ? ENDED_BY_SIGTERM : code, await container.log());
    assert.ok(ended.seconds < ends, `it took ${ended.seconds} s`);
  },
});
