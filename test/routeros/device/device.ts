import { Row, Store } from './store';

/** What an image does. */
export interface SimulatedImage {
  readonly digest: string;
  /** Seconds from the start until the program ends with an error; undefined for a program that keeps running. */
  readonly crashesAfter?: number;
  /** What becomes of a pull. */
  readonly pull?: 'good' | 'slow' | 'fails';
}

/** How a device is, before anything is installed. */
export interface DeviceOptions {
  readonly version: string;
  readonly images: readonly SimulatedImage[];
  readonly memory?: number;
  readonly flash?: number;
  readonly disk?: number;
  readonly architecture?: string;
  readonly board?: string;
  readonly cpu?: string;
  readonly packages?: readonly string[];
  readonly deviceMode?: Readonly<Record<string, boolean>>;
  readonly year?: string;
  readonly dns?: string;
  readonly hasFlashFolder?: boolean;
}

/** An error of a command, which a script can catch. */
export class DeviceError extends Error {}
/** The power was cut: nothing catches it. */
export class PowerCut extends Error {}

/** Bytes of an image, as the samples have it: a layer, a root directory, and the download until it is unpacked. */
const UNPACKED = 17 * 1024 ** 2;
const PACKED = 6 * 1024 ** 2;

/** The state of a simulated router. What time changes is worked out when it is looked at. */
export class Device {
  public store = new Store();
  public readonly config: Record<string, string> = { 'tmpdir': '', 'layer-dir': '', 'registry-url': '', 'username': '', 'password': '' };
  public readonly log: string[] = [];
  public readonly globals = new Map<string, unknown>();
  public readonly jobs: string[] = [];
  public readonly options: Required<Omit<DeviceOptions, 'images'>>;
  public images: readonly SimulatedImage[];
  /** Seconds since the start of the simulation, and of the router. */
  public now = 0;
  public started = 0;
  public hasRoute = true;
  /** What `/terminal/ask` is answered, and what it has asked. */
  public answer = 'the-secret';
  public questions: string[] = [];
  /** The user and the password that the registry of the images wants; undefined if anybody may pull. */
  public login: string | undefined;
  /** The most containers that have run at the same time. */
  public together = 0;

  public constructor({ images, ...options }: DeviceOptions) {
    this.images = images;
    this.options = {
      memory: 200e6,
      flash: 100e6,
      disk: 1e9,
      architecture: 'arm64',
      board: 'RB5009',
      cpu: 'ARM64',
      packages: ['routeros', 'container'],
      deviceMode: { container: true, fetch: true, scheduler: true },
      year: '2026',
      dns: '192.168.88.1',
      hasFlashFolder: false,
      ...options,
    };
    for (const name of this.options.packages) this.store.add('/system/package', { name, disabled: 'no' });
    this.store.add('/ip/route', { 'dst-address': '0.0.0.0/0', 'gateway': '192.168.88.1' });
    this.store.add('/ip/address', { address: '192.168.88.2/24', interface: 'bridge', network: '192.168.88.0' });
    this.store.add('/interface/bridge', { name: 'bridge', comment: 'defconf' });
    this.store.add('/ip/firewall/nat', { chain: 'srcnat', action: 'masquerade', comment: 'defconf: masquerade' });
    this.store.add('/ip/dns/static', { name: 'router.lan', address: '192.168.88.1' });
    if (this.options.disk > 0) this.store.add('/disk', { slot: 'usb1', type: 'partition', fs: 'ext4' });
    if (this.options.hasFlashFolder) this.store.add('/file', { name: 'flash', type: 'disk' });
  }

  /** A copy that changes by itself, of a device on which no script runs. */
  public copy(): Device {
    const copy = new Device({ ...this.options, images: this.images });
    copy.store = this.store.copy();
    Object.assign(copy.config, this.config);
    for (const [name, value] of this.globals) copy.globals.set(name, value);
    copy.log.push(...this.log);
    const { now, started, hasRoute, answer, login, together } = this;
    Object.assign(copy, { now, started, hasRoute, answer, questions: [...this.questions], login, together });
    return copy;
  }

  /** What is where: bytes of the images on a disk, by their root directories, and of archives. */
  public used(place: 'ram' | 'flash' | 'usb1'): number {
    const files = this.store.rows('/file').filter(({ name, size }) => size !== undefined && this.placeOf(name) === place).length * UNPACKED;
    return files + this.containers.filter(each => this.placeOf(each['root-dir']) === place && this.hasRoot(each))
      .reduce((sum, each) => sum + (this.isPulling(each) ? UNPACKED + PACKED : 2 * UNPACKED), 0);
  }

  public get freeMemory(): number {
    return this.options.memory - this.used('ram') - (this.containers.some(each => this.isRunning(each)) ? 12e6 : 0);
  }

  public free(slot: string): number {
    return slot === 'usb1' ? this.options.disk - this.used('usb1') : this.freeMemory;
  }

  public get containers(): Row[] {
    return this.store.rows('/container');
  }

  public placeOf(path: string): 'ram' | 'flash' | 'usb1' {
    const slot = path.split('/')[0];
    const disk = this.store.rows('/disk').find(each => each.slot === slot);
    return disk === undefined ? 'flash' : disk.type === 'tmpfs' ? 'ram' : 'usb1';
  }

  /** What is in a container. */
  public imageOf({ $digest }: Row): SimulatedImage | undefined {
    return this.images.find(({ digest }) => digest === $digest);
  }

  /** The digest of what a container is to be made of: a reference, or a file on the router. */
  public digestOf({ 'remote-image': reference, file }: Row): string {
    if (reference !== undefined) return reference.slice(reference.indexOf('@') + 1);
    return this.store.rows('/file').find(({ name }) => name === file)?.$digest ?? '';
  }

  /** An archive is uploaded. */
  public upload(name: string, digest: string): void {
    this.store.add('/file', { name, size: String(UNPACKED), $digest: digest });
  }

  public isPulling(row: Row): boolean {
    return this.now < Number(row.$pulledAt);
  }

  /** Whether the files of the image are there. */
  public hasRoot(row: Row): boolean {
    return row.$lost !== 'yes' && !this.isMissing(row);
  }

  public imageId(row: Row): string {
    // RouterOS shows the id of an image whose files are gone, too.
    return this.isPulling(row) || this.isMissing(row) ? '' : this.imageOf(row)!.digest;
  }

  /** Whether the pull has failed. */
  private isMissing(row: Row): boolean {
    const image = this.imageOf(row);
    return row.$refused === 'yes' || image === undefined || image.pull === 'fails';
  }

  /** Whether the registry gives an image to the router, with the login that the router has: it shows it to any registry. */
  public mayPull(reference: string): boolean {
    const { 'registry-url': url, username, password } = this.config;
    if (username === '') return this.login === undefined;
    return `${username}:${password}` === this.login && url.replace('https://', '') === reference.slice(0, reference.indexOf('/'));
  }

  public isRunning(row: Row): boolean {
    if (row.$startedAt === '') return false;
    const crash = this.imageOf(row)?.crashesAfter;
    const ends = row.$stoppedAt === '' ? Infinity : Number(row.$stoppedAt);
    return this.now < ends && (crash === undefined || this.now < Number(row.$startedAt) + crash);
  }

  /** Time passes. */
  public pass(seconds: number): void {
    this.now += seconds;
    this.together = Math.max(this.together, this.containers.filter(each => this.isRunning(each)).length);
  }

  public get uptime(): number {
    return this.now - this.started;
  }

  /** The power is back: memory is empty, containers that are to start do. */
  public restart(): void {
    this.jobs.length = 0;
    this.globals.clear();
    this.pass(20);
    this.started = this.now;
    const lost = this.store.rows('/file').filter(({ name }) => this.placeOf(name) === 'ram' || (this.options.hasFlashFolder && !name.startsWith('flash')));
    for (const { '.id': id } of lost) this.store.remove('/file', id);
    for (const row of this.containers) {
      row.$startedAt = '';
      if (this.isPulling(row) || this.placeOf(row['root-dir']) === 'ram') row.$lost = 'yes';
      if (row['start-on-boot'] === 'yes' && this.hasRoot(row)) row.$startedAt = String(this.now);
    }
  }
}
