import { Engine } from './engine';
import { Result, RunOptions } from './process';

/** Runs one image. Programs of another CPU are emulated, on the oldest one that the platform means. */
export class Containers {
  private readonly started: string[] = [];

  public constructor(
    private readonly engine: Engine,
    private readonly image: string,
    private readonly platform: string,
    private readonly cpu?: string,
  ) {}

  /** The words of `docker run` up to the command, for a container that is removed at its end. */
  public words(options: readonly string[]): string[] {
    return ['run', '--rm', ...this.common(options), this.image];
  }

  /** Runs a command to its end. `docker run` options first, then the words of the command. */
  public async run(options: readonly string[], command: readonly string[], how: RunOptions = {}): Promise<Result> {
    return this.engine.docker([...this.words(options), ...command], { timeoutSeconds: 60, ...how });
  }

  /** Starts a container that stays. */
  public async start(options: readonly string[], command: readonly string[] = []): Promise<Container> {
    const id = (await this.engine.docker(['run', '--detach', ...this.common(options), this.image, ...command])).stdout.trim();
    this.started.push(id);
    return new Container(this.engine, id);
  }

  /** Removes what was started. */
  public async clear(): Promise<void> {
    if (this.started.length > 0) await this.engine.docker(['rm', '--force', '--volumes', ...this.started.splice(0)]);
  }

  private common(options: readonly string[]): string[] {
    const cpu = this.cpu === undefined ? [] : ['--env', `QEMU_CPU=${this.cpu}`];
    return ['--platform', this.platform, ...cpu, ...options.includes('--network') ? [] : ['--network', 'none'], ...options];
  }
}

/** A running container. */
export class Container {
  public constructor(private readonly engine: Engine, public readonly id: string) {}

  /** Runs a command inside. */
  public async exec(command: readonly string[], how: RunOptions = {}): Promise<Result> {
    return this.engine.docker(['exec', this.id, ...command], { timeoutSeconds: 60, ...how });
  }

  /** Runs a command inside until it says what is awaited. */
  public async until(command: readonly string[], awaited: RegExp, seconds = 30): Promise<void> {
    let last: Result | undefined;
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      last = await this.exec(command, { mayFail: true });
      if (awaited.test(last.stdout + last.stderr)) return;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    throw new Error(`${command.join(' ')} did not say ${awaited} in ${seconds} s, but: ${last?.stdout}${last?.stderr}\n${await this.log()}`);
  }

  /** The body of an HTTP answer, asked for until there is one; the container needs a network. */
  public async request(port: number, path: string, seconds: number): Promise<string> {
    const address = await this.inspect('{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}');
    const script = `const end = Date.now() + ${seconds * 1000};
      const again = error => Date.now() < end ? setTimeout(ask, 200) : (console.error(error), process.exit(1));
      const ask = () => fetch('http://${address}:${port}${path}').then(answer => answer.text()).then(text => console.log(text), again);
      ask();`;
    const { code, stdout, stderr } = await this.engine.near(process.execPath, ['-e', script], { mayFail: true });
    if (code !== 0) throw new Error(`No answer to GET ${path} on port ${port} in ${seconds} s: ${stderr}\n${await this.log()}`);
    return stdout;
  }

  /** Waits until its healthcheck has succeeded. */
  public async healthy(seconds: number): Promise<void> {
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      if (await this.inspect('{{.State.Health.Status}}') === 'healthy') return;
      await new Promise(resolve => setTimeout(resolve, 300));
    }
    throw new Error(`Not healthy in ${seconds} s: ${await this.inspect('{{range .State.Health.Log}}{{.Output}}{{end}}')}\n${await this.log()}`);
  }

  /** `uid:gid` of its first process, as the machine sees it. */
  public async user(): Promise<string> {
    const { stdout } = await this.engine.docker(['top', this.id, '-o', 'pid,uid,gid']);
    const [, uid, gid] = stdout.split('\n')[1].trim().split(/\s+/);
    return `${uid}:${gid}`;
  }

  /** What it printed. */
  public async log(): Promise<string> {
    const { stdout, stderr } = await this.engine.docker(['logs', this.id], { mayFail: true });
    return stdout + stderr;
  }

  /** One value of `docker inspect`. */
  public async inspect(template: string): Promise<string> {
    return (await this.engine.docker(['inspect', '--format', template, this.id])).stdout.trim();
  }

  /** Starts it again, after its end. */
  public async startAgain(): Promise<void> {
    await this.engine.docker(['start', this.id]);
  }

  /** Stops its processes in the middle of what they do. */
  public async pause(): Promise<void> {
    await this.engine.docker(['pause', this.id]);
  }

  /** Lets its processes go on. */
  public async resume(): Promise<void> {
    await this.engine.docker(['unpause', this.id]);
  }

  /** Sends SIGTERM; how long it lived after that, and how it ended. */
  public async terminate(): Promise<{ seconds: number; code: number }> {
    const sent = Date.now();
    await this.engine.docker(['kill', '--signal', 'TERM', this.id]);
    const code = Number((await this.engine.docker(['wait', this.id], { timeoutSeconds: 30 })).stdout);
    return { seconds: (Date.parse(await this.inspect('{{.State.FinishedAt}}')) - sent) / 1000, code };
  }
}
