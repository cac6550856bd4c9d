/**
 * Makes the mistakes of test/checks/support/mistakes-over-bases.ts on real bases: each wrong image and the right one beside it is judged with what
 * was read of the base, built by BuildKit, and started by Docker. Does the finding come true, and does the right image work?
 *
 *     npx tsx e2e/mistakes.ts [--only TEXT] [--update]
 *
 * `--update` writes the table into docs/reference/mistakes.md. Exit codes: 0 every finding came true, 1 one did not, 3 there is no container engine,
 * 64 wrong usage.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BUSYBOX } from './bases/busybox';
import { startBasesEngine } from './bases/engine';
import { makeStandIns } from './bases/stand-ins';
import { UNAVAILABLE, Unavailable } from './engine';
import { makeBases } from './mistakes/bases';
import { Job, buildAll } from './mistakes/build';
import { Observation } from './mistakes/observation';
import { OBSERVATIONS } from './mistakes/observations';
import { Programs } from './mistakes/programs';
import { Variant, declareVariant, writeVariant } from './mistakes/variant';
import { start } from './traps/probes';
import { MISTAKES, Mistake } from '../test/checks/support/mistakes-over-bases';

const USAGE = 'npx tsx e2e/mistakes.ts [--only TEXT] [--update]';
const PAGE = join(__dirname, '../docs/reference/mistakes.md');
const SIDES = ['wrong', 'right'] as const;
const PARALLEL = 3;

/** A mistake, and what was seen. */
interface Seen {
  readonly mistake: Mistake;
  readonly observation: Observation;
  readonly found: Readonly<Record<'wrong' | 'right', readonly string[]>>;
  readonly wrong: string;
  readonly right: string;
  readonly isTrue: boolean;
}

async function main(only: string, update: boolean): Promise<number> {
  const mistakes = MISTAKES.filter(({ what }) => what.includes(only));
  const unobserved = mistakes.filter(({ what }) => !(what in OBSERVATIONS)).map(({ what }) => `"${what}" has no observation: add one to e2e/mistakes/observations.ts.`);
  const strays = Object.keys(OBSERVATIONS).filter(what => !MISTAKES.some(each => each.what === what)).map(what => `There is no mistake "${what}".`);
  if (unobserved.length + strays.length > 0) {
    console.log([...unobserved, ...strays].join('\n'));
    return 1;
  }
  const engine = await startBasesEngine();
  await makeStandIns(engine);
  const bases = await makeBases(engine);
  const repository = `${await engine.startRegistry()}/mistakes`;
  const folder = await mkdtemp(join(tmpdir(), 'mistakes-'));
  const programs = await Programs.open();
  const jobs: Job[] = [];
  const found = new Map<string, Variant['found']>();
  for (const [index, mistake] of mistakes.entries()) {
    const base = bases.get(mistake.over.reference)!;
    const { refused, wrong } = OBSERVATIONS[mistake.what];
    for (const side of SIDES) {
      const name = `m${index}-${side}`;
      const at = join(folder, name);
      const variant = await declareVariant(mistake, mistake[side], base, programs, at);
      found.set(name, variant.found);
      const target = refused === undefined ? variant.target : await writeVariant(mistake, refused[side], base, at);
      if (target !== undefined) jobs.push({ name, target, stops: side === 'wrong' && wrong.source.startsWith('^does not build') });
    }
  }
  const failed = await buildAll(engine, repository, jobs, folder);
  const seen: Seen[] = [];
  const queue = mistakes.entries();
  await Promise.all(Array.from({ length: PARALLEL }, async () => {
    for (const [index, mistake] of queue) {
      const observation = OBSERVATIONS[mistake.what];
      const { probe = start(), rightProbe = probe } = observation;
      const [wrong, right] = await Promise.all(SIDES.map(async side => {
        const name = `m${index}-${side}`;
        const error = failed.get(name);
        if (error !== undefined) return error;
        const image = `${repository}:${name}`;
        await engine.docker(['pull', '--quiet', image]);
        return (side === 'wrong' ? probe : rightProbe)({ engine, image, platform: 'linux/amd64', busybox: BUSYBOX, folder });
      }));
      const all = { wrong: found.get(`m${index}-wrong`)!, right: found.get(`m${index}-right`)! };
      const isTrue = observation.wrong.test(wrong) && (observation.right ?? /^exit 0/).test(right) && all.wrong.includes(mistake.id) && all.right.length === 0;
      seen.push({ mistake, observation, found: all, wrong, right, isTrue });
      console.log([
        `${isTrue ? 'ok' : 'WRONG'} ${mistake.what}`, `  found:  ${all.wrong.join(', ') || 'nothing'}; in the right image: ${all.right.join(', ') || 'nothing'}`,
        `  wrong:  ${wrong}`, `  right:  ${right}`,
      ].join('\n'));
    }
  }));
  await programs.close();
  await rm(folder, { recursive: true, force: true });
  await engine.docker(['image', 'rm', '--force', ...jobs.filter(({ name }) => !failed.has(name)).map(({ name }) => `${repository}:${name}`)], { mayFail: true });
  const untrue = seen.filter(({ isTrue }) => !isTrue);
  console.log(`${seen.length} mistakes: ${untrue.length} are not as predicted`);
  if (update && only === '') await writeFile(PAGE, printPage(MISTAKES.flatMap(mistake => seen.filter(each => each.mistake === mistake))));
  return untrue.length;
}

function printPage(seen: readonly Seen[]): string {
  const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/</g, '&lt;').replace(/127\.0\.0\.1:\d+\/|localhost:\d+\//g, '');
  return [
    '# Mistakes over base images, compared with real builds',
    '',
    'Written by `npx tsx e2e/mistakes.ts --update`: each mistake is declared over a base whose files are known, once wrong and once right. The findings are those',
    'before the build, from what was read of the base; what is seen is that of the images as BuildKit 0.34 built them and Docker started them.',
    'In the right images nothing is found.',
    '',
    '| mistake | over | found | prediction | wrong image | right image |',
    '|---|---|---|---|---|---|',
    ...seen.map(({ mistake, observation, found, wrong, right, isTrue }) => `| ${[
      mistake.what, mistake.over.reference.replace(/@.*/, ''), [...new Set(found.wrong)].join(', '), `${observation.predicts}${isTrue ? '' : ': **wrong**'}`, wrong, right,
    ].map(cell).join(' | ')} |`),
    '',
  ].join('\n');
}

function begin(): void {
  let options: { only?: string; update?: boolean };
  try {
    ({ values: options } = parseArgs({ options: { only: { type: 'string' }, update: { type: 'boolean' } } }));
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 64;
    return;
  }
  main(options.only ?? '', options.update ?? false).then(
    wrong => { process.exitCode = wrong === 0 ? 0 : 1; },
    (error: Error) => {
      console.error(error instanceof Unavailable ? error.message : error);
      process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
    },
  );
}

begin();
