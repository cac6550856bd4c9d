import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKERS, Checker, isChecked } from './checkers';
import { withTwo } from './shapes';
import { runInParallel } from '../../../src/cli/pin/in-parallel';
import { detachedRoot } from '../../../test/support/root';
import { CACHE } from '../../cache';
import { run } from '../../process';
import { workflows, write } from '../sample';

/** Where the checkers are installed. */
export const BIN = join(CACHE, 'bin');
const env = { ...process.env, PATH: `${BIN}:${process.env.PATH}` };

/** What was looked at, and what came out. */
export interface Verdict {
  readonly what: string;
  readonly ok: boolean;
  readonly output: string;
}

/** Files by path. */
type Files = Readonly<Record<string, string>>;

/**
 * What the checkers say about pipelines, by name. Each starts once, for the files of all of them, since its start takes longer than what it does.
 *
 * @param what the pipelines, in the plural
 * @param forge the folder of the forge that all files are for, if they may be elsewhere
 */
export async function checkTogether(what: string, pipelines: Readonly<Record<string, Files>>, forge?: string): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const checker of CHECKERS.filter(({ folder }) => folder === (forge ?? folder))) {
    const concerned = Object.entries(pipelines)
      .map(([name, files]) => ({ folder: nameFolder(name), files, paths: Object.keys(files) }))
      .map(each => ({ ...each, paths: each.paths.filter(path => forge !== undefined || isChecked(path, checker)) }))
      .filter(({ paths }) => paths.length > 0);
    if (concerned.length === 0) continue;
    const parts = checker.isAlone ? concerned.map(each => [each]) : [concerned];
    const said = await runInParallel(parts, availableParallelism(), part => inRepository(
      directory => part.forEach(({ folder, files }) => write(join(directory, folder), files)),
      directory => ask(checker.command(part.flatMap(({ folder, paths }) => paths.map(path => join(directory, folder, path)))), directory),
    ));
    verdicts.push({ what: `${concerned.length} ${what}: ${checker.name}`, ok: said.every(({ ok }) => ok), output: said.map(({ output }) => output).join('') });
  }
  return verdicts;
}

/** Whether a checker finds each of its faults. */
export async function plantFaults(checker: Checker): Promise<Verdict[]> {
  return runInParallel(checker.faults, availableParallelism(), ({ file, text, wrong, ofMany }) => inRepository(
    directory => write(directory, workflows(ofMany ? { images: withTwo(detachedRoot()) } : {})),
    async directory => {
      const path = join(directory, checker.folder, file);
      const before = await readFile(path, 'utf8');
      const after = before.replace(text, () => wrong);
      if (after === before) throw new Error(`Nothing to replace in ${file}: ${text}`);
      await writeFile(path, after);
      const paths = (await readdir(directory, { recursive: true })).filter(each => isChecked(each, checker)).sort();
      const { ok } = await ask(checker.command(paths.map(each => join(directory, each))), directory);
      return { what: `${checker.name} finds ${JSON.stringify(wrong.trim())}`, ok: !ok, output: 'it found nothing' };
    },
  ));
}

/** What a checker says. */
export async function ask([head, ...tail]: readonly string[], cwd: string): Promise<Pick<Verdict, 'ok' | 'output'>> {
  const { code, stdout, stderr } = await run(head, tail, { cwd, env, mayFail: true });
  return { ok: code === 0, output: stdout + stderr };
}

/** zizmor wants a repository, which it looks for in the folder. */
async function inRepository<T>(fill: (directory: string) => void, use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'imagewright-lint-'));
  await run('git', ['init', '-q', directory]);
  fill(directory);
  const result = await use(directory);
  await rm(directory, { recursive: true });
  return result;
}

/** The name of a pipeline, as one of a folder that needs no quotes. */
function nameFolder(name: string): string {
  return name.replace(/[^\w-]+/g, '-');
}
