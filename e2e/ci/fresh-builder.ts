import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where programs of the tests run. */
interface Place {
  readonly namespace: readonly string[];
  readonly variables: NodeJS.ProcessEnv;
}

/**
 * Runs something with a BuildKit that has no layers, in place of that of the tests.
 *
 * @param use is given the processor time of all builds so far, in seconds
 */
export function withFreshBuilder<T>({ namespace, variables }: Place, use: (seconds: () => number) => T): T {
  const home = variables.E2E_HOME ?? '';
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-buildkit-'));
  const socket = join(directory, 'buildkitd.sock');
  const [head, ...tail] = [
    ...namespace, join(home, 'bin/buildkitd'), '--config', join(home, 'run/buildkitd.toml'), '--root', join(directory, 'root'), '--addr', `unix://${socket}`,
  ];
  const daemon = spawn(head, tail, { env: variables, stdio: 'ignore' });
  const choose = (address: string) => {
    const name = variables.BUILDX_BUILDER ?? '';
    for (const args of [['rm', name], ['create', '--name', name, '--driver', 'remote', '--driver-opt', 'default-load=true', `unix://${address}`]]) {
      spawnSync('docker', ['buildx', ...args], { env: variables, stdio: 'ignore' });
    }
  };
  try {
    for (let i = 0; i < 150 && !existsSync(socket); i++) spawnSync('sleep', ['0.2']);
    choose(socket);
    return use(() => childSeconds(daemon.pid ?? 0));
  } finally {
    choose(join(home, 'run/buildkitd.sock'));
    daemon.kill();
    spawnSync('sh', ['-c', 'i=0; while kill -0 "$1" 2>/dev/null && [ $i -lt 50 ]; do sleep 0.2; i=$((i+1)); done', 'sh', `${daemon.pid}`]);
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Processor time of a process and of all that it has waited for. */
function childSeconds(pid: number): number {
  const { stdout } = spawnSync('sh', ['-c', 'cut -d\\) -f2 "/proc/$1/stat"', 'sh', `${pid}`], { encoding: 'utf8' });
  return stdout.trim().split(' ').slice(11, 15).map(Number).reduce((sum, ticks) => sum + ticks, 0) / 100;
}
