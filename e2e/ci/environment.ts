import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Event, RUNNERS } from './runners';
import { REGISTRY } from './sample';

const TOOLS = join(__dirname, 'ci-tools.sh');

/** Where the logs of runs go. */
export const OUT = join(__dirname, '../.out/ci');

/** An engine, a registry on its loopback, and the tools. */
export class Environment {
  /** Installs the tools and starts the registry; ends the process with 3 if that cannot be done. */
  public static prepare(): Environment {
    if (process.env.E2E_ENGINE === undefined) {
      console.error('No engine: run `eval "$(e2e/engine.sh up)"` first.');
      process.exit(3);
    }
    const installed = spawnSync(TOOLS, ['install', 'registry', 'exec', 'load'], { stdio: 'inherit' });
    if (installed.status !== 0) process.exit(installed.status ?? 1);
    mkdirSync(OUT, { recursive: true });
    // A copy, because logins are written into it.
    const config = mkdtempSync(join(tmpdir(), 'imagewright-docker-'));
    if (process.env.DOCKER_CONFIG !== undefined) cpSync(process.env.DOCKER_CONFIG, config, { recursive: true });
    const wasUp = existsSync(join(process.env.E2E_HOME ?? '', 'run/ci-registry.pid'));
    process.on('exit', () => {
      rmSync(config, { recursive: true, force: true });
      if (!wasUp) spawnSync(TOOLS, ['registry', 'down']);
    });
    const { stdout } = spawnSync(TOOLS, ['registry', 'up'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    const registries = join(config, 'registries.conf');
    writeFileSync(registries, `[[registry]]\nlocation = "${stdout.trim()}"\ninsecure = true\n`);
    return new Environment(
      stdout.trim(),
      process.env.E2E_ENGINE === 'own' ? [join(__dirname, '../engine.sh'), 'netns'] : [],
      { ...process.env, DOCKER_CONFIG: config, STANDIN_REGISTRIES: registries, PATH: [join(__dirname, 'standin/bin'), `${process.env.E2E_HOME ?? ''}/bin`, process.env.PATH].join(':') },
    );
  }

  private constructor(
    public readonly registry: string,
    /** What is put before a command that has to reach the registry. */
    public readonly namespace: readonly string[],
    public readonly variables: NodeJS.ProcessEnv,
  ) {}

  /** Runs the workflows of a forge that an event starts; returns whether they succeed. The log is `<forge>-<name>.log`. */
  public runWorkflows(
    forge: string, name: string, directory: string, event: Event, secrets: Record<string, string>, flags: string, edits: string[] = [],
  ): boolean {
    const { program, args } = RUNNERS[forge](event, secrets);
    const variables = event.on === 'rollback' ? { ROLLBACK_TO: event.to, ...event.image === undefined ? {} : { ROLLBACK_IMAGE: event.image.repository } } : event.on === 'main' ? { WRITE_CACHE: '1' } : {};
    const command = [join(__dirname, program), directory, ...args, ...[`${REGISTRY}=>${this.registry}`, ...edits].flatMap(edit => ['--edit', edit])];
    // run-actions.mjs enters the namespace by itself.
    const [head, ...tail] = program === 'run-actions.mjs' ? command : [...this.namespace, ...command];
    const { status, stdout, stderr } = spawnSync(head, tail, { encoding: 'utf8', maxBuffer: 2 ** 30, env: { ...this.variables, STANDIN_BUILD_FLAGS: flags, ...variables } });
    writeFileSync(join(OUT, `${forge}-${name}.log`), `${[head, ...tail].join(' ')}\n${stdout}${stderr}`);
    return status === 0;
  }

  public tagsOf(published: string): string[] {
    const [head, ...tail] = [...this.namespace, 'crane', 'ls', published];
    const { status, stdout } = spawnSync(head, tail, { encoding: 'utf8', env: this.variables });
    return status === 0 ? stdout.trim().split('\n').filter(Boolean).sort() : [];
  }

  public digestOf(published: string, tag: string): string {
    return this.inNamespace('crane', 'digest', `${published}:${tag}`).trim();
  }

  /** Runs a command where the registry can be reached. */
  public inNamespace(...command: string[]): string {
    const [head, ...tail] = [...this.namespace, ...command];
    const { status, stdout, stderr } = spawnSync(head, tail, { encoding: 'utf8', env: this.variables });
    if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
    return stdout;
  }
}
