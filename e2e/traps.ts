/**
 * Builds the bad and the good example of every rule with a real BuildKit, starts the images, and compares what happens with the prediction of
 * the rule.
 *
 *     npx tsx e2e/traps.ts [--rule ID] [--update]
 *
 * `--update` writes the table into docs/reference/traps.md. Exit codes: 0 every prediction came true, 1 one did not, 3 there is no container engine, 64 wrong usage.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE } from './cache';
import { Engine, UNAVAILABLE, Unavailable } from './engine';
import { Workshop, buildExample } from './traps/build';
import { start as started } from './traps/probes';
import { NOT_OBSERVABLE, TRAPS } from './traps/table';
import { Trap } from './traps/trap';
import type { _Rule } from '../src/checks/rule';
import * as rules from '../src/checks/rules';
import { loadExample } from '../test/checks/rule-examples';

const USAGE = 'npx tsx e2e/traps.ts [--rule ID] [--update]';
const PAGE = join(__dirname, '../docs/reference/traps.md');
const PARALLEL = 2;

/** A rule, and what was seen. */
interface Seen {
  readonly trap: Trap;
  readonly bad: string;
  readonly good: string;
  readonly isTrue: boolean;
}

async function main(only: string | undefined, update: boolean): Promise<number> {
  const all: _Rule[] = Object.values(rules);
  const traps = TRAPS.filter(({ rule }) => only === undefined || rule === only);
  const strays = traps.filter(({ rule }) => !all.some(({ id }) => id === rule)).map(({ rule }) => `There is no rule ${rule}.`);
  const forgotten = all.filter(({ id }) => only === undefined && !(id in NOT_OBSERVABLE) && !TRAPS.some(({ rule }) => rule === id))
    .map(({ id }) => `The rule ${id} has no trap: add one, or a reason to NOT_OBSERVABLE.`);
  const workshop = await open();
  const seen: Seen[] = [];
  const queue = traps.filter(({ rule }) => all.some(({ id }) => id === rule)).values();
  await Promise.all(Array.from({ length: PARALLEL }, async () => {
    for (const trap of queue) {
      // Docker loses what a container prints that ends at once, now and then: what is wrong has to be wrong twice.
      const first = await spring(workshop, trap);
      const result = first.isTrue ? first : await spring(workshop, trap);
      seen.push(result);
      console.log(`${result.isTrue ? 'ok' : 'WRONG'} ${trap.rule}\n  prediction: ${trap.predicts}\n  bad:      ${result.bad}\n  good:     ${result.good}`);
    }
  }));
  await rm(workshop.folder, { recursive: true, force: true });
  // Not earlier: with an image Docker removes layers that the next one, which is being loaded, has too.
  await workshop.engine.docker(['image', 'rm', '--force', ...workshop.images], { mayFail: true });
  const wrong = seen.filter(({ isTrue }) => !isTrue);
  for (const line of [...strays, ...forgotten]) console.log(line);
  console.log(`${seen.length} traps: ${wrong.length} do not behave as predicted`);
  if (update && only === undefined) await writeFile(PAGE, page(TRAPS.flatMap(trap => seen.filter(each => each.trap === trap)), all));
  return wrong.length + strays.length + forgotten.length;
}

async function spring(workshop: Workshop, trap: Trap): Promise<Seen> {
  const example = await loadExample(trap.rule);
  const [bad, good] = await Promise.all((['bad', 'good'] as const).map(async which => {
    const name = `${trap.rule.replace('/', '-')}-${which}`;
    const built = await buildExample(workshop, trap, example[which], example[`${which}Image`], name, example[`${which}Files`])
      .catch((error: Error) => error.message);
    if (typeof built === 'string') return built;
    workshop.images.push(built.image);
    return (trap.probe ?? started())(built);
  }));
  return { trap, bad, good, isTrue: trap.bad.test(bad) && (trap.isGoodToStop || !good.startsWith('does not build')) && trap.good!.test(good) };
}

/** The engine, with all that traps share. */
async function open(): Promise<Workshop> {
  const engine = await Engine.up();
  const folder = await mkdtemp(join(tmpdir(), 'traps-'));
  const tools = join(CACHE, 'traps');
  const known = new Map<string, Promise<string>>();
  const find = async (image: string): Promise<string> => {
    const dockerfile = join(folder, `${image.replace(/\W/g, '-')}.Dockerfile`);
    await writeFile(dockerfile, `FROM ${image}\n`);
    return (await engine.contexts(dockerfile))[1]?.replace(/^.*?=(?=oci-layout:)/, '') ?? `docker-image://${image}`;
  };
  const standIn = async (image: string): Promise<string> => {
    if (!known.has(image)) known.set(image, find(image));
    return known.get(image)!;
  };
  await engine.docker([
    'buildx', 'build', '--quiet', '-f', join(__dirname, 'traps', 'tools.Dockerfile'), '--output', `type=local,dest=${tools}`,
    '--build-context', `alpine=${await standIn('alpine:3.23')}`, join(__dirname, 'traps'),
  ]);
  return { engine, folder, tools, standIn, images: [] };
}

function page(seen: readonly Seen[], all: readonly _Rule[]): string {
  const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/</g, '&lt;');
  return [
    '# Rules compared with real builds',
    '',
    'Written by `npx tsx e2e/traps.ts --update`: the bad and the good example of each rule, built by BuildKit 0.34 and started by Docker.',
    'The programs of the examples are real ones; the Dockerfile is the one that the rule checked.',
    '',
    '| rule | prediction | bad example | good example |',
    '|---|---|---|---|',
    ...seen.map(({ trap, bad, good, isTrue }) => `| ${trap.rule} | ${cell(trap.predicts)}${isTrue ? '' : ': **wrong**'} | ${cell(bad)} | ${cell(good)} |`),
    '',
    '## Rules whose effect cannot be observed in a test',
    '',
    '| rule | why |',
    '|---|---|',
    ...all.filter(({ id }) => id in NOT_OBSERVABLE).map(({ id }) => `| ${id} | ${NOT_OBSERVABLE[id]} |`),
    '',
  ].join('\n');
}

function begin(): void {
  let options: { rule?: string; update?: boolean };
  try {
    ({ values: options } = parseArgs({ options: { rule: { type: 'string' }, update: { type: 'boolean' } } }));
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 64;
    return;
  }
  main(options.rule, options.update ?? false).then(
    wrong => { process.exitCode = wrong === 0 ? 0 : 1; },
    (error: Error) => {
      console.error(error instanceof Unavailable ? error.message : error);
      process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
    },
  );
}

begin();
