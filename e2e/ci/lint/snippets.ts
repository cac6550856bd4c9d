import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Verdict, ask } from './run-checker';

/** Where the documentation shows how a CI calls the script. */
const PAGE = join(__dirname, '../../../docs/reference/script.md');

/** The files on that page, and their schemas. */
const SCHEMAS = {
  'azure-pipelines.yml': 'azure-pipelines',
  'pipeline.yml': 'buildkite',
  'config.yml': 'circle-ci',
  'bitbucket-pipelines.yml': 'bitbucket-pipelines',
};

/** What the schemas say about the files, and about a fault in each. */
export async function checkSnippets(): Promise<Verdict[]> {
  const page = await readFile(PAGE, 'utf8');
  return (await Promise.all(Object.entries(SCHEMAS).map(([file, schema]) => checkSnippet(page, file, schema)))).flat();
}

async function checkSnippet(page: string, file: string, schema: string): Promise<Verdict[]> {
  const accepts = `the schema of ${schema} accepts the example`;
  const finds = `the schema of ${schema} finds a list where none can be`;
  const [, text] = new RegExp(`\`\`\`yaml\\n# ${file.replace('.', '\\.')}\\n([^]*?)\`\`\``).exec(page) ?? [];
  if (text === undefined) return [accepts, finds].map(what => ({ what, ok: false, output: 'it is not on the page' }));
  const [right, wrong] = await Promise.all([text, text.replace(/^(pipelines|steps|jobs):/m, '$1: 1\nother:')].map(each => validate(file, each, schema)));
  return [{ what: accepts, ...right }, { what: finds, ok: !wrong.ok, output: 'it found nothing' }];
}

async function validate(file: string, content: string, schema: string): Promise<Pick<Verdict, 'ok' | 'output'>> {
  const directory = await mkdtemp(join(tmpdir(), 'imagewright-lint-'));
  await writeFile(join(directory, file), content);
  // Some of these schemas have patterns that are valid without the flag "u" only.
  const said = await ask(['check-jsonschema', '--builtin-schema', `vendor.${schema}`, '--regex-variant', 'nonunicode', join(directory, file)], directory);
  await rm(directory, { recursive: true });
  return said;
}
