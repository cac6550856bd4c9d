import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine, Unavailable, UNAVAILABLE } from './engine';
import { onePlatform } from './one-platform';
import { Options, parseOptions, USAGE, UsageError } from './options';
import { CommandFailed } from './process';
import { imagesTable, memoryTable, partsTable, Row, seedTable } from './tables';

const SECOND = 1000;

const say = (text: string) => console.error(text);

/** Builds, inspects and runs what was asked for; the number of promises that were not kept. */
async function main(options: Options): Promise<number> {
  const begun = Date.now();
  const engine = await Engine.up();
  say(engine.standIns ? 'own engine, stand-ins for base images and downloads' : 'the engine of this machine, real images');
  const rows: Row[] = [];
  let broken = 0;
  for (const example of options.examples) {
    for (const platform of options.platforms ?? example.platforms) {
      if (!example.platforms.includes(platform)) continue;
      say(`\n${example.name} ${platform}`);
      try {
        const { row, failures } = await onePlatform(engine, options, example, platform);
        rows.push(row);
        broken += failures;
      } catch (error) {
        if (!(error instanceof CommandFailed)) throw error;
        say(`  FAILED  ${error.message.replace(/\n/g, '\n          ')}`);
        broken++;
      }
    }
  }
  const report = [
    imagesTable(rows),
    ...options.examples.map(example => partsTable(rows.filter(row => row.example === example))),
    ...rows.every(({ uses }) => uses === undefined) ? [] : [memoryTable(rows)],
    ...options.seed === undefined ? [] : [seedTable(rows)],
    `${rows.length} images in ${Math.round((Date.now() - begun) / SECOND)} s; ${broken === 0 ? 'every promise kept' : `${broken} promises not kept`}.`,
  ].join('\n\n');
  console.log(`\n${report}`);
  if (options.report !== undefined) await writeFile(options.report, `${report}\n`);
  return broken;
}

function start(): void {
  let options: Options;
  try {
    if (process.argv.includes('--help')) return console.log(USAGE);
    options = parseOptions(process.argv.slice(2));
    for (const folder of [options.dockerfile, options.seed]) {
      if (folder !== undefined && !existsSync(join(folder, 'Dockerfile'))) throw new UsageError(`There is no Dockerfile in "${folder}".`);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(`${error.message}\n\n${USAGE}`);
    process.exitCode = 64;
    return;
  }
  main(options).then(
    broken => { process.exitCode = broken === 0 ? 0 : 1; },
    (error: Error) => {
      say(error.message);
      process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
    },
  );
}

start();
