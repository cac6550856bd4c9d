import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { JobRow, printJobRows } from '../../../src/cli/affected/formats/gitlab-rows';
import { readRows } from '../../../src/cli/affected/formats/rows';

/** Checks scripts on all CPUs, each text once. */
export function checkScripts(files: string[], ...options: string[]): string[] {
  const texts = new Map(files.map(file => [readFileSync(file, 'utf8'), file]));
  return ['sh', '-c', `printf '%s\\0' "$@" | xargs -0 -n 20 -P "$(nproc)" shellcheck --shell=sh ${options.join(' ')}`, 'sh', ...texts.values()];
}

/** Writes the script of each job of GitLab into a file of its own, and names these files. */
export function scriptsOf(file: string): string[] {
  return Object.entries<{ script?: string[] }>(parse(readFileSync(file, 'utf8'))).flatMap(([, { script }], i) => {
    if (script === undefined) return [];
    const name = `${file}.${i}.sh`;
    writeFileSync(name, `${script.join('\n')}\n`);
    return [name];
  });
}

/** Writes the commands of each step into a file of its own, as Woodpecker runs them, and names these files. */
export function commandsOf(file: string): string[] {
  const { steps } = parse(readFileSync(file, 'utf8'));
  return steps.flatMap((step: { commands?: string[]; environment?: object }, i: number) => {
    if (step.commands === undefined) return [];
    const script = `${file}.${i}.sh`;
    writeFileSync(script, `${step.commands.join('\n')}\n`.replaceAll('$${', '${'));
    return [script];
  });
}

/** The child pipelines of GitLab: for the jobs of a build, a file with all that its first job can print. */
export function childrenOf(files: string[]): string[] {
  return files.filter(file => file.includes('/child/')).map(file => {
    const parent = parse(readFileSync(file.replace('/child/', '/'), 'utf8'));
    const table = Object.values<{ script?: string[] }>(parent).flatMap(({ script = [] }) => script.flatMap(each => /<<'ROWS'\n([^]*)\nROWS\n$/.exec(each)?.[1] ?? []))[0];
    if (table === undefined) return file;
    const rows = readRows(Buffer.from(table), file, 'job') as JobRow[];
    const jobs = printJobRows({ images: [], all: 0, others: [], levels: 1, changes: 0, notes: [] }, rows);
    const none = printJobRows({ images: [], all: 0, others: [], levels: 1, changes: 0, notes: [] }, rows.filter(row => row.file === undefined));
    writeFileSync(`${file}.all`, `${readFileSync(file, 'utf8')}${jobs}${none}`);
    return `${file}.all`;
  });
}
