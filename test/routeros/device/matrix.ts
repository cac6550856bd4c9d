import type { SimulatedImage } from './device';
import { Bench, Fault, NEW, OLD, SECRET, Scripts, scriptsOf } from './run';
import { RouterOsDeploymentProps, RouterOsRegistryLogin } from '../../../src';
import { MODES, ModeName } from '../sample';

/** The RouterOS versions of the matrix: each minor version that is supported. */
export const MATRIX_VERSIONS = ['7.20', '7.21', '7.22', '7.23', '7.24'];
export const MATRIX_MODES = Object.keys(MODES) as ModeName[];

/** From where the image comes, by name: what is declared for it, and how the router and its registry are then. */
export const SOURCES: Readonly<Record<string, { readonly props: Partial<RouterOsDeploymentProps>; readonly prepare: (bench: Bench) => Bench }>> = {
  'public registry': { props: {}, prepare: bench => bench },
  'private registry': { props: { registryLogin: RouterOsRegistryLogin.ask('acme-bot', 'Token of acme-bot') }, prepare: bench => bench.lock(`acme-bot:${SECRET}`) },
};

const KINDS: readonly Fault['kind'][] = ['error', 'power cut'];

/** What an update finds, and which image runs in the end if nothing goes wrong. */
const UPDATES: readonly { readonly what: string; readonly image: Partial<SimulatedImage>; readonly result: string }[] = [
  { what: 'a good image', image: {}, result: NEW },
  { what: 'an image that is slow to pull', image: { pull: 'slow' }, result: NEW },
  { what: 'an image that crashes', image: { crashesAfter: 4 }, result: OLD },
  { what: 'an image that cannot be pulled', image: { pull: 'fails' }, result: OLD },
];

/** The outcomes of all faults of one version and mode, by how often they were seen; and what was not as it should be. */
export interface Outcomes {
  readonly counts: Map<string, number>;
  readonly faults: string[];
}

const SCRIPTS = new Map<string, Scripts>();

/** Runs everything that is done with a deployment, with a fault at each command in turn. */
export function runMatrix(version: string, mode: ModeName, source: string): Outcomes {
  const { props, prepare } = SOURCES[source];
  const key = `${mode} ${source}`;
  const scripts = SCRIPTS.get(key) ?? scriptsOf({ mode: MODES[mode], ...props });
  SCRIPTS.set(key, scripts);
  const found: Outcomes = { counts: new Map(), faults: [] };
  const fresh = prepare(new Bench(scripts, { version }));
  const before = fresh.mine();
  injectEverywhere(found, 'installation', fresh, bench => bench.import('install.rsc'), (bench, fault) => {
    bench.import('install.rsc', fault);
    bench.wait(3);
    const again = bench.import('install.rsc');
    bench.wait(3);
    return [bench.findFault([OLD]) ?? again, 'runs after a second import'];
  });
  for (const { what, image, result } of UPDATES) {
    const installed = prepare(new Bench(scripts, { version }, image));
    installed.import('install.rsc');
    installed.registry.digest = NEW;
    injectEverywhere(found, `update to ${what}`, installed, bench => { bench.import('update.rsc'); bench.wait(15); return bench.findFault([result]); }, (bench, fault) => {
      bench.import('update.rsc', fault);
      bench.wait(15);
      return [bench.findFault([OLD, result]), bench.device.containers.some(row => row['remote-image'].endsWith(NEW)) ? 'runs the new image' : 'runs the old image'];
    });
  }
  const installed = prepare(new Bench(scripts, { version }));
  installed.import('install.rsc');
  injectEverywhere(found, 'removal', installed, bench => bench.import('uninstall.rsc'), (bench, fault) => {
    bench.import('uninstall.rsc', fault);
    bench.wait(2);
    const again = bench.import('uninstall.rsc');
    const left = bench.mine().join(' ') === before.join(' ') ? undefined : `left: ${bench.mine().join(' ')}`;
    return [again ?? left ?? bench.findDifference(), 'the router is as before after a second import'];
  });
  return found;
}

/** First without a fault, then with an error or a power cut at each command; each time on a copy. */
function injectEverywhere(
  { counts, faults }: Outcomes, what: string, start: Bench, whole: (bench: Bench) => string | undefined,
  faulty: (bench: Bench, fault: Fault) => [string | undefined, string],
): void {
  const good = start.copy();
  const wrong = whole(good);
  if (wrong !== undefined) faults.push(`${what}: ${wrong}`);
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
