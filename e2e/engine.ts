import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFailed, Result, run, RunOptions } from './process';

const HERE = __dirname;
const ENGINE = join(HERE, 'engine.sh');
const IMAGES = join(HERE, 'images.sh');
const CI_TOOLS = join(HERE, 'ci/ci-tools.sh');
/** Where downloads are served from inside the engine's network namespace: the usual ones, and those of an edition. */
const INPUTS_PORT = '8099';
const EDITION_PORT = '8098';

/** What the scripts answer when something cannot be had on this machine. */
export const UNAVAILABLE = 3;

/** No engine can be had on this machine. */
export class Unavailable extends Error {}

/** Other versions than the usual stand-ins have, which stand beside them. */
export interface Edition {
  /** A word. */
  readonly name: string;
  /** The toolchain, e.g. `go1.27.4`. */
  readonly go: string;
  /** Modules, e.g. `tailscale.com@v1.104.7`. */
  readonly modules: readonly string[];
  /** Downloads: the name, the path in Debian's mirror, and the SHA-256. */
  readonly downloads: readonly (readonly [name: string, path: string, sha256: string])[];
}

/** The container engine of a run: the machine's own, with real images, or the one that `engine.sh` sets up, with stand-ins. */
export class Engine {
  /** Brings it up, and with it the base images of the examples if they cannot be pulled. */
  public static async up(): Promise<Engine> {
    const engine = await Engine.start();
    if (engine.standIns) {
      await script(IMAGES, ['build'], engine.env);
      await engine.serve((await script(IMAGES, ['inputs'], engine.env)).stdout.trim(), INPUTS_PORT);
    }
    return engine;
  }

  /** Brings it up, without any image. */
  public static async start(): Promise<Engine> {
    const exports = (await script(ENGINE, ['up'], process.env)).stdout;
    const shell = await run('bash', ['-c', `${exports}\nenv -0`]);
    return new Engine(Object.fromEntries(shell.stdout.split('\0').filter(Boolean).map(line => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    })));
  }

  private constructor(private readonly env: NodeJS.ProcessEnv, private readonly port = INPUTS_PORT) {}

  /** Whether base images and downloads are replaced, because this engine has no network. */
  public get standIns(): boolean {
    return this.env.E2E_ENGINE === 'own';
  }

  /** The same engine with the images and downloads of an edition in place of the usual ones; only for one with stand-ins. */
  public async edition({ name, go, modules, downloads }: Edition): Promise<Engine> {
    const env = { ...this.env, E2E_EDITION: name, E2E_GO: go, E2E_GO_INPUTS: modules.join(' '), E2E_POOL: downloads.map(words => words.join(' ')).join('\n') };
    await script(IMAGES, ['build'], env);
    const engine = new Engine(env, EDITION_PORT);
    await engine.serve((await script(IMAGES, ['inputs'], env)).stdout.trim(), EDITION_PORT);
    return engine;
  }

  /** A command that sees this engine in its environment. */
  public async run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Result> {
    return run(command, args, { ...options, env: { ...this.env, ...options.env } });
  }

  /** `docker …` against this engine. */
  public async docker(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    return this.run('docker', args, options);
  }

  /** Serves a folder on a port of the loopback that builds see; only for an engine with stand-ins. */
  public async serve(folder: string, port: string): Promise<void> {
    await script(ENGINE, ['serve', folder, port], this.env);
  }

  /** Starts a registry on the loopback that builds see; its address. */
  public async startRegistry(): Promise<string> {
    await script(CI_TOOLS, ['install', 'registry'], this.env);
    return (await script(CI_TOOLS, ['registry', 'up'], this.env)).stdout.trim();
  }

  /** Compiles a coordination server for Tailscale, unless it is there; its path. */
  public async headscale(): Promise<string> {
    await script(CI_TOOLS, ['install', 'login'], this.env);
    return (await script(CI_TOOLS, ['path', 'headscale'], this.env)).stdout.trim();
  }

  /** Installs a group of tools of `ci/ci-tools.sh` where commands of this engine find them. */
  public async installTools(group: string): Promise<void> {
    await script(CI_TOOLS, ['install', group], this.env);
  }

  /** Loads the image of an OCI layout, under the name that it was built with. */
  public async load(layout: string): Promise<void> {
    await this.run('bash', ['-o', 'pipefail', '-c', 'tar -C "$1" -cf - . | docker load', 'load', layout]);
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
    return (await script(IMAGES, ['policy', this.port, dockerfile], this.env)).stdout;
  }
}

async function script(file: string, args: string[], env: NodeJS.ProcessEnv): Promise<Result> {
  const result = await run(file, args, { env, mayFail: true });
  if (result.code === UNAVAILABLE) throw new Unavailable(result.stderr.trim());
  if (result.code !== 0) throw new CommandFailed([file, ...args].join(' '), result);
  return result;
}
