import type { Fetch } from './commands';
import { DeviceOptions, Device, DeviceError, PowerCut, SimulatedImage } from './device';
import { Interpreter, Step } from './interpreter';
import { SimulatedRegistry } from './registry';
import type { RouterOsDeploymentProps } from '../../../src';
import { listScripts } from '../../../src/routeros/scripts/scripts';
import { sampleDeployment } from '../sample';

export const OLD = `sha256:${'a'.repeat(64)}`;
export const NEW = `sha256:${'b'.repeat(64)}`;
const COMMENT = 'imagewright: tailscale';
/** What `/terminal/ask` is answered unless a test says something else. */
export const SECRET = 'the-secret';

/** What is done to one command. */
export interface Fault {
  readonly kind: 'error' | 'power cut';
  /** Which of the commands that change something, ask the network, or wait; from 1 on. */
  readonly at: number;
}

/** The scripts of a deployment, by name. */
export type Scripts = Readonly<Record<string, string>>;

export function scriptsOf(props: Partial<RouterOsDeploymentProps>): Scripts {
  return Object.fromEntries(listScripts(sampleDeployment(props), 'generated').map(({ name, text }) => [name, text]));
}

/** A simulated router with a deployment for it. */
export class Bench {
  public readonly device: Device;
  public readonly registry = new SimulatedRegistry(OLD);
  public readonly scripts: Scripts;
  /** Commands since the last `begin`. */
  public steps = 0;
  /** The most commands of one import. */
  public longest = 0;
  public printed: string[] = [];
  /** All commands that change something, ask the network or wait; several waits in a row are one. */
  public readonly commands: string[] = [];
  /** Answers in place of the simulated registry. */
  public fetch: Fetch;
  private fault: Fault | undefined;
  private isCut = false;
  private last = '';
  private readonly before: string[];

  public constructor(
    scripts: Scripts, options: Partial<DeviceOptions> & { readonly version: string }, newImage: Partial<SimulatedImage> = {}, from?: Bench,
  ) {
    this.scripts = scripts;
    this.device = from?.device.copy() ?? new Device({ images: [{ digest: OLD }, { ...newImage, digest: NEW }], ...options });
    this.before = from?.before ?? this.rest();
    this.fetch = (url, headers) => this.registry.fetch(url, headers);
  }

  /** A copy that changes by itself. */
  public copy(): Bench {
    const copy = new Bench(this.scripts, this.device.options, {}, this);
    copy.registry.digest = this.registry.digest;
    copy.registry.login = this.registry.login;
    return copy;
  }

  /** Makes the registry private, for the router as for its scripts. */
  public lock(login: string): this {
    this.registry.login = login;
    this.device.login = login;
    return this;
  }

  /** Imports a script, with a fault in it. What ended it, if anything did. */
  public import(name: string, fault?: Fault): string | undefined {
    return this.attempt(interpreter => interpreter.import(this.scripts[name]), fault);
  }

  /** Minutes with the scheduler; power cuts happen in them, too. */
  public wait(minutes: number, fault?: Fault): void {
    this.attempt(interpreter => interpreter.wait(minutes), fault);
  }

  public restart(): void {
    new Interpreter(this.device, this.fetch).restart();
  }

  private attempt(what: (interpreter: Interpreter) => void, fault?: Fault): string | undefined {
    this.steps = 0;
    this.fault = fault;
    this.isCut = false;
    this.last = '';
    const interpreter = new Interpreter(this.device, this.fetch, this.step);
    try {
      what(interpreter);
      return undefined;
    } catch (error) {
      if (error instanceof PowerCut) interpreter.restart();
      else if (!(error instanceof DeviceError)) throw error;
      return error.message;
    } finally {
      this.printed = interpreter.printed;
      this.longest = Math.max(this.longest, this.steps);
    }
  }

  private readonly step: Step = command => {
    // Waiting is one step, however long it takes.
    const isSame = command === ':delay' && this.last === ':delay';
    this.last = command;
    if (isSame && !this.isCut) return;
    this.steps++;
    this.commands.push(command);
    if (this.isCut) throw new PowerCut('the power is off');
    if (this.fault?.at !== this.steps) return;
    if (this.fault.kind === 'error') throw new DeviceError(`failure: injected into ${command}`);
    this.isCut = true;
    throw new PowerCut(`cut before ${command}`);
  };

  /** Why the container is not as it should be; undefined if it is. */
  public findFault(images: readonly string[]): string | undefined {
    const { device } = this;
    const mine = device.containers.filter(({ comment }) => comment === COMMENT);
    const running = mine.filter(row => device.isRunning(row));
    if (running.length !== 1 || mine.length !== 1) return `${mine.length} containers, ${running.length} of them running`;
    const [row] = running;
    const image = device.imageOf(row)?.digest;
    const pin = device.store.rows('/system/script').find(({ name }) => name === 'tailscale-image')?.source;
    if (image === undefined || !images.includes(image)) return `runs ${image}`;
    const from = row['remote-image'] ?? row.file.slice(row.file.lastIndexOf('/') + 1);
    if (pin !== from) return `runs ${from}, and ${pin} is written down`;
    const mounts = device.store.rows('/container/mounts').filter(each => (each.list ?? each.name) === (row.mountlists ?? row.mounts));
    if (mounts.length !== 1 || mounts[0].dst !== '/var/lib/tailscale') return 'no mount';
    const environment = device.store.rows('/container/envs').filter(({ list }) => list === row.envlists);
    if (environment.length !== 1 || environment[0].value !== '40MiB') return 'no environment';
    if (device.placeOf(mounts[0].src) === 'ram') return 'the state is in memory';
    if (device.store.rows('/file').filter(({ contents }) => contents === SECRET).length !== 1) return 'no secret';
    if (device.store.rows('/system/script').some(({ source }) => source.includes(SECRET))) return 'a secret in a script';
    if ([...device.globals.values()].includes(SECRET)) return 'a secret in a global variable';
    if (this.registry.login !== undefined && this.registry.login !== `${device.config.username}:${device.config.password}`) return 'no login';
    if (device.together > 1) return 'two containers ran at the same time';
    return this.findDifference();
  }

  /** What is other than before, apart from what belongs to the deployment. */
  public findDifference(): string | undefined {
    const now = this.rest();
    const changed = [...now.filter(each => !this.before.includes(each)), ...this.before.filter(each => !now.includes(each))];
    return changed.length === 0 ? undefined : `changed: ${changed.join(' ')}`;
  }

  /** Everything of the deployment and the settings that it changes. */
  public mine(): string[] {
    return [...this.device.store.list((_, { comment }) => comment !== COMMENT), JSON.stringify(this.device.config)];
  }

  private rest(): string[] {
    return this.device.store.list((menu, { comment, name }) => comment === COMMENT || (menu === '/file' && name !== 'flash'));
  }
}
