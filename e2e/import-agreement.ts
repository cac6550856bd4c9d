/**
 * Imports the Dockerfiles of a folder, carries the code out, and asks BuildKit whether what is written means the same.
 *
 *     npx tsx e2e/import-agreement.ts FOLDER [--out FOLDER] [--show N]
 *
 * Prints how many are imported, synthesize and keep their meaning, stage by stage, and how many instructions are said by methods.
 * With --out, the code and the written Dockerfiles are kept there, for `tsc` and for people.
 * Exit codes: 0 no meaning was changed, 1 one was, 3 there is no Go to compile the oracle with, 64 wrong usage.
 */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Project } from 'projen';
import { Unavailable, UNAVAILABLE } from './engine';
import type { Answer } from './oracle/answer';
import { built, difference } from './oracle/meaning';
import { Oracle } from './oracle/oracle';
import { withNamedStages } from './oracle/targets';
import { _importDockerfile } from '../src/cli/import/import';
import { Severity, _Refusal } from '../src/core';
import { _readSyntax } from '../src/dockerfile';
import type { ContainerImage } from '../src/image';
import { Examination } from '../src/project/examination';
import { declaredIn } from '../test/cli/declared';

const USAGE = 'npx tsx e2e/import-agreement.ts FOLDER [--out FOLDER] [--show N]';

/** Labels that `ContainerImage` adds, or takes from a build argument, and that which a `MAINTAINER` becomes. */
const OWN_LABELS = ['title', 'version', 'authors'].map(name => `org.opencontainers.image.${name}`);

/** What became of one file, from worst to best. */
const OUTCOMES = ['refused', 'fails', 'stopped', 'unbuildable', 'wrong', 'last stage only', 'exact', 'needs arguments'] as const;

type Outcome = typeof OUTCOMES[number];

interface Result {
  readonly name: string;
  readonly outcome: Outcome;
  /** Whether BuildKit builds the original, with images that hold nothing. */
  readonly builds: boolean;
  readonly detail: string;
  readonly code?: string;
  readonly written?: string;
  readonly lostComments: readonly string[];
}

async function judge(oracle: Oracle, name: string, text: string): Promise<Result> {
  const whole = await oracle.ask({ text });
  const builds = whole.error === undefined || whole.error.message.startsWith('lint violation');
  const result = (outcome: Outcome, detail: string, more: Partial<Result> = {}): Result => ({
    name, outcome, builds, detail, lostComments: [], ...more,
  });
  let code: string;
  try {
    code = _importDockerfile(text);
  } catch (error) {
    if (!(error instanceof _Refusal)) return result('fails', String((error as Error).stack));
    return result('refused', `${error.problem.id}: ${error.problem.what}`);
  }
  const directory = mkdtempSync(join(tmpdir(), 'import-'));
  try {
    const project = new Project({ name: 'imported', outdir: directory });
    const image = declaredIn(project, code);
    const examination = new Examination(project);
    const errors = examination.problems.filter(({ severity = Severity.ERROR }) => severity === Severity.ERROR);
    if (errors.length > 0) return result('stopped', errors.map(({ id, what }) => `${id}: ${what}`).join('\n    '), { code });
    const written = examination.listFiles(project).find(({ path }) => path === image.dockerfile)!.text;
    const warned = examination.problems.map(({ id, what }) => `(warned) ${id}: ${what}`);
    const more = { code, written, lostComments: lost(text, written, code) };
    if (!builds) return result('needs arguments', whole.error!.message, more);
    const { outcome, detail } = await compared(oracle, text, written, image);
    return result(outcome, [detail, ...(outcome === 'exact' ? [] : warned)].join('\n    '), more);
  } catch (error) {
    return result('fails', String((error as Error).stack).slice(0, 600), { code });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Every stage of the original against the one that was made of it. */
async function compared(oracle: Oracle, text: string, written: string, image: ContainerImage): Promise<{ outcome: Outcome; detail: string }> {
  const all = await oracle.ask({ text: written });
  if (all.error !== undefined) return { outcome: 'unbuildable', detail: `${all.error.message} ${JSON.stringify(all.warnings?.slice(0, 2) ?? [])}` };
  const kept = new Set((all.stages ?? []).map(({ name }) => name));
  const details: string[] = [];
  let dropped = 0;
  const original = withNamedStages(text);
  for (const [index, { name }] of image.stages.entries()) {
    if (!kept.has(name)) { dropped++; continue; }
    const [was, is] = await Promise.all([
      oracle.ask({ text: original.text, target: original.names[index] }),
      oracle.ask({ text: written, target: name }),
    ]);
    const different = difference(built(plain(was)), built(plain(is)));
    if (different !== undefined) details.push(`${name}:\n${different}`);
  }
  if (details.length > 0) return { outcome: 'wrong', detail: details.join('\n') };
  return dropped > 0 ? { outcome: 'last stage only', detail: `${dropped} stages are not written` } : { outcome: 'exact', detail: '' };
}

/** Less what the image says of itself, whatever the file says. */
function plain(answer: Answer): Answer {
  const labels = Object.entries(answer.config?.Labels ?? {}).filter(([key]) => !OWN_LABELS.includes(key));
  const config: [string, unknown][] = Object.entries({ ...answer.config, Labels: Object.fromEntries(labels) });
  return { ...answer, config: Object.fromEntries(config.sort(([one], [other]) => (one < other ? -1 : 1))) };
}

/** Comment lines of the original that stand nowhere in what is written. */
function lost(text: string, written: string, code: string): string[] {
  const squeeze = (each: string) => each.replace(/[\s#\\'"]+/g, '');
  const all = squeeze(written) + squeeze(code);
  return _readSyntax(text).comments.map(comment => comment.text).filter(comment => !all.includes(squeeze(comment)));
}

/** Methods that are no instruction. */
const OTHERS = ['comment', 'useLocal', 'defineRuntime', 'synth', 'addTarget', 'of'];

/** The methods that say the instructions in the code, as often as they are called. */
function methodsOf(code: string): string[] {
  return [...code.matchAll(/^\w+\.(\w+)\(/gm)].map(([, method]) => method).filter(method => !OTHERS.includes(method));
}

function longest(text: string): number {
  return Math.max(...text.split('\n').map(line => line.length));
}

function counted<T>(values: readonly T[]): [T, number][] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** The figures. */
function report(results: readonly Result[], originals: ReadonlyMap<string, string>): string {
  const imported = results.filter(({ code }) => code !== undefined);
  const synthesized = results.filter(({ written }) => written !== undefined);
  const methods = counted(imported.flatMap(({ code }) => methodsOf(code!)));
  const total = methods.reduce((sum, [, count]) => sum + count, 0);
  const byMethods = total - (methods.find(([method]) => method === 'addNode')?.[1] ?? 0);
  const appended = counted(imported.flatMap(({ code }) => [...code!.matchAll(/\.addNode\((?:new )?([\w.]+)/g)].map(([, what]) => what)));
  const comments = synthesized.map(({ lostComments }) => lostComments.length).filter(count => count > 0);
  /** How many have a line that is wider than this, and than all of the original. */
  const wider = (limit: number, of: (result: Result) => string | undefined) => results.filter(result => {
    const text = of(result);
    return text !== undefined && longest(text) > Math.max(limit, longest(originals.get(result.name)!));
  }).length;
  const widths = [150, 300].map(limit => (
    `${wider(limit, ({ code }) => code)} codes and ${wider(limit, ({ written }) => written)} Dockerfiles wider than ${limit}`
  ));
  return [
    '',
    `${results.length} Dockerfiles, ${results.filter(({ builds }) => builds).length} of which BuildKit builds`,
    `${imported.length} imported, ${synthesized.length} synthesized`,
    ...counted(results.map(({ outcome, builds }) => `${outcome}${builds ? '' : ' (BuildKit does not build it)'}`)).map(each => `  ${each.join(': ')}`),
    `${total} instructions, ${byMethods} by methods (${(100 * byMethods / total).toFixed(1)} %): ${listed(methods)}`,
    `appended: ${listed(appended)}`,
    `comment lines lost: ${comments.reduce((sum, count) => sum + count, 0)} in ${comments.length} files`,
    `lines wider than any of the original: ${widths.join(', ')}`,
  ].join('\n');
}

function listed(counts: readonly [string, number][]): string {
  return counts.map(each => each.join(' ')).join(', ');
}

async function main(folder: string, out: string | undefined, show: number): Promise<number> {
  const oracle = await Oracle.start();
  const results: Result[] = [];
  const originals = new Map<string, string>();
  try {
    for (const name of readdirSync(folder).sort()) {
      const text = readFileSync(join(folder, name), 'utf8');
      originals.set(name, text);
      results.push(await judge(oracle, name, text));
    }
  } finally {
    oracle.stop();
  }
  if (out !== undefined) {
    mkdirSync(out, { recursive: true });
    results.forEach(({ name, code, written }, i) => {
      const file = join(out, `${String(i).padStart(4, '0')}-${name.replace(/[^\w.-]+/g, '_')}`);
      if (code !== undefined) writeFileSync(`${file}.ts`, code);
      if (written !== undefined) writeFileSync(`${file}.out`, written);
    });
    writeFileSync(join(out, 'results.json'), JSON.stringify(results.map(({ code: _, written: _w, ...result }) => result), undefined, 1));
  }
  for (const outcome of OUTCOMES.slice(0, 5)) {
    const these = results.filter(each => each.outcome === outcome && (each.builds || outcome === 'fails'));
    for (const { name, detail } of these.slice(0, show)) console.log(`${outcome}: ${name}\n    ${detail}`);
  }
  console.log(report(results, originals));
  return results.filter(({ outcome }) => outcome === 'wrong' || outcome === 'fails').length;
}

function start(): void {
  try {
    const options = { out: { type: 'string' }, show: { type: 'string', default: '20' } } as const;
    const { positionals: [folder, ...rest], values } = parseArgs({ allowPositionals: true, options });
    if (folder === undefined || rest.length > 0) throw new Error('One folder is needed.');
    main(folder, values.out, Number(values.show)).then(wrong => { process.exitCode = wrong === 0 ? 0 : 1; }, (error: Error) => {
      console.error(error instanceof Unavailable ? error.message : error);
      process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
    });
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 64;
  }
}

start();
