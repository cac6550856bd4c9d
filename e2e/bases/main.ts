import { parseArgs } from 'node:util';
import { CASES } from './cases';
import { startBasesEngine } from './engine';
import { Proof, prove } from './prove';
import { makeStandIns, pushStandIns } from './stand-ins';
import { Unavailable, UNAVAILABLE } from '../engine';
import { UsageError } from '../options';
import { CommandFailed } from '../process';
import { table } from '../tables';
import { fillFor } from './tree/fill';

const USAGE = `npx tsx e2e/bases/main.ts [options]

Builds services on base images, whose builds ask package registries, runs them, and prints a table. The images and the registries are stand-ins.

  --case NAME        ${CASES.map(({ name }) => name).join(', ')} (default: all)
  --platform NAME    linux/amd64 or linux/arm64, even where the case does not name it (default: those of the case)
  --ci               what is built for every change: the examples; for linux/arm64 some of them are built, and not run
  --cold             build from nothing, so that the times mean something
  --images           make the base images, and nothing else
  --push             make the base images, and push them to a registry on the engine's loopback

Exit codes: 0 all is as promised, 1 something is not, 3 there is no engine for it on this machine, 64 wrong usage.
`;

/** What a run was asked for. */
interface Options {
  readonly case?: string;
  readonly platform?: string;
  readonly ci?: boolean;
  readonly cold?: boolean;
  readonly images?: boolean;
  readonly push?: boolean;
  readonly help?: boolean;
}

/** The number of promises that were not kept. */
async function main(options: Options): Promise<number> {
  const chosen = CASES.filter(({ name, ci }) => name === (options.case ?? name) && (ci !== undefined || !options.ci));
  if (chosen.length === 0) throw new UsageError(`There is no case "${options.case}".\n\n${USAGE}`);
  const engine = await startBasesEngine();
  const onlyImages = options.images || options.push;
  const [, refused = []] = await Promise.all([makeStandIns(engine), onlyImages ? undefined : fillFor(chosen.map(({ folder }) => folder))]);
  if (options.push) await pushStandIns(engine, await engine.startRegistry());
  if (onlyImages) return 0;
  const rows: string[][] = [];
  let broken = 0;
  for (const each of chosen) {
    const refusal = refused.find(({ folder }) => folder === each.folder);
    if (refusal !== undefined) {
      console.error(`\n${each.name}\n  SKIPPED ${refusal.reason}`);
      continue;
    }
    for (const platform of options.platform !== undefined ? [options.platform] : options.ci ? Object.keys(each.ci!) : each.platforms) {
      console.error(`\n${each.name} ${platform}`);
      try {
        const proof = await prove(engine, each, platform, { cold: options.cold ?? false, runs: !options.ci || each.ci![platform] === 'run' });
        rows.push([each.name, platform, ...formatProof(proof)]);
        broken += proof.failures;
      } catch (error) {
        if (!(error instanceof CommandFailed)) throw error;
        console.error(`  FAILED  ${error.message.replace(/\n/g, '\n          ')}`);
        broken++;
      }
    }
  }
  console.log(`\n${table(['image', 'platform', 'build, s', 'checks, s', 'transferred, MB', 'layers'], rows)}\n`);
  console.log(broken === 0 ? 'Every promise is kept.' : `${broken} promises are not kept.`);
  return broken;
}

function formatProof({ buildSeconds, checkSeconds, layers }: Proof): string[] {
  const bytes = layers.reduce((sum, layer) => sum + layer, 0);
  return [buildSeconds.toFixed(1), checkSeconds.toFixed(1), (bytes / 1e6).toFixed(1), String(layers.length)];
}

function parseOptions(): Options {
  try {
    return parseArgs({
      options: {
        case: { type: 'string' },
        platform: { type: 'string' },
        ci: { type: 'boolean' },
        cold: { type: 'boolean' },
        images: { type: 'boolean' },
        push: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

async function start(): Promise<number> {
  const options = parseOptions();
  if (!options.help) return main(options);
  console.log(USAGE);
  return 0;
}

start().then(
  broken => { process.exitCode = broken === 0 ? 0 : 1; },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = error instanceof UsageError ? 64 : error instanceof Unavailable ? UNAVAILABLE : 1;
  },
);
