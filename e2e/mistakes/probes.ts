import { Caught, Probe } from '../traps/probes';

/** Seconds until a health check has to have run. */
const PATIENCE = 20;

/** What the health check says the first time. */
export function health(words: readonly string[] = [], options: readonly string[] = []): Probe {
  return async ({ engine, image }) => {
    const { stdout } = await engine.docker([
      'run', '--detach', '--pull', 'never', '--network', 'none', '--health-interval', '1s', '--health-retries', '1', ...options, image, ...words,
    ]);
    const id = stdout.trim();
    try {
      for (const end = Date.now() + PATIENCE * 1000; Date.now() < end;) {
        const { Status: status, Log: log } = JSON.parse((await engine.docker(['inspect', '--format', '{{json .State.Health}}', id])).stdout) as {
          Status: string; Log: { Output: string }[] | null;
        };
        if (log?.length) return `${status}: ${log[0].Output.trim().split(/\s*\n\s*/).slice(-2).join(' ')}`;
        await new Promise(resolve => setTimeout(resolve, 300));
      }
      return 'no health check has run';
    } finally {
      await engine.docker(['rm', '--force', '--volumes', id]);
    }
  };
}

/** Of an image that only has to be built. */
export const builds: Probe = async (_: Caught) => 'builds';
