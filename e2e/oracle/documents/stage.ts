import { posix } from 'node:path';
import { Variables } from './words';
import { ImageConfig } from '../answer';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What has been said of a stage so far, as the documentation has it. */
export class Stage {
  /** A stage that begins with an empty image or with one of a registry, which is empty here. */
  public static begin(isScratch: boolean): Stage {
    return new Stage({ PATH }, { Env: [`PATH=${PATH}`], WorkingDir: isScratch ? '/' : '' }, false);
  }

  private constructor(private values: Variables, private settings: ImageConfig, private hasCmd: boolean) {}

  /** Variables that expand in the next instruction: of ENV and of ARG. */
  public get variables(): Variables {
    return this.values;
  }

  public get config(): ImageConfig {
    return this.settings;
  }

  /** Where the next command runs. */
  public get directory(): string {
    return this.settings.WorkingDir || '/';
  }

  /** A stage that begins with this one: with its arguments, and over them with the environment of its image. */
  public next(): Stage {
    const environment = Object.fromEntries(this.settings.Env!.map(each => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]));
    return new Stage({ ...this.values, ...environment }, this.settings, false);
  }

  /** This one, of which changes do not count. */
  public copy(): Stage {
    return new Stage(this.values, this.settings, this.hasCmd);
  }

  public set(change: Partial<ImageConfig>): void {
    this.settings = { ...this.settings, ...change };
  }

  public argument(name: string, value: string | undefined): void {
    if (value !== undefined) this.values = { ...this.values, [name]: value };
  }

  public environment(key: string, value: string): void {
    this.argument(key, value);
    const all = [...this.settings.Env!];
    const at = all.findIndex(each => each.startsWith(`${key}=`));
    all.splice(at < 0 ? all.length : at, 1, `${key}=${value}`);
    this.set({ Env: all });
  }

  public workdir(path: string): void {
    this.set({ WorkingDir: path.startsWith('/') ? path : posix.resolve(this.directory, path) });
  }

  public cmd(argv: string[]): void {
    this.set({ Cmd: argv });
    this.hasCmd = true;
  }

  /** What the base image would have passed to another entrypoint is not passed to this one. */
  public entrypoint(argv: string[]): void {
    this.set({ Entrypoint: argv, Cmd: this.hasCmd ? this.settings.Cmd : [] });
  }

  /** A line for a shell, as it is started. */
  public shell(text: string): string[] {
    return [...this.settings.Shell ?? ['/bin/sh', '-c'], text];
  }
}
