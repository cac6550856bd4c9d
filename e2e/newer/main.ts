/**
 * Builds the router example with the newest Tailscale, Go and BusyBox in place of the pinned ones, checks it as `e2e/main.ts` checks the pinned one, and
 * prints the sizes of both. In a copy: the tree is not edited. The features that are new since the pinned release have to be left out.
 *
 *     npx tsx e2e/newer/main.ts [--platform LIST] [--example NAME] [--go V] [--tailscale V] [--busybox V] [--report FILE]
 *
 * It needs the stand-ins (E2E_IGNORE_HOST=1 where Docker is there), Go, and its module proxy.
 *
 * Exit codes: 0 all is as promised, 1 something is not, 3 no engine can be had on this machine, 64 wrong usage.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { featuresStayOff, readChoice } from './features';
import { Versions, describeEdition, findNewestBusybox, findNewestGo, isNewer, listTailscale, pinVersions } from './versions';
import { Source } from '../build';
import { Engine, UNAVAILABLE, Unavailable } from '../engine';
import { mikrotikTailscale, mikrotikTailscalePacked } from '../examples';
import type { Example } from '../examples/example';
import { measure } from '../measure';
import { folderOf, onePlatform } from '../one-platform';
import { CommandFailed } from '../process';
import { Repository } from '../renovate/repository';
import { Row, comparison, partsTable } from '../tables';
import { buildFeatureTool } from '../tailscale-tool';

const EXAMPLES: readonly Example[] = [mikrotikTailscale, mikrotikTailscalePacked];
const FOLDER = join(__dirname, '../../examples/mikrotik-tailscale');
const PLATFORMS = 'linux/amd64,linux/arm/v7';

const say = (text: string) => console.error(text);

interface Wanted {
  readonly examples: readonly Example[];
  readonly platforms: readonly string[];
  readonly versions: Partial<Versions>;
  readonly report?: string;
}

async function main({ examples, platforms, versions: chosen, report }: Wanted): Promise<number> {
  const engine = await Engine.up();
  if (!engine.standIns) throw new Unavailable('Newer versions have no pinned images, so stand-ins are needed: set E2E_IGNORE_HOST=1.');
  const pinned = readPins();
  const { newer, versions } = await findEdition(engine, chosen, pinned);
  say(`Tailscale ${versions.tailscale} in place of ${pinned.tailscale}, Go ${versions.go} of ${pinned.go}, BusyBox ${versions.busybox} of ${pinned.busybox}`);
  const copy = Repository.create('newer', FOLDER);
  copy.write('versions.json', pinVersions(copy.read('versions.json'), versions));
  await copy.synthesize();
  const off = featuresStayOff(readChoice(copy.read('Dockerfile')), versions.tailscale, buildFeatureTool(pinned.tailscale), buildFeatureTool(versions.tailscale));
  const rows: Row[] = [];
  let broken = 0;
  for (const example of examples) {
    const name = `${example.name}-newer`;
    const subfolder = (example.folder ?? example.name).replace('mikrotik-tailscale', '');
    for (const platform of platforms) {
      say(`\n${name} ${platform}`);
      try {
        const options = { cold: false, twice: false, dockerfile: join(copy.directory, subfolder) };
        const { row, failures } = await onePlatform(newer, options, { ...example, name }, platform, [off]);
        rows.push({ ...row, seed: await measurePinned(engine, example, platform) });
        broken += failures;
      } catch (error) {
        if (!(error instanceof CommandFailed)) throw error;
        say(`  FAILED  ${error.message.replace(/\n/g, '\n          ')}`);
        broken++;
      }
    }
  }
  const text = [
    comparison(rows, 'pinned', 'newer'),
    ...examples.map(example => partsTable(rows.filter(row => row.example.name === `${example.name}-newer`))),
    `${rows.length} images; ${broken === 0 ? 'every promise kept' : `${broken} promises not kept`}.`,
  ].join('\n\n');
  console.log(`\n${text}`);
  if (report !== undefined) writeFileSync(report, `${text}\n`);
  return broken === 0 ? 0 : 1;
}

/** Stand-ins with the newest versions, or with the chosen ones. Of a Tailscale that is not chosen, they have the newest whose modules can be had. */
async function findEdition(engine: Engine, { go = findNewestGo(), tailscale, busybox = findNewestBusybox() }: Partial<Versions>, pinned: Versions) {
  const candidates = tailscale === undefined ? listTailscale().filter(each => isNewer(each, pinned.tailscale)) : [tailscale];
  for (const candidate of candidates) {
    const versions = { go, tailscale: candidate, busybox };
    try {
      return { versions, newer: await engine.edition(describeEdition(versions)) };
    } catch (error) {
      if (!(error instanceof CommandFailed) || tailscale !== undefined) throw error;
      say(`Tailscale ${candidate} is not to be had here: ${/^.*(?:\b40[34]\b|not available).*$/m.exec(error.message)?.[0] ?? error.message}`);
    }
  }
  throw new Unavailable(`No Tailscale newer than ${pinned.tailscale} can be had.`);
}

/** The image with the pinned versions; that it keeps its promises is what `e2e/main.ts` checks. */
async function measurePinned(engine: Engine, example: Example, platform: string) {
  const tag = `imagewright-e2e/${example.name}:${platform.replaceAll('/', '-')}`;
  const source = await Source.prepare(engine, folderOf(example), join(__dirname, '../.out/pinned', example.name, platform.replaceAll('/', '-')));
  return measure(engine, source, example, platform, tag, { cold: false, twice: false, bump: false });
}

function readPins(): Versions {
  const { images, packages } = JSON.parse(readFileSync(join(FOLDER, 'versions.json'), 'utf8')) as {
    images: Record<string, { ref: string }>; packages: Record<string, { version: string }>;
  };
  return { go: /golang:([\d.]+)/.exec(images.go.ref)![1], tailscale: packages.TAILSCALE_VERSION.version, busybox: packages.BUSYBOX_VERSION.version };
}

function parse(): Wanted {
  const text = { type: 'string' } as const;
  const { values: { platform = PLATFORMS, example, report, ...versions } } = parseArgs({
    options: { platform: text, example: text, report: text, go: text, tailscale: text, busybox: text },
  });
  const examples = EXAMPLES.filter(({ name }) => name === (example ?? name));
  const unknown = platform.split(',').filter(name => !EXAMPLES[0].platforms.includes(name));
  if (examples.length === 0 || unknown.length > 0) throw new TypeError(`Unknown: ${[...examples.length === 0 ? [example] : [], ...unknown].join(', ')}.`);
  return { examples, platforms: platform.split(','), versions, report };
}

let wanted: Wanted | undefined;
try {
  wanted = parse();
} catch (error) {
  say((error as Error).message);
  process.exitCode = 64;
}
if (wanted !== undefined) {
  main(wanted).then(code => { process.exitCode = code; }, (error: Error) => {
    say(error.message);
    process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
  });
}
