import type { SimulatedImage } from './device';
import { Bench, Fault, NEW, OLD, SECRET, Scripts, scriptsOf } from './run';
import { RouterOsArchives, RouterOsDeploymentProps, RouterOsRegistryLogin } from '../../../src';
import { MODES, ModeName } from '../sample';

/** The RouterOS versions of the matrix: the oldest and the newest one that is supported. */
export const MATRIX_VERSIONS = ['7.20', '7.24'];
/** The minor versions between. They run the same commands as the newest one, so that a fault in them would be the same. */
export const VERSIONS_BETWEEN = ['7.21', '7.22', '7.23'];
export const MATRIX_MODES = Object.keys(MODES) as ModeName[];

/** From where the image comes, by name: what is declared for it, and how the router and its registry are then. */
export const SOURCES: Readonly<Record<string, Source>> = {
  'public registry': { props: {}, prepare: bench => bench, offer: publish },
  'private registry': {
    props: { registryLogin: RouterOsRegistryLogin.ask('acme-bot', 'Token of acme-bot') },
    prepare: bench => bench.lock(`acme-bot:${SECRET}`),
    offer: publish,
  },
  'archive': {
    props: { reference: undefined, archives: RouterOsArchives.uploaded() },
    prepare: bench => {
      bench.device.hasRoute = false;
      bench.device.upload(archiveName(bench, 'v1'), OLD);
      return bench;
    },
    offer: bench => bench.device.upload(archiveName(bench, 'v2'), NEW),
    findFault: bench => {
      const files = bench.device.store.rows('/file').filter(({ size }) => size !== undefined);
      const [row] = bench.device.containers;
      const isLeft = files.some(({ name }) => name === row.file) && (bench.device.imageOf(row)?.digest === OLD || files.length === 1);
      return isLeft ? undefined : `${row.file} runs, and there are ${files.map(({ name }) => name).join(' ')}`;
    },
  },
};

interface Source {
  readonly props: Partial<RouterOsDeploymentProps>;
  /** The router before the installation. */
  readonly prepare: (bench: Bench) => Bench;
  /** There is a new image. */
  readonly offer: (bench: Bench) => void;
  /** What else has to be so after an update without a fault: the first one, or the one after that. */
  readonly findFault?: (bench: Bench) => string | undefined;
}

function publish({ registry }: Bench): void {
  registry.digest = NEW;
}

/** An archive in the folder of the deployment, on the disk of its mode. */
export function archiveName({ scripts }: Bench, release: string): string {
  return `${scripts['install.rsc'].includes('usb1') ? 'usb1/' : ''}tailscale/tailscale-${release}-arm64.tar`;
}

const KINDS: readonly Fault['kind'][] = ['error', 'power cut'];

/** What an update finds, and which image runs in the end if nothing goes wrong. */
interface Update {
  readonly what: string;
  readonly image: Partial<SimulatedImage>;
  readonly result: string;
  /** No faults are injected. */
  readonly isWholeOnly?: boolean;
}

const UPDATES: readonly Update[] = [
  { what: 'a good image', image: {}, result: NEW },
  // A wait is one command, however long it takes: the faults would be those of a good image.
  { what: 'an image that is slow to pull', image: { pull: 'slow' }, result: NEW, isWholeOnly: true },
  { what: 'an image that crashes', image: { crashesAfter: 4 }, result: OLD },
  { what: 'an image that cannot be pulled', image: { pull: 'fails' }, result: OLD },
];

/** The outcomes of all faults of one version and mode, by how often they were seen; and what was not as it should be. */
export interface Outcomes {
  readonly counts: Map<string, number>;
  readonly faults: string[];
}

/** Something that is done with a deployment. Each function says what is not as it should be. */
interface Task {
  readonly what: string;
  readonly start: Bench;
  /** Without a fault. */
  readonly whole: (bench: Bench) => string | undefined;
  /** With a fault, and what comes after it; and which outcome it was. Undefined if no faults are injected. */
  readonly faulty?: (bench: Bench, fault: Fault) => [string | undefined, string];
}

const SCRIPTS = new Map<string, Scripts>();

function scriptsFor(mode: ModeName, source: string): Scripts {
  const key = `${mode} ${source}`;
  const scripts = SCRIPTS.get(key) ?? scriptsOf({ mode: MODES[mode], ...SOURCES[source].props });
  SCRIPTS.set(key, scripts);
  return scripts;
}

/** Everything that is done with a deployment. */
function listTasks(version: string, mode: ModeName, source: string): Task[] {
  const { prepare, offer, findFault = () => undefined } = SOURCES[source];
  const scripts = scriptsFor(mode, source);
  const fresh = prepare(new Bench(scripts, { version }));
  const before = fresh.mine();
  const install = (image: Partial<SimulatedImage> = {}): Bench => {
    const installed = prepare(new Bench(scripts, { version }, image));
    installed.import('install.rsc');
    return installed;
  };
  return [
    {
      what: 'installation',
      start: fresh,
      whole: bench => bench.import('install.rsc'),
      faulty: (bench, fault) => {
        bench.import('install.rsc', fault);
        bench.wait(3);
        const again = bench.import('install.rsc');
        bench.wait(3);
        return [bench.findFault([OLD]) ?? again, 'runs after a second import'];
      },
    },
    ...UPDATES.map(({ what, image, result, isWholeOnly = false }): Task => {
      const start = install(image);
      offer(start);
      const update = (bench: Bench, fault?: Fault): void => {
        bench.import('update.rsc', fault);
        bench.wait(15);
      };
      return {
        what: `update to ${what}`,
        start,
        whole: bench => {
          update(bench);
          return bench.findFault([result]) ?? findFault(bench);
        },
        faulty: isWholeOnly ? undefined : (bench, fault) => {
          update(bench, fault);
          const outcome = bench.findFault([OLD, result]);
          const isNew = bench.device.containers.some(row => bench.device.imageOf(row)?.digest === NEW);
          update(bench);
          return [outcome ?? bench.findFault([result]) ?? findFault(bench), isNew ? 'runs the new image' : 'runs the old image'];
        },
      };
    }),
    {
      what: 'removal',
      start: install(),
      whole: bench => bench.import('uninstall.rsc'),
      faulty: (bench, fault) => {
        bench.import('uninstall.rsc', fault);
        bench.wait(2);
        const again = bench.import('uninstall.rsc');
        const left = bench.mine().join(' ') === before.join(' ') ? undefined : `left: ${bench.mine().join(' ')}`;
        return [again ?? left ?? bench.findDifference(), 'the router is as before after a second import'];
      },
    },
  ];
}

/** Runs everything that is done with a deployment, with a fault at each command in turn. */
export function runMatrix(version: string, mode: ModeName, source: string): Outcomes {
  const found: Outcomes = { counts: new Map(), faults: [] };
  for (const task of listTasks(version, mode, source)) injectEverywhere(found, task);
  return found;
}

/** Runs everything that is done with a deployment, without a fault: the commands, and what was not as it should be. */
export function runWhole(version: string, mode: ModeName, source: string): { readonly commands: string[]; readonly faults: string[] } {
  const tasks = listTasks(version, mode, source).map(({ start, whole }) => {
    const bench = start.copy();
    return { fault: whole(bench), commands: bench.commands };
  });
  return { commands: tasks.flatMap(({ commands }) => commands), faults: tasks.flatMap(({ fault }) => fault ?? []) };
}

/** First without a fault, then with an error or a power cut at each command; each time on a copy. */
function injectEverywhere({ counts, faults }: Outcomes, { what, start, whole, faulty }: Task): void {
  const good = start.copy();
  const wrong = whole(good);
  if (wrong !== undefined) faults.push(`${what}: ${wrong}`);
  if (faulty === undefined) return;
  const steps = good.longest;
  for (const kind of KINDS) {
    for (let at = 1; at <= steps; at++) {
      const [fault, outcome] = faulty(start.copy(), { kind, at });
      if (fault !== undefined) faults.push(`${what}, ${kind} at ${at}: ${fault}`);
      const key = `${what} | ${kind} | ${fault === undefined ? outcome : 'WRONG'}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
}
