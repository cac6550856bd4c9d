import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine } from './engine';
import { CommandFailed } from './process';

/** How one platform is built. */
export interface BuildOptions {
  readonly platform: string;
  /** buildx `--output`. */
  readonly output: string;
  /** Starts from nothing: no layer and no cache mount of before. */
  readonly cold?: boolean;
  readonly buildArgs?: Record<string, string>;
  /** Named contexts besides those that replace base images. */
  readonly contexts?: Record<string, string>;
  /** Instructions to add at the end, to take something out of a stage. */
  readonly appended?: string;
  readonly tag?: string;
  /** Files by the id of the secret that they are. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** How the text of a folder is built, whatever the platform. */
export interface SourceOptions {
  /** No earlier run of this suite has left layers that its builds could reuse, so that their times mean something. */
  readonly unseen?: boolean;
  /** RUN reaches package registries: with stand-ins, those on the loopback of the engine. Otherwise it has no network. */
  readonly registries?: boolean;
}

/** What a build took. */
export interface Took {
  readonly seconds: number;
  /** CPU seconds of all its steps, where they can be known. */
  readonly cpuSeconds?: number;
}

/** A folder with a Dockerfile, made ready for an engine: the text is unchanged but for the `# syntax=` line where no frontend can be pulled. */
export class Source {
  /**
   * @param folder the build context, which holds the Dockerfile
   * @param work where its logs and results go
   */
  public static async prepare(engine: Engine, folder: string, work: string, { unseen, registries }: SourceOptions = {}): Promise<Source> {
    await mkdir(work, { recursive: true });
    const text = await readFile(join(folder, 'Dockerfile'), 'utf8');
    const dockerfile = join(work, 'Dockerfile');
    await writeFile(dockerfile, engine.standIns ? text.replace(/^# syntax=.*\n/m, '') : text);
    const run = randomBytes(8).toString('hex');
    const source = new Source(engine, folder, work, dockerfile, [
      ...await engine.contexts(dockerfile),
      ...engine.standIns && !registries ? ['--network', 'none'] : [],
      // A host name is part of the cache key of every RUN, and of nothing else; the other one gives cache mounts of its own.
      ...unseen ? ['--add-host', `${run}:127.0.0.1`, '--build-arg', `BUILDKIT_CACHE_MOUNT_NS=${run}`] : [],
    ]);
    if (engine.standIns) await writeFile(source.policy, await engine.policy(dockerfile));
    return source;
  }

  private constructor(
    private readonly engine: Engine,
    private readonly folder: string,
    public readonly work: string,
    private readonly dockerfile: string,
    private readonly options: string[],
  ) {}

  /** Builds. The log is in the work folder. */
  public async build(options: BuildOptions): Promise<Took> {
    const before = await this.engine.cpuSeconds();
    let dockerfile = this.dockerfile;
    if (options.appended !== undefined) {
      dockerfile = `${this.dockerfile}.more`;
      await writeFile(dockerfile, `${await readFile(this.dockerfile, 'utf8')}\n${options.appended}`);
    }
    const result = await this.engine.docker([
      'buildx', 'build', '--progress', 'plain', '--provenance=false', '--sbom=false',
      '--platform', options.platform, '--output', options.output,
      '--build-arg', 'SOURCE_DATE_EPOCH=0',
      ...Object.entries(options.buildArgs ?? {}).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
      ...options.tag === undefined ? [] : ['--tag', options.tag],
      ...options.cold ? ['--no-cache'] : [],
      ...Object.entries(options.secrets ?? {}).flatMap(([id, file]) => ['--secret', `id=${id},src=${file}`]),
      ...Object.entries(options.contexts ?? {}).flatMap(([name, value]) => ['--build-context', `${name}=${value}`]),
      ...this.options, '-f', dockerfile, this.folder,
    ], { mayFail: true, env: this.engine.standIns ? { EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: this.policy } : {} });
    await writeFile(join(this.work, 'build.log'), result.stderr);
    if (result.code !== 0) throw new CommandFailed(`docker buildx build --platform ${options.platform} ${this.folder}`, result);
    const after = await this.engine.cpuSeconds();
    return { seconds: result.seconds, cpuSeconds: before === undefined || after === undefined ? undefined : after - before };
  }

  /** Defaults of the Dockerfile's ARGs. */
  public async args(): Promise<Record<string, string>> {
    const text = await readFile(this.dockerfile, 'utf8');
    return Object.fromEntries([...text.matchAll(/^ARG (\w+)=(\S*)$/gm)].map(([, name, value]) => [name, value]));
  }

  /** Builds the image into an OCI layout with time-stamps of zero. */
  public async image(layout: string, options: Omit<BuildOptions, 'output'>): Promise<Took> {
    await rm(layout, { recursive: true, force: true });
    return this.build({ ...options, output: `type=oci,tar=false,dest=${layout},rewrite-timestamp=true,oci-mediatypes=true` });
  }

  private get policy(): string {
    return join(this.work, 'policy.json');
  }
}
