import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFailed, Result, run, RunOptions } from './process';

const HERE = __dirname;
const ENGINE = join(HERE, 'engine.sh');
const IMAGES = join(HERE, 'images.sh');
/** Where downloads are served from inside the engine's network namespace. */
const INPUTS_PORT = '8099';

/** What the scripts answer when something cannot be had on this machine. */
export const UNAVAILABLE = 3;

/** No engine can be had on this machine. */
export class Unavailable extends Error {}

/** The container engine of a run: the machine's own, with real images, or the one that `engine.sh` sets up, with stand-ins. */
export class Engine {
  /** Brings it up, and with it the base images if they cannot be pulled. */
  public static async up(): Promise<Engine> {
    const exports = (await script(ENGINE, ['up'], process.env)).stdout;
    const shell = await run('bash', ['-c', `${exports}\nenv -0`]);
    const engine = new Engine(Object.fromEntries(shell.stdout.split('\0').filter(Boolean).map(line => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    })));
    if (engine.standIns) {
      await script(IMAGES, ['build'], engine.env);
      const inputs = (await script(IMAGES, ['inputs'], engine.env)).stdout.trim();
      await script(ENGINE, ['serve', inputs, INPUTS_PORT], engine.env);
    }
    return engine;
  }

  private constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** Whether base images and downloads are replaced, because this engine has no network. */
  public get standIns(): boolean {
    return this.env.E2E_ENGINE === 'own';
  }

  /** A command that sees this engine in its environment. */
  public async run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Result> {
    return run(command, args, { ...options, env: { ...this.env, ...options.env } });
  }

  /** `docker …` against this engine. */
  public async docker(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    return this.run('docker', args, options);
  }

  /** A command that can reach the addresses of containers. */
  public async near(command: string, args: readonly string[], options: RunOptions = {}): Promise<Result> {
    return this.standIns ? this.run(ENGINE, ['netns', command, ...args], options) : this.run(command, args, options);
  }

  /**
   * CPU seconds that the builder and the finished steps of its builds have used so far: on a busy machine they say more than a
   * clock. Unknown for an engine that is not ours.
   */
  public async cpuSeconds(): Promise<number | undefined> {
    if (this.env.BUILDX_BUILDER === undefined || !this.standIns) return undefined;
    const pid = (await readFile(join(this.env.E2E_HOME!, 'run', 'buildkitd.pid'), 'utf8')).trim();
    // After the name in parentheses: field 14 to 17 are utime, stime, cutime, cstime, in clock ticks of which Linux shows 100 a second.
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1].split(' ');
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
  }

  /** The buildx options that redirect the FROM images of a Dockerfile; none with the machine's own engine. */
  public async contexts(dockerfile: string): Promise<string[]> {
    return this.standIns ? (await script(IMAGES, ['contexts', dockerfile], this.env)).stdout.split('\n').filter(Boolean) : [];
  }

  /** A BuildKit source policy that redirects the downloads of a Dockerfile. */
  public async policy(dockerfile: string): Promise<string> {
    return (await script(IMAGES, ['policy', INPUTS_PORT, dockerfile], this.env)).stdout;
  }
}

async function script(file: string, args: string[], env: NodeJS.ProcessEnv): Promise<Result> {
  const result = await run(file, args, { env, mayFail: true });
  if (result.code === UNAVAILABLE) throw new Unavailable(result.stderr.trim());
  if (result.code !== 0) throw new CommandFailed([file, ...args].join(' '), result);
  return result;
}
