/**
 * Checks the generated workflows with the forges' own schemas and linters, and that each of these finds a fault that is planted.
 *
 *     npx tsx e2e/ci/lint.ts [DIRECTORY...]
 *
 * Reads pipelines of many shapes, made here, and the workflows of the examples and of the given projects.
 * Exit codes: 0 all checks passed, 1 some failed, 3 a tool cannot be had on this machine.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FORGES, ForgeChoices } from './choices';
import { combine, listUnchosen } from './combinations';
import { CHECKERS } from './lint/checkers';
import { BIN, Verdict, checkTogether, plantFaults } from './lint/run-checker';
import { SHAPES } from './lint/shapes';
import { checkSnippets } from './lint/snippets';

const EXAMPLES = join(__dirname, '../../examples');

async function main(projects: readonly string[]): Promise<number> {
  spawnSync(join(__dirname, 'ci-tools.sh'), ['install', 'lint', 'exec'], { stdio: ['ignore', 'inherit', 'inherit'] });
  const missing = [...new Set(CHECKERS.map(({ tool }) => tool))].filter(tool => !existsSync(join(BIN, tool)));
  if (missing.length > 0) {
    console.error(`Not to be had on this machine: ${missing.join(', ')}.`);
    return 3;
  }
  const examples = existsSync(EXAMPLES) ? readdirSync(EXAMPLES).map(name => join(EXAMPLES, name)) : [];
  const unchosen = listUnchosen(FORGES);
  let failed = 0;
  for (const check of [
    () => checkTogether('shapes', Object.fromEntries(Object.entries(SHAPES).map(([name, make]) => [name, make()]))),
    ...FORGES.map(forge => () => checkCombinations(forge)),
    () => [{ what: 'each option is in a combination', ok: unchosen.join() === 'ImagePipelineProps.forges', output: unchosen.join('\n') }],
    () => checkTogether('projects', Object.fromEntries([...examples, ...projects].map(project => [basename(project), readWorkflows(project)]))),
    checkSnippets,
    ...CHECKERS.map(checker => () => plantFaults(checker)),
  ]) {
    for (const { what, ok, output } of await check()) {
      console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}${ok ? '' : `\n${output.replace(/^/gm, '     ')}`}`);
      if (!ok) failed++;
    }
  }
  console.log(failed === 0 ? '\nall checks passed' : `\n${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** Each two choices of options in a pipeline, and what the checkers of the forge say about all these pipelines. */
async function checkCombinations(forge: ForgeChoices): Promise<Verdict[]> {
  const combinations = combine(forge);
  const errors = combinations.flatMap(each => each.errors.map(({ what }) => what));
  return [
    { what: `${combinations.length} combinations for ${forge.name} are accepted`, ok: errors.length === 0, output: errors.join('\n') },
    ...await checkTogether(`combinations for ${forge.name}`, Object.fromEntries(combinations.map(({ files }, i) => [`${i}`, files])), forge.folder),
  ];
}

/** The workflows of a project, by path. */
function readWorkflows(project: string): Record<string, string> {
  const folders = [...new Set(CHECKERS.map(({ folder }) => folder))].filter(folder => existsSync(join(project, folder)));
  const paths = folders.flatMap(folder => (readdirSync(join(project, folder), { recursive: true }) as string[]).map(path => join(folder, path)));
  return Object.fromEntries(paths.filter(path => statSync(join(project, path)).isFile()).map(path => [path, readFileSync(join(project, path), 'utf8')]));
}

main(process.argv.slice(2)).then(code => { process.exitCode = code; }, error => {
  console.error(error);
  process.exitCode = 1;
});
